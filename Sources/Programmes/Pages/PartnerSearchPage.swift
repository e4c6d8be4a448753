import Kernel
import Members
import Web

/// The fiche of a partner search, as everybody reads and prints it: every heading of the European form, said or not said.
struct PartnerSearchPage {
    let programme: Programme
    let lists: [Programme.ListKind: [String]]
    let search: PartnerSearch
    let today: Day
    let words: PlanWords

    func page() -> Page {
        let format = words.format
        func list(_ kind: Programme.ListKind) -> [String] { lists[kind] ?? [] }
        let rows: [(String, [String])] = [
            ("institution", [programme.leadName].compactMap { $0 }), ("institutionKind", [programme.leadKind].compactMap { $0 }),
            ("country", [programme.leadCountry.map(format.country)].compactMap { $0 }), ("scope", list(.theme)), ("problems", list(.problem)), ("objectives", list(.objective)),
            ("activities", list(.activity)), ("outcomes", list(.deliverable) + list(.result)), ("targetGroups", list(.targetGroup)),
            ("stage", [search.values["searchStage"].map { words("programmes.choice.searchStage.\($0)") }].compactMap { $0 }),
            ("budget", [programme.budget.map(format.amount)].compactMap { $0 }), ("transnationalBudget", [programme.transnationalBudget.map(format.amount)].compactMap { $0 }),
            ("dates", [words.period(programme.start, programme.end)].compactMap { $0 }),
            ("transnationalDates", [words.period(programme.transnationalStart, programme.transnationalEnd)].compactMap { $0 }),
            ("contact", [search.values["contactName"], search.values["contactMail"]].compactMap { $0 }), ("phone", [search.values["contactPhone"]].compactMap { $0 }),
            ("pool", [search.values["pool"]].compactMap { $0 }),
        ]
        return Page(
            "programmes/partnerSearch", title: words("programmes.search.title", ["programme": programme.name]), description: programme.fullTitle, section: "programmes",
            canonicalPath: ProgrammesPaths.partnerSearch(programme.slug),
            view: [
                "breadcrumbs": [["label": programme.name, "href": ProgrammesPaths.publicPage(programme.slug)] as View], "programmeName": programme.name, "fullName": programme.fullTitle,
                "seekingText": search.values["seeking"],
                "closesText": search.closesDay.map { words(search.isOver(on: today) ? "programmes.search.over" : "programmes.search.closes", ["day": format.day($0)]) },
                "rows": rows.map { label, texts in
                    ["rowLabel": words("programmes.search.\(label)"), "isLong": texts.count > 1, "texts": texts.map { ["text": $0] as View }, "isMissing": texts.isEmpty] as View
                },
            ])
    }
}
