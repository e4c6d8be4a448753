import Foundation

/// What became of a text, word by word, as safe markup: both sides with `<mark>` round the words that differ, or one text in which
/// what went stands beside what came.
///
/// The longest row of words that both have in common stays plain. What is alike at the beginning and the end is set aside
/// first, so that a small change in a long text costs little.
public struct WordDifference: Sendable {
    private let old: [String]
    private let new: [String]
    /// Whether a word is in both, by its place.
    private let oldKept: [Bool]
    private let newKept: [Bool]

    /// Above this many comparisons the whole middle is marked: nobody reads such a change word by word.
    static let patience = 1_000_000

    public init(_ old: String, _ new: String) {
        let old = Self.words(old)
        let new = Self.words(new)
        var head = 0
        while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < min(old.count, new.count) - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        let kept = Self.common(Array(old[head..<(old.count - tail)]), Array(new[head..<(new.count - tail)]))
        oldKept = old.indices.map { $0 < head || $0 >= old.count - tail || kept.old.contains($0 - head) }
        newKept = new.indices.map { $0 < head || $0 >= new.count - tail || kept.new.contains($0 - head) }
        self.old = old
        self.new = new
    }

    public var before: String { Self.marked(old, oldKept) }
    public var after: String { Self.marked(new, newKept) }

    /// Both in one: what went in `<del>`, what came in `<ins>`, each beginning with a word for those who hear the page.
    /// - Parameters: `deleted` and `inserted` are words of the reader's language: "removed:", "added:".
    public func merged(deleted: String, inserted: String) -> String {
        var html = ""
        func add(_ name: String, _ label: String, _ words: ArraySlice<String>) {
            if !words.isEmpty { html += "<\(name)><span class=\"vh\">\(Self.escaped(label)) </span>\(Self.escaped(words.joined()))</\(name)>" }
        }
        let (goes, comes) = joined()
        var (row, column) = (0, 0)
        while row < old.count || column < new.count {
            let (went, came) = (row, column)
            while row < old.count, goes[row] { row += 1 }
            while column < new.count, comes[column] { column += 1 }
            add("del", deleted, old[went..<row])
            add("ins", inserted, new[came..<column])
            if column < new.count { html += Self.escaped(new[column]) }
            row += 1
            column += 1
        }
        return html
    }

    /// A text as safe markup, its lines kept.
    static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: ">", with: "&gt;")
            .replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n", with: "<br>")
    }

    /// Words, spaces and signs, each by itself: put together they are the text again.
    private static func words(_ text: String) -> [String] {
        enum Kind { case word, space, sign }
        var words: [String] = []
        var last: Kind?
        for character in text.replacingOccurrences(of: "\r\n", with: "\n") {
            let kind: Kind = character.isLetter || character.isNumber ? .word : character.isWhitespace ? .space : .sign
            if kind == last, kind != .sign {
                words[words.count - 1].append(character)
            } else {
                words.append(String(character))
            }
            last = kind
        }
        return words
    }

    /// The places of a longest common row in both.
    private static func common(_ old: [String], _ new: [String]) -> (old: Set<Int>, new: Set<Int>) {
        guard !old.isEmpty, !new.isEmpty, old.count * new.count <= patience else { return ([], []) }
        let width = new.count + 1
        var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
        for row in stride(from: old.count - 1, through: 0, by: -1) {
            for column in stride(from: new.count - 1, through: 0, by: -1) {
                lengths[row * width + column] =
                    old[row] == new[column]
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var (row, column) = (0, 0)
        var kept: (old: Set<Int>, new: Set<Int>) = ([], [])
        while row < old.count, column < new.count {
            if old[row] == new[column] {
                kept.old.insert(row)
                kept.new.insert(column)
                row += 1
                column += 1
            } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return kept
    }

    private static func isBlank(_ word: String) -> Bool { word.allSatisfy(\.isWhitespace) }

    /// Words that differ one after the other share one mark, the space between them included.
    private static func marked(_ words: [String], _ isKept: [Bool]) -> String {
        let differs = words.indices.map { place in
            guard isBlank(words[place]) else { return !isKept[place] }
            return place > 0 && place + 1 < words.count && !isKept[place - 1] && !isKept[place + 1]
        }
        var html = ""
        var isOpen = false
        for (place, word) in words.enumerated() {
            if differs[place] != isOpen {
                html += differs[place] ? "<mark>" : "</mark>"
                isOpen = differs[place]
            }
            html += escaped(word)
        }
        return html + (isOpen ? "</mark>" : "")
    }

    /// Which words differ on both sides, with a space that is kept only by chance between words that differ: it goes with them, so
    /// that "one two" becoming "three four" is one change and not two.
    private func joined() -> (old: [Bool], new: [Bool]) {
        var differs = (old: oldKept.map { !$0 }, new: newKept.map { !$0 })
        // Kept words are in step: the first kept of one side is the first kept of the other.
        for (row, column) in zip(old.indices.filter { oldKept[$0] }, new.indices.filter { newKept[$0] })
        where Self.isBlank(old[row]) && Self.isAlone(row, oldKept) && Self.isAlone(column, newKept) {
            differs.old[row] = true
            differs.new[column] = true
        }
        return differs
    }

    private static func isAlone(_ place: Int, _ isKept: [Bool]) -> Bool {
        place > 0 && place + 1 < isKept.count && !isKept[place - 1] && !isKept[place + 1]
    }
}
