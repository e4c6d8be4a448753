import Kernel
import Store
import Trail
import Web

/// Keeps texts of one practice in one language. Every text is settled by itself: what nobody else changed since the writer saw it is written;
/// what somebody else changed to something else stays theirs, and the writer is told.
struct SaveTranslations: Sendable {
    let practice: PracticeID
    let language: Language
    /// The texts that the writer had before them: a source that has changed since makes what they wrote outdated, and not wrong.
    let fields: [TranslatableField]
    /// By field; an empty text takes it away.
    let texts: [String: String]
    /// What was looked at and found right, changed or not.
    let confirmed: Set<String>
    /// The revision the writer had before them.
    let basedOn: Int
    let how: Translation.Maker
    let person: PersonID

    struct Outcome: Sendable, Equatable {
        let revision: Int
        let written: [String]
        let clashes: [Clash]
    }

    /// Both sides of a text that two people changed.
    struct Clash: Sendable, Equatable {
        let field: String
        let mine: String
        let theirs: Translation
    }

    func run(_ house: House, _ trail: Trail) async throws -> Outcome {
        try await house.database.write { try run(in: $0, trail) }
    }

    /// Inside the transaction of a larger step.
    func run(in writer: Writer, _ trail: Trail) throws -> Outcome {
        // Taking the row first makes two savers wait for one another on both engines.
        guard try writer.run("UPDATE practice SET version = version WHERE id = \(practice)") == 1 else { throw Problem.notFound }
        let kept = try Translations.of(practice, in: language, writer.reader)
        let now = TranslationSheet(fields, kept)
        let then = TranslationSheet(fields, kept, at: basedOn)
        let revision = (kept.map(\.revision).max() ?? 0) + 1
        var written: [String] = []
        var clashes: [Clash] = []
        for field in fields {
            guard let mine = texts[field.path] else { continue }
            let current = now.entry(field.path)?.translation
            let seen = then.entry(field.path)?.translation
            let isConfirmed = confirmed.contains(field.path) && !mine.isEmpty
            // A machine never takes the place of what a person wrote.
            if how == .machine, let current, current.how == .human { continue }
            if mine == seen?.text ?? "", !isConfirmed { continue }
            if let current, current.text != seen?.text, current.text != mine {
                clashes.append(Clash(field: field.path, mine: mine, theirs: current))
                continue
            }
            // It says so already.
            if mine == current?.text ?? "", now.entry(field.path)?.state == (how == .human ? .reviewed : .machine) || mine.isEmpty { continue }
            if mine == current?.text, !isConfirmed, how == .human { continue }
            try writer.run(
                """
                INSERT INTO practice_translation (practice_id, language, field, revision, text, source_text, source_hash, how, by_id, at)
                VALUES (\(practice), \(language.code), \(field.path), \(revision), \(mine), \(field.source), \(field.hash), \(how), \(person), \(trail.clock.now))
                """)
            written.append(field.path)
        }
        guard !written.isEmpty else { return Outcome(revision: revision - 1, written: [], clashes: clashes) }
        try trail.record(
            Fact(
                "practice.translated", RecordReference(practice), by: .person(person),
                after: "{\"fields\":\(written.count),\"how\":\"\(how.rawValue)\",\"language\":\"\(language.code)\",\"revision\":\(revision)}"), in: writer)
        return Outcome(revision: revision, written: written, clashes: clashes)
    }
}
