/// Finds the words of a hit in a text, to mark or to quote them.
public enum Highlight {
    /// UTF-8 ranges in `text` of the words that the hits stand for.
    public static func ranges(of terms: [TermHit], in text: String, language: String) -> [Range<Int>] {
        let wanted = Set(terms.flatMap { $0.found.map(Folding.fold) })
        guard !wanted.isEmpty else { return [] }
        let words = Words.split(text)
        let stems = Stemmer.stems(words, language: language)
        let stemsWanted = Set(wanted.map { Stemmer.stem($0, language: language) })
        return zip(words, stems).filter { wanted.contains($0.folded) || wanted.contains($1) || stemsWanted.contains($1) }.map(\.0.range)
    }

}

/// The words of a document as they stand in it, by stem: at most three forms each, in the order of the fields.
public struct Quotes: Sendable {
    private var surfaces: [String: [String]] = [:]

    public init(_ texts: [FieldText]) {
        for text in texts {
            let words = Words.split(text.text)
            for (word, stem) in zip(words, Stemmer.stems(words, language: text.language)) {
                let known = surfaces[stem] ?? []
                guard known.count < 3, !known.contains(where: { Folding.fold($0) == word.folded }) else { continue }
                surfaces[stem, default: []].append(word.surface)
            }
        }
    }

    /// The same hits with the words as the document has them.
    public func quoting(_ hits: some Sequence<TermHit>) -> [TermHit] {
        hits.map { hit in
            var hit = hit
            let quoted = hit.found.flatMap { surfaces[$0] ?? [] }
            if !quoted.isEmpty { hit.found = quoted }
            return hit
        }
    }
}
