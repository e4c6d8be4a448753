import Kernel
import Web

/// What is to be translated: how far each language is, and the practices of one language, those that need most first.
struct TranslationListPage {
    /// Those that the translator may translate.
    let cards: [Card]
    let language: Language
    let state: TranslationState?
    let start: Int
    let display: Display

    static let size = 25

    func page() -> Page {
        let words = display.words
        let found = cards.compactMap { card in card.tallies[language].map { (card: card, tally: $0) } }.filter { need($0.tally) > 0 }
            .sorted { (-need($0.tally), $0.card.slug) < (-need($1.tally), $1.card.slug) }
        let shown = found.dropFirst(start).prefix(Self.size)
        return Page(
            "compendium/translations", title: words("compendium.translations.title", ["language": name(language)]), section: "translations",
            view: [
                "targets": Language.allCases.map(row),
                "listHeading": words("compendium.translations.into", ["language": name(language)]),
                "tabs": ([nil] + TranslationState.allCases.map { $0 }).map(tab),
                "countText": words.count("compendium.translations.practices", found.count),
                "entries": shown.isEmpty ? nil : ["items": shown.map { entry($0.card, $0.tally) }] as View,
                "emptyText": words(state == nil ? "compendium.translations.allDone" : "compendium.translations.noneHere"),
                "pager": found.count <= Self.size && start == 0 ? nil : [
                    "previousHref": start == 0 ? nil : link(start: max(0, start - Self.size)), "nextHref": start + Self.size < found.count ? link(start: start + Self.size) : nil,
                    "rangeText": Pager.range(first: min(start + 1, found.count), last: start + shown.count, of: found.count, words),
                ] as View,
                "filesHref": CompendiumPaths.translationFiles,
            ])
    }

    /// By what the list is sorted: what is open, or the texts of the chosen state.
    private func need(_ tally: TranslationTally) -> Int { state.map { tally[$0] } ?? tally.open }

    private func name(_ language: Language) -> String { display.format.languageName(language.code) }

    private func row(_ language: Language) -> View {
        var sum = TranslationTally()
        for card in cards { if let tally = card.tallies[language] { sum.add(tally) } }
        return [
            "href": Fields([("to", language.code)]).link(CompendiumPaths.translations), "languageName": name(language), "isCurrent": language == self.language,
            "counts": TranslationState.allCases.map { ["countLabel": display.words("compendium.translations.state.\($0.rawValue)"), "countText": display.format.number(sum[$0])] as View },
        ]
    }

    private func tab(_ state: TranslationState?) -> View {
        let count = cards.filter { card in card.tallies[language].map { tally in (state.map { tally[$0] } ?? tally.open) > 0 } ?? false }.count
        return [
            "tabHref": Fields([("to", language.code)]).setting("state", state?.rawValue).link(CompendiumPaths.translations), "isCurrent": state == self.state,
            "tabText": display.words(state.map { "compendium.translations.state.\($0.rawValue)" } ?? "compendium.translations.toDo"), "countText": display.format.number(count),
        ]
    }

    private func entry(_ card: Card, _ tally: TranslationTally) -> View {
        let title = card.shownTitle(in: display.language)
        return [
            "href": CompendiumPaths.translation(card.slug, language), "name": title.text, "textLang": title.language, "textDir": textDirection(of: title.language),
            "place": display.place(card.city), "sourceLanguage": display.format.languageName(card.language),
            "counts": TranslationState.allCases.map {
                ["countLabel": display.words("compendium.translations.state.\($0.rawValue)"), "countText": display.format.number(tally[$0]), "stateCode": $0.rawValue, "isZero": tally[$0] == 0] as View
            },
        ]
    }

    private func link(start: Int) -> String {
        Fields([("to", language.code)]).setting("state", state?.rawValue).setting("start", start == 0 ? nil : String(start)).link(CompendiumPaths.translations)
    }
}
