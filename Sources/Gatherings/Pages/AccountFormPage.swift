import HTTPTypes
import Kernel
import Web

/// How it went: the form, with the plan beside it.
struct AccountFormPage {
    let telling: GatheringTelling
    let opened: GatheringsRoom.Opened

    func page(_ fields: Fields, problems: [FieldProblem] = [], overtaken: Overtaken? = nil) -> Page {
        let words = telling.words
        let gathering = opened.gathering
        let plan = gathering.plan
        let field = { (name: String, required: Bool) in FieldView(name, label: "gatherings.account.field.\(name)", required: required, problems: problems, words: words) }
        return Page(
            "gatherings/account", title: words("gatherings.account.title"), section: "gatherings",
            view: [
                "breadcrumbs": Crumbs.view(telling, gathering), "action": GatheringsPaths.path(GatheringsPaths.accountPattern, gathering.id), "cancelHref": GatheringsPaths.gathering(gathering.id),
                "version": String(gathering.version), "errors": FieldView.summary(problems, words: words) { "gatherings.account.field.\($0)" },
                "plannedText": words("gatherings.account.plan", ["when": telling.span(plan), "where": telling.whereText(gathering, opened.cities[plan.city])]),
                "overtaken": overtaken?.view(words),
                "fields": [
                    field("starts", true).input(fields["starts"], type: "datetime-local", short: true), field("ends", true).input(fields["ends"], type: "datetime-local", short: true),
                    field("place", false).input(fields["place"], maxLength: 300), field("people", false).input(fields["people"], inputMode: "numeric", maxLength: 9, short: true),
                    field("spent", false).input(fields["spent"], inputMode: "numeric", maxLength: 12, short: true, unit: "€"), field("reason", false).textArea(fields["reason"], rows: 2, maxLength: 1000),
                    field("report", true).textArea(fields["report"], rows: 10, maxLength: 20_000),
                ],
            ]).refusing(problems, isConflict: overtaken != nil)
    }

    /// - Parameter name: of whoever saved meanwhile.
    func overtaken(_ typed: Fields, by name: String?) -> Overtaken {
        let theirs = HeldForm.fields(opened.gathering, there: 0)
        func shown(_ field: String, _ fields: Fields) -> String {
            let typed = fields[field] ?? ""
            return ["starts", "ends"].contains(field) ? TimeField.shown(typed) : typed
        }
        return Overtaken(
            by: name, at: opened.gathering.changedAt,
            ["starts", "ends", "place", "people", "spent", "reason", "report"].map {
                Overtaken.Part(telling.words("gatherings.account.field.\($0)"), theirs: shown($0, theirs), mine: shown($0, typed))
            })
    }
}
