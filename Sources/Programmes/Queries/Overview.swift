import Kernel
import Members
import Store

/// What a coordinator sees at a glance. Every part is one statement, however large the programme is.
struct Overview: Sendable {
    /// Something with a day: a deliverable, a milestone, a risk to look at again, the edge of a package.
    struct Dated: Sendable, Equatable {
        enum Kind: String, SQLWord { case deliverable, milestone, risk, gathering, packageStart = "package_start", packageEnd = "package_end" }
        let kind: Kind
        let id: String
        let number: String?
        let title: String
        let day: Day
        let city: CityID?
        let isOpen: Bool
        /// Where it is looked at, if that is in another room.
        var href: String?

        var name: String { number.map { "\($0): \(title)" } ?? title }
    }

    let today: Day
    let stages: [DeliverableStage: Int]
    let milestonesDone: Int
    let milestones: Int
    let packages: Int
    /// What the programme says of itself, whether or not anybody keeps its plan here.
    let stated: [Programme.ListKind: [String]]
    let changes: [ProgrammeChange]
    let late: [Dated]
    let lateCount: Int
    let due: [Dated]
    let dueCount: Int
    let risks: [PlanRecord]
    let openRisks: Int
    let planned: Money
    let spent: Money
    /// Each as often as it has a part; with the city where that is on record.
    let cities: [(place: Programme.Place, city: City?)]
    let standings: [CityID: CityStanding]
    let nudged: [CityID: Instant]

    static let dueDays = 30
    static let shown = 12
    /// From this weight on a risk is shown as grave.
    static let graveWeight = 12

    init(_ programme: Programme, today: Day, ports: ProgrammesPorts, _ reader: Reader) throws {
        self.today = today
        let id = programme.id
        let stages: [(DeliverableStage, Int)] = try reader.all("SELECT stage, count(*) AS n FROM deliverable WHERE programme_id = \(id) GROUP BY stage") {
            (try $0["stage"], try $0["n"])
        }
        self.stages = Dictionary(uniqueKeysWithValues: stages)
        (milestones, milestonesDone) = try reader.first("SELECT count(*) AS n, count(actual_day) AS done FROM milestone WHERE programme_id = \(id)") {
            (try $0["n"] as Int, try $0["done"] as Int)
        } ?? (0, 0)
        packages = try reader.number("SELECT count(*) AS n FROM work_package WHERE programme_id = \(id)")
        stated = try Programmes.lists(of: id, reader)
        changes = try Programmes.changes(of: id, reader)
        let soon = Day(daysSince1970: today.daysSince1970 + Self.dueDays)
        lateCount = try reader.number("SELECT count(*) AS n FROM (" + Self.open(id, before: today) + ") AS dated")
        late = try reader.all("SELECT * FROM (" + Self.open(id, before: today) + ") AS dated ORDER BY day, kind, id LIMIT \(Self.shown)", Self.dated)
        let gatherings = try Self.gatherings(of: id, from: today, to: soon, ports, reader).filter(\.isOpen)
        dueCount = try reader.number("SELECT count(*) AS n FROM (" + Self.open(id, from: today, to: soon) + ") AS dated") + gatherings.count
        let own = try reader.all("SELECT * FROM (" + Self.open(id, from: today, to: soon) + ") AS dated ORDER BY day, kind, id LIMIT \(Self.shown)", Self.dated)
        due = Self.merged(own, gatherings, limit: Self.shown)
        openRisks = try reader.number("SELECT count(*) AS n FROM risk WHERE programme_id = \(id) AND closed_day IS NULL")
        risks = try reader.all(
            "SELECT * FROM risk WHERE programme_id = \(id) AND closed_day IS NULL AND likelihood * effect >= \(Self.graveWeight) ORDER BY likelihood * effect DESC, id LIMIT \(Self.shown)"
        ) { try PlanRecord(.risk, row: $0) }
        (planned, spent) = try reader.first(
            "SELECT coalesce(sum(planned_cents), 0) AS planned, coalesce(sum(spent_cents), 0) AS spent FROM budget_line WHERE programme_id = \(id)"
        ) { (try $0["planned"] as Money, try $0["spent"] as Money) } ?? (Money(cents: 0), Money(cents: 0))
        cities = try reader.all(
            """
            SELECT city.*, programme_city.city_id AS city_id, programme_city.name AS stated_name, programme_city.part AS part
            FROM programme_city LEFT JOIN city ON city.id = programme_city.city_id WHERE programme_city.programme_id = \(id)
            ORDER BY programme_city.part, programme_city.position
            """
        ) { row in
            let place = Programme.Place(part: try row["part"], city: try row["city_id"], name: try row["stated_name"])
            return (place: place, city: place.city == nil ? nil : try City(row: row))
        }
        standings = try Self.standings(id, today, Set(cities.compactMap(\.place.city)), ports, reader)
        let nudges: [(CityID, Instant)] = try reader.all("SELECT city_id, max(at) AS at FROM programme_nudge WHERE programme_id = \(id) GROUP BY city_id") {
            (try $0["city_id"], try $0["at"])
        }
        nudged = Dictionary(uniqueKeysWithValues: nudges)
    }

    /// What is known of each city's part now.
    static func standings(_ programme: ProgrammeID, _ today: Day, _ cities: Set<CityID>, _ ports: ProgrammesPorts, _ reader: Reader) throws -> [CityID: CityStanding] {
        let rows: [CityStanding] = try reader.all(
            """
            SELECT city_id, sum(is_open) AS open_count, sum(is_late) AS late_count, max(changed_at) AS recorded_at FROM (
                SELECT city_id, changed_at, CASE WHEN stage IN \(list: DeliverableStage.open) THEN 1 ELSE 0 END AS is_open,
                    CASE WHEN stage IN \(list: DeliverableStage.open) AND planned_day < \(today) THEN 1 ELSE 0 END AS is_late
                FROM deliverable WHERE programme_id = \(programme) AND city_id IS NOT NULL
                UNION ALL
                SELECT city_id, changed_at, CASE WHEN actual_day IS NULL THEN 1 ELSE 0 END AS is_open,
                    CASE WHEN actual_day IS NULL AND planned_day < \(today) THEN 1 ELSE 0 END AS is_late
                FROM milestone WHERE programme_id = \(programme) AND city_id IS NOT NULL
            ) AS part GROUP BY city_id
            """
        ) { CityStanding(city: try $0["city_id"], open: try $0["open_count"], late: try $0["late_count"], lastRecorded: try $0["recorded_at"]) }
        let transfers = try ports.transfersLeftOpen?(programme, today, reader) ?? [:]
        let gatherings = try ports.gatheringsLeftOpen?(programme, today, reader) ?? [:]
        let known = Dictionary(uniqueKeysWithValues: rows.map { ($0.city, $0) })
        return Dictionary(
            uniqueKeysWithValues: cities.map { city in
                var standing = known[city] ?? CityStanding(city: city, open: 0, late: 0, lastRecorded: nil)
                standing.transfersOpen = transfers[city] ?? 0
                standing.gatheringsOpen = gatherings[city] ?? 0
                return (city, standing)
            })
    }

    /// Everything with a day of a programme between two days, for the calendar; and which of it is still open.
    static func calendar(of programme: ProgrammeID, from: Day, to: Day, limit: Int, _ ports: ProgrammesPorts, _ reader: Reader) throws -> [Dated] {
        let own = try reader.all("SELECT * FROM (" + all(programme, "BETWEEN \(from) AND \(to)") + ") AS dated ORDER BY day, kind, id LIMIT \(limit)", dated)
        return merged(own, try gatherings(of: programme, from: from, to: to, ports, reader), limit: limit)
    }

    private static func gatherings(of programme: ProgrammeID, from: Day, to: Day, _ ports: ProgrammesPorts, _ reader: Reader) throws -> [Dated] {
        try ports.gatherings?(programme, from, to, reader).map {
            Dated(kind: .gathering, id: $0.id.rawValue, number: nil, title: $0.title, day: $0.day, city: $0.city, isOpen: $0.isOpen, href: $0.href)
        } ?? []
    }

    /// Both by their days; of one day, what the plan says stands first.
    private static func merged(_ own: [Dated], _ gatherings: [Dated], limit: Int) -> [Dated] {
        guard !gatherings.isEmpty else { return own }
        let all = (own + gatherings).enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
        return Array(all.map(\.element).prefix(limit))
    }

    private static func open(_ programme: ProgrammeID, before day: Day) -> SQL { onlyOpen(programme, "< \(day)") }
    private static func open(_ programme: ProgrammeID, from: Day, to: Day) -> SQL { onlyOpen(programme, "BETWEEN \(from) AND \(to)") }

    private static func onlyOpen(_ programme: ProgrammeID, _ when: SQL) -> SQL {
        """
        SELECT 'deliverable' AS kind, id, number, title, planned_day AS day, city_id, 1 AS is_open FROM deliverable
        WHERE programme_id = \(programme) AND stage IN \(list: DeliverableStage.open) AND planned_day \(when)
        UNION ALL
        SELECT 'milestone' AS kind, id, number, title, planned_day AS day, city_id, 1 AS is_open FROM milestone
        WHERE programme_id = \(programme) AND actual_day IS NULL AND planned_day \(when)
        UNION ALL
        SELECT 'risk' AS kind, id, number, title, review_day AS day, city_id, 1 AS is_open FROM risk
        WHERE programme_id = \(programme) AND closed_day IS NULL AND review_day \(when)
        UNION ALL
        SELECT 'package_end' AS kind, id, number, title, planned_end AS day, NULL AS city_id, 1 AS is_open FROM work_package
        WHERE programme_id = \(programme) AND actual_end IS NULL AND planned_end \(when)
        """
    }

    private static func all(_ programme: ProgrammeID, _ when: SQL) -> SQL {
        """
        SELECT 'deliverable' AS kind, id, number, title, planned_day AS day, city_id, CASE WHEN stage IN \(list: DeliverableStage.open) THEN 1 ELSE 0 END AS is_open
        FROM deliverable WHERE programme_id = \(programme) AND planned_day \(when)
        UNION ALL
        SELECT 'milestone' AS kind, id, number, title, planned_day AS day, city_id, CASE WHEN actual_day IS NULL THEN 1 ELSE 0 END AS is_open
        FROM milestone WHERE programme_id = \(programme) AND planned_day \(when)
        UNION ALL
        SELECT 'risk' AS kind, id, number, title, review_day AS day, city_id, CASE WHEN closed_day IS NULL THEN 1 ELSE 0 END AS is_open
        FROM risk WHERE programme_id = \(programme) AND review_day \(when)
        UNION ALL
        SELECT 'package_start' AS kind, id, number, title, planned_start AS day, NULL AS city_id, CASE WHEN actual_start IS NULL THEN 1 ELSE 0 END AS is_open
        FROM work_package WHERE programme_id = \(programme) AND planned_start \(when)
        UNION ALL
        SELECT 'package_end' AS kind, id, number, title, planned_end AS day, NULL AS city_id, CASE WHEN actual_end IS NULL THEN 1 ELSE 0 END AS is_open
        FROM work_package WHERE programme_id = \(programme) AND planned_end \(when)
        """
    }

    private static func dated(_ row: Row) throws -> Dated {
        Dated(
            kind: try row["kind"], id: try row["id"], number: try row["number"], title: try row["title"], day: try row["day"], city: try row["city_id"],
            isOpen: try row["is_open"])
    }
}
