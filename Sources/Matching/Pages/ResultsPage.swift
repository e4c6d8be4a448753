import HTTPTypes
import Kernel
import Members
import Web

/// What fits a need, for anybody.
struct ResultsPage {
    let question: MatchQuestion
    let answer: MatchAnswer?
    let cards: [MatchCard]
    let total: Int
    let problems: [FieldProblem]
    let ports: MatchingPorts
    let telling: Telling

    func page() -> Page {
        let words = telling.words
        let fields = question.fields
        return Page(
            "matching/results", title: words("matching.results.title"), description: words("matching.results.description"), section: "match",
            canonicalPath: question.content.text.isEmpty ? MatchingPaths.match : nil,
            view: ([
                "errors": FieldView.summary(problems, words: words) { $0 == "text" ? "matching.results.textLabel" : NeedFields.label(of: $0) }, "action": MatchingPaths.match, "hiddenInputs": [View](),
                "facets": facets(), "clearHref": fields.isEmpty ? nil : MatchingPaths.match,
                "understood": answer.map { UnderstoodView(answer: $0, content: question.content) { fields.adding($0, $1).link(MatchingPaths.match) }.view(telling) },
                "remarks": answer.map { Remarks.of($0, question.content, meaningIsSet: ports.vectors != nil, telling) } ?? [View](),
                "empty": empty(), "results": results(),
            ] as View).adding(form())).refusing(problems)
    }

    private func form() -> View {
        let content = question.content
        let build = NeedFields(telling: telling, problems: problems, ports: ports)
        let figures = ["city", "people", "budget", "months"].filter { question.fields.text($0) != nil }
        return [
            "textField": build.text(question.fields["text"], rows: 6, label: "matching.results.textLabel"), "languageField": build.language(content.language),
            "figuresOpen": !figures.isEmpty || problems.contains { $0.field != "text" },
            "figuresText": figures.isEmpty ? nil : telling.words.count("compendium.list.facetSelected", figures.count),
            "refineFields": [
                build.city(question.citySlug), build.number("people", question.fields["people"]),
                build.number("budget", question.fields["budget"], unit: "€"),
                build.number("months", question.fields["months"], unit: telling.words("matching.field.monthsUnit")),
            ],
        ]
    }

    private func facets() -> [View] {
        func group(_ name: String, _ key: String, _ codes: [String], _ chosen: [String], _ label: (String) -> String) -> View {
            [
                "name": name, "legend": telling.words("matching.field.\(key)"), "isOpen": !chosen.isEmpty,
                "selectedText": chosen.isEmpty ? nil : telling.words.count("compendium.list.facetSelected", chosen.count),
                "options": telling.format.sorted(codes, by: label).map {
                    ["optionId": "\(name)-\($0)", "optionValue": $0, "optionLabel": label($0), "countText": "", "selected": chosen.contains($0)] as View
                },
                "more": nil,
            ]
        }
        func unlessChosen(_ name: String, _ chosen: [String], _ make: () -> View) -> View {
            chosen.isEmpty ? telling.standingParts.part(name, make: make) : make()
        }
        return [
            unlessChosen("groups", question.content.groups) { group("group", "groups", ports.targetGroups, question.content.groups, telling.group) },
            unlessChosen("areas", question.content.areas) { group("area", "areas", ports.policyAreas, question.content.areas, telling.area) },
        ]
    }

    private func empty() -> View? {
        let words = telling.words
        if question.content.text.isEmpty {
            return [
                "emptyHeading": words("matching.results.empty.heading"), "emptyText": words("matching.results.empty.text"),
                "emptyActions": [
                    ["href": "/", "label": words("matching.results.empty.action"), "quiet": false],
                    ["href": "/practices", "label": words("matching.results.empty.browse"), "quiet": true],
                ] as [View],
            ]
        }
        guard answer != nil, cards.isEmpty else { return nil }
        return [
            "emptyHeading": words("matching.results.nothing.heading"), "emptyText": words("matching.results.nothing.text"),
            "emptyActions": [["href": "/practices", "label": words("matching.results.nothing.browse"), "quiet": false]] as [View],
        ]
    }

    private func results() -> View? {
        guard !cards.isEmpty else { return nil }
        let words = telling.words
        let more = total - cards.count
        let keep = question.fields.removing("limit")
        return [
            "countText": words.count("matching.results.count", total), "orderText": words("matching.results.order"),
            "keepHref": keep.link(MatchingPaths.newNeed), "keepText": words("matching.results.keepText"),
            "items": cards.map { $0.view(telling) },
            "moreHref": more > 0 ? question.fields.setting("limit", String(min(50, question.limit + 10))).link(MatchingPaths.match) : nil,
            "moreText": more > 0 ? words.count("matching.results.more", min(10, more)) : nil,
        ]
    }
}
