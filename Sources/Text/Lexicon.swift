import Foundation

/// All words that occur, and the terms (stems) they stand for.
struct Lexicon: Sendable {
    /// A folded word as somebody wrote it.
    struct Entry: Sendable {
        let word: String
        let letters: [UInt32]
        var terms: [UInt32]
    }

    private(set) var terms: [String] = []
    private(set) var entries: [Entry] = []
    private var termNumbers: [String: UInt32] = [:]
    private var entryNumbers: [String: Int] = [:]
    /// By entry: one bit per letter (modulo 64). Two words that differ in many bits differ in many letters.
    private var sketches: [UInt64] = []
    private var lengths: [UInt8] = []
    private var byFirstLetter: [UInt32: [Int]] = [:]
    /// language → word as written → term: a word is stemmed once.
    private var seen: [String: [String: UInt32]] = [:]
    private(set) var languages: Set<String> = []

    mutating func term(of word: Word, language: String) -> UInt32 {
        if let known = seen[language]?[word.surface] { return known }
        let stem = Stemmer.stem(word.surface, language: language)
        let number = termNumbers[stem] ?? UInt32(terms.count)
        if number == UInt32(terms.count) {
            termNumbers[stem] = number
            terms.append(stem)
        }
        if let at = entryNumbers[word.folded] {
            if !entries[at].terms.contains(number) { entries[at].terms.append(number) }
        } else {
            let letters = word.folded.unicodeScalars.map(\.value)
            entryNumbers[word.folded] = entries.count
            byFirstLetter[letters.first ?? 0, default: []].append(entries.count)
            entries.append(Entry(word: word.folded, letters: letters, terms: [number]))
            sketches.append(Self.sketch(letters))
            lengths.append(UInt8(clamping: letters.count))
        }
        languages.insert(language)
        seen[language, default: [:]][word.surface] = number
        return number
    }

    func term(_ stem: String) -> UInt32? { termNumbers[stem] }

    func terms(ofWord folded: String) -> [UInt32] { entryNumbers[folded].map { entries[$0].terms } ?? [] }

    func entries(startingWith prefix: String) -> [Entry] {
        guard let first = prefix.unicodeScalars.first?.value else { return [] }
        let wanted = prefix.unicodeScalars.map(\.value)
        return (byFirstLetter[first] ?? []).compactMap { entries[$0].letters.starts(with: wanted) ? entries[$0] : nil }
    }

    /// Words that differ in at most `distance` letters (insert, drop, change, swap of neighbours), nearest first.
    func entries(near word: String, distance: Int) -> [(entry: Entry, distance: Int)] {
        let letters = word.unicodeScalars.map(\.value)
        let sketch = Self.sketch(letters)
        var found: [(entry: Entry, distance: Int)] = []
        let shortest = UInt8(clamping: letters.count - distance)
        let longest = UInt8(clamping: letters.count + distance)
        for at in sketches.indices where lengths[at] >= shortest && lengths[at] <= longest && (sketches[at] ^ sketch).nonzeroBitCount <= 2 * distance {
            let apart = Self.distance(entries[at].letters, letters, limit: distance)
            if apart <= distance { found.append((entries[at], apart)) }
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
