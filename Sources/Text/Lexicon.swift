import Foundation

/// All words that occur, and the terms (stems) they stand for.
struct Lexicon: Sendable {
    /// A folded word as somebody wrote it.
    struct Entry: Sendable {
        let word: String
        let letters: [UInt32]
        let terms: [UInt32]
    }

    /// The words of a language as written, and the term of each: a word is stemmed once.
    private struct Spellings: Sendable {
        let language: String
        var words = WordTable()
        var terms: [UInt32] = []
    }

    private(set) var terms = WordTable()
    private var words = WordTable()
    /// By word: its term. Few words stand for more, the same letters in another language.
    private var firstTerms: [UInt32] = []
    private var otherTerms: [UInt32: [UInt32]] = [:]
    /// By word: one bit per letter (modulo 64). Two words that differ in many bits differ in many letters.
    private var sketches: [UInt64] = []
    private var lengths: [UInt8] = []
    private var byFirstLetter: [Unicode.Scalar: [UInt32]] = [:]
    private var spellings: [Spellings] = []

    /// The terms of the words of a text, one for each.
    mutating func terms(of text: FieldWords) -> [UInt32] {
        let language = spellings.firstIndex { $0.language == text.language } ?? spellings.count
        if language == spellings.count { spellings.append(Spellings(language: text.language)) }
        let spelled = text.words.map { spellings[language].words.insert($0.surface) }
        let new = zip(text.words, spelled).filter(\.1.isNew).map(\.0)
        for (word, stem) in zip(new, Stemmer.stems(new, language: text.language)) {
            let term = UInt32(terms.insert(stem).number)
            spellings[language].terms.append(term)
            add(word.folded, term)
        }
        return spelled.map { spellings[language].terms[$0.number] }
    }

    private mutating func add(_ folded: String, _ term: UInt32) {
        let (number, isNew) = words.insert(folded)
        if isNew {
            let letters = folded.unicodeScalars
            if let first = letters.first { byFirstLetter[first, default: []].append(UInt32(number)) }
            firstTerms.append(term)
            sketches.append(Self.sketch(letters.map(\.value)))
            lengths.append(UInt8(clamping: letters.count))
        } else if !terms(of: number).contains(term) {
            otherTerms[UInt32(number), default: []].append(term)
        }
    }

    private func terms(of number: Int) -> [UInt32] { [firstTerms[number]] + (otherTerms[UInt32(number)] ?? []) }

    private func entry(_ number: Int) -> Entry {
        let word = words[number]
        return Entry(word: word, letters: word.unicodeScalars.map(\.value), terms: terms(of: number))
    }

    func term(_ stem: String) -> UInt32? { terms.number(of: stem).map(UInt32.init) }

    func terms(ofWord folded: String) -> [UInt32] { words.number(of: folded).map(terms(of:)) ?? [] }

    /// The shortest words that begin so; of the same length, in the order of the alphabet.
    func entries(startingWith prefix: String, atMost most: Int) -> [Entry] {
        guard let first = prefix.unicodeScalars.first else { return [] }
        let beginning = Array(prefix.utf8)
        let found = (byFirstLetter[first] ?? []).map(Int.init).filter { words.starts($0, with: beginning) }.sorted { lengths[$0] < lengths[$1] }
        let longest = found.count > most ? lengths[found[most - 1]] : .max
        let entries = found.prefix { lengths[$0] <= longest }.map(entry).sorted { ($0.letters.count, $0.word) < ($1.letters.count, $1.word) }
        return Array(entries.prefix(most))
    }

    /// Words that differ in at most `distance` letters (insert, drop, change, swap of neighbours), nearest first.
    func entries(near word: String, distance: Int) -> [(entry: Entry, distance: Int)] {
        let letters = word.unicodeScalars.map(\.value)
        let sketch = Self.sketch(letters)
        var found: [(entry: Entry, distance: Int)] = []
        let shortest = UInt8(clamping: letters.count - distance)
        let longest = UInt8(clamping: letters.count + distance)
        for at in sketches.indices where lengths[at] >= shortest && lengths[at] <= longest && (sketches[at] ^ sketch).nonzeroBitCount <= 2 * distance {
            let near = entry(at)
            let apart = Self.distance(near.letters, letters, limit: distance)
            if apart <= distance { found.append((near, apart)) }
        }
        return found.sorted { ($0.distance, $0.entry.word) < ($1.distance, $1.entry.word) }
    }

    private static func sketch(_ letters: [UInt32]) -> UInt64 { letters.reduce(0) { $0 | 1 << UInt64($1 % 64) } }

    /// Damerau-Levenshtein distance (optimal string alignment); `limit + 1` stands for anything more.
    static func distance(_ a: [UInt32], _ b: [UInt32], limit: Int) -> Int {
        var before: [Int] = []
        var above = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1] + Array(repeating: 0, count: b.count)
            var least = row[0]
            for j in 0..<b.count {
                var cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row[j + 1] = cost
                least = min(least, cost)
            }
            if least > limit { return limit + 1 }
            before = above
            above = row
        }
        return above[b.count]
    }
}
