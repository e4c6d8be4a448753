import Kernel
import Store

/// Questions about manuscripts.
enum Manuscripts {
    private static let columns: SQL = "id, practice_id, practice_version, stage, city_id, owner_id, peer_id, revision, created_at, changed_at, stage_at"

    static func byID(_ id: ManuscriptID, _ reader: Reader) throws -> Manuscript? {
        try reader.first("SELECT \(columns) FROM manuscript WHERE id = \(id)", manuscript)
    }

    /// Those somebody writes, alone or with others, newest change first; each with its title.
    static func writtenBy(_ person: PersonID, _ reader: Reader) throws -> [Listed] {
        try reader.all(
            """
            SELECT \(listed) FROM manuscript LEFT JOIN manuscript_value AS title
                ON title.manuscript_id = manuscript.id AND title.field = 'title' AND title.until_revision IS NULL
            WHERE manuscript.owner_id = \(person) OR manuscript.id IN (
                SELECT manuscript_id FROM manuscript_author WHERE person_id = \(person) AND left_at IS NULL)
            ORDER BY manuscript.changed_at DESC, manuscript.id LIMIT 200
            """, listing)
    }

    /// Those somebody was asked to read as a peer.
    static func toRead(by person: PersonID, _ reader: Reader) throws -> [Listed] {
        try reader.all(
            """
            SELECT \(listed) FROM manuscript LEFT JOIN manuscript_value AS title
                ON title.manuscript_id = manuscript.id AND title.field = 'title' AND title.until_revision IS NULL
            WHERE manuscript.peer_id = \(person) AND manuscript.stage = 'peer_check' ORDER BY manuscript.stage_at, manuscript.id LIMIT 200
            """, listing)
    }

    /// The queue: those at a stage, the longest waiting first.
    /// - Parameter cities: nil: of all cities.
    static func at(_ stages: [Manuscript.Stage], in cities: [CityID]?, from start: Int, limit: Int, _ reader: Reader) throws -> [Listed] {
        try reader.all(
            """
            SELECT \(listed) FROM manuscript LEFT JOIN manuscript_value AS title
                ON title.manuscript_id = manuscript.id AND title.field = 'title' AND title.until_revision IS NULL
            WHERE manuscript.stage IN \(list: stages) \(of(cities)) ORDER BY manuscript.stage_at, manuscript.id LIMIT \(limit) OFFSET \(start)
            """, listing)
    }

    private static func of(_ cities: [CityID]?) -> SQL { cities.map { "AND manuscript.city_id IN \(list: $0)" } ?? "" }

    static func counts(in cities: [CityID]?, _ reader: Reader) throws -> [Manuscript.Stage: Int] {
        let rows: [(Manuscript.Stage, Int)] = try reader.all("SELECT stage, count(*) AS n FROM manuscript WHERE 1 = 1 \(of(cities)) GROUP BY stage") { (try $0["stage"], try $0["n"]) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The days from submission to a decision, of those decided since an instant.
    static func turnarounds(since: Instant, _ reader: Reader) throws -> [Int] {
        let rows: [(Instant, Instant)] = try reader.all(
            """
            SELECT decided.at AS decided, max(submitted.at) AS submitted FROM manuscript_step AS decided JOIN manuscript_step AS submitted
                ON submitted.manuscript_id = decided.manuscript_id AND submitted.step = 'submit' AND submitted.position < decided.position
            WHERE decided.step IN ('publish', 'refuse', 'askForChanges') AND decided.at >= \(since)
            GROUP BY decided.manuscript_id, decided.position, decided.at
            """) { (try $0["submitted"], try $0["decided"]) }
        return rows.map { Int(($1.milliseconds - $0.milliseconds) / 86_400_000) }.sorted()
    }

    static func content(of id: ManuscriptID, _ reader: Reader) throws -> ManuscriptContent {
        let rows: [(String, String)] = try reader.all("SELECT field, value FROM manuscript_value WHERE manuscript_id = \(id) AND until_revision IS NULL") {
            (try $0["field"], try $0["value"])
        }
        return ManuscriptContent(Dictionary(uniqueKeysWithValues: rows))
    }

    /// One value of a field, with who wrote it.
    struct Value: Sendable, Equatable {
        let field: String
        let revision: Int
        let value: String
        let at: Instant
        let by: PersonID
    }

    /// The values of some fields that hold now and those that held at a revision.
    static func values(of id: ManuscriptID, _ fields: [String], at revision: Int, _ reader: Reader) throws -> (now: [String: Value], then: [String: Value]) {
        let rows = try reader.rows(
            """
            SELECT field, revision, until_revision, value, at, by_id FROM manuscript_value
            WHERE manuscript_id = \(id) AND field IN \(list: fields)
                AND (until_revision IS NULL OR (revision <= \(revision) AND until_revision > \(revision)))
            """)
        var now: [String: Value] = [:]
        var then: [String: Value] = [:]
        for row in rows {
            let value = Value(field: try row["field"], revision: try row["revision"], value: try row["value"], at: try row["at"], by: try row["by_id"])
            let until: Int? = try row["until_revision"]
            if until == nil { now[value.field] = value }
            if value.revision <= revision, until.map({ $0 > revision }) ?? true { then[value.field] = value }
        }
        return (now, then)
    }

    /// The fields that were written, or cleared, after an instant.
    static func written(in id: ManuscriptID, since then: Instant, _ reader: Reader) throws -> Set<String> {
        Set(try reader.all("SELECT field FROM manuscript_value WHERE manuscript_id = \(id) AND until_revision IS NULL AND at > \(then)") { try $0["field"] as String })
    }

    /// Everything a field ever said, newest first.
    static func history(of field: String, in id: ManuscriptID, _ reader: Reader) throws -> [Value] {
        try reader.all(
            """
            SELECT field, revision, value, at, by_id FROM manuscript_value WHERE manuscript_id = \(id) AND field = \(field) ORDER BY revision DESC LIMIT 100
            """) { Value(field: try $0["field"], revision: try $0["revision"], value: try $0["value"], at: try $0["at"], by: try $0["by_id"]) }
    }

    static func authors(of id: ManuscriptID, _ reader: Reader) throws -> [PersonID] {
        try reader.all("SELECT person_id FROM manuscript_author WHERE manuscript_id = \(id) AND left_at IS NULL ORDER BY at, person_id") { try $0["person_id"] }
    }

    /// Those whose words it says now, and those who ever were its authors.
    static func writers(of id: ManuscriptID, _ reader: Reader) throws -> Set<PersonID> {
        Set(
            try reader.all(
                """
                SELECT by_id FROM manuscript_value WHERE manuscript_id = \(id) AND until_revision IS NULL
                UNION SELECT person_id FROM manuscript_author WHERE manuscript_id = \(id) UNION SELECT owner_id FROM manuscript WHERE id = \(id)
                """) { try $0["by_id"] as PersonID })
    }

    static func steps(of id: ManuscriptID, _ reader: Reader) throws -> [Manuscript.Taken] {
        try reader.all("SELECT step, from_stage, to_stage, reason, at, by_id FROM manuscript_step WHERE manuscript_id = \(id) ORDER BY position") {
            Manuscript.Taken(step: try $0["step"], from: try $0["from_stage"], to: try $0["to_stage"], reason: try $0["reason"], at: try $0["at"], by: try $0["by_id"])
        }
    }

    static func remarks(on id: ManuscriptID, _ reader: Reader) throws -> [Manuscript.Remark] {
        try reader.all("SELECT id, field, text, at, by_id, settled_at FROM manuscript_remark WHERE manuscript_id = \(id) ORDER BY at, id") {
            Manuscript.Remark(id: try $0["id"], field: try $0["field"], text: try $0["text"], at: try $0["at"], by: try $0["by_id"], settledAt: try $0["settled_at"])
        }
    }

    /// A manuscript as lists show it.
    struct Listed: Sendable {
        let manuscript: Manuscript
        let title: String?
    }

    private static let listed: SQL = """
        manuscript.id AS id, practice_id, practice_version, stage, city_id, owner_id, peer_id, manuscript.revision AS revision, created_at, changed_at, stage_at, title.value AS title
        """

    private static func listing(_ row: Row) throws -> Listed { Listed(manuscript: try manuscript(row), title: try row["title"]) }

    private static func manuscript(_ row: Row) throws -> Manuscript {
        Manuscript(
            id: try row["id"], practice: try row["practice_id"], practiceVersion: try row["practice_version"], stage: try row["stage"], city: try row["city_id"], owner: try row["owner_id"],
            peer: try row["peer_id"], revision: try row["revision"], createdAt: try row["created_at"], changedAt: try row["changed_at"], stageAt: try row["stage_at"])
    }
}
