import Foundation
import Kernel
import Store

/// What the compendium needs from other rooms.
public struct CompendiumPorts: Sendable {
    /// English words for what a question in another language is about, so that it finds English texts. Filled by Matching's
    /// vocabulary.
    public var englishTerms: @Sendable (_ text: String, _ language: Language) -> [String]
    /// Makes a document, or takes it from those made before. Filled by App's press.
    /// Throws `Problem.unavailable` with a text key when it cannot be made now.
    public var document: @Sendable (_ order: DocumentOrder) async throws -> Data
    /// Takes a letter about new matches of a saved search, in the transaction that notes it told. nil: there is no post yet, and what
    /// was found waits on the person's own page and in `search_notice`.
    public var sendSearchLetter: (@Sendable (_ letter: SearchLetter, _ writer: Writer) throws -> Void)?

    public init(
        englishTerms: @escaping @Sendable (_ text: String, _ language: Language) -> [String],
        document: @escaping @Sendable (_ order: DocumentOrder) async throws -> Data,
        sendSearchLetter: (@Sendable (_ letter: SearchLetter, _ writer: Writer) throws -> Void)? = nil
    ) {
        self.englishTerms = englishTerms
        self.document = document
        self.sendSearchLetter = sendSearchLetter
    }
}
