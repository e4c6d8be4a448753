import HTTPTypes
import Kernel
import Members
import Web

/// Opening a transfer from a match.
struct OpenTransferPage {
    let need: ReceivingNeed
    let practice: GivingPractice
    let giving: City
    /// nil: the need names none.
    let receiving: City?
    let programmes: [Programme]
    /// The two can come together.
    let isOpen: Bool
    let typed: Fields
    let problems: [FieldProblem]
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let title = practice.title.text(in: speaking.language.code)
        func field(_ name: String, required: Bool = true) -> FieldView { FieldView(name, label: "transfers.field.\(name)", required: required, problems: problems, words: words) }
        return Page(
            "transfers/open", title: words("transfers.open.title"), section: "transfers",
            view: [
                "breadcrumbs": speaking.breadcrumbs(), "errors": speaking.summary(problems), "isOpen": isOpen, "action": TransfersPaths.new, "need": need.id.rawValue, "practice": practice.slug,
                "facts": ([
                    ["factLabel": words("transfers.fact.practice"), "factText": title.text, "factHref": TransfersPaths.practice(practice.slug), "factNote": nil],
                    ["factLabel": words("transfers.fact.giving"), "factText": speaking.name(giving), "factHref": TransfersPaths.cityPage(giving.slug), "factNote": nil],
                    receiving.map { ["factLabel": words("transfers.fact.receiving"), "factText": speaking.name($0), "factHref": TransfersPaths.cityPage($0.slug), "factNote": nil] },
                    ["factLabel": words("transfers.fact.need"), "factText": need.name, "factHref": TransfersPaths.need(need.id), "factNote": nil],
                ] as [View?]).compactMap(\.self),
                "fields": [
                    field("name").input(typed["name"], maxLength: 160), field("challenge").textArea(typed["challenge"], rows: 5, maxLength: 2000),
                    field("reason").textArea(typed["reason"], rows: 4, maxLength: 2000),
                    field("programme", required: false).select([("", words("transfers.field.noProgramme"))] + programmes.map { ($0.slug, $0.name) }, selected: typed["programme"]),
                ],
                "cancelHref": TransfersPaths.match(need.id, practice.slug),
            ]).refusing(problems)
    }
}
