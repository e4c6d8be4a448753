import Kernel
import Store
import Trail
import Web

/// Asks a machine for the texts that nobody has translated yet. What comes is kept as it comes, a few texts at a time, so that nothing is lost
/// when the machine stops answering; what a person wrote is never touched.
struct TranslateByMachine: Sendable {
    let practice: Practice
    let language: Language
    /// One field, which a machine may have translated before; nil: all that are missing.
    let only: String?
    let person: PersonID
    let machine: @Sendable (_ texts: [String], _ from: String, _ to: String) async throws -> [String]

    struct Outcome: Sendable, Equatable {
        let written: Int
        /// Texts that there was no time for.
        let left: Int
    }

    /// Nobody waits longer for a page; what is left is asked for by pressing the button again.
    static let patience = Duration.seconds(20)
    /// How much is asked for at once, in characters.
    static let portion = 2000

    func run(_ house: House, _ trail: Trail) async throws -> Outcome {
        let fields = practice.translatable(into: language.code)
        let kept = try await house.database.read { [practice, language] in try Translations.of(practice.id, in: language, $0) }
        let sheet = TranslationSheet(fields, kept)
        let wanted = sheet.entries.filter { entry in
            only.map { $0 == entry.field.path && (entry.translation == nil || entry.isMachine) } ?? (entry.state == .missing)
        }.map(\.field)
        let began = ContinuousClock.now
        var written = 0
        var done = 0
        for portion in Self.portions(wanted) where done == 0 || ContinuousClock.now - began < Self.patience {
            let texts = try await translate(portion)
            let outcome = try await SaveTranslations(
                practice: practice.id, language: language, fields: fields, texts: texts, confirmed: [], basedOn: Int.max, how: .machine, person: person
            ).run(house, trail)
            written += outcome.written.count
            done += portion.count
        }
        return Outcome(written: written, left: wanted.count - done)
    }

    /// A list goes line by line, so that it comes back with as many.
    private func translate(_ fields: [TranslatableField]) async throws -> [String: String] {
        let pieces = fields.map { $0.kind == .lines ? $0.source.split(separator: "\n").map(String.init) : [$0.source] }
        let answer = try await machine(pieces.flatMap { $0 }, practice.language, language.code)
        guard answer.count == pieces.map(\.count).reduce(0, +) else { throw Problem.unavailable(reason: "compendium.translations.problem.machine") }
        var rest = answer[...]
        var texts: [String: String] = [:]
        for (field, pieces) in zip(fields, pieces) {
            let text = TranslationText.tidy(rest.prefix(pieces.count).map { TranslationText.tidy($0, field.kind == .text ? .text : .line) }.joined(separator: "\n"), field.kind)
            rest = rest.dropFirst(pieces.count)
            if !text.isEmpty, TranslationText.problem(text, field) == nil { texts[field.path] = text }
        }
        return texts
    }

    private static func portions(_ fields: [TranslatableField]) -> [[TranslatableField]] {
        var portions: [[TranslatableField]] = []
        var size = portion
        for field in fields {
            if size + field.source.count > portion {
                portions.append([])
                size = 0
            }
            portions[portions.count - 1].append(field)
            size += field.source.count
        }
        return portions
    }
}
