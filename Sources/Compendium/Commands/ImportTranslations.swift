import Kernel
import Store
import Trail
import Web

/// Takes in what translators outside have made of an exported file: all of it, or nothing. A text whose original has changed since is refused, and
/// so is one that somebody translated here in the meantime. Taken in twice, a file changes nothing the second time.
struct ImportTranslations: Sendable {
    let document: XLIFFDocument
    let person: PersonID

    struct Outcome: Sendable, Equatable {
        var practices = 0
        var written = 0
        /// Texts that said so already.
        var unchanged = 0
    }

    /// One thing that is wrong: at a text of a practice, at a practice (no path), or at the file (neither).
    struct Trouble: Sendable, Equatable {
        let slug: String?
        let path: String?
        let problem: FieldProblem
    }

    struct Refused: Error, Equatable { let troubles: [Trouble] }

    /// - Throws: `Refused` with everything that is wrong, and nothing is changed.
    func run(_ house: House, _ trail: Trail, allow: @escaping @Sendable (CityID) -> Verdict) async throws -> Outcome {
        guard let language = Language(rawValue: Self.primary(document.target)) else {
            throw Refused(troubles: [Trouble(slug: nil, path: nil, problem: FieldProblem("", "compendium.translations.problem.language", ["language": String(document.target.prefix(40))]))])
        }
        return try await house.database.write { writer in
            var outcome = Outcome()
            var troubles: [Trouble] = []
            let practices = Dictionary(try Practices.bySlugs(Array(Set(document.files.map(\.id))), writer.reader).map { ($0.slug, $0) }, uniquingKeysWith: { first, _ in first })
            var seen: Set<String> = []
            for file in document.files {
                func wrong(_ key: String) { troubles.append(Trouble(slug: file.id, path: nil, problem: FieldProblem("", "compendium.translations.problem.\(key)"))) }
                guard let practice = practices[file.id] else { wrong("unknownPractice"); continue }
                guard seen.insert(file.id).inserted else { wrong("fileTwice"); continue }
                guard allow(practice.city).isAllowed else { wrong("otherCity"); continue }
                guard practice.language != language.code, Self.primary(document.source) == practice.language else { wrong("sourceLanguage"); continue }
                let taken = try take(file, of: practice, language, writer, trail)
                troubles += taken.troubles
                outcome.written += taken.written
                outcome.unchanged += taken.unchanged
                if taken.written > 0 { outcome.practices += 1 }
            }
            guard troubles.isEmpty else { throw Refused(troubles: troubles) }
            return outcome
        }
    }

    private func take(
        _ file: XLIFFDocument.File, of practice: Practice, _ language: Language, _ writer: Writer, _ trail: Trail
    ) throws -> (troubles: [Trouble], written: Int, unchanged: Int) {
        let fields = practice.translatable(into: language.code)
        let byPath = Dictionary(uniqueKeysWithValues: fields.map { ($0.path, $0) })
        var troubles: [Trouble] = []
        var texts: [String: String] = [:]
        var confirmed: Set<String> = []
        var seen: Set<String> = []
        for unit in file.units {
            func wrong(_ key: String) { troubles.append(Trouble(slug: file.id, path: unit.id, problem: FieldProblem(unit.id, "compendium.translations.problem.\(key)"))) }
            guard seen.insert(unit.id).inserted else { wrong("twice"); continue }
            guard let target = unit.target else { continue }
            guard let field = byPath[unit.id] else { wrong("gone"); continue }
            guard unit.hash ?? Secrets.digest(unit.source) == field.hash else { wrong("sourceChanged"); continue }
            guard unit.isWhole else { wrong("partly"); continue }
            let text = TranslationText.tidy(target, field.kind)
            if let problem = TranslationText.problem(text, field) {
                troubles.append(Trouble(slug: file.id, path: unit.id, problem: problem))
                continue
            }
            texts[unit.id] = text
            if unit.isReviewed { confirmed.insert(unit.id) }
        }
        let outcome = try SaveTranslations(
            practice: practice.id, language: language, fields: fields, texts: texts, confirmed: confirmed, basedOn: file.revision ?? Int.max, how: .human, person: person
        ).run(in: writer, trail)
        troubles += outcome.clashes.map { Trouble(slug: file.id, path: $0.field, problem: FieldProblem($0.field, "compendium.translations.problem.meanwhile")) }
        return (troubles, outcome.written.count, texts.count - outcome.written.count)
    }

    /// `it` of `it-IT`.
    private static func primary(_ tag: String) -> String { tag.split(separator: "-").first?.lowercased() ?? "" }
}
