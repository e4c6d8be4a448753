import Kernel
import Store
import Web

/// Questions about how practices live on.
enum PracticeLives {
    static func of(_ id: PracticeID, _ reader: Reader) throws -> PracticeLife? {
        try reader.first("SELECT stage, owner_id, published_at, confirmed_at, successor_id, reason FROM practice_life WHERE practice_id = \(id)") {
            PracticeLife(
                stage: try $0["stage"], owner: try $0["owner_id"], publishedAt: try $0["published_at"], confirmedAt: try $0["confirmed_at"],
                successor: try $0["successor_id"], reason: try $0["reason"])
        }
    }

    static func steps(of id: PracticeID, _ reader: Reader) throws -> [PracticeLife.Taken] {
        try reader.all("SELECT step, reason, at, by_id FROM practice_life_step WHERE practice_id = \(id) ORDER BY position") {
            PracticeLife.Taken(step: try $0["step"], reason: try $0["reason"], at: try $0["at"], by: try $0["by_id"])
        }
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
            SELECT practice.id AS id, coalesce(practice_life.confirmed_at, practice.changed_at) AS confirmed_at, practice_life.practice_id AS life,
                person.name AS owner, practice_life.asked_at AS asked_at
            FROM practice LEFT JOIN practice_life ON practice_life.practice_id = practice.id LEFT JOIN person ON person.id = practice_life.owner_id
            WHERE coalesce(practice_life.stage, 'published') = 'published' AND coalesce(practice_life.confirmed_at, practice.changed_at) < \(PracticeLife.dueBefore(now)) \(ofCities)
            ORDER BY coalesce(practice_life.confirmed_at, practice.changed_at), practice.id LIMIT \(limit) OFFSET \(start)
            """
        ) {
            let life: String? = try $0["life"]
            return Due(practice: try $0["id"], confirmedAt: try $0["confirmed_at"], isImported: life == nil, owner: try $0["owner"], askedAt: try $0["asked_at"])
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
