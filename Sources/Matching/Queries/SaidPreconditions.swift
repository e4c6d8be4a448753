import Kernel
import Text

/// What the lines of a need say about the preconditions of practices: a line under "already in place" that says most of what a precondition
/// says stands for an answer, until somebody answers it themselves. What a city is competent for, it need not have.
struct SaidPreconditions: Sendable {
    /// The preconditions of all practices, found by what they name.
    private struct Index: Sendable {
        var known: [(practice: PracticeID, precondition: PracticeContext.Precondition)] = []
        /// By stem and by concept: places in `known`.
        var naming: [String: [Int]] = [:]
    }

    private let vocabulary: Vocabulary
    private let indexes = Kept<Int, Index>(most: 1)
    private let read = Kept<String, [AnswerRecord]>(most: 200)

    init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// Answers to the preconditions that the need speaks of, in a fixed order.
    /// - Parameter generation: counts the changes of the practices.
    func answers(_ need: Need, of practices: [String: PracticeContext], generation: Int) -> [AnswerRecord] {
        guard !need.content.inPlace.isEmpty else { return [] }
        return read.value("\(need.id)/\(need.version)/\(generation)") { answers(need, indexes.value(generation) { index(practices.values) }) }
    }

    func naming(_ text: String, _ language: String) -> Naming { Naming(text, language: language, vocabulary) }

    private func answers(_ need: Need, _ index: Index) -> [AnswerRecord] {
        var lines: [Int: String] = [:]
        for text in need.content.inPlace {
            let line = naming(text, need.content.language ?? LanguageGuess.guess(text)?.language ?? "en").keys
            for place in Set(line.flatMap { index.naming[$0] ?? [] }) where lines[place] == nil && index.known[place].precondition.naming.isSaid(by: line) {
                lines[place] = text
            }
        }
        return lines.sorted { $0.key < $1.key }.map { place, line in
            let (practice, precondition) = index.known[place]
            return AnswerRecord(practice: practice, precondition: precondition.id, answer: .met, note: nil, by: need.changedBy, at: need.changedAt, said: line)
        }
    }

    private func index(_ practices: some Collection<PracticeContext>) -> Index {
        var index = Index()
        for practice in practices.sorted(by: { $0.id < $1.id }) {
            for precondition in practice.preconditions {
                for key in precondition.naming.keys { index.naming[key, default: []].append(index.known.count) }
                index.known.append((practice.id, precondition))
            }
        }
        return index
    }
}

/// A short text by what it names.
struct Naming: Sendable, Equatable {
    private struct Piece: Sendable, Equatable {
        let stem: String
        /// Written so that none is like a stem.
        let concepts: Set<String>
    }

    /// Its words, without those that say nothing of what a text is about.
    private let pieces: [Piece]

    init(_ text: String, language: String, _ vocabulary: Vocabulary) {
        let words = Words.split(text)
        let mentions = vocabulary.recognise(words, in: text, language: language)
        pieces = zip(words, Stemmer.stems(words, language: language)).filter { !StopWords.contains($0.0.folded, language: language) }.map { word, stem in
            Piece(stem: stem, concepts: Set(mentions.filter { $0.range.overlaps(word.range) }.map { "#\($0.concept)" }))
        }
    }

    /// Stems and concepts, by which it is found.
    var keys: Set<String> { pieces.reduce(into: []) { $0.formUnion($1.concepts.union([$1.stem])) } }

    /// Three quarters of its words, as they are or as concepts; one concept alone tells too little.
    func isSaid(by keys: Set<String>) -> Bool {
        let meant = pieces.filter { !keys.contains($0.stem) && !$0.concepts.isDisjoint(with: keys) }
        let named = pieces.count { keys.contains($0.stem) }
        guard !pieces.isEmpty, 4 * (named + meant.count) >= 3 * pieces.count else { return false }
        return meant.isEmpty || named + Set(meant.map(\.concepts)).count >= 2
    }
}
