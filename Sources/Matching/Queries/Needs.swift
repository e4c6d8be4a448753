import Kernel
import Store

/// Questions about needs.
public enum Needs {
    public static func byID(_ id: NeedID, _ reader: Reader) throws -> Need? {
        guard let row = try reader.rows(current("need.id = \(id)")).first else { return nil }
        return try need(row, items(of: [id], version: nil, reader)[id.rawValue] ?? [])
    }

    static func byIDs(_ ids: [NeedID], _ reader: Reader) throws -> [Need] {
        let rows = try reader.rows(current("need.id IN \(list: ids)"))
        let parts = try items(of: ids, version: nil, reader)
        return try rows.map { try need($0, parts[try $0["id"] as String] ?? []) }
    }

    /// A need as it was at one version.
    public static func version(_ number: Int, of id: NeedID, _ reader: Reader) throws -> VersionEntry? {
        let row = try reader.rows("SELECT * FROM need_version WHERE need_id = \(id) AND version = \(number)").first
        return try row.map { try entry($0, items(of: [id], version: number, reader)[id.rawValue] ?? []) }
    }

    /// The needs a person described, and those shared with them or with a city of theirs: their own first, newest change first.
    public static func visible(to person: PersonID, cities: [CityID], after start: Int = 0, limit: Int = 200, _ reader: Reader) throws -> [Need] {
        let rows = try reader.rows(
            current(isVisible(to: person, cities))
                + " ORDER BY CASE WHEN need.owner_id = \(person) THEN 0 ELSE 1 END, need.changed_at DESC, need.id LIMIT \(limit) OFFSET \(start)")
        let parts = try items(of: rows.map { NeedID(try $0["id"] as String) }, version: nil, reader)
        return try rows.map { try need($0, parts[try $0["id"] as String] ?? []) }
    }

    /// All needs, by id, a page at a time.
    static func all(after id: NeedID?, limit: Int, _ reader: Reader) throws -> [Need] {
        let rows = try reader.rows(current("need.id > \(id?.rawValue ?? "")") + " ORDER BY need.id LIMIT \(limit)")
        let parts = try items(of: rows.map { NeedID(try $0["id"] as String) }, version: nil, reader)
        return try rows.map { try need($0, parts[try $0["id"] as String] ?? []) }
    }

    /// The needs that everybody of a city may read, newest change first.
    static func shared(in city: CityID, limit: Int = 200, _ reader: Reader) throws -> [Need] {
        let rows = try reader.rows(current("need.visibility = 'city' AND need.city_id = \(city)") + " ORDER BY need.changed_at DESC, need.id LIMIT \(limit)")
        let parts = try items(of: rows.map { NeedID(try $0["id"] as String) }, version: nil, reader)
        return try rows.map { try need($0, parts[try $0["id"] as String] ?? []) }
    }

    public static func visibleCount(to person: PersonID, cities: [CityID], _ reader: Reader) throws -> Int {
        try reader.first("SELECT count(*) AS n FROM need WHERE \(isVisible(to: person, cities))") { try $0["n"] as Int } ?? 0
    }

    private static func isVisible(to person: PersonID, _ cities: [CityID]) -> SQL {
        """
        need.owner_id = \(person) OR (need.visibility = 'city' AND need.city_id IN \(list: cities))
        OR (need.visibility = 'people' AND need.id IN (SELECT need_id FROM need_share WHERE person_id = \(person)))
        """
    }

    public static func work(on id: NeedID, _ reader: Reader) throws -> NeedWork {
        let said: [(practice: PracticeID, precondition: String, answer: AnswerRecord?)] = try reader.all(
            """
            SELECT practice_id, precondition_id, answer, note, by_id, at FROM need_answer WHERE need_id = \(id)
            UNION ALL SELECT practice_id, precondition_id, NULL, NULL, NULL, NULL FROM need_left_open WHERE need_id = \(id)
            ORDER BY practice_id, precondition_id
            """
        ) { row in
            let (practice, precondition) = (try row["practice_id"] as PracticeID, try row["precondition_id"] as String)
            let answer = try (row["answer"] as PreconditionAnswer?).map {
                AnswerRecord(practice: practice, precondition: precondition, answer: $0, note: try row["note"], by: try row["by_id"], at: try row["at"])
            }
            return (practice, precondition, answer)
        }
        return NeedWork(
            answers: said.compactMap(\.answer),
            decisions: try reader.all("SELECT * FROM need_decision WHERE need_id = \(id) ORDER BY at, practice_id") {
                DecisionRecord(practice: try $0["practice_id"], decision: try $0["decision"], reason: try $0["reason"], by: try $0["by_id"], at: try $0["at"])
            }, leftOpen: Dictionary(grouping: said.filter { $0.answer == nil }, by: \.practice).mapValues { Set($0.map(\.precondition)) })
    }

    public static func shares(of id: NeedID, _ reader: Reader) throws -> [(person: PersonID, by: PersonID, at: Instant)] {
        try reader.all("SELECT person_id, by_id, at FROM need_share WHERE need_id = \(id) ORDER BY at, person_id") {
            (person: try $0["person_id"], by: try $0["by_id"], at: try $0["at"])
        }
    }

    public struct VersionEntry: Sendable {
        public let version: Int
        public let basedOn: Int
        public let at: Instant
        public let by: PersonID
        public let content: NeedContent
    }

    public static func versions(of id: NeedID, _ reader: Reader) throws -> [VersionEntry] {
        let rows = try reader.rows("SELECT * FROM need_version WHERE need_id = \(id) ORDER BY version DESC")
        let all = try reader.rows("SELECT * FROM need_item WHERE need_id = \(id) ORDER BY version, kind, position")
        return try rows.map { row in
            let number: Int = try row["version"]
            return try entry(row, all.filter { try $0["version"] == number })
        }
    }

    private static func entry(_ row: Row, _ items: [Row]) throws -> VersionEntry {
        VersionEntry(
            version: try row["version"], basedOn: try row["based_on"], at: try row["at"], by: try row["by_id"], content: try content(row, items))
    }

    private static func current(_ condition: SQL) -> SQL {
        """
        SELECT need.id AS id, need.owner_id AS owner_id, need.city_id AS city_id, need.visibility AS visibility, need.created_at AS created_at,
            need.changed_at AS changed_at, need.changed_by AS changed_by, need_version.version AS version, need_version.title AS title,
            need_version.text AS text, need_version.language AS language, need_version.people AS people,
            need_version.budget_cents AS budget_cents, need_version.months AS months
        FROM need JOIN need_version ON need_version.need_id = need.id AND need_version.version = need.version
        WHERE (\(condition))
        """
    }

    private static func items(of ids: [NeedID], version: Int?, _ reader: Reader) throws -> [String: [Row]] {
        let rows =
            if let version {
                try reader.rows("SELECT * FROM need_item WHERE need_id IN \(list: ids) AND version = \(version) ORDER BY position")
            } else {
                try reader.rows(
                    """
                    SELECT need_item.* FROM need_item JOIN need ON need.id = need_item.need_id AND need.version = need_item.version
                    WHERE need_item.need_id IN \(list: ids) ORDER BY need_item.position
                    """)
            }
        var grouped: [String: [Row]] = [:]
        for row in rows { grouped[try row["need_id"], default: []].append(row) }
        return grouped
    }

    private static func need(_ row: Row, _ items: [Row]) throws -> Need {
        Need(
            id: try row["id"], version: try row["version"], owner: try row["owner_id"], visibility: try row["visibility"], createdAt: try row["created_at"],
            changedAt: try row["changed_at"], changedBy: try row["changed_by"], content: try content(row, items))
    }

    private static func content(_ row: Row, _ items: [Row]) throws -> NeedContent {
        func texts(_ kind: String) throws -> [String] { try items.filter { try $0["kind"] == kind }.map { try $0["text"] } }
        return NeedContent(
            title: try row["title"], text: try row["text"], language: try row["language"], city: try row["city_id"], groups: try texts("target_group"),
            areas: try texts("policy_area"), people: try row["people"], budget: try row["budget_cents"], months: try row["months"],
            competent: try texts("competent"), notCompetent: try texts("not_competent"), inPlace: try texts("in_place"))
    }
}
