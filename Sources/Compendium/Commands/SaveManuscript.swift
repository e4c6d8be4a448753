import Kernel
import Store
import Trail
import Web

/// Keeps what was typed in some fields. Every field is settled by itself: what nobody else changed since the writer saw it is
/// written; what somebody else changed to something else stays theirs, and the writer is told.
struct SaveManuscript: Sendable {
    let id: ManuscriptID
    /// Every field that was on the form with what it says; an empty text clears it.
    let changes: [String: String]
    /// The revision the writer had before them.
    let basedOn: Int
    let person: PersonID
    /// With which a program writes for the person.
    var token: TokenID?

    struct Outcome: Sendable, Equatable {
        let revision: Int
        /// How many fields were written.
        let written: Int
        let clashes: [Clash]
    }

    /// Both sides of a field that two people changed.
    struct Clash: Sendable, Equatable {
        let mine: String
        let theirs: Manuscripts.Value
    }

    /// Far more than a record of this kind holds.
    static let mostFields = 3000

    /// - Throws: `Problem.refused` when the manuscript is not open for writing any more.
    func run(_ house: House, _ trail: Trail, allow: @escaping @Sendable (Manuscript, [PersonID]) -> Verdict) async throws -> Outcome {
        try await house.database.write { writer in
            // Taking the row first makes two savers wait for one another on both engines.
            try writer.run("UPDATE manuscript SET revision = revision WHERE id = \(id)")
            guard let manuscript = try Manuscripts.byID(id, writer.reader) else { throw Problem.notFound }
            try allow(manuscript, try Manuscripts.authors(of: id, writer.reader)).require()
            let (now, then) = try Manuscripts.values(of: id, changes.keys.sorted(), at: basedOn, writer.reader)
            var clashes: [Clash] = []
            var written = 0
            let revision = manuscript.revision + 1
            for (field, mine) in changes.sorted(by: { $0.key < $1.key }) {
                let current = now[field]?.value ?? ""
                let seen = then[field]?.value ?? ""
                if ManuscriptContent.same(field, mine, current) || ManuscriptContent.same(field, mine, seen) { continue }
                if current != seen, let theirs = now[field] {
                    clashes.append(Clash(mine: mine, theirs: theirs))
                    continue
                }
                try put(field, mine, revision, trail.clock.now, writer)
                written += 1
            }
            guard written > 0 else { return Outcome(revision: manuscript.revision, written: 0, clashes: clashes) }
            guard try writer.reader.number("SELECT count(*) AS n FROM manuscript_value WHERE manuscript_id = \(id) AND until_revision IS NULL") <= Self.mostFields else {
                throw Problem.refused(reason: "compendium.manuscript.problem.tooMuch")
            }
            try writer.run("UPDATE manuscript SET revision = \(revision), changed_at = \(trail.clock.now) WHERE id = \(id)")
            try trail.record(
                Fact("manuscript.written", RecordReference(id), by: .person(person, token: token), after: "{\"fields\":\(written),\"revision\":\(revision)}"), in: writer)
            return Outcome(revision: revision, written: written, clashes: clashes)
        }
    }

    private func put(_ field: String, _ value: String, _ revision: Int, _ now: Instant, _ writer: Writer) throws {
        try writer.run("UPDATE manuscript_value SET until_revision = \(revision) WHERE manuscript_id = \(id) AND field = \(field) AND until_revision IS NULL")
        try writer.run(
            """
            INSERT INTO manuscript_value (manuscript_id, field, revision, until_revision, value, at, by_id)
            VALUES (\(id), \(field), \(revision), NULL, \(value), \(now), \(person))
            """)
    }
}
