import Kernel
import Members
import Store

/// Questions about the records of a programme's plan.
enum Plan {
    static func one(_ kind: PlanKind, _ id: String, of programme: ProgrammeID, _ reader: Reader) throws -> PlanRecord? {
        try reader.first(SQL(trusted: "SELECT * FROM \(kind.table) WHERE id = ") + "\(id) AND programme_id = \(programme)") { try PlanRecord(kind, row: $0) }
    }

    /// Which records a list shows.
    struct Filter: Sendable, Equatable {
        enum State: String, CaseIterable, Sendable { case open, late, done }
        var state: State?
        var city: CityID?
        var package: String?
    }

    static let pageLength = 50

    static func count(_ kind: PlanKind, of programme: ProgrammeID, _ filter: Filter, today: Day, _ reader: Reader) throws -> Int {
        try reader.number(SQL(trusted: "SELECT count(*) AS n FROM \(kind.table) WHERE ") + chosen(kind, programme, filter, today))
    }

    /// One page of a list.
    static func list(_ kind: PlanKind, of programme: ProgrammeID, _ filter: Filter, from start: Int, today: Day, _ reader: Reader) throws -> [PlanRecord] {
        try reader.all(
            SQL(trusted: "SELECT * FROM \(kind.table) WHERE ") + chosen(kind, programme, filter, today) + SQL(trusted: " ORDER BY \(order(kind)) LIMIT \(pageLength) ")
                + "OFFSET \(start)"
        ) { try PlanRecord(kind, row: $0) }
    }

    private static func chosen(_ kind: PlanKind, _ programme: ProgrammeID, _ filter: Filter, _ today: Day) -> SQL {
        var chosen: SQL = "programme_id = \(programme)"
        if let state = filter.state { chosen = chosen + " AND " + condition(kind, state, today) }
        if let city = filter.city, kind != .package { chosen = chosen + " AND city_id = \(city)" }
        if let package = filter.package, kind != .package { chosen = chosen + " AND package_id = \(package)" }
        return chosen
    }

    private static func order(_ kind: PlanKind) -> String {
        switch kind {
        case .package: "planned_start, number, id"
        case .deliverable, .milestone: "planned_day, number, id"
        case .budgetLine: "number, title, id"
        case .risk: "CASE WHEN closed_day IS NULL THEN 0 ELSE 1 END, likelihood * effect DESC, id"
        }
    }

    private static func condition(_ kind: PlanKind, _ state: Filter.State, _ today: Day) -> SQL {
        switch (kind, state) {
        case (.deliverable, .open): "stage IN \(list: DeliverableStage.open)"
        case (.deliverable, .late): "stage IN \(list: DeliverableStage.open) AND planned_day < \(today)"
        case (.deliverable, .done): "stage NOT IN \(list: DeliverableStage.open)"
        case (.milestone, .open): "actual_day IS NULL"
        case (.milestone, .late): "actual_day IS NULL AND planned_day < \(today)"
        case (.milestone, .done): "actual_day IS NOT NULL"
        case (.package, .open): "actual_end IS NULL"
        case (.package, .late): "actual_end IS NULL AND planned_end < \(today)"
        case (.package, .done): "actual_end IS NOT NULL"
        case (.risk, .open): "closed_day IS NULL"
        case (.risk, .late): "closed_day IS NULL AND review_day < \(today)"
        case (.risk, .done): "closed_day IS NOT NULL"
        case (.budgetLine, .open): "spent_cents IS NULL"
        case (.budgetLine, .late): "spent_cents > planned_cents"
        case (.budgetLine, .done): "spent_cents IS NOT NULL"
        }
    }

    /// The packages of a programme, for choices and names.
    static func packages(of programme: ProgrammeID, _ reader: Reader) throws -> [(id: String, name: String)] {
        try reader.all("SELECT id, number, title FROM work_package WHERE programme_id = \(programme) ORDER BY number, planned_start, id") {
            let number: String? = try $0["number"]
            let title: String = try $0["title"]
            return (id: try $0["id"], name: number.map { "\($0): \(title)" } ?? title)
        }
    }

    /// The numbers that records of a kind have in a programme.
    static func numbers(_ kind: PlanKind, of programme: ProgrammeID, _ reader: Reader) throws -> [(id: String, number: String, title: String)] {
        try reader.all(SQL(trusted: "SELECT id, number, title FROM \(kind.table) WHERE programme_id = ") + "\(programme) AND number IS NOT NULL ORDER BY id") {
            (id: try $0["id"], number: try $0["number"], title: try $0["title"])
        }
    }

    /// The cities of a programme that are on record; each once, whatever parts it has.
    static func cities(of programme: ProgrammeID, _ reader: Reader) throws -> [City] {
        try reader.all("SELECT * FROM city WHERE id IN (SELECT city_id FROM programme_city WHERE programme_id = \(programme)) ORDER BY name, id", City.init(row:))
    }

    /// The way of a deliverable so far, the newest step first.
    static func steps(of deliverable: String, _ reader: Reader) throws -> [DeliverableStep] {
        try reader.all("SELECT * FROM deliverable_step WHERE deliverable_id = \(deliverable) ORDER BY number DESC") {
            DeliverableStep(step: try $0["step"], to: try $0["to_stage"], reason: try $0["reason"], at: try $0["at"], by: try $0["by_id"])
        }
    }

    /// What cities still owe to any programme, the earliest day first.
    static func owed(by cities: [CityID], limit: Int, _ reader: Reader) throws -> [(programme: ProgrammeID, slug: String, name: String, record: PlanRecord)] {
        try reader.all(
            """
            SELECT deliverable.*, programme.slug AS programme_slug, programme.name AS programme_name FROM deliverable
            JOIN programme ON programme.id = deliverable.programme_id
            WHERE deliverable.city_id IN \(list: cities) AND deliverable.stage IN \(list: DeliverableStage.open)
            ORDER BY deliverable.planned_day, deliverable.id LIMIT \(limit)
            """
        ) { (programme: try $0["programme_id"], slug: try $0["programme_slug"], name: try $0["programme_name"], record: try PlanRecord(.deliverable, row: $0)) }
    }

    /// Deliverables that somebody's city still owes, once for each officer and lead of the city; of one person, or of everybody.
    static func owed(by person: PersonID?, until: Day?, at now: Instant, _ reader: Reader) throws -> [(person: PersonID, slug: String, programme: String, record: PlanRecord)] {
        var condition: SQL = person.map { "role_grant.person_id = \($0)" } ?? "1 = 1"
        if let until { condition = "\(condition) AND deliverable.planned_day <= \(until)" }
        return try reader.all(
            """
            SELECT deliverable.*, programme.slug AS programme_slug, programme.name AS programme_name, role_grant.person_id AS person_id FROM deliverable
            JOIN programme ON programme.id = deliverable.programme_id
            JOIN (
                SELECT DISTINCT person_id, scope_id FROM role_grant WHERE scope_kind = 'city' AND role IN \(list: [Role.cityOfficer, .cityLead].map(\.rawValue))
                    AND \(Grants.inForce(at: now))
            ) AS role_grant ON role_grant.scope_id = deliverable.city_id
            WHERE deliverable.stage IN \(list: DeliverableStage.open) AND \(condition)
            """
        ) { (person: try $0["person_id"], slug: try $0["programme_slug"], programme: try $0["programme_name"], record: try PlanRecord(.deliverable, row: $0)) }
    }

    /// What everybody may see: milestones, and deliverables that are public. Deliverables first, each kind by its day.
    static func open(of programme: ProgrammeID, limit: Int, _ reader: Reader) throws -> [PlanRecord] {
        let deliverables = try reader.all(
            "SELECT * FROM deliverable WHERE programme_id = \(programme) AND dissemination = 'public' ORDER BY planned_day, number, id LIMIT \(limit)"
        ) { try PlanRecord(.deliverable, row: $0) }
        let milestones = try reader.all("SELECT * FROM milestone WHERE programme_id = \(programme) ORDER BY planned_day, number, id LIMIT \(limit)") {
            try PlanRecord(.milestone, row: $0)
        }
        return deliverables + milestones
    }
}

/// One step that was taken.
struct DeliverableStep: Sendable, Equatable {
    let step: String
    let to: DeliverableStage
    let reason: String?
    let at: Instant
    let by: PersonID?
}
