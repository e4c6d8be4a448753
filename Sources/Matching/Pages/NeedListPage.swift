import Foundation
import Kernel
import Text
import Web

/// The needs somebody described, and those that colleagues share with them.
struct NeedListPage {
    /// A need as the list shows it.
    struct Entry {
        let need: Need
        let cityName: String?
        let ownerName: String
        let sharedWith: [String]
        let shortlisted: Int
        /// nil when it is not known without making the reader wait.
        let strongMatches: Int?
        /// Practices that fit well, were published or changed after the need was, and that its owner has not seen.
        let newMatches: Int
    }

    let mine: [Entry]
    let shared: [Entry]
    let total: Int
    let start: Int
    let cityName: String?
    let canWrite: Bool
    let telling: Telling

    static let pageSize = 20

    func page() -> Page {
        let words = telling.words
        let isEmpty = mine.isEmpty && start == 0
        return Page(
            "matching/needs", title: words("matching.needs.title"), section: "needs",
            view: [
                "newHref": canWrite && !isEmpty ? MatchingPaths.newNeed : nil, "empty": isEmpty ? empty() : nil,
                "mine": mine.isEmpty ? nil : ["items": mine.map { card($0, isMine: true) }] as View,
                "showsShared": cityName != nil || !shared.isEmpty,
                "sharedHeadingText": cityName.map { words("matching.needs.shared", ["city": $0]) } ?? words("matching.needs.sharedHeading"),
                "shared": shared.isEmpty ? nil : ["items": shared.map { card($0, isMine: false) }] as View,
                "pager": Pager(count: total, start: start, size: Self.pageSize, path: MatchingPaths.needs).view(telling.words),
            ])
    }

    private func empty() -> View {
        let words = telling.words
        let key = canWrite ? "empty" : "readers"
        return [
            "emptyHeading": words("matching.needs.\(key).heading"), "emptyText": words("matching.needs.\(key).text"),
            "emptyActions": [
                canWrite
                    ? ["href": MatchingPaths.newNeed, "label": words("matching.needs.empty.action"), "quiet": false]
                    : ["href": MatchingPaths.match, "label": words("matching.needs.readers.action"), "quiet": true]
            ] as [View],
        ]
    }

    private func card(_ entry: Entry, isMine: Bool) -> View {
        let words = telling.words
        let need = entry.need
        let language = need.content.language ?? LanguageGuess.guess(need.content.text)?.language
        var meta = [entry.cityName].compactMap { $0 }
        meta.append(words("matching.needs.version", ["version": telling.format.number(need.version)]))
        meta.append(words("matching.needs.changed", ["date": telling.format.day(need.changedAt.day)]))
        if !isMine { meta.append(words("matching.needs.by", ["name": entry.ownerName])) }
        return [
            "href": MatchingPaths.need(need.id.rawValue), "needTitle": need.name, "titleLang": language, "metaTexts": meta.map { ["metaText": $0] as View },
            "needTeaser": Excerpt.of(need.content.text, atMost: 160), "needLang": language ?? "und", "needDir": language.map(textDirection(of:)) ?? "auto",
            "stateTexts": states(entry, isMine: isMine).map { ["stateText": $0] as View },
        ]
    }

    private func states(_ entry: Entry, isMine: Bool) -> [String] {
        let words = telling.words
        var texts: [String] = []
        if let strong = entry.strongMatches { texts.append(words.count("matching.needs.fits", strong)) }
        if entry.newMatches > 0 { texts.append(words.count("matching.needs.newFits", entry.newMatches)) }
        if entry.shortlisted > 0 { texts.append(words.count("matching.needs.shortlisted", entry.shortlisted)) }
        switch entry.need.visibility {
        case .owner: if isMine { texts.append(words("matching.needs.private")) }
        case .people: texts.append(words("matching.needs.sharedWith", ["names": telling.format.list(entry.sharedWith)]))
        case .city: texts.append(words("matching.needs.sharedCity", ["city": entry.cityName ?? ""]))
        }
        return texts
    }
}

/// The beginning of a text, cut between two words.
enum Excerpt {
    static func of(_ text: String, atMost limit: Int) -> String {
        guard text.count > limit else { return text }
        let head = text.prefix(limit - 1)
        let cut = head.lastIndex(where: \.isWhitespace) ?? head.endIndex
        return text[..<cut].trimmingCharacters(in: .whitespacesAndNewlines) + "…"
    }
}
