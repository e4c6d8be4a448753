import Kernel
import Web

/// The list of practices: search box, facets, cards, pager.
enum PracticeListPage {
    static func page(_ question: SearchQuestion, _ answer: SearchAnswer, picked: Set<String>, _ display: Display) -> Page {
        let words = display.words
        let groups = FacetGroups(display: display, question: question, answer: answer)
        let chips = groups.chips(CompendiumPaths.practices)
        let chosen = question.chosen.values.map(\.count).reduce(0, +)
        let view: View = [
            "searchAction": CompendiumPaths.practices,
            "query": question.text ?? "",
            "hiddenInputs": hiddenInputs(question),
            "didYouMean": answer.corrected.flatMap { corrected in
                corrected == question.text ? nil : ["href": question.fields.setting("q", corrected).link(CompendiumPaths.practices), "suggestion": corrected] as View
            },
            "listHref": question.fields.link(CompendiumPaths.practices), "mapHref": question.fields.link(CompendiumPaths.map),
            "isList": true, "isMap": false,
            // Where nothing was found and nothing is chosen, there is nothing to choose.
            "facetPanel": answer.total == 0 && chosen == 0 ? nil : [
                "filterButtonText": chosen == 0 ? words("compendium.list.filterButton") : words.count("compendium.list.filterButtonActive", chosen),
                "facets": groups.views(),
                "clearHref": chosen == 0 ? nil : SearchQuestion(text: question.text).fields.link(CompendiumPaths.practices),
            ] as View,
            "countText": countText(question, answer, words),
            "sorts": sorts(question, words),
            "chips": chips.isEmpty ? nil : ["items": chips] as View,
            "empty": answer.total == 0 ? emptyState(question, words) : nil,
            "feedHref": question.fields.setting("lang", display.language.code).link(CompendiumPaths.feed),
            "results": answer.total == 0 ? nil : [
                "compareAction": CompendiumPaths.compare,
                "items": answer.cards.map { display.card($0, picked: picked.contains($0.slug)) },
                "pager": pager(question, answer, display),
                "saveHref": question.fields.link(CompendiumPaths.newSearch), "bookHref": question.fields.link(CompendiumPaths.newBook), "tableHref": question.fields.link(CompendiumPaths.table),
                "documentHref": question.fields.link(CompendiumPaths.listDocument), "documentText": words("compendium.list.docx", ["count": display.format.number(Book.most)]),
                "dataHref": question.fields.link(CompendiumPaths.listData),
            ] as View,
        ]
        var page = Page(
            "compendium/list", title: words("compendium.list.title"), description: words("compendium.list.description"), section: "practices",
            canonicalPath: question.after == nil && question.text == nil && chosen == 0 ? CompendiumPaths.practices : nil, view: view)
        if page.canonicalPath != nil {
            page.jsonLD = JSONLD.list(answer.cards, display)
            page.dublinCore = DublinCore.collection(page.title, path: CompendiumPaths.practices, changedAt: DublinCore.newest(answer.all), display)
        }
        return page
    }

    /// What the search form must keep besides its own fields.
    private static func hiddenInputs(_ question: SearchQuestion) -> [View] {
        question.fields.pairs.filter { ["sort", FacetName.city.rawValue].contains($0.name) }.map { ["inputName": $0.name, "inputValue": $0.value] }
    }

    private static func countText(_ question: SearchQuestion, _ answer: SearchAnswer, _ words: Wording) -> String {
        guard let text = question.text else { return words.count("compendium.list.count", answer.total) }
        return words.count("compendium.list.countFor", answer.total, ["query": text])
    }

    private static func sorts(_ question: SearchQuestion, _ words: Wording) -> [View] {
        let sorts: [(SearchQuestion.Sort, String)] = [
            (.relevance, "sortRelevance"), (.title, "sortTitle"), (.newest, "sortNewest"), (.evidence, "sortEvidence"), (.city, "sortCity"),
        ]
        return sorts.filter { $0.0 != .relevance || question.text != nil }.map { sort, key in
            var other = question
            other.sort = sort
            return ["href": other.fields.link(CompendiumPaths.practices), "label": words("compendium.list.\(key)"), "current": sort == question.sort]
        }
    }

    static func emptyState(_ question: SearchQuestion, _ words: Wording) -> View {
        let match = Fields(question.text.map { [("text", $0)] } ?? []).link("/match")
        let isNarrowed = !question.chosen.values.allSatisfy(\.isEmpty)
        let clear: [View] = isNarrowed ? [["href": CompendiumPaths.practices, "label": words("compendium.list.emptyClear"), "quiet": false]] : []
        return [
            "emptyHeading": words("compendium.list.emptyHeading"), "emptyText": words(isNarrowed ? "compendium.list.emptyText" : "compendium.list.emptyWords"),
            "emptyActions": clear + [["href": match, "label": words("compendium.list.emptyMatch"), "quiet": isNarrowed]],
        ]
    }

    private static func pager(_ question: SearchQuestion, _ answer: SearchAnswer, _ display: Display) -> View? {
        guard answer.previous != nil || answer.next != nil else { return nil }
        let fields = question.limit == 20 ? question.fields : question.fields.setting("limit", String(question.limit))
        let previous: String? =
            switch answer.previous {
            case .first: fields.link(CompendiumPaths.practices)
            case .after(let slug): fields.setting("after", slug).link(CompendiumPaths.practices)
            case nil: nil
            }
        return [
            "previousHref": previous, "nextHref": answer.next.map { fields.setting("after", $0).link(CompendiumPaths.practices) },
            "rangeText": Pager.range(first: answer.first, last: answer.first + answer.cards.count - 1, of: answer.total, display.words),
        ]
    }
}
