import Kernel
import Members
import Store
import Web

/// What concerns one person: where they are expected, what they said they would do.
enum PersonalAgenda {
    /// Lessons and follow-ups that are not done, and what awaits people in other rooms; of one person, or of everybody who still
    /// has a role: whoever has left is not told any more what goes on.
    static func duties(of person: PersonID? = nil, until: Day? = nil, at now: Instant, _ ports: GatheringsPorts, _ reader: Reader) throws -> [Duty] {
        let holding: SQL = person.map { "person_id = \($0) AND \(Grants.inForce(at: now))" } ?? Grants.inForce(at: now)
        let atWork = Set(try reader.all("SELECT DISTINCT person_id FROM role_grant WHERE \(holding)") { try $0["person_id"] as PersonID })
        var condition: SQL = person.map { "duty.owner_id = \($0)" } ?? "duty.owner_id IS NOT NULL"
        if let until { condition = "\(condition) AND duty.due_day <= \(until)" }
        func duty(_ kind: Duty.Kind, _ part: String) -> (Row) throws -> Duty {
            { row in
                Duty(
                    kind, try row["id"], text: try row["text"], due: try row["due_day"], person: try row["owner_id"],
                    href: GatheringsPaths.gathering(try row["gathering_id"]) + part, from: try row["title"])
            }
        }
        let lessons = try reader.all(
            """
            SELECT duty.id AS id, duty.text AS text, duty.due_day AS due_day, duty.gathering_id AS gathering_id, duty.owner_id AS owner_id, gathering.title AS title
            FROM lesson AS duty JOIN gathering ON gathering.id = duty.gathering_id WHERE duty.done_at IS NULL AND duty.intention <> 'reject' AND \(condition)
            """, duty(.lesson, "#lessons"))
        let followUps = try reader.all(
            """
            SELECT duty.id AS id, duty.text AS text, duty.due_day AS due_day, duty.gathering_id AS gathering_id, duty.owner_id AS owner_id, gathering.title AS title
            FROM gathering_follow_up AS duty JOIN gathering ON gathering.id = duty.gathering_id WHERE duty.done_at IS NULL AND \(condition)
            """, duty(.followUp, "#follow-ups"))
        let afterMentoring = try reader.all(
            """
            SELECT duty.id AS id, duty.text AS text, duty.due_day AS due_day, duty.mentoring_id AS mentoring_id, duty.owner_id AS owner_id, mentoring.goals AS goals
            FROM mentoring_follow_up AS duty JOIN mentoring ON mentoring.id = duty.mentoring_id WHERE duty.done_at IS NULL AND \(condition)
            """
        ) { row in
            Duty(
                .followUp, try row["id"], text: try row["text"], due: try row["due_day"], person: try row["owner_id"],
                href: GatheringsPaths.path(GatheringsPaths.mentoringPattern, try row["mentoring_id"] as MentoringID) + "#follow-ups", from: try row["goals"])
        }
        return (lessons + followUps + afterMentoring + (try ports.duties(person, until, reader))).filter { atWork.contains($0.person) }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
    }

    /// Gatherings that a person is registered for or invited to, and those of the cities they have a role in; what was cancelled too.
    static func gatherings(of person: PersonID, at now: Instant, since: Instant, _ reader: Reader) throws -> [Gathering] {
        let cities: [CityID] = try reader.all(
            "SELECT DISTINCT scope_id FROM role_grant WHERE person_id = \(person) AND scope_kind = 'city' AND \(Grants.inForce(at: now)) ORDER BY scope_id"
        ) { try $0["scope_id"] }
        var concerned: SQL = "EXISTS (SELECT 1 FROM registration WHERE registration.gathering_id = gathering.id AND registration.person_id = \(person) AND registration.state <> 'withdrawn')"
        // What is still being planned is for those who plan it.
        let own: [CityID] = try reader.all(
            """
            SELECT DISTINCT scope_id FROM role_grant WHERE person_id = \(person) AND scope_kind = 'city' AND \(Grants.inForce(at: now))
                AND role IN \(list: Role.allCases.filter { AccessTable.permissions(of: $0).contains(.arrangeGatherings) }.map(\.rawValue)) ORDER BY scope_id
            """
        ) { try $0["scope_id"] }
        if !cities.isEmpty { concerned = "\(concerned) OR (gathering.stage <> 'planned' AND \(Gatherings.concerning(cities)))" }
        if !own.isEmpty { concerned = "\(concerned) OR \(Gatherings.concerning(own))" }
        return try Gatherings.load("gathering.ends_at >= \(since) AND (\(concerned))", reader)
    }

    /// Whose calendar a token opens.
    static func person(holding token: String, _ reader: Reader) throws -> (id: PersonID, language: Language)? {
        try reader.first(
            """
            SELECT person.id AS id, person.language AS language FROM calendar_key JOIN person ON person.id = calendar_key.person_id
            WHERE calendar_key.digest = \(Secrets.digest(token)) AND person.disabled_at IS NULL AND person.forgotten_at IS NULL
            """) { (id: try $0["id"], language: Language(rawValue: try $0["language"]) ?? .en) }
    }
}
