import Kernel
import Web

/// What was added or changed lately, for a feed reader: Atom, RFC 4287. With a search in the address it follows that search.
struct PracticeFeed {
    private let question: SearchQuestion
    private let cards: [Card]
    private let baseURL: String
    private let loadedAt: Instant
    private let display: Display

    static let most = 50

    /// - Parameters:
    ///   - cards: all that the search found; the feed shows those that changed last.
    ///   - loadedAt: stands for the last change of a search that finds nothing.
    init(_ question: SearchQuestion, _ cards: [Card], baseURL: String, loadedAt: Instant, _ display: Display) {
        self.question = question
        self.cards = Array(cards.sorted { ($1.changedAt, $0.slug) < ($0.changedAt, $1.slug) }.prefix(Self.most))
        self.baseURL = baseURL
        self.loadedAt = loadedAt
        self.display = display
    }

    var atom: String {
        let words = display.words
        let fields = question.fields.setting("lang", display.language.code)
        let title = question.text.map { words("compendium.feed.titleFor", ["query": $0]) } ?? words("compendium.feed.title")
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(display.language.code)">
            <id>\(xml(baseURL + question.fields.link(CompendiumPaths.feed)))</id>
            <title>\(xml(title))</title>
            <updated>\(cards.first?.changedAt ?? loadedAt)</updated>
            <link rel="self" type="application/atom+xml" href="\(xml(baseURL + fields.link(CompendiumPaths.feed)))"/>
            <link rel="alternate" type="text/html" href="\(xml(baseURL + fields.link(CompendiumPaths.practices)))"/>
            <author><name>Ponte</name></author>
            \(cards.map(entry).joined(separator: "\n"))
            </feed>

            """
    }

    private func entry(_ card: Card) -> String {
        let title = card.plainTitle(in: display.language)
        let href = xml(baseURL + CompendiumPaths.practice(card.slug))
        let areas = card.areas.map { "<category term=\"\($0.rawValue)\" label=\"\(xml(display.area($0)))\"/>" }.joined()
        return """
            <entry xml:lang="\(title.language)">
            <id>\(href)</id>
            <title>\(xml("\(title.text) (\(display.name(card.city)))"))</title>
            <updated>\(card.changedAt)</updated>
            <link rel="alternate" type="text/html" href="\(href)"/>
            \(versions(card))
            <author><name>\(xml(card.leadOrganisation))</name></author>
            <summary xml:lang="\(card.language)">\(xml(card.teaser))</summary>
            \(areas)
            </entry>
            """
    }

    /// Where a reader finds this version for good, the one before, and all of them (RFC 5829, RFC 7089).
    private func versions(_ card: Card) -> String {
        func link(_ relation: String, _ path: String) -> String { "<link rel=\"\(relation)\" type=\"text/html\" href=\"\(xml(baseURL + path))\"/>" }
        let before = card.version > 1 ? link("predecessor-version", CompendiumPaths.version(card.slug, card.version - 1)) : ""
        return link("version-history", CompendiumPaths.versions(card.slug)) + link("memento", CompendiumPaths.version(card.slug, card.version)) + before
    }

    private func xml(_ text: String) -> String { XMLText.escape(text) }
}
