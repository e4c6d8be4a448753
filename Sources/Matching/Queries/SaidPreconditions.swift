import Kernel
import Text

/// What the lines of a need say about the preconditions of practices: a line under "already in place" that names all that a precondition
/// names answers it, until somebody answers it themselves.
struct SaidPreconditions: Sendable {
    private struct Line {
        let text: String
        let answer: PreconditionAnswer
        let naming: Naming
    }

    private let vocabulary: Vocabulary
    /// By practice and version of it: its preconditions, read once.
    private let read = Kept<String, [Naming]>(most: 20_000)

    init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// Answers to those preconditions that the need speaks of and nobody has answered.
    func answers(_ need: Need, besides answered: [AnswerRecord], of practices: [PracticeContext]) -> [AnswerRecord] {
        let content = need.content
        // What the city says it may not do weighs more than what it has.
        let lines = [(content.notCompetent, PreconditionAnswer.missed), (content.inPlace, .met), (content.competent, .met)].flatMap { texts, answer in
            texts.map { Line(text: $0, answer: answer, naming: naming($0, content.language ?? LanguageGuess.guess($0)?.language ?? "en")) }
        }
        guard !lines.isEmpty else { return [] }
        let known = Set(answered.map { "\($0.practice)/\($0.precondition)" })
        return practices.flatMap { practice in
            zip(practice.preconditions, namings(of: practice)).compactMap { precondition, naming in
                guard !known.contains("\(practice.id)/\(precondition.id)"), let line = lines.first(where: { naming.isSaid(by: $0.naming) }) else { return nil }
                return AnswerRecord(
                    practice: practice.id, precondition: precondition.id, answer: line.answer, note: nil, by: need.changedBy, at: need.changedAt, said: line.text)
            }
        }
    }

    private func namings(of practice: PracticeContext) -> [Naming] {
        read.value("\(practice.id)/\(practice.version)") { practice.preconditions.map { naming($0.text, practice.language) } }
    }

    private func naming(_ text: String, _ language: String) -> Naming {
        let words = Words.split(text)
        return Naming(
            words: words.map(\.folded), concepts: Set(vocabulary.recognise(words, in: text, language: language).map(\.concept)),
            stems: Set(zip(words, Stemmer.stems(words, language: language)).filter { $0.0.folded.count >= Naming.tellingLength }.map(\.1)))
    }
}

/// A short text by what it names.
private struct Naming: Sendable {
    /// Shorter words tell nothing of what a text is about.
    static let tellingLength = 4

    let words: [String]
    let concepts: Set<String>
    let stems: Set<String>

    /// The same words, all of its concepts, or three quarters of its words.
    func isSaid(by line: Naming) -> Bool {
        if words == line.words { return !words.isEmpty }
        if !concepts.isEmpty { return concepts.isSubset(of: line.concepts) }
        return stems.count >= 2 && 4 * stems.intersection(line.stems).count >= 3 * stems.count
    }
}
