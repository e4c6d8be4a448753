import Text

/// The names and synonyms of all concepts in one language, ready to be looked for.
///
/// A pattern is a row of words. A word fits when it is the same, has the same stem, or begins or ends as the `*` says.
/// Between two words of a pattern one other word may stand ("affordable *new* housing").
struct ConceptPatterns: Sendable {
    struct WordPattern: Sendable {
        let folded: String
        let stem: String
        let anyBeginning: Bool
        let anyEnding: Bool

        func fits(_ word: Word, stem wordStem: String) -> Bool {
            switch (anyBeginning, anyEnding) {
            case (false, false): folded == word.folded || stem == wordStem
            case (false, true): word.folded.utf8.starts(with: folded.utf8)
            case (true, false): word.folded.hasSuffix(folded)
            case (true, true): word.folded.contains(folded)
            }
        }
    }

    struct Pattern: Sendable {
        let concept: Int
        /// In `words`.
        let words: Range<Int>
    }

    struct Found {
        let concept: Int
        let first: Int
        let last: Int
    }

    private var patterns: [Pattern] = []
    /// Of all patterns, one after the other.
    private var words: [WordPattern] = []
    private var byWord: [String: [Int]] = [:]
    private var byStem: [String: [Int]] = [:]
    /// Patterns whose first word may end anyhow, by the first two letters.
    private var byHead: [String: [Int]] = [:]
    /// Patterns whose first word may begin anyhow.
    private var loose: [Int] = []

    init(_ concepts: [Concept], language: String) {
        let names = concepts.indices.flatMap { number in
            ([concepts[number].labels[language]].compactMap(\.self) + (concepts[number].synonyms[language] ?? [])).map { (concept: number, name: $0, words: Words.split($0)) }
        }
        var stems = Stemmer.stems(names.flatMap(\.words), language: language)[...]
        for (concept, name, words) in names {
            let read = Self.read(name, words, stems: stems.prefix(words.count))
            stems = stems.dropFirst(words.count)
            if let first = read.first {
                let place = patterns.count
                patterns.append(Pattern(concept: concept, words: self.words.count..<self.words.count + read.count))
                self.words += read
                if first.anyBeginning {
                    loose.append(place)
                } else if first.anyEnding {
                    byHead[Self.head(first.folded), default: []].append(place)
                } else {
                    byWord[first.folded, default: []].append(place)
                    if first.stem != first.folded { byStem[first.stem, default: []].append(place) } else { byStem[first.folded, default: []].append(place) }
                }
            }
        }
    }

    private static func head(_ folded: String) -> String { String(folded.unicodeScalars.prefix(2)) }

    private static func read(_ name: String, _ words: [Word], stems: ArraySlice<String>) -> [WordPattern] {
        let bytes = Array(name.utf8)
        return zip(words, stems).map { word, stem in
            WordPattern(
                folded: word.folded, stem: stem,
                anyBeginning: word.range.lowerBound > 0 && bytes[word.range.lowerBound - 1] == UInt8(ascii: "*"),
                anyEnding: word.range.upperBound < bytes.count && bytes[word.range.upperBound] == UInt8(ascii: "*"))
        }
    }

    /// What is named, each concept once for every place where it is named, in the order of the text.
    func mentions(in words: [Word], stems: [String]) -> [Found] {
        var found: [Found] = []
        for at in words.indices {
            var candidates = byWord[words[at].folded] ?? []
            candidates += byStem[stems[at]] ?? []
            candidates += byHead[Self.head(words[at].folded)] ?? []
            candidates += loose
            var longest: [Int: Int] = [:]
            for place in candidates {
                if let last = match(patterns[place], at: at, words, stems) {
                    longest[patterns[place].concept] = max(longest[patterns[place].concept] ?? last, last)
                }
            }
            for (concept, last) in longest.sorted(by: { $0.key < $1.key }) { found.append(Found(concept: concept, first: at, last: last)) }
        }
        return found
    }

    private func match(_ pattern: Pattern, at start: Int, _ words: [Word], _ stems: [String]) -> Int? {
        let wantedWords = self.words[pattern.words]
        guard let first = wantedWords.first, first.fits(words[start], stem: stems[start]) else { return nil }
        var last = start
        for wanted in wantedWords.dropFirst() {
            if last + 1 < words.count, wanted.fits(words[last + 1], stem: stems[last + 1]) {
                last += 1
            } else if last + 2 < words.count, wanted.fits(words[last + 2], stem: stems[last + 2]) {
                last += 2
            } else {
                return nil
            }
        }
        return last
    }
}
