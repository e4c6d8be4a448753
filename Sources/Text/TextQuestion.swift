/// What was asked, word by word, with the terms that may answer each word.
public struct TextQuestion: Sendable {
    public enum Kind: String, Sendable, Comparable {
        case exact, stem, prefix, typo, translation
        private var order: Int { [.exact: 0, .stem: 1, .translation: 2, .prefix: 3, .typo: 4][self] ?? 5 }
        public static func < (a: Kind, b: Kind) -> Bool { a.order < b.order }
    }

    struct Alternative: Sendable {
        let term: UInt32
        /// A near word counts less than the word itself.
        let factor: Float
        let kind: Kind
    }

    struct Group: Sendable {
        let word: Word
        let alternatives: [Alternative]
        /// How much the word matters to the asker; 1 unless said otherwise.
        var weight: Float = 1
    }

    public let language: String?
    var groups: [Group]
    /// Word as typed → what was read instead.
    public var corrections: [String: String]
    public var isEmpty: Bool { groups.isEmpty }
}

public struct TextSearchOptions: Sendable {
    public var language: String?
    public var prefixOnLastWord: Bool
    public var typos: Bool
    public var requireAll: Bool
    public var limit: Int?
    public var filter: (@Sendable (String) -> Bool)?

    public init(
        language: String? = nil, prefixOnLastWord: Bool = true, typos: Bool = true, requireAll: Bool = false,
        limit: Int? = 50, filter: (@Sendable (String) -> Bool)? = nil
    ) {
        self.language = language
        self.prefixOnLastWord = prefixOnLastWord
        self.typos = typos
        self.requireAll = requireAll
        self.limit = limit
        self.filter = filter
    }
}

extension InvertedIndex {
    /// Longest question read, in words: what comes after adds time and little meaning.
    static let longestQuestion = 400
    static let mostPrefixWords = 64

    public func question(_ text: String, options: TextSearchOptions) -> TextQuestion {
        let words = Array(Words.split(text).prefix(Self.longestQuestion))
        let language = options.language ?? LanguageGuess.guess(text)?.language
        // A bare number tells no more of what a text is about than "the" does.
        let telling = words.filter { !StopWords.contains($0.folded, language: language ?? "en") && !$0.folded.utf8.allSatisfy { (48...57).contains($0) } }
        let asked = telling.isEmpty ? words : telling
        var groups: [TextQuestion.Group] = []
        var corrections: [String: String] = [:]
        var places: [String: Int] = [:]
        for (at, word) in asked.enumerated() {
            if let place = places[word.folded] {
                groups[place].weight = min(2, groups[place].weight + 0.5)
                continue
            }
            var alternatives = direct(word, language: language)
            if options.prefixOnLastWord, at == asked.count - 1, word.folded.count >= 2, words.last == word {
                alternatives += prefixes(word.folded, besides: alternatives)
            }
            if alternatives.isEmpty, options.typos {
                let (near, read) = typos(word.folded)
                alternatives = near
                if let read { corrections[word.surface] = read }
            }
            places[word.folded] = groups.count
            groups.append(TextQuestion.Group(word: word, alternatives: alternatives))
        }
        return TextQuestion(language: language, groups: groups, corrections: corrections)
    }

    /// The word itself in any language it is written in, and its stem in the asker's language and in English.
    private func direct(_ word: Word, language: String?) -> [TextQuestion.Alternative] {
        var found = living(lexicon.terms(ofWord: word.folded)).map { TextQuestion.Alternative(term: $0, factor: 1, kind: .exact) }
        for stemLanguage in language == "en" || language == nil ? ["en"] : [language ?? "en", "en"] {
            if stemLanguage == "en", language != nil, language != "en", !found.isEmpty { continue }
            let stem = Stemmer.stem(word.surface, language: stemLanguage)
            guard let term = lexicon.term(stem), !postings[Int(term)].isEmpty, !found.contains(where: { $0.term == term }) else { continue }
            found.append(TextQuestion.Alternative(term: term, factor: 1, kind: .stem))
        }
        return found
    }

    private func prefixes(_ folded: String, besides: [TextQuestion.Alternative]) -> [TextQuestion.Alternative] {
        var found: [TextQuestion.Alternative] = []
        for entry in lexicon.entries(startingWith: folded, atMost: Self.mostPrefixWords) {
            for term in living(entry.terms) where !(besides + found).contains(where: { $0.term == term }) {
                found.append(TextQuestion.Alternative(term: term, factor: 0.8, kind: .prefix))
            }
        }
        return found
    }

    /// One wrong letter from four letters on, two from eight on.
    private func typos(_ folded: String) -> ([TextQuestion.Alternative], String?) {
        let length = folded.unicodeScalars.count
        guard length >= 4, !folded.allSatisfy(\.isNumber) else { return ([], nil) }
        let near = lexicon.entries(near: folded, distance: length >= 8 ? 2 : 1).filter { !living($0.entry.terms).isEmpty }
        guard let least = near.first?.distance else { return ([], nil) }
        let nearest = near.filter { $0.distance == least }.sorted { (-frequency($0.entry), $0.entry.word) < (-frequency($1.entry), $1.entry.word) }
        var found: [TextQuestion.Alternative] = []
        for (place, candidate) in nearest.prefix(3).enumerated() {
            for term in living(candidate.entry.terms) where !found.contains(where: { $0.term == term }) {
                found.append(TextQuestion.Alternative(term: term, factor: place == 0 ? 0.8 : 0.6, kind: .typo))
            }
        }
        return (found, nearest.first?.entry.word)
    }

    private func living(_ terms: [UInt32]) -> [UInt32] { terms.filter { !postings[Int($0)].isEmpty } }

    private func frequency(_ entry: Lexicon.Entry) -> Int { entry.terms.reduce(0) { $0 + postings[Int($1)].count } }
}
