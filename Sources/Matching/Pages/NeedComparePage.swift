import Kernel
import Web

/// The shortlist side by side: two to five practices, row by row.
struct NeedComparePage {
    let opened: MatchingRoom.OpenNeed
    /// All that are on the shortlist, best match first.
    let options: [ShortlistOption]
    let telling: Telling

    static let most = 5

    private typealias Row = (label: String, cell: (CompareCells) -> View)

    func page() -> Page {
        let words = telling.words
        let id = opened.need.id.rawValue
        let shown = options.prefix(Self.most)
        let tooMany = words("matching.needCompare.tooMany", ["count": telling.format.number(options.count)])
        return Page(
            "matching/needCompare", title: words("matching.needCompare.title"), section: "needs",
            view: [
                "breadcrumbs": [
                    ["label": words("matching.needs.heading"), "href": MatchingPaths.needs], ["label": opened.need.name, "href": MatchingPaths.need(id)],
                ] as [View],
                "briefingHref": shown.isEmpty ? nil : MatchingPaths.briefing(id),
                "remarks": options.count > Self.most ? [["remarkKind": "info", "remarkText": tooMany] as View] : [View](),
                "empty": shown.count < 2 ? empty(id) : nil, "comparison": shown.count < 2 ? nil : comparison(Array(shown)),
            ])
    }

    private func empty(_ id: String) -> View {
        let words = telling.words
        return [
            "emptyHeading": words("matching.needCompare.tooFew.heading"), "emptyText": words("matching.needCompare.tooFew.text"),
            "emptyActions": [["href": MatchingPaths.need(id), "label": words("matching.needCompare.tooFew.action"), "quiet": false]] as [View],
        ]
    }

    private func comparison(_ shown: [ShortlistOption]) -> View {
        let cells = shown.map { CompareCells(option: $0, telling: telling) }
        return [
            "columns": shown.map { option in
                option.column(telling).adding(["href": MatchingPaths.match(opened.need.id.rawValue, option.practice.slug)])
            },
            "rowGroups": groups().map { group in
                [
                    "groupLabel": telling.words("matching.needCompare.\(group.label)"), "span": shown.count + 1,
                    "rows": group.rows.map { row in
                        ["rowLabel": telling.words("matching.needCompare.\(row.label)"), "cells": cells.map(row.cell)] as View
                    },
                ] as View
            },
        ]
    }

    private func groups() -> [(label: String, rows: [Row])] {
        let words = telling.words
        let format = telling.format
        let notSaid = words("matching.card.notSaid")
        return [
            ("groupFit", [("band", { $0.score() }), ("reasons", { $0.reasons(atMost: 4) })]),
            (
                "groupEvidence",
                [
                    ("standing", { $0.standing() }), ("level", { $0.evidence() }), ("results", { $0.source($0.option.practice.results) }),
                    ("limits", { $0.list(telling.limits($0.option.practice), missing: words("matching.needCompare.nothing")) }),
                ]
            ),
            (
                "groupReady",
                [
                    ("readiness", { $0.readiness() }), ("met", { $0.preconditions([.met]) }), ("partly", { $0.preconditions([.partly]) }),
                    ("missed", { $0.preconditions([.missed]) }), ("open", { $0.preconditions([nil]) }),
                ]
            ),
            (
                "groupContext",
                [
                    ("city", { $0.text(telling.place($0.option.practice.place), missing: notSaid) }),
                    ("size", { $0.text($0.option.practice.place.population.map { format.number($0) }, missing: words("matching.match.notKnown")) }),
                    ("differences", { $0.differences(opened.city, opened.need.content) }),
                ]
            ),
            (
                "groupCost",
                [
                    ("budget", { $0.text($0.option.practice.budget.map { format.euro($0) }, missing: notSaid) }),
                    ("unitCost", { $0.text(telling.unitCost($0.option.practice), missing: notSaid) }),
                    ("people", { $0.text($0.option.practice.beneficiaries.map { format.number($0) }, missing: notSaid) }),
                    ("funding", { $0.list($0.option.practice.funding, missing: notSaid, isSource: true) }),
                ]
            ),
        ]
    }
}
