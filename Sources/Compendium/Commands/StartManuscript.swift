import Files
import Kernel
import Store
import Trail
import Web

/// Begins a manuscript: empty, or from a practice that is to get a new version.
struct StartManuscript: Sendable {
    let city: CityID
    let practice: PracticeID?
    let content: ManuscriptContent
    let person: PersonID
    /// Whether the person may go on with what somebody else began.
    let mayJoin: Bool
    /// With which a program begins it for the person.
    var token: TokenID?

    func run(_ house: House, _ trail: Trail) async throws -> ManuscriptID { try await house.database.write { try run(house, trail, $0) } }

    func run(_ house: House, _ trail: Trail, _ writer: Writer) throws -> ManuscriptID {
        let id: ManuscriptID = house.ids.next()
        if let practice {
            // Two new versions of one practice at a time would overwrite one another.
            try writer.run("UPDATE practice SET version = version WHERE id = \(practice)")
            let open: ManuscriptID? = try writer.reader.first(
                "SELECT id FROM manuscript WHERE practice_id = \(practice) AND stage NOT IN ('published', 'refused', 'withdrawn')") { try $0["id"] }
            if let open {
                let isAuthor = try Manuscripts.byID(open, writer.reader)?.owner == person || Manuscripts.authors(of: open, writer.reader).contains(person)
                guard isAuthor || mayJoin else { throw Problem.refused(reason: "compendium.manuscript.problem.beingRevised") }
                return open
            }
        }
        let now = trail.clock.now
        try writer.run(
            """
            INSERT INTO manuscript (id, practice_id, practice_version, stage, city_id, owner_id, peer_id, revision, created_at, changed_at, stage_at)
            VALUES (\(id), \(practice), (SELECT version FROM practice WHERE id = \(practice)), 'draft', \(city), \(person), NULL, 1, \(now), \(now), \(now))
            """)
        for (field, value) in content.values.sorted(by: { $0.key < $1.key }) {
            try writer.run(
                """
                INSERT INTO manuscript_value (manuscript_id, field, revision, until_revision, value, at, by_id)
                VALUES (\(id), \(field), 1, NULL, \(value), \(now), \(person))
                """)
        }
        try trail.record(Fact("manuscript.started", RecordReference(id), by: .person(person, token: token)), in: writer)
        if let practice {
            let version = try writer.reader.number("SELECT version AS n FROM practice WHERE id = \(practice)")
            try CarryFiles(from: (RecordReference(practice), version), to: (RecordReference(id), 0), by: .person(person)).run(trail, in: writer)
        }
        if let practice { try trail.link(RecordReference(id), to: RecordReference(practice), as: "new version of", in: writer) }
        return id
    }
}
