import Kernel
import Members
import Store
import Web

/// Programmes for machines: `/api/v1/programmes`, `/api/v1/programmes/{slug}`. What a programme does not say is there as null.
struct ProgrammesAPIHandlers: Sendable {
    let room: ProgrammesRoom

    func list(_ visit: Visit) async throws -> Answer {
        let base = room.house.site.baseURL
        let programmes = try await room.house.database.read { reader in
            let places = try Programmes.allPlaces(reader)
            let slugs = try Self.slugs(reader)
            return try Programmes.all(reader).map { ProgrammeJSON($0, places[$0.id] ?? [], slugs, baseURL: base) }
        }
        return try .json(["programmes": programmes])
    }

    func one(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let base = room.house.site.baseURL
        let found = try await room.house.database.read { [room] reader -> WholeProgrammeJSON in
            guard let programme = try Programmes.bySlug(slug, reader) else { throw Problem.notFound }
            let search = try ProgrammesModule.partnerSearchHref(programme.id, on: room.today, reader)
            return WholeProgrammeJSON(
                programme: ProgrammeJSON(programme, try Programmes.places(of: programme.id, reader), try Self.slugs(reader), baseURL: base),
                lists: try Programmes.lists(of: programme.id, reader), changes: try Programmes.changes(of: programme.id, reader),
                records: try Plan.open(of: programme.id, limit: 500, reader), partnerSearch: search.map { base + $0 })
        }
        return try .json(found)
    }

    private static func slugs(_ reader: Reader) throws -> [CityID: String] {
        Dictionary(uniqueKeysWithValues: try Cities.all(reader).map { ($0.id, $0.slug) })
    }
}

/// A value, or null where nothing is said.
struct Told<Value: Encodable & Sendable>: Encodable, Sendable {
    let value: Value?
    init(_ value: Value?) { self.value = value }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}

struct ProgrammeJSON: Encodable, Sendable {
    struct Place: Encodable { let name: String, city: Told<String>, part: String }

    let slug, url, name, title: String
    let startDate, endDate, transnationalStartDate, transnationalEndDate: Told<String>
    let budgetEUR, transnationalBudgetEUR: Told<Double>
    let reference, funding, lead, leadCountry: Told<String>
    let cities: [Place]
    let citiesStated: Told<Int>

    init(_ programme: Programme, _ places: [Programme.Place], _ slugs: [CityID: String], baseURL: String) {
        slug = programme.slug
        url = baseURL + ProgrammesPaths.publicPage(programme.slug)
        name = programme.name
        title = programme.fullTitle
        startDate = Told(programme.start?.description)
        endDate = Told(programme.end?.description)
        transnationalStartDate = Told(programme.transnationalStart?.description)
        transnationalEndDate = Told(programme.transnationalEnd?.description)
        budgetEUR = Told(programme.budget?.euro)
        transnationalBudgetEUR = Told(programme.transnationalBudget?.euro)
        reference = Told(programme.reference)
        funding = Told(programme.funding)
        lead = Told(programme.leadName)
        leadCountry = Told(programme.leadCountry)
        cities = places.map { Place(name: $0.name, city: Told($0.city.flatMap { slugs[$0] }), part: $0.part.rawValue) }
        citiesStated = Told(programme.citiesStated)
    }

    enum CodingKeys: String, CodingKey {
        case slug, url, name, title, startDate = "start_date", endDate = "end_date", transnationalStartDate = "transnational_start_date",
            transnationalEndDate = "transnational_end_date", budgetEUR = "budget_eur", transnationalBudgetEUR = "transnational_budget_eur", reference, funding, lead,
            leadCountry = "lead_country", cities, citiesStated = "cities_stated"
    }
}

struct WholeProgrammeJSON: Encodable, Sendable {
    struct Change: Encodable { let what, planned, actual: String, reason, source: Told<String> }
    struct Deliverable: Encodable { let number: Told<String>, title: String, stage: String, plannedDate, submittedDate, reason: Told<String>
        enum CodingKeys: String, CodingKey { case number, title, stage, plannedDate = "planned_date", submittedDate = "submitted_date", reason }
    }
    struct Milestone: Encodable {
        let number: Told<String>, title: String, plannedDate, actualDate, plannedPlace, actualPlace: Told<String>, plannedCount, actualCount: Told<Int>, reason, source: Told<String>
        enum CodingKeys: String, CodingKey {
            case number, title, plannedDate = "planned_date", actualDate = "actual_date", plannedPlace = "planned_place", actualPlace = "actual_place",
                plannedCount = "planned_count", actualCount = "actual_count", reason, source
        }
    }

    let programme: ProgrammeJSON
    let lists: [Programme.ListKind: [String]]
    let changes: [ProgrammeChange]
    let records: [PlanRecord]
    let partnerSearch: String?

    private enum CodingKeys: String, CodingKey {
        case partners, themes, targetGroups = "target_groups", problems, objectives, activities, products = "planned_products", results = "expected_results", means,
            communities = "communities_of_practice", otherNames = "other_names", countries, sources, changes = "planned_vs_actual", deliverables, milestones,
            partnerSearch = "partner_search_url"
    }

    func encode(to encoder: any Encoder) throws {
        try programme.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        let keys: [(CodingKeys, Programme.ListKind)] = [
            (.partners, .partner), (.themes, .theme), (.targetGroups, .targetGroup), (.problems, .problem), (.objectives, .objective), (.activities, .activity),
            (.products, .deliverable), (.results, .result), (.means, .means), (.communities, .community), (.otherNames, .otherName), (.countries, .country), (.sources, .source),
        ]
        for (key, list) in keys { try container.encode(lists[list] ?? [], forKey: key) }
        try container.encode(
            changes.map { Change(what: $0.what, planned: $0.planned, actual: $0.actual, reason: Told($0.reason), source: Told($0.source)) }, forKey: .changes)
        try container.encode(
            records.filter { $0.kind == .deliverable }.map {
                Deliverable(
                    number: Told($0.values["number"]), title: $0.title, stage: $0.stage?.rawValue ?? "planned", plannedDate: Told($0.values["plannedDay"]),
                    submittedDate: Told($0.submittedOn?.description), reason: Told($0.stageReason))
            }, forKey: .deliverables)
        try container.encode(
            records.filter { $0.kind == .milestone }.map {
                Milestone(
                    number: Told($0.values["number"]), title: $0.title, plannedDate: Told($0.values["plannedDay"]), actualDate: Told($0.values["actualDay"]),
                    plannedPlace: Told($0.values["plannedPlace"]), actualPlace: Told($0.values["actualPlace"]), plannedCount: Told($0.number("plannedCount")),
                    actualCount: Told($0.number("actualCount")), reason: Told($0.values["reason"]), source: Told($0.values["source"]))
            }, forKey: .milestones)
        try container.encode(Told(partnerSearch), forKey: .partnerSearch)
    }
}
