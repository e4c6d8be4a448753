/// Finds the words of a hit in a text, to mark them.
public enum Highlight {
    /// UTF-8 ranges in `text` of the words that the hits stand for.
    public static func ranges(of terms: [TermHit], in text: String, language: String) -> [Range<Int>] {
        let wanted = Set(terms.flatMap(\.found))
        guard !wanted.isEmpty else { return [] }
        let words = Words.split(text)
        return zip(words, Stemmer.stems(words, language: language)).filter { wanted.contains($0.folded) || wanted.contains($1) }.map(\.0.range)
    }
}
