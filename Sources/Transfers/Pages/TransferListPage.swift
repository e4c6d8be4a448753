import Kernel
import Members
import Web

/// Transfers that the reader may see: the ones of their city first.
struct TransferListPage {
    struct Entry {
        let transfer: Transfer
        let parts: TransferParts
        let giving, receiving: City
    }

    let entries: [Entry]
    let counts: [Transfer.Stage: Int]
    let stage: Transfer.Stage?
    let pager: View?
    let canOpen: Bool
    /// The slugs and names of the reader's cities.
    let cities: [City]
    let today: Day
    let speaking: Speaking

    static let size = 20

    func page() -> Page {
        let words = speaking.words
        return Page(
            "transfers/list", title: words("transfers.list.heading"), section: "transfers",
            view: [
                "stages": ([nil] + Transfer.Stage.allCases.map { $0 }).map { (stage: Transfer.Stage?) -> View in
                    [
                        "href": stage.map { Fields([("stage", $0.rawValue)]).link(TransfersPaths.transfers) } ?? TransfersPaths.transfers,
                        "label": stage.map(speaking.stage) ?? words("transfers.list.all"),
                        "countText": speaking.format.number(stage.map { counts[$0] ?? 0 } ?? counts.values.reduce(0, +)), "current": stage == self.stage,
                    ]
                },
                "cities": cities.map { ["href": TransfersPaths.city($0.slug), "label": words("transfers.list.citySheet", ["city": speaking.name($0)])] as View },
                "empty": entries.isEmpty ? [
                    "emptyHeading": words("transfers.list.emptyHeading"), "emptyText": words("transfers.list.emptyText"),
                    "emptyActions": canOpen ? [["href": TransfersPaths.needs, "label": words("transfers.list.emptyAction"), "quiet": false]] : [View](),
                ] as View : nil,
                "entries": entries.isEmpty ? nil : ["items": entries.map { Self.view($0, today, speaking) }] as View, "pager": pager,
            ])
    }

    static func view(_ entry: Entry, _ today: Day, _ speaking: Speaking) -> View {
        let transfer = entry.transfer
        return [
            "href": TransfersPaths.transfer(transfer.id), "transferName": transfer.name, "routeText": speaking.route(entry.giving, entry.receiving),
            "stageCode": transfer.stage.rawValue, "stageText": speaking.stage(transfer.stage), "challenge": transfer.challenge,
            "findingText": transfer.stage == .understand || transfer.stage == .adapt ? speaking.words("transfers.finding.\(entry.parts.study.finding.rawValue)") : nil,
            "next": entry.parts.next(at: transfer.stage).first.map { speaking.next($0, today: today) }, "costText": speaking.cost(entry.parts),
            "sinceText": speaking.words("transfers.since", ["date": speaking.format.day(transfer.stageAt.day)]),
        ]
    }
}
