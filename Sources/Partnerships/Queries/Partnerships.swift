import Kernel
import Members
import Store

/// Questions about partnerships.
public enum Partnerships {
    /// A partnership with its city, by the city's name in addresses; nil when it has none yet.
    static func ofCity(_ slug: String, _ reader: Reader) throws -> Partnership? {
        guard let city = try Cities.bySlug(slug, reader) else { return nil }
        guard let id = try reader.first("SELECT id FROM partnership WHERE city_id = \(city.id)", { try $0["id"] as PartnershipID }),
            let entry = try Entries.one(.partnership, id.rawValue, of: id, reader)
        else { return nil }
        return Partnership(
            id: id, city: city, entry: entry, programmes: try Programmes.ofCity(city.id, reader).map(\.programme.id), organisations: try directory(reader))
    }

    static func directory(_ reader: Reader) throws -> OrganisationDirectory {
        OrganisationDirectory(try Organisations.all(reader), merged: try Organisations.merged(reader))
    }

    /// Of every partnership: its city, who leads it, and how many members it has.
    static func all(_ reader: Reader) throws -> [(city: City, lead: OrganisationID?, members: Int)] {
        let cities = Dictionary(try Cities.all(reader).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let rows: [(CityID, OrganisationID?, Int)] = try reader.all(
            """
            SELECT partnership.city_id AS city_id, partnership.lead_id AS lead_id,
                (SELECT count(*) FROM partnership_member WHERE partnership_member.partnership_id = partnership.id) AS members
            FROM partnership ORDER BY partnership.id
            """
        ) { (try $0["city_id"], try $0["lead_id"], try $0["members"]) }
        return rows.compactMap { row in cities[row.0].map { (city: $0, lead: row.1, members: row.2) } }
    }

    /// The cities whose partnership an organisation leads or belongs to.
    public static func ofOrganisation(_ id: OrganisationID, _ reader: Reader) throws -> [City] {
        try reader.all(
            """
            SELECT * FROM city WHERE id IN (SELECT partnership.city_id FROM partnership
            LEFT JOIN partnership_member ON partnership_member.partnership_id = partnership.id
            WHERE partnership.lead_id IN (SELECT id FROM organisation WHERE id = \(id) OR merged_into = \(id))
                OR partnership_member.organisation_id IN (SELECT id FROM organisation WHERE id = \(id) OR merged_into = \(id)))
            ORDER BY name, id
            """, City.init(row:))
    }

    // MARK: assessments

    static func assessments(of partnership: PartnershipID, _ reader: Reader) throws -> [Assessment] {
        let stages: [(String, Assessment.Stage)] = try reader.all("SELECT id, stage FROM needs_assessment WHERE partnership_id = \(partnership)") { (try $0["id"], try $0["stage"]) }
        let byID = Dictionary(stages, uniquingKeysWith: { first, _ in first })
        return try Entries.all(.assessments, of: partnership, reader).map { Assessment(id: AssessmentID($0.id), entry: $0, stage: byID[$0.id] ?? .draft) }
            .sorted { ($1.entry.content["startDay"] ?? "", $1.id) < ($0.entry.content["startDay"] ?? "", $0.id) }
    }

    static func stage(of assessment: AssessmentID, _ reader: Reader) throws -> Assessment.Stage? {
        try reader.first("SELECT stage FROM needs_assessment WHERE id = \(assessment)") { try $0["stage"] }
    }

    /// - Parameter assessment: nil: of all of them.
    static func assessedNeeds(of partnership: PartnershipID, assessment: AssessmentID? = nil, _ reader: Reader) throws -> [AssessedNeed] {
        let ofOne: SQL = assessment.map { " AND assessment_id = \($0)" } ?? ""
        let taken: [(String, NeedID?)] = try reader.all("SELECT id, need_id FROM assessed_need WHERE partnership_id = \(partnership)" + ofOne) { (try $0["id"], try $0["need_id"]) }
        let byID = Dictionary(taken, uniquingKeysWith: { first, _ in first })
        return try Entries.all(.needs, of: partnership, assessment: assessment, reader).map { AssessedNeed(id: AssessedNeedID($0.id), entry: $0, need: byID[$0.id] ?? nil) }
    }

    // MARK: snapshots of the stakeholder map

    struct Snapshot: Sendable {
        let id: String
        let name: String
        let at: Instant
        let map: StakeholderMap
    }

    /// The newest first.
    static func snapshots(of partnership: PartnershipID, _ directory: OrganisationDirectory, _ reader: Reader) throws -> [Snapshot] {
        let rows = try reader.rows("SELECT id, name, at FROM stakeholder_snapshot WHERE partnership_id = \(partnership) ORDER BY at DESC, id DESC")
        let places: [(String, StakeholderMap.Place)] = try reader.all(
            """
            SELECT stakeholder_snapshot_place.* FROM stakeholder_snapshot_place JOIN stakeholder_snapshot ON stakeholder_snapshot.id = stakeholder_snapshot_place.snapshot_id
            WHERE stakeholder_snapshot.partnership_id = \(partnership) ORDER BY organisation_id
            """
        ) { row in
            let organisation: OrganisationID = try row["organisation_id"]
            return (
                try row["snapshot_id"],
                StakeholderMap.Place(organisation: directory.canonical(organisation), power: try row["power"], interest: try row["interest"], attitude: try row["attitude"])
            )
        }
        let bySnapshot = Dictionary(grouping: places, by: \.0).mapValues { $0.map(\.1) }
        return try rows.map { row in
            let id: String = try row["id"]
            return Snapshot(id: id, name: try row["name"], at: try row["at"], map: StakeholderMap(bySnapshot[id] ?? []))
        }
    }
}
