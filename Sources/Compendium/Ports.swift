import Foundation
import Kernel

/// What the compendium needs from other rooms.
public struct CompendiumPorts: Sendable {
    /// English words for what a question in another language is about, so that it finds English texts. Filled by Matching's
    /// vocabulary.
    public var englishTerms: @Sendable (_ text: String, _ language: Language) -> [String]
    /// Makes a document, or takes it from those made before. Filled by App's press.
    /// Throws `Problem.unavailable` with a text key when it cannot be made now.
    public var document: @Sendable (_ order: DocumentOrder) async throws -> Data

    public init(
        englishTerms: @escaping @Sendable (_ text: String, _ language: Language) -> [String],
        document: @escaping @Sendable (_ order: DocumentOrder) async throws -> Data
    ) {
        self.englishTerms = englishTerms
        self.document = document
    }
}
