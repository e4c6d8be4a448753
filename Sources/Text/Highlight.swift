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
    private static let mostForms = 3

    private var stems = WordTable()
    private var forms = WordTable()
    /// Forms by stem, as many places for each.
    private var formsOfStem: [UInt32] = []
    private static let none = UInt32.max

    public init(_ texts: [FieldText]) {
        for text in texts {
            let words = Words.split(text.text)
            for (word, stem) in zip(words, Stemmer.stems(words, language: text.language)) { add(word, stem) }
        }
    }

    private mutating func add(_ word: Word, _ stem: String) {
        let (number, isNew) = stems.insert(stem)
        if isNew { formsOfStem += Array(repeating: Self.none, count: Self.mostForms) }
        let places = number * Self.mostForms..<(number + 1) * Self.mostForms
        guard let free = places.first(where: { formsOfStem[$0] == Self.none }) else { return }
        let isKnown = places.prefix { $0 < free }.contains { Folding.fold(forms[Int(formsOfStem[$0])]) == word.folded }
        if !isKnown { formsOfStem[free] = UInt32(forms.insert(word.surface).number) }
    }

    private func forms(of stem: String) -> [String] {
        guard let number = stems.number(of: stem) else { return [] }
        return formsOfStem[number * Self.mostForms..<(number + 1) * Self.mostForms].filter { $0 != Self.none }.map { forms[Int($0)] }
    }

    /// The same hits with the words as the document has them.
    public func quoting(_ hits: some Sequence<TermHit>) -> [TermHit] {
        hits.map { hit in
            var hit = hit
            let quoted = hit.found.flatMap(forms(of:))
            if !quoted.isEmpty { hit.found = quoted }
            return hit
        }
    }
}
