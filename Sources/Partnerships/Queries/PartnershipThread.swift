import Kernel
import Members
import Store
import Trail
import Web

extension PartnershipsModule {
    /// The kinds of records that this room knows.
    public static let threadKinds = [PartnershipKind.name, MechanismKind.name, StakeholderKind.name, AssessmentKind.name, AssessedNeedKind.name]

    /// How a partnership and what it keeps stand in a thread; what is confidential to a city is left out for others.
    public static func threadRecords(_ references: [RecordReference], for viewer: Viewer, _ reader: Reader) throws -> [RecordReference: ThreadRecord] {
        let found = try Dictionary(grouping: references, by: \.kind).flatMap { kind, own in try ThreadRow.all(kind, own.map(\.id), reader) }
        let programmes = try programmes(of: Set(found.map(\.city)), reader)
        var records: [RecordReference: ThreadRecord] = [:]
        for row in found {
            let may = PartnershipPermissions.permissions(in: row.city, programmes[row.city] ?? [], viewer)
            guard may.contains(.keepPartnerships) || !row.isConfidential && viewer.holds(.readNetwork) else { continue }
            records[row.reference] = row.record
        }
        let gone = references.filter { reference in !found.contains { $0.reference == reference } }
        return records.merging(try removed(gone, for: viewer, reader)) { there, _ in there }
    }

    /// What was taken off keeps its place in a thread, under the name of what it was part of; for those who keep the partnership.
    private static func removed(_ references: [RecordReference], for viewer: Viewer, _ reader: Reader) throws -> [RecordReference: ThreadRecord] {
        guard !references.isEmpty else { return [:] }
        let links = try Lineage.parents(of: references, limit: references.count * 2, reader).filter { [PartnershipKind.name, AssessmentKind.name].contains($0.parent.kind) }
        let parents = try Dictionary(grouping: Set(links.map(\.parent)), by: \.kind).flatMap { kind, own in try ThreadRow.all(kind, own.map(\.id), reader) }
        let programmes = try programmes(of: Set(parents.map(\.city)), reader)
        var records: [RecordReference: ThreadRecord] = [:]
        for link in links {
            guard let parent = parents.first(where: { $0.reference == link.parent }),
                PartnershipPermissions.permissions(in: parent.city, programmes[parent.city] ?? [], viewer).contains(.keepPartnerships)
            else { continue }
            records[link.child] = parent.removed
        }
        return records
    }

    private static func programmes(of cities: Set<CityID>, _ reader: Reader) throws -> [CityID: [ProgrammeID]] {
        let pairs: [(CityID, ProgrammeID)] = try reader.all(
            "SELECT DISTINCT city_id, programme_id FROM programme_city WHERE city_id IN \(list: cities.sorted())"
        ) { (try $0["city_id"], try $0["programme_id"]) }
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }
}

/// A record of a partnership as a thread reads it.
private struct ThreadRow {
    let reference: RecordReference
    let title: String
    /// Where it is called otherwise in other languages.
    var titles: Localized?
    let city: CityID
    let href: String
    var stage: Assessment.Stage?
    var isConfidential = false

    static func all(_ kind: String, _ ids: [String], _ reader: Reader) throws -> [ThreadRow] {
        switch kind {
        case PartnershipKind.name:
            return try reader.all(
                "SELECT city.*, partnership.id AS partnership_id FROM partnership JOIN city ON city.id = partnership.city_id WHERE partnership.id IN \(list: ids)"
            ) { ThreadRow(try $0["partnership_id"], of: try City(row: $0)) }
        case MechanismKind.name:
            return try reader.all(
                """
                SELECT entry.id AS id, city.id AS city_id, city.slug AS slug, entry.name AS title FROM coordination_mechanism AS entry
                JOIN partnership ON partnership.id = entry.partnership_id JOIN city ON city.id = partnership.city_id WHERE entry.id IN \(list: ids)
                """
            ) { try ThreadRow(kind, $0) { slug, _ in PartnershipsPaths.mechanisms(slug) } }
        case StakeholderKind.name:
            return try reader.all(
                """
                SELECT entry.id AS id, city.id AS city_id, city.slug AS slug, organisation.name AS title FROM stakeholder AS entry
                JOIN organisation ON organisation.id = entry.organisation_id
                JOIN partnership ON partnership.id = entry.partnership_id JOIN city ON city.id = partnership.city_id WHERE entry.id IN \(list: ids)
                """
            ) { try ThreadRow(kind, $0, isConfidential: true) { slug, _ in PartnershipsPaths.stakeholders(slug) } }
        case AssessmentKind.name:
            return try reader.all(
                """
                SELECT entry.id AS id, entry.id AS assessment_id, entry.stage AS stage, city.id AS city_id, city.slug AS slug, entry.name AS title FROM needs_assessment AS entry
                JOIN partnership ON partnership.id = entry.partnership_id JOIN city ON city.id = partnership.city_id WHERE entry.id IN \(list: ids)
                """
            ) { try assessed(kind, $0) }
        case AssessedNeedKind.name:
            return try reader.all(
                """
                SELECT entry.id AS id, entry.assessment_id AS assessment_id, needs_assessment.stage AS stage, city.id AS city_id, city.slug AS slug, entry.statement AS title
                FROM assessed_need AS entry JOIN needs_assessment ON needs_assessment.id = entry.assessment_id
                JOIN partnership ON partnership.id = entry.partnership_id JOIN city ON city.id = partnership.city_id WHERE entry.id IN \(list: ids)
                """
            ) { try assessed(kind, $0) }
        default: return []
        }
    }

    var record: ThreadRecord {
        let stageKey = stage.map { "partnerships.stage.\($0.rawValue)" }
        return titles.map { ThreadRecord(titles: $0, href: href, stageKey: stageKey) } ?? ThreadRecord(title: title, href: href, stageKey: stageKey)
    }

    /// In the place of something that was part of this and was taken off.
    var removed: ThreadRecord {
        let titleKey = "partnerships.thread.removed"
        return titles.map { ThreadRecord(titles: $0, titleKey: titleKey, href: href) } ?? ThreadRecord(title: title, titleKey: titleKey, href: href)
    }

    private static func assessed(_ kind: String, _ row: Row) throws -> ThreadRow {
        let stage: Assessment.Stage = try row["stage"]
        return try ThreadRow(kind, row, stage: stage, isConfidential: stage != .published) { slug, row in PartnershipsPaths.assessment(slug, try row["assessment_id"]) }
    }

    /// A partnership goes by the name of its city.
    private init(_ partnership: PartnershipID, of city: City) {
        reference = RecordReference(partnership)
        title = city.name
        titles = city.naming
        self.city = city.id
        href = PartnershipsPaths.overview(city.slug)
    }

    private init(_ kind: String, _ row: Row, stage: Assessment.Stage? = nil, isConfidential: Bool = false, href: (String, Row) throws -> String) throws {
        reference = RecordReference(kind: kind, id: try row["id"])
        title = try row["title"]
        city = try row["city_id"]
        self.href = try href(try row["slug"], row)
        self.stage = stage
        self.isConfidential = isConfidential
    }
}
