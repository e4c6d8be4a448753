import Kernel
import Members
import Store
import Web

/// Questions about gatherings.
enum Gatherings {
    static func byID(_ id: GatheringID, _ reader: Reader) throws -> Gathering? { try load("gathering.id = \(id)", reader).first }

    /// With cities and questions, whatever their number in three statements.
    static func load(_ condition: SQL, order: SQL = "ORDER BY gathering.starts_at, gathering.id", _ reader: Reader) throws -> [Gathering] {
        let rows = try reader.rows("SELECT gathering.* FROM gathering WHERE \(condition) \(order)")
        let ids: [String] = try rows.map { try $0["id"] }
        guard !ids.isEmpty else { return [] }
        let cities: [(String, String, CityID)] = try reader.all("SELECT gathering_id, part, city_id FROM gathering_city WHERE gathering_id IN \(list: ids) ORDER BY gathering_id, city_id") {
            (try $0["gathering_id"], try $0["part"], try $0["city_id"])
        }
        let questions: [(String, String)] = try reader.all("SELECT gathering_id, text FROM gathering_question WHERE gathering_id IN \(list: ids) ORDER BY gathering_id, position") {
            (try $0["gathering_id"], try $0["text"])
        }
        return try rows.map { row in
            let id: String = try row["id"]
            return try gathering(
                row, hosts: cities.filter { $0.0 == id && $0.1 == "host" }.map(\.2), visitors: cities.filter { $0.0 == id && $0.1 == "visiting" }.map(\.2),
                questions: questions.filter { $0.0 == id }.map(\.1))
        }
    }

    private static func gathering(_ row: Row, hosts: [CityID], visitors: [CityID], questions: [String]) throws -> Gathering {
        let plan = GatheringPlan(
            kind: try row["kind"], title: try row["title"], city: try row["city_id"], place: try row["place"], zone: try row["zone"], starts: try row["starts_at"],
            ends: try row["ends_at"], hosts: hosts, visitors: visitors, questions: questions, practice: try row["practice_id"], programme: try row["programme_id"],
            admission: try row["admission"], capacity: try row["capacity"], registerUntil: try row["register_until"], budget: try row["budget_cents"],
            logistics: try row["logistics"], access: try row["access"])
        var held: Gathering.Held?
        if let report: String = try row["report"], let starts: Instant = try row["held_starts_at"], let ends: Instant = try row["held_ends_at"] {
            held = Gathering.Held(
                starts: starts, ends: ends, place: try row["held_place"], people: try row["held_people"], spent: try row["spent_cents"], reason: try row["held_reason"],
                report: report)
        }
        return Gathering(
            id: try row["id"], version: try row["version"], plan: plan, stage: try row["stage"], cancelReason: try row["cancel_reason"], held: held,
            createdBy: try row["created_by"], changedAt: try row["changed_at"], changedBy: try row["changed_by"])
    }

    static func cities(_ ids: [CityID], _ reader: Reader) throws -> [CityID: City] {
        // All of them are few, and asked for in one way everywhere.
        let all = try Cities.all(reader).filter { ids.contains($0.id) }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    // MARK: lists

    /// What a list is narrowed to.
    struct Selection: Sendable {
        var isPast = false
        var kind: Gathering.Kind?
        var city: CityID?
    }

    static func count(_ selection: Selection, for viewer: Viewer, at now: Instant, _ reader: Reader) throws -> Int {
        try reader.number("SELECT count(*) AS n FROM gathering WHERE \(condition(selection, for: viewer, at: now))")
    }

    static func list(_ selection: Selection, for viewer: Viewer, at now: Instant, from start: Int, limit: Int, _ reader: Reader) throws -> [Gathering] {
        let order: SQL = selection.isPast ? "ORDER BY gathering.starts_at DESC, gathering.id DESC LIMIT \(limit) OFFSET \(start)" : "ORDER BY gathering.starts_at, gathering.id LIMIT \(limit) OFFSET \(start)"
        return try load(condition(selection, for: viewer, at: now), order: order, reader)
    }

    private static func condition(_ selection: Selection, for viewer: Viewer, at now: Instant) -> SQL {
        var condition: SQL = selection.isPast ? "gathering.ends_at < \(now)" : "gathering.ends_at >= \(now)"
        if let kind = selection.kind { condition = "\(condition) AND gathering.kind = \(kind)" }
        if let city = selection.city { condition = "\(condition) AND \(concerning([city]))" }
        return "\(condition) AND (\(readable(by: viewer)))"
    }

    /// As `GatheringPermissions.canRead`, for many at once.
    private static func readable(by viewer: Viewer) -> SQL {
        guard let person = viewer.person else { return "gathering.stage <> 'planned' AND gathering.admission = 'open'" }
        if viewer.holds(.arrangeGatherings, inCity: nil) { return "1 = 1" }
        var condition: SQL = viewer.holds(.readNetwork) ? "gathering.stage <> 'planned'" : "(gathering.stage <> 'planned' AND gathering.admission = 'open')"
        condition = "\(condition) OR EXISTS (SELECT 1 FROM registration WHERE registration.gathering_id = gathering.id AND registration.person_id = \(person.id))"
        let cities = viewer.cities(holding: .arrangeGatherings) ?? []
        if !cities.isEmpty { condition = "\(condition) OR \(concerning(cities))" }
        let programmes = viewer.programmes(holding: .arrangeGatherings) ?? []
        return programmes.isEmpty ? condition : "\(condition) OR gathering.programme_id IN \(list: programmes)"
    }

    static func concerning(_ cities: [CityID]) -> SQL {
        """
        (gathering.city_id IN \(list: cities) OR EXISTS (SELECT 1 FROM gathering_city AS part WHERE part.gathering_id = gathering.id AND part.city_id IN \(list: cities)))
        """
    }

    // MARK: parts

    static func slots(_ id: GatheringID, _ reader: Reader) throws -> [AgendaSlot] {
        try reader.all("SELECT * FROM agenda_slot WHERE gathering_id = \(id) ORDER BY starts_at, ends_at, id") {
            AgendaSlot(id: try $0["id"], starts: try $0["starts_at"], ends: try $0["ends_at"], title: try $0["title"], place: try $0["place"], who: try $0["who"])
        }
    }

    static func tasks(_ id: GatheringID, _ reader: Reader) throws -> [GatheringTask] {
        try reader.all("SELECT * FROM gathering_task WHERE gathering_id = \(id) ORDER BY side, position, id") {
            GatheringTask(id: try $0["id"], side: try $0["side"], code: try $0["code"], text: try $0["text"], doneAt: try $0["done_at"])
        }
    }

    static func lessons(_ id: GatheringID, _ reader: Reader) throws -> [Lesson] {
        try reader.all("SELECT * FROM lesson WHERE gathering_id = \(id) ORDER BY city_id, created_at, id", lesson)
    }

    static func lesson(_ row: Row) throws -> Lesson {
        Lesson(
            id: try row["id"], city: try row["city_id"], text: try row["text"], blockID: try row["block_id"], block: try row["block"], intention: try row["intention"],
            owner: try row["owner_id"], ownerName: try row["owner_name"], due: try row["due_day"], doneAt: try row["done_at"])
    }

    static func followUps(_ id: GatheringID, _ reader: Reader) throws -> [GatheringFollowUp] {
        try reader.all("SELECT * FROM gathering_follow_up WHERE gathering_id = \(id) ORDER BY due_day, id", followUp)
    }

    static func followUp(_ row: Row) throws -> GatheringFollowUp {
        GatheringFollowUp(id: try row["id"], text: try row["text"], owner: try row["owner_id"], due: try row["due_day"], doneAt: try row["done_at"])
    }

    static func notes(_ id: GatheringID, _ reader: Reader) throws -> [Note] {
        try reader.all("SELECT * FROM note WHERE gathering_id = \(id) ORDER BY written_at, id") {
            Note(id: try $0["id"], author: try $0["author_id"], slot: try $0["slot_id"], text: try $0["text"], writtenAt: try $0["written_at"])
        }
    }

    /// Who can see to something afterwards: people of its cities, and whoever is registered with an account, for the city that they named.
    static func owners(_ gathering: Gathering, at now: Instant, _ reader: Reader) throws -> [Owner] {
        let ofCities: [(PersonID, CityID)] = try reader.all(
            """
            SELECT person_id, scope_id AS city_id FROM role_grant WHERE scope_kind = 'city' AND scope_id IN \(list: gathering.cities) AND \(Grants.inForce(at: now))
            UNION SELECT person_id, city_id FROM registration WHERE gathering_id = \(gathering.id) AND person_id IS NOT NULL AND city_id IS NOT NULL AND state = 'registered'
            ORDER BY person_id, city_id
            """) { (try $0["person_id"], try $0["city_id"]) }
        let cities = Dictionary(grouping: ofCities, by: \.0).mapValues { $0.map(\.1) }
        let roles = Role.allCases.filter { AccessTable.permissions(of: $0).contains(.arrangeGatherings) }.map(\.rawValue)
        let arranging: [PersonID] = try reader.all(
            "SELECT DISTINCT person_id FROM role_grant WHERE scope_kind = 'city' AND scope_id IN \(list: gathering.cities) AND role IN \(list: roles) AND \(Grants.inForce(at: now))"
        ) { try $0["person_id"] }
        // Whose roles have all ended has left.
        let people: [(id: PersonID, name: String)] = try reader.all(
            """
            SELECT id, name FROM person WHERE disabled_at IS NULL AND forgotten_at IS NULL AND id IN (SELECT person_id FROM role_grant WHERE \(Grants.inForce(at: now)))
                AND (id = \(gathering.createdBy)
                    OR id IN (SELECT person_id FROM registration WHERE gathering_id = \(gathering.id) AND person_id IS NOT NULL AND state = 'registered')
                    OR id IN (SELECT person_id FROM role_grant WHERE scope_kind = 'city' AND scope_id IN \(list: gathering.cities) AND \(Grants.inForce(at: now))))
            ORDER BY name, id
            """) { (id: try $0["id"], name: try $0["name"]) }
        return people.map { Owner(id: $0.id, name: $0.name, cities: cities[$0.id] ?? [], arranges: $0.id == gathering.createdBy || arranging.contains($0.id)) }
    }
}
