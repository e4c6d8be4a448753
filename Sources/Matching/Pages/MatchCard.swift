import Kernel
import Web

/// One ranked practice with its reasons, for the result list and the need page.
struct MatchCard {
    let match: Match
    let practice: PracticeFacts
    /// nil where no ranking is shown.
    let rank: Int?
    let fit: ContextFit?
    let city: PlaceFacts?
    let need: NeedContent
    let readiness: Readiness?
    /// Where the title leads.
    let href: String
    let decide: View?

    func view(_ telling: Telling) -> View {
        let words = telling.words
        let title = practice.title.text(in: telling.language.code)
        let differences = telling.differences(fit, practice, city, need)
        return [
            "cardId": "match-\(practice.slug)", "href": href, "name": title.text, "textLang": title.language,
            "textDir": textDirection(of: title.language), "languageText": words.languageMark(title.language), "about": telling.about(practice), "rankText": rank.map { telling.format.number($0) },
            "bandText": words("matching.band.\(match.band.rawValue)"), "scoreText": telling.scoreText(match), "score": telling.scoreBar(match),
            "readiness": readiness.flatMap { $0.count == 0 ? nil : Self.readiness($0, telling) },
            "reasons": telling.reasons(match, practice, readiness).map(telling.view),
            "checkText": checkText(telling),
            "differences": differences.isEmpty ? nil : ["items": differences.map { ["differenceText": $0] as View }] as View,
            "noDifferencesText": words(city == nil ? "matching.difference.noCity" : "matching.difference.none"),
            "decide": decide,
        ]
    }

    private func checkText(_ telling: Telling) -> String {
        let count = practice.preconditions.count
        guard count > 0 else { return telling.words("matching.card.checkNone") }
        guard let readiness, readiness.answered > 0 else { return telling.words.count("matching.card.checkCount", count) }
        return readiness.open == 0
            ? telling.words("matching.card.checkDone")
            : telling.words.count("matching.card.checkLeft", readiness.count, ["left": telling.format.number(readiness.open)])
    }

    static func readiness(_ readiness: Readiness, _ telling: Telling) -> View {
        let words = telling.words
        var x = 0.0
        let parts = [("met", readiness.met), ("partly", readiness.partly), ("missed", readiness.missed), ("open", readiness.open)]
        return [
            "readyText": readiness.answered == 0
                ? words("matching.readiness.none") : words.count("matching.readiness.part", readiness.count, ["answered": telling.format.number(readiness.answered)]),
            "readyBars": parts.filter { $0.1 > 0 }.map { name, count in
                let width = 100 * Double(count) / Double(max(1, readiness.count))
                defer { x += width }
                return [
                    "readyClass": name, "x": Telling.decimal(x), "width": Telling.decimal(width), "readyBarText": words.count("matching.readiness.\(name)", count),
                ] as View
            },
        ]
    }
}
