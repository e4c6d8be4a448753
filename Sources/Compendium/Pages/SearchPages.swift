import HTTPTypes
import Kernel
import Web

/// The searches that somebody keeps, and the form that keeps one.
struct SearchPages {
    let display: Display

    func list(_ searches: [SavedSearch], unseen: [NewMatch], cards: [PracticeID: Card]) -> Page {
        let words = display.words
        let fresh = Dictionary(grouping: unseen, by: \.search)
        return Page(
            "compendium/searches", title: words("compendium.searches.heading"), section: "practices",
            view: [
                "empty": searches.isEmpty ? [
                    "emptyHeading": words("compendium.searches.emptyHeading"), "emptyText": words("compendium.searches.emptyText"),
                    "emptyActions": [["href": CompendiumPaths.practices, "label": words("compendium.compare.emptyAction"), "quiet": false]] as [View],
                ] as View : nil,
                "searches": searches.map { row($0, fresh[$0.id] ?? [], cards) },
            ])
    }

    private func row(_ saved: SavedSearch, _ matches: [NewMatch], _ cards: [PracticeID: Card]) -> View {
        let words = display.words
        var seen: Set<PracticeID> = []
        let shown = matches.filter { cards[$0.practice] != nil && seen.insert($0.practice).inserted }
        return [
            "searchName": saved.name, "searchHref": saved.question.fields.link(CompendiumPaths.practices),
            "aboutText": BookTitle(query: saved.query, display: display).text,
            "newText": shown.isEmpty ? words("compendium.searches.nothingNew", ["date": display.format.day(saved.seenAt.day)]) : words.count("compendium.searches.new", shown.count),
            "fresh": shown.isEmpty ? nil : [
                "items": shown.compactMap { match in
                    cards[match.practice].map { card in
                        let title = card.plainTitle(in: display.language)
                        return [
                            "matchHref": CompendiumPaths.practice(card.slug), "matchText": title.text, "matchLang": title.language, "matchDir": textDirection(of: title.language),
                            "matchKind": words(match.version == 1 ? "compendium.searches.isNew" : "compendium.searches.isChanged"),
                            "matchDate": display.format.day(match.at.day),
                        ] as View
                    }
                },
                "seenAction": CompendiumPaths.searchSeen(saved.id),
            ] as View,
            "forgetAction": CompendiumPaths.forgetSearch(saved.id), "forgetLabel": words("compendium.searches.forgetLabel", ["name": saved.name]),
        ]
    }

    func form(_ question: SearchQuestion, name: String?, problems: [FieldProblem] = []) -> Page {
        let words = display.words
        let about = BookTitle(query: question.fields.encoded, display: display).text
        return Page(
            "compendium/searchNew", title: words("compendium.searches.saveHeading"), section: "practices",
            view: [
                "breadcrumbs": [["label": words("compendium.list.heading"), "href": question.fields.link(CompendiumPaths.practices)] as View],
                "errors": FieldView.summary(problems, words: words) { "compendium.searches.\($0)" },
                "aboutText": about, "action": CompendiumPaths.searches, "searchesHref": CompendiumPaths.searches,
                "hiddenInputs": question.fields.pairs.map { ["inputName": $0.name, "inputValue": $0.value] as View },
                "nameField": FieldView("name", label: "compendium.searches.name", required: true, problems: problems, words: words)
                    .input(name ?? String(about.prefix(120)), maxLength: 120),
            ]).refusing(problems)
    }
}
