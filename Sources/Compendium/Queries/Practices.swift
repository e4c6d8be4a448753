import Kernel
import Store

/// Questions about whole practices. However many are asked for, it takes the same nine statements.
public enum Practices {
    public static func slug(of id: PracticeID, _ reader: Reader) throws -> String? {
        try reader.first("SELECT slug FROM practice WHERE id = \(id)") { try $0["slug"] }
    }

    /// The newest version of a practice, as it was kept.
    static func newestVersion(_ slug: String, _ reader: Reader) throws -> (id: PracticeID, city: CityID, version: Int, content: String)? {
        try reader.first(
            """
            SELECT practice.id AS id, practice.city_id AS city_id, practice.version AS version, practice_version.content AS content FROM practice
            JOIN practice_version ON practice_version.practice_id = practice.id AND practice_version.version = practice.version
            WHERE practice.slug = \(slug)
            """) { (id: try $0["id"], city: try $0["city_id"], version: try $0["version"], content: try $0["content"]) }
    }

    public static func bySlugs(_ slugs: [String], _ reader: Reader) throws -> [Practice] {
        try load("slug IN \(list: slugs)", reader)
    }

    public static func bySlug(_ slug: String, _ reader: Reader) throws -> Practice? {
        try load("slug = \(slug)", reader).first
    }

    public static func byIDs(_ ids: [PracticeID], _ reader: Reader) throws -> [Practice] {
        try load("id IN \(list: ids) AND \(inUse)", reader)
    }

    /// Those that are in use: what was retired or replaced can still be read by its address, and is in no list.
    public static func all(_ reader: Reader) throws -> [Practice] { try load(inUse, reader) }

    static func byIDsOfAnyStage(_ ids: [PracticeID], _ reader: Reader) throws -> [Practice] { try load("id IN \(list: ids)", reader) }

    private static let inUse: SQL = "id NOT IN (SELECT practice_id FROM practice_life WHERE stage <> 'published')"

    /// The practices of one version each, as they were: number, when.
    public static func versions(of id: PracticeID, _ reader: Reader) throws -> [(version: Int, at: Instant)] {
        try reader.all("SELECT version, at FROM practice_version WHERE practice_id = \(id) ORDER BY version DESC") {
            (version: try $0["version"], at: try $0["at"])
        }
    }

    private static func load(_ condition: SQL, _ reader: Reader) throws -> [Practice] {
        let chosen: SQL = "SELECT id FROM practice WHERE \(condition)"
        let rows = try reader.rows("SELECT * FROM practice WHERE \(condition) ORDER BY slug")
        guard !rows.isEmpty else { return [] }
        let parts = Parts(
            titles: try grouped("SELECT * FROM practice_title WHERE practice_id IN (\(chosen))", reader),
            items: try grouped("SELECT * FROM practice_item WHERE practice_id IN (\(chosen)) ORDER BY position", reader),
            sources: try grouped("SELECT * FROM practice_source WHERE practice_id IN (\(chosen)) ORDER BY position", reader),
            blocks: try grouped("SELECT * FROM building_block WHERE practice_id IN (\(chosen)) ORDER BY position", reader),
            blockItems: try grouped(
                """
                SELECT building_block_item.* FROM building_block_item JOIN building_block ON building_block.id = building_block_item.block_id
                WHERE building_block.practice_id IN (\(chosen)) ORDER BY building_block_item.position
                """, by: "block_id", reader),
            figures: try grouped("SELECT * FROM practice_figure WHERE practice_id IN (\(chosen)) ORDER BY position", reader),
            studies: try grouped("SELECT * FROM practice_study WHERE practice_id IN (\(chosen)) ORDER BY position", reader))
        return try rows.map { try practice($0, parts) }
    }

    private struct Parts {
        let titles, items, sources, blocks, blockItems, figures, studies: [String: [Row]]
    }

    private static func grouped(_ statement: SQL, by column: String = "practice_id", _ reader: Reader) throws -> [String: [Row]] {
        try Dictionary(grouping: reader.rows(statement)) { try $0[column] as String }
    }

    private static func practice(_ row: Row, _ parts: Parts) throws -> Practice {
        let id: String = try row["id"]
        let items = parts.items[id] ?? []
        func texts(_ kind: String) throws -> [String] { try items.filter { try $0["kind"] == kind }.map { try $0["text"] } }
        let titles = Dictionary(uniqueKeysWithValues: try (parts.titles[id] ?? []).map { (try $0["language"] as String, try $0["title"] as String) })
        let language: String = try row["language"]
        let languages = try texts("language")
        return Practice(
            id: PracticeID(id), slug: try row["slug"], version: try row["version"], kind: try row["kind"], language: language,
            title: Localized(source: language, texts: titles), city: try row["city_id"], leadOrganisation: try row["lead_organisation"],
            organisationType: try row["organisation_type"], startYear: try row["start_year"], endYear: try row["end_year"], status: try row["status"],
            policyAreas: try texts("policy_area").compactMap(PolicyArea.init(rawValue:)),
            targetGroups: try texts("target_group").compactMap(TargetGroup.init(rawValue:)),
            problem: try row["problem"], solution: try row["solution"], partners: try texts("partner"),
            migrantsInvolved: try row["migrants_involved"], resources: try row["resources"],
            budget: try row["budget_cents"], funding: try texts("funding"), results: try row["results"],
            whatFailed: try row["what_failed"], beneficiaries: try row["beneficiaries"],
            evidence: try row["evidence"],
            preconditions: try items.filter { try $0["kind"] == "precondition" }.map { Practice.Precondition(id: try $0["item_id"], text: try $0["text"]) },
            takenUp: try texts("taken_up"), languagesOfService: languages.isEmpty ? nil : languages,
            sources: try (parts.sources[id] ?? []).map {
                Practice.Source(title: try $0["title"], publisher: try $0["publisher"], url: try $0["url"], note: try $0["note"])
            },
            blocks: try (parts.blocks[id] ?? []).map { try block($0, parts) },
            figures: try (parts.figures[id] ?? []).map {
                Practice.Figure(
                    label: try $0["label"], value: try $0["value"], unit: try $0["unit"], year: try $0["year"], baseline: try $0["baseline"],
                    source: try $0["source"])
            },
            studies: try (parts.studies[id] ?? []).map {
                Study(
                    title: try $0["title"], design: Study.Design(rawValue: try $0["design"]) ?? .unknown, isIndependent: try $0["is_independent"],
                    doneBy: try $0["done_by"], url: try $0["url"], year: try $0["year"])
            },
            askedBy: try texts("asked_by"), changedAt: try row["changed_at"])
    }

    private static func block(_ row: Row, _ parts: Parts) throws -> BuildingBlock {
        let id: String = try row["id"]
        let items = parts.blockItems[id] ?? []
        func texts(_ kind: String) throws -> [String] { try items.filter { try $0["kind"] == kind }.map { try $0["text"] } }
        return BuildingBlock(
            id: id, title: try row["title"], description: try row["description"], isCore: try row["is_core"],
            enablingFactors: try texts("enabling_factor"), lessons: try texts("lesson"), preconditions: try texts("precondition"))
    }
}

extension Dictionary {
    /// Grouping with a key that may throw.
    fileprivate init<Element>(grouping values: [Element], by key: (Element) throws -> Key) throws where Value == [Element] {
        self = [:]
        for value in values { self[try key(value), default: []].append(value) }
    }
}
