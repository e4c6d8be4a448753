import Kernel
import Store
import Web

/// Questions about how practices live on.
enum PracticeLives {
    static func of(_ id: PracticeID, _ reader: Reader) throws -> PracticeLife? {
        try reader.first("SELECT \(columns) FROM practice_life WHERE practice_id = \(id)", life)
    }

    /// How a practice lives on, and what was merged into it: one question where nothing was, as with most.
    static func withMerged(_ id: PracticeID, _ reader: Reader) throws -> (life: PracticeLife?, merged: [PracticeLife.Merged]) {
        let found = try reader.first(
            """
            SELECT \(columns), practice_life.practice_id AS life, (
                SELECT count(*) FROM practice_life AS other WHERE other.successor_id = practice.id AND other.stage = 'merged') AS merged
            FROM practice LEFT JOIN practice_life ON practice_life.practice_id = practice.id WHERE practice.id = \(id)
            """
        ) { row -> (life: PracticeLife?, merged: Int) in
            let known: String? = try row["life"]
            return (known == nil ? nil : try life(row), try row["merged"])
        }
        return (found?.life, found?.merged ?? 0 > 0 ? try merged(into: id, reader) : [])
    }

    private static let columns: SQL = "stage, owner_id, published_at, confirmed_at, confirmed_by, successor_id, reason"

    private static func life(_ row: Row) throws -> PracticeLife {
        PracticeLife(
            stage: try row["stage"], owner: try row["owner_id"], publishedAt: try row["published_at"], confirmedAt: try row["confirmed_at"],
            confirmedBy: try row["confirmed_by"], successor: try row["successor_id"], reason: try row["reason"])
    }

    static func steps(of id: PracticeID, _ reader: Reader) throws -> [PracticeLife.Taken] {
        try reader.all("SELECT step, reason, at, by_id FROM practice_life_step WHERE practice_id = \(id) ORDER BY position") {
            PracticeLife.Taken(step: try $0["step"], reason: try $0["reason"], at: try $0["at"], by: try $0["by_id"])
        }
    }

    /// The records that were merged into a practice and still are, the first one first.
    static func merged(into id: PracticeID, _ reader: Reader) throws -> [PracticeLife.Merged] {
        let rows = try reader.rows(
            """
            SELECT practice.slug AS slug, practice.language AS source, practice_title.language AS language, practice_title.title AS title, step.reason AS reason,
                step.at AS at, person.name AS name
            FROM practice_life JOIN practice ON practice.id = practice_life.practice_id
            JOIN practice_title ON practice_title.practice_id = practice.id
            JOIN practice_life_step AS step ON step.practice_id = practice.id AND step.position = (
                SELECT max(newest.position) FROM practice_life_step AS newest WHERE newest.practice_id = practice.id AND newest.step = 'merge')
            LEFT JOIN person ON person.id = step.by_id AND person.forgotten_at IS NULL
            WHERE practice_life.successor_id = \(id) AND practice_life.stage = 'merged' ORDER BY step.at, practice.slug, practice_title.language
            """)
        var slugs: [String] = []
        var titles: [String: [String: String]] = [:]
        var known: [String: Row] = [:]
        for row in rows {
            let slug: String = try row["slug"]
            if known[slug] == nil { slugs.append(slug) }
            known[slug] = row
            titles[slug, default: [:]][try row["language"] as String] = try row["title"] as String
        }
        return try slugs.compactMap { slug in
            try known[slug].map {
                PracticeLife.Merged(
                    slug: slug, title: Localized(source: try $0["source"], texts: titles[slug] ?? [:]), reason: try $0["reason"], at: try $0["at"], by: try $0["name"])
            }
        }
    }

    /// Those that somebody said are still true, of all practices.
    static func confirmedByPeople(_ reader: Reader) throws -> Set<PracticeID> {
        Set(try reader.all("SELECT practice_id FROM practice_life WHERE confirmed_by IS NOT NULL") { try $0["practice_id"] as PracticeID })
    }

    /// Practices whose review is due and whose owner was not asked for half a year, those asked least lately first.
    static func unasked(at now: Instant, _ reader: Reader) throws -> [(practice: PracticeID, owner: PersonID)] {
        try reader.all(
            """
            SELECT practice_id, owner_id FROM practice_life JOIN person ON person.id = owner_id AND person.disabled_at IS NULL
            WHERE stage = 'published' AND confirmed_at < \(PracticeLife.dueBefore(now)) AND (asked_at IS NULL OR asked_at < \(now.adding(.zero - AskOwners.again)))
            ORDER BY asked_at, practice_id LIMIT 200
            """) { (practice: try $0["practice_id"], owner: try $0["owner_id"]) }
    }

    /// A practice whose review is due.
    struct Due: Sendable {
        let practice: PracticeID
        let confirmedAt: Instant
        let isImported: Bool
        let owner: String?
        let askedAt: Instant?
    }

    /// Those whose review is due, the longest first; what was taken over and never confirmed counts from when it was taken over.
    static func due(at now: Instant, in cities: [CityID]?, from start: Int, limit: Int, _ reader: Reader) throws -> [Due] {
        let ofCities: SQL = cities.map { "AND practice.city_id IN \(list: $0)" } ?? ""
        return try reader.all(
            """
            SELECT practice.id AS id, coalesce(practice_life.confirmed_at, practice.changed_at) AS confirmed_at, practice_life.confirmed_by AS confirmed_by,
                person.name AS owner, practice_life.asked_at AS asked_at
            FROM practice LEFT JOIN practice_life ON practice_life.practice_id = practice.id LEFT JOIN person ON person.id = practice_life.owner_id
            WHERE coalesce(practice_life.stage, 'published') = 'published' AND coalesce(practice_life.confirmed_at, practice.changed_at) < \(PracticeLife.dueBefore(now)) \(ofCities)
            ORDER BY coalesce(practice_life.confirmed_at, practice.changed_at), practice.id LIMIT \(limit) OFFSET \(start)
            """
        ) {
            let confirmer: PersonID? = try $0["confirmed_by"]
            return Due(practice: try $0["id"], confirmedAt: try $0["confirmed_at"], isImported: confirmer == nil, owner: try $0["owner"], askedAt: try $0["asked_at"])
        }
    }

    /// Whose answer a link in a letter brings; nil when it was used, replaced, or its reader's account is disabled.
    static func asked(_ practice: PracticeID, _ token: String, _ reader: Reader) throws -> PersonID? {
        try reader.first(
            """
            SELECT owner_id FROM practice_life JOIN person ON person.id = owner_id
            WHERE practice_id = \(practice) AND ask_digest = \(Secrets.digest(token)) AND person.disabled_at IS NULL
            """) { try $0["owner_id"] }
    }

    /// When each practice that somebody looks after was last confirmed.
    static func confirmed(_ reader: Reader) throws -> [PracticeID: Instant] {
        let rows: [(PracticeID, Instant)] = try reader.all("SELECT practice_id, confirmed_at FROM practice_life") { (try $0["practice_id"], try $0["confirmed_at"]) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
