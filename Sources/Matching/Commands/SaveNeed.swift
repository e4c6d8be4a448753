import Kernel
import Store
import Trail
import Web

/// Saves a need as a new version. Who wrote on top of an older version than the newest gets a conflict; nothing is overwritten.
struct SaveNeed: Sendable {
    let content: NeedContent
    /// nil for a new need.
    let id: NeedID?
    /// The version the writer had before them; 0 for a new need.
    let basedOn: Int
    let person: PersonID
    /// With which a program saves it for the person.
    var token: TokenID?

    enum Outcome: Sendable, Equatable {
        case saved(NeedID)
        case unchanged(NeedID)
        /// Somebody else saved first; this is the newest version.
        case conflict(newest: Int)
    }

    func run(_ house: House, _ trail: Trail) async throws -> Outcome { try await house.database.write { try run(house, trail, $0) } }

    func run(_ house: House, _ trail: Trail, _ writer: Writer) throws -> Outcome { try run(house.ids, trail, writer) }

    func run(_ ids: IDSource, _ trail: Trail, _ writer: Writer) throws -> Outcome {
        let now = trail.clock.now
        guard let id else {
            let new: NeedID = ids.next()
            try writer.run(
                """
                INSERT INTO need (id, version, owner_id, city_id, visibility, created_at, changed_at, changed_by)
                VALUES (\(new), 1, \(person), \(content.city), 'owner', \(now), \(now), \(person))
                """)
            try write(1, new, now, writer)
            try trail.record(Fact("need.described", RecordReference(new), by: .person(person, token: token), after: "{\"version\":1}"), in: writer)
            return .saved(new)
        }
        // Taking the row first makes two savers wait for one another on both engines.
        guard
            let current: Int = try writer.reader.first(
                "UPDATE need SET version = version WHERE id = \(id) RETURNING version", { try $0["version"] as Int })
        else { throw Problem.notFound }
        guard current == basedOn else { return .conflict(newest: current) }
        guard try Needs.byID(id, writer.reader)?.content != content else { return .unchanged(id) }
        let version = current + 1
        // What was shared with one city is not shared with another by naming that one.
        try writer.run(
            """
            UPDATE need SET version = \(version), changed_at = \(now), changed_by = \(person),
                visibility = CASE WHEN visibility = 'city' AND coalesce(city_id, '') <> coalesce(\(content.city), '') THEN 'owner' ELSE visibility END,
                city_id = \(content.city)
            WHERE id = \(id)
            """)
        try write(version, id, now, writer)
        // Who works on a need again has seen what was new for it.
        try writer.run("UPDATE need_notice SET seen_at = \(now) WHERE need_id = \(id) AND seen_at IS NULL")
        try trail.record(
            Fact(
                "need.changed", RecordReference(id), by: .person(person, token: token), before: "{\"version\":\(current)}", after: "{\"version\":\(version)}"),
            in: writer)
        return .saved(id)
    }

    private func write(_ version: Int, _ id: NeedID, _ now: Instant, _ writer: Writer) throws {
        try writer.run(
            """
            INSERT INTO need_version (need_id, version, based_on, at, by_id, title, text, language, city_id, people, budget_cents, months)
            VALUES (\(id), \(version), \(basedOn), \(now), \(person), \(content.title), \(content.text), \(content.language), \(content.city), \(content.people),
                \(content.budget), \(content.months))
            """)
        let lists = [
            ("policy_area", content.areas), ("target_group", content.groups), ("competent", content.competent),
            ("not_competent", content.notCompetent), ("in_place", content.inPlace),
        ]
        for (kind, texts) in lists {
            for (position, text) in texts.enumerated() {
                try writer.run(
                    "INSERT INTO need_item (need_id, version, kind, position, text) VALUES (\(id), \(version), \(kind), \(position), \(text))")
            }
        }
    }
}
