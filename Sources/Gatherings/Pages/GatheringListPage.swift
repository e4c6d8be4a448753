import Kernel
import Members
import Web

/// Gatherings to come, or those that are over.
struct GatheringListPage {
    let telling: GatheringTelling
    let selection: Gatherings.Selection
    let gatherings: [Gathering]
    let total: Int
    let start: Int
    let counts: [GatheringID: [Registration.State: Int]]
    let cities: [CityID: City]
    let viewer: Viewer

    static let size = 20

    func page() -> Page {
        let words = telling.words
        return Page(
            "gatherings/list", title: words("gatherings.list.title"), description: words("gatherings.list.lead"), section: "gatherings",
            view: [
                "planHref": viewer.holds(.arrangeGatherings) ? GatheringsPaths.plan : nil, "calendarHref": viewer.isSignedIn ? GatheringsPaths.calendar : nil,
                "mentoringHref": viewer.isSignedIn ? GatheringsPaths.mentoring : nil,
                "tabs": [("coming", nil), ("past", "past")].map { name, value in
                    ["href": link("when", value), "label": words("gatherings.list.\(name)"), "current": selection.isPast == (name == "past")] as View
                },
                "kinds": ([nil] + Gathering.Kind.allCases).map { (kind: Gathering.Kind?) in
                    [
                        "kindHref": link("kind", kind?.rawValue), "kindLabel": kind.map { words("gatherings.kinds.\($0.rawValue)") } ?? words("gatherings.list.allKinds"),
                        "kindCurrent": selection.kind == kind,
                    ] as View
                },
                "countText": words.count("gatherings.list.count", total), "empty": gatherings.isEmpty ? empty() : nil, "items": gatherings.map(card),
                "pager": Pager(count: total, start: start, size: Self.size, path: GatheringsPaths.gatherings, query: address).view(words),
            ])
    }

    private var address: Fields {
        Fields(
            [("when", selection.isPast ? "past" : nil), ("kind", selection.kind?.rawValue), ("city", selection.city.flatMap { cities[$0]?.slug })].compactMap { name, value in
                value.map { (name, $0) }
            })
    }

    private func link(_ name: String, _ value: String?) -> String { address.setting(name, value).link(GatheringsPaths.gatherings) }

    private func card(_ gathering: Gathering) -> View {
        let plan = gathering.plan
        let taken = counts[gathering.id]?[.registered] ?? 0
        let seats = gathering.stage == .announced ? plan.capacity.map { telling.words("gatherings.list.seats", ["taken": telling.format.number(taken), "seats": telling.format.number($0)]) } : nil
        return [
            "href": GatheringsPaths.gathering(gathering.id), "titleText": plan.title, "kindText": telling.kind(plan.kind), "stageText": telling.words("gatherings.stage.\(gathering.stage.rawValue)"),
            "stageCode": gathering.stage.rawValue, "whenText": telling.span(plan), "whereText": telling.whereText(gathering, cities[plan.city]), "seatsText": seats,
            "visitingText": plan.visitors.isEmpty ? nil : telling.words("gatherings.list.visiting", ["cities": telling.names(plan.visitors, cities)]),
        ]
    }

    private func empty() -> View {
        let canPlan = viewer.holds(.arrangeGatherings)
        return [
            "emptyHeading": telling.words("gatherings.list.empty"), "emptyText": telling.words(canPlan ? "gatherings.list.emptyPlan" : "gatherings.list.emptyLook"),
            "emptyActions": [
                canPlan
                    ? ["href": GatheringsPaths.plan, "label": telling.words("gatherings.list.plan"), "quiet": false]
                    : ["href": link("when", selection.isPast ? nil : "past"), "label": telling.words(selection.isPast ? "gatherings.list.coming" : "gatherings.list.past"), "quiet": true]
            ] as [View],
        ]
    }
}
