import Kernel
import Web

/// What a page says in one language.
struct PageText: Sendable, Equatable {
    /// The words alone.
    struct Content: Sendable, Equatable {
        var title: String
        /// One or two sentences for lists and search engines; may be empty.
        var teaser: String
        /// Markdown.
        var body: String

        /// Tells one source text from another.
        var digest: String { Secrets.digest([title, teaser, body].joined(separator: "\n\n")) }
    }

    let page: SitePageID
    let language: Language
    /// Counts up from 1 with each change.
    let version: Int
    let content: Content
    /// The source text that this translation was made from; nil in the source language.
    let sourceDigest: String?
    let at: Instant
    /// nil: it came with Ponte.
    let by: PersonID?

    /// How a text stands to its source.
    enum State: String, CaseIterable, Sendable { case source, current, outdated, missing }

    static func state(of language: Language, in texts: [PageText], source: Language) -> State {
        guard let text = texts.first(where: { $0.language == language }) else { return .missing }
        if language == source { return .source }
        return text.sourceDigest == texts.first { $0.language == source }?.content.digest ? .current : .outdated
    }

    /// The text for a reader: in their language, else in the source language.
    static func shown(_ texts: [PageText], to language: Language, source: Language) -> PageText? {
        texts.first { $0.language == language } ?? texts.first { $0.language == source } ?? texts.first
    }
}

/// An earlier text, with who wrote it and when.
struct PageVersion: Sendable, Equatable {
    let version: Int
    let content: PageText.Content
    /// The version whose words were taken up again.
    let restoredFrom: Int?
    let at: Instant
    let by: PersonID?
}
