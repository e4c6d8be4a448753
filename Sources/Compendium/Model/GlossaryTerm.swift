/// A term of the field that a text names.
public struct GlossaryTerm: Sendable, Equatable {
    /// Where it stands, in UTF-8 offsets.
    public let places: [Range<Int>]
    /// What the vocabulary calls it in the language of the text, and in the other.
    public let term: String
    public let translation: String

    public init(places: [Range<Int>], term: String, translation: String) {
        self.places = places
        self.term = term
        self.translation = translation
    }
}
