import Kernel
import Store
import Trail
import Web

/// Keeps a search for a person.
struct SaveSearch: Sendable {
    let id: String
    let person: PersonID
    let name: String
    let language: Language
    let query: String

    /// - Throws: `Problem.invalid` when the person keeps as many as allowed.
    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let now = trail.clock.now
            guard try writer.reader.number("SELECT count(*) AS n FROM saved_search WHERE person_id = \(person)") < SavedSearch.most else {
                throw Problem.invalid([FieldProblem("name", "compendium.searches.tooMany", ["most": Format(language).number(SavedSearch.most)])])
            }
            try writer.run(
                """
                INSERT INTO saved_search (id, person_id, name, language, query, at, seen_at)
                VALUES (\(id), \(person), \(name), \(language.code), \(query), \(now), \(now))
                """)
            // From the first search on, the chain is read for new matches.
            let position = try Audit.position(writer.reader)
            _ = try InstallationSetting.value(NoteNewMatches.position, orStore: String(position), in: writer)
            try trail.record(Fact("search.saved", RecordReference(kind: "search", id: id), by: .person(person)), in: writer)
        }
    }
}

/// Forgets a search and what it found.
struct ForgetSearch: Sendable {
    let id: String
    let person: PersonID

    /// - Throws: `Problem.notFound` when it is not the person's.
    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            guard try writer.reader.number("SELECT count(*) AS n FROM saved_search WHERE id = \(id) AND person_id = \(person)") == 1 else { throw Problem.notFound }
            try writer.run("DELETE FROM search_notice WHERE search_id = \(id)")
            try writer.run("DELETE FROM saved_search WHERE id = \(id)")
            try trail.record(Fact("search.forgotten", RecordReference(kind: "search", id: id), by: .person(person)), in: writer)
        }
    }
}

/// Notes that a person has looked at what a search found. A mark of their own, no fact.
struct MarkSearchSeen: Sendable {
    let id: String
    let person: PersonID

    /// - Throws: `Problem.notFound` when it is not the person's.
    func run(_ house: House) async throws {
        let now = house.clock.now
        let marked = try await house.database.write { try $0.run("UPDATE saved_search SET seen_at = \(now) WHERE id = \(id) AND person_id = \(person)") }
        guard marked == 1 else { throw Problem.notFound }
    }
}
