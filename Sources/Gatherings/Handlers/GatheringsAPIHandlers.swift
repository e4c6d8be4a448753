import Kernel
import Members
import Web

/// Gatherings that are open to all, for machines: `/api/v1/gatherings`.
struct GatheringsAPIHandlers: Sendable {
    let room: GatheringsRoom

    func list(_ visit: Visit) async throws -> Answer {
        let now = room.house.clock.now
        var problems: [FieldProblem] = []
        if let when = visit.query["when"], !["coming", "past"].contains(when) { problems.append(FieldProblem("when", "web.field.unknownChoice", ["value": String(when.prefix(60))])) }
        let kind = visit.query["kind"].map { Gathering.Kind(rawValue: $0) }
        if kind == .some(.none) { problems.append(FieldProblem("kind", "web.field.unknownChoice", ["value": String((visit.query["kind"] ?? "").prefix(60))])) }
        let from = visit.query["from"].map { Int($0) } ?? 0
        if from.map({ !(0...1_000_000).contains($0) }) ?? true { problems.append(FieldProblem("from", "web.field.outOfRange", ["from": "0", "to": "1000000"])) }
        guard problems.isEmpty else { throw Problem.invalid(problems) }
        let answer = try await room.house.database.read { reader in
            let cities = Dictionary(uniqueKeysWithValues: try Cities.all(reader).map { ($0.id, $0) })
            let selection = Gatherings.Selection(isPast: visit.query["when"] == "past", kind: kind ?? nil)
            let found = try Gatherings.list(selection, for: .visitor, at: now, from: from ?? 0, limit: 50, reader)
            return GatheringListJSON(
                total: try Gatherings.count(selection, for: .visitor, at: now, reader), gatherings: found.map { GatheringJSON($0, cities, room.house.site.baseURL) })
        }
        return try .json(answer)
    }
}

struct GatheringListJSON: Encodable {
    let total: Int
    let gatherings: [GatheringJSON]
}

struct GatheringJSON: Encodable {
    let id, url, kind, title, stage, city, zone, starts, ends: String
    let place: String?
    let hosts, visitors, questions: [String]

    init(_ gathering: Gathering, _ cities: [CityID: City], _ baseURL: String) {
        let plan = gathering.plan
        func slugs(_ ids: [CityID]) -> [String] { ids.compactMap { cities[$0]?.slug } }
        id = gathering.id.rawValue
        url = baseURL + GatheringsPaths.gathering(gathering.id)
        (kind, title, stage) = (plan.kind.rawValue, plan.title, gathering.stage.rawValue)
        city = cities[plan.city]?.slug ?? ""
        (zone, place) = (plan.zone, plan.place)
        (starts, ends) = (plan.starts.description, plan.ends.description)
        (hosts, visitors, questions) = (slugs(plan.hosts), slugs(plan.visitors), plan.questions)
    }
}
