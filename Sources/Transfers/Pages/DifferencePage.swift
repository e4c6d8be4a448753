import HTTPTypes
import Kernel
import Web

/// What the practice is and what was adopted, block by block: for the giving city above all.
struct DifferencePage {
    let opened: TransfersRoom.Open
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let blocks = opened.details.blocks
        let counts = (PlanBlock.Decision.allCases.map { Optional($0) } + [nil]).compactMap { decision -> View? in
            let count = blocks.filter { $0.decision == decision }.count
            return count == 0 ? nil : ["countLabel": speaking.decision(decision), "countText": speaking.format.number(count), "countCode": decision?.rawValue ?? "open"]
        }
        return speaking.page(
            "transfers/difference", opened, tab: "difference",
            [
                "leadText": words("transfers.difference.lead", ["giving": speaking.name(opened.giving), "receiving": speaking.name(opened.receiving)]), "counts": counts,
                "givingName": speaking.name(opened.giving), "receivingName": speaking.name(opened.receiving),
                "blocks": blocks.map { block in BlockView.view(block, opened, speaking).adding(["hereText": here(block)]) },
                "improvements": ClosingPage.improvements(opened, speaking),
            ])
    }

    /// What became of it, in one sentence.
    private func here(_ block: PlanBlock) -> String { block.decision.map { speaking.words("transfers.here.\($0.rawValue)") } ?? speaking.words("transfers.here.open") }
}

/// What happened, month by month; months in which nobody wrote anything are shown too.
struct LogPage {
    let opened: TransfersRoom.Open
    let typed: Fields
    var problems: [FieldProblem] = []
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let transfer = opened.transfer
        let last = transfer.stage.isOver ? transfer.stageAt.day : opened.today
        let months = Set(Months.between(transfer.openedAt.day, last) + opened.details.log.map(\.month)).sorted(by: >)
        let page = speaking.page(
            "transfers/log", opened, tab: "log",
            [
                "errors": speaking.summary(problems),
                "months": months.map { month in
                    let entries = opened.details.log.filter { $0.month == month }
                    return ["monthText": speaking.month(month), "entries": entries.isEmpty ? nil : ["items": entries.map { Self.entry($0, opened, speaking) }] as View] as View
                },
                "form": opened.mayWrite ? [
                    "action": TransfersPaths.part(opened.id, "log"),
                    "fields": [
                        FieldView("month", label: "transfers.field.month", required: true, problems: problems, words: words).input(typed["month"], type: "month", short: true),
                        FieldView("content", label: "transfers.field.content", required: true, problems: problems, words: words).textArea(typed["content"], rows: 5, maxLength: 4000),
                    ],
                ] as View : nil,
            ])
        return page.refusing(problems)
    }

    static func entry(_ entry: LogEntry, _ opened: TransfersRoom.Open, _ speaking: Speaking) -> View {
        ["entryText": entry.content, "entryBy": speaking.by(opened.name(entry.by), entry.at), "monthText": speaking.month(entry.month)]
    }
}
