import Kernel
import Store

/// Questions about organisations.
public enum Organisations {
    /// All that are not second records of another, by name; about so many as a network knows.
    public static func all(_ reader: Reader) throws -> [Organisation] {
        try read("SELECT * FROM organisation WHERE merged_into IS NULL ORDER BY folded, id", reader)
    }

    /// A page of the list, by name.
    /// - Parameter after: the folded name and the id of the last one before.
    static func page(matching text: String, sector: Organisation.Sector?, city: CityID?, after start: Int, limit: Int, _ reader: Reader) throws -> [Organisation] {
        try read("SELECT * FROM organisation WHERE \(condition(text, sector, city)) ORDER BY folded, id LIMIT \(limit) OFFSET \(start)", reader)
    }

    static func count(matching text: String, sector: Organisation.Sector?, city: CityID?, _ reader: Reader) throws -> Int {
        try reader.number("SELECT count(*) AS n FROM organisation WHERE \(condition(text, sector, city))")
    }

    private static func condition(_ text: String, _ sector: Organisation.Sector?, _ city: CityID?) -> SQL {
        var condition: SQL = "merged_into IS NULL"
        if !text.isEmpty {
            let pattern = "%" + Organisation.folded(text).filter { $0 != "%" && $0 != "_" && $0 != "\\" } + "%"
            condition = condition + " AND folded LIKE \(pattern)"
        }
        if let sector { condition = condition + " AND sector = \(sector)" }
        if let city { condition = condition + " AND city_id = \(city)" }
        return condition
    }

    /// As they are kept, second records among them.
    public static func byIDs(_ ids: [OrganisationID], _ reader: Reader) throws -> [Organisation] {
        ids.isEmpty ? [] : try read("SELECT * FROM organisation WHERE id IN \(list: ids)", reader)
    }

    public static func byID(_ id: OrganisationID, _ reader: Reader) throws -> Organisation? { try byIDs([id], reader).first }

    /// The one that has the same name in the same city: the same organisation.
    static func twin(of content: OrganisationContent, besides id: OrganisationID?, _ reader: Reader) throws -> Organisation? {
        try read(
            """
            SELECT * FROM organisation WHERE merged_into IS NULL AND folded = \(Organisation.folded(content.name)) AND coalesce(city_id, '') = coalesce(\(content.city), '')
                AND id <> \(id?.rawValue ?? "") ORDER BY id LIMIT 1
            """, reader
        ).first
    }

    /// By a name that it has or had in its address, or that a second record of it had.
    public static func bySlug(_ slug: String, _ reader: Reader) throws -> Organisation? {
        let id = try reader.first("SELECT organisation_id FROM organisation_slug WHERE slug = \(slug)") { try $0["organisation_id"] as OrganisationID }
        return try id.flatMap { try byID($0, reader) }
    }

    /// Which organisation each second record stands for.
    public static func merged(_ reader: Reader) throws -> [OrganisationID: OrganisationID] {
        let pairs: [(OrganisationID, OrganisationID)] = try reader.all("SELECT id, merged_into FROM organisation WHERE merged_into IS NOT NULL") {
            (try $0["id"], try $0["merged_into"])
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private static func read(_ statement: SQL, _ reader: Reader) throws -> [Organisation] {
        let rows = try reader.rows(statement)
        let ids: [OrganisationID] = try rows.map { try $0["id"] }
        let areas: [(OrganisationID, String)] =
            ids.isEmpty ? [] : try reader.all("SELECT organisation_id, area FROM organisation_area WHERE organisation_id IN \(list: ids) ORDER BY area") { (try $0["organisation_id"], try $0["area"]) }
        let byID = Dictionary(grouping: areas, by: \.0).mapValues { $0.map(\.1) }
        return try rows.map { row in
            let id: OrganisationID = try row["id"]
            return Organisation(
                id: id, version: try row["version"], slug: try row["slug"], mergedInto: try row["merged_into"], changedAt: try row["changed_at"], changedBy: try row["changed_by"],
                content: OrganisationContent(
                    name: try row["name"], sector: try row["sector"], country: try row["country"], city: try row["city_id"], areas: byID[id] ?? [],
                    isMigrantLed: try row["is_migrant_led"], isWomenLed: try row["is_women_led"], website: try row["website"]))
        }
    }
}
