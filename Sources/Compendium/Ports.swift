import Kernel

/// What the compendium needs from other rooms.
public struct CompendiumPorts: Sendable {
    /// English words for what a question in another language is about, so that it finds English texts. Filled by Matching's
    /// vocabulary.
    public var englishTerms: @Sendable (_ text: String, _ language: Language) -> [String]

    public init(englishTerms: @escaping @Sendable (_ text: String, _ language: Language) -> [String]) {
        self.englishTerms = englishTerms
    }
}
