import Text

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

    /// The term where the text really says it: its name, or another name of as many words, at least two. One word may only be its name: a
    /// common word of a longer name ("casa"), or one that merely goes with it ("uffici" with bureaucracy), means something else by itself.
    /// - Returns: nil when the text nowhere says it.
    func said(in text: String, _ language: String) -> GlossaryTerm? {
        let bytes = Array(text.utf8)
        let name = Stemmer.stems(Words.split(term), language: language)
        let said = places.filter { place in
            guard place.upperBound <= bytes.count else { return false }
            let words = Stemmer.stems(Words.split(String(decoding: bytes[place], as: UTF8.self)), language: language)
            return words == name || words.count == name.count && words.count > 1
        }
        return said.isEmpty ? nil : GlossaryTerm(places: said, term: term, translation: translation)
    }
}
