import HTTPTypes
import Kernel
import Web

/// Files for translators outside: what can be taken along, and where it comes in again.
struct TranslationFilesPage {
    /// Those that the translator may translate.
    let cards: [Card]
    /// By slug.
    let titles: [String: String]
    /// What the file that was just sent has changed.
    let taken: ImportTranslations.Outcome?
    let problems: [FieldProblem]
    let troubles: [ImportTranslations.Trouble]
    let display: Display

    static let fileField = "file"
    /// Nobody mends more at once; the number of all is said.
    static let mostShown = 200

    static func open(from source: String, to language: Language, _ cards: [Card]) -> [Card] {
        cards.filter { $0.language == source && ($0.tallies[language]?.open ?? 0) > 0 }
    }

    func page() -> Page {
        let words = display.words
        var page = Page(
            "compendium/translationFiles", title: words("compendium.translations.filesTitle"), section: "translations",
            view: [
                "breadcrumbs": display.breadcrumbs([("compendium.translations.heading", CompendiumPaths.translations)]),
                "takenText": taken.map {
                    words.count("compendium.translations.taken", $0.written, ["practices": words.count("compendium.list.count", $0.practices), "unchanged": display.format.number($0.unchanged)])
                },
                "errors": problems.isEmpty ? nil : FieldView.summary(problems, words: words),
                "troubles": troubles.isEmpty ? nil : [
                    "troublesText": words.count("compendium.translations.refused", troubles.count),
                    "items": troubles.prefix(Self.mostShown).map { ["troubleText": text($0)] as View },
                ] as View,
                "downloads": downloads, "action": CompendiumPaths.translationFiles,
                "fileField": FieldView(Self.fileField, label: "compendium.translations.file", required: true, problems: problems, words: words).input(nil, type: "file"),
            ])
        if !problems.isEmpty || !troubles.isEmpty { page.status = .badRequest }
        return page
    }

    private var downloads: [View] {
        let sources = Set(cards.map(\.language)).sorted()
        return Language.allCases.flatMap { target in
            sources.compactMap { source -> View? in
                let open = Self.open(from: source, to: target, cards)
                guard source != target.code, !open.isEmpty else { return nil }
                return [
                    "href": Fields([("from", source), ("to", target.code)]).link(CompendiumPaths.translationsFile),
                    "label": display.words("compendium.translations.fromTo", ["source": display.format.languageName(source), "target": display.format.languageName(target.code)]),
                    "countText": display.words.count("compendium.translations.practices", open.count),
                ]
            }
        }
    }

    private func text(_ trouble: ImportTranslations.Trouble) -> String {
        let words = display.words
        let problem = words(trouble.problem.message, trouble.problem.values)
        let place = [
            trouble.slug.map { titles[$0] ?? String($0.prefix(100)) }, trouble.path.map { path in isKnown(path) ? TranslationSheetPage.label(path, display) : String(path.prefix(100)) },
        ].compactMap { $0 }.joined(separator: " – ")
        return place.isEmpty ? problem : words("web.form.problemAt", ["field": place, "problem": problem])
    }

    private func isKnown(_ path: String) -> Bool { display.words.has(ManuscriptFields.label(path)) }
}
