import Compendium
import Foundation
import Kernel
import Web

/// Every component of the interface in every state; only while the demonstration runs.
struct StyleguideHandlers: Sendable {
    let house: House
    let compendium: CompendiumModule

    var routes: [Route] { [.page("/styleguide", .demonstration, show)] }

    func show(_ visit: Visit) async throws -> Answer {
        let words = house.words(visit.language)
        let cards = compendium.catalogue.cards.prefix(2).map(\.slug)
        return .page(
            Page(
                "styleguide", title: words("web.styleguide.title"),
                view: [
                    "breadcrumbs": [["label": words("compendium.list.heading"), "href": "#"] as View],
                    "errors": ["items": [["href": "#sample-input-error", "text": words("web.field.missing")] as View]] as View,
                    "fields": fields(words),
                    "standings": ["good", "promising", "idea", "failure"].map { (code: String) -> View in ["code": code, "label": words("compendium.standing.\(code)")] },
                    "levels": (0...5).map { (level: Int) -> View in ["level": level, "label": words("compendium.evidence.badge", ["level": String(describing: level)])] },
                    "cards": cards.enumerated().compactMap { compendium.cardView($1, visit.language, picked: $0 == 0 ? nil : true) },
                    "pager": ["previousHref": "#", "nextHref": "#", "rangeText": Pager.range(first: 21, last: 40, of: 115, words)] as View,
                    "facets": [facet(words)], "numbers": [["figureText": "115", "figureLabel": words.count("matching.home.numberPractices", 115)] as View],
                    "score": score(words),
                    "empty": [
                        "emptyHeading": words("compendium.list.emptyHeading"), "emptyText": words("compendium.list.emptyText"),
                        "emptyActions": [["href": "#", "label": words("compendium.list.emptyClear"), "quiet": false]] as [View],
                    ] as View,
                ]))
    }

    /// One of each kind, each without and with a problem.
    private func fields(_ words: Wording) -> [View] {
        ["", "-error"].flatMap { state -> [View] in
            func field(_ name: String) -> FieldView {
                let problems = state.isEmpty ? [] : [FieldProblem("sample-\(name)\(state)", "web.field.missing")]
                return FieldView("sample-\(name)\(state)", label: "web.styleguide.sampleShort", required: name == "input", problems: problems, words: words)
            }
            let options = [("one", words("compendium.status.running")), ("two", words("compendium.status.ended"))]
            return [
                field("input").input(words("web.styleguide.sampleShort"), maxLength: 80), field("text").textArea(words("web.styleguide.sampleLong"), rows: 3, maxLength: 400),
                field("select").select(options, selected: "two"), field("ticks").choices(options, selected: ["one"]),
                field("radios").choices(options, selected: ["two"], radio: true),
            ]
        }
    }

    private func facet(_ words: Wording) -> View {
        [
            "name": "sample", "legend": words("compendium.facet.area"), "isOpen": true, "selectedText": words.count("compendium.list.facetSelected", 1),
            "options": ["housing", "health"].map { (code: String) -> View in
                ["optionId": "sample-\(code)", "optionValue": code, "optionLabel": words("compendium.policyArea.\(code)"), "countText": "12", "selected": code == "health"]
            },
            "more": nil,
        ]
    }

    private func score(_ words: Wording) -> View {
        let parts = [("meaning", "0", "34"), ("concepts", "34", "18"), ("facets", "52", "11"), ("text", "63", "7"), ("evidence", "70", "2"), ("context", "72", "3")]
        return [
            "bars": parts.map { name, x, width in
                [
                    "x": x, "width": width, "class": name,
                    "barText": words("matching.score.bar", ["part": words("matching.score.part.\(name)"), "points": "+\(width)"]),
                ] as View
            }
        ]
    }
}
