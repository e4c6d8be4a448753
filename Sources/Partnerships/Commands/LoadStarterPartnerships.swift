import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// The partnerships of the demonstration: invented organisations and people in cities of the starter content. Days are said from today on,
/// so that something is always due. Once: what people change afterwards stays changed.
public struct LoadStarterPartnerships: Sendable {
    private static let setting = "starter-partnerships"

    public init() {}

    public func run(_ database: Database, _ ids: IDSource, _ trail: Trail) async throws {
        guard try await database.read({ try InstallationSetting.value(Self.setting, $0) }) == nil else { return }
        let folder = PartnershipsModule.resources.appendingPathComponent("starter")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let stories = try files.map { try JSONDecoder().decode(Story.self, from: Data(contentsOf: $0)) }
        try await database.write { writer in
            for story in stories { try story.tell(ids, trail, in: writer) }
            try InstallationSetting.set(Self.setting, to: "1", in: writer)
        }
    }
}

/// One city's story, as its file has it. In an entry, `@key` names an organisation or an entry of the same file, `day+30` a day from today.
private struct Story: Decodable {
    struct Body: Decodable {
        let key, name, sector: String
        let areas: [String]
        let migrantLed, womenLed: Bool?
    }

    struct Line: Decodable {
        let list: String
        let key: String?
        let values: [String: Value]
    }

    enum Value: Decodable {
        case one(String)
        case several([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) { self = .one(text) } else { self = .several(try container.decode([String].self)) }
        }

        var all: [String] {
            switch self {
            case .one(let text): [text]
            case .several(let texts): texts
            }
        }
    }

    let city: String
    let partnership: [String: Value]
    let organisations: [Body]
    let entries: [Line]
    /// The map as it was before, by organisation: power, interest, attitude.
    let snapshot: Past?

    struct Past: Decodable {
        let name: String
        let places: [String: [Int]]
    }

    func tell(_ ids: IDSource, _ trail: Trail, in writer: Writer) throws {
        guard let city = try Cities.bySlug(city, writer.reader) else { return }
        let actor = Actor.system("demonstration")
        var keys: [String: String] = [:]
        for body in organisations {
            guard let sector = Organisation.Sector(rawValue: body.sector) else { throw Problem.notFound }
            let content = OrganisationContent(
                name: body.name, sector: sector, country: city.country, city: city.id, areas: body.areas, isMigrantLed: body.migrantLed ?? false, isWomenLed: body.womenLed ?? false)
            if case .saved(let id, _) = try KeepOrganisation(content, by: actor).run(ids, trail, in: writer) { keys[body.key] = id.rawValue }
        }
        let partnership = try BeginPartnership(city: city.id, actor: actor).run(ids, trail, in: writer)
        let today = trail.clock.now.day
        let itself = try content(partnership: self.partnership, keys, today)
        _ = try SaveEntry(shape: .partnership, partnership: partnership, id: partnership.rawValue, basedOn: 1, content: itself, actor: actor).run(ids, trail, in: writer)
        if let snapshot { try freeze(snapshot, partnership, keys, actor, ids, trail, writer) }
        var assessment: AssessmentID?
        for line in entries {
            guard let shape = Shape.named(line.list) else { throw Problem.notFound }
            let content = try content(partnership: line.values, keys, today)
            if shape == .assessments {
                let id = try BeginAssessment(partnership: partnership, content: content, actor: actor).run(ids, trail, in: writer)
                assessment = id
                continue
            }
            if shape == .points {
                try writer.run(
                    """
                    UPDATE assessment_point SET status = \(content["status"]), note = \(content["note"]), version = 2
                    WHERE assessment_id = \(assessment) AND point = \(content.number("point"))
                    """)
                continue
            }
            let saved = try SaveEntry(
                shape: shape, partnership: partnership, assessment: shape.owner == .assessment ? assessment : nil, id: nil, basedOn: 0, content: content, actor: actor
            ).run(ids, trail, in: writer)
            if case .saved(let id) = saved, let key = line.key { keys[key] = id }
        }
    }

    private func content(partnership values: [String: Value], _ keys: [String: String], _ today: Day) throws -> EntryContent {
        try EntryContent(
            values.mapValues { value in
                try value.all.map { text in
                    if text.hasPrefix("@") {
                        guard let id = keys[String(text.dropFirst())] else { throw Problem.notFound }
                        return id
                    }
                    if text.hasPrefix("day"), let shift = Int(text.dropFirst(3)) { return Day(daysSince1970: today.daysSince1970 + shift).description }
                    return text
                }
            })
    }

    private func freeze(_ past: Past, _ partnership: PartnershipID, _ keys: [String: String], _ actor: Actor, _ ids: IDSource, _ trail: Trail, _ writer: Writer) throws {
        // Written as it was: the map of today follows as entries of its own, and nobody is on record who is not on it.
        let id = ids.text()
        try writer.run("INSERT INTO stakeholder_snapshot (id, partnership_id, name, at) VALUES (\(id), \(partnership), \(past.name), \(trail.clock.now))")
        for (key, place) in past.places {
            try writer.run(
                """
                INSERT INTO stakeholder_snapshot_place (snapshot_id, organisation_id, power, interest, attitude)
                VALUES (\(id), \(keys[key]), \(place[0]), \(place[1]), \(place[2]))
                """)
        }
        try trail.record(Fact("partnership.map-frozen", RecordReference(partnership), by: actor, after: "{\"snapshot\":\"\(id)\",\"stakeholders\":\(past.places.count)}"), in: writer)
    }
}
