import Kernel
import Store
import Trail
import Web

/// Puts a programme on record or changes it, as somebody typed it. Who wrote on top of an older version than the newest gets a conflict;
/// nothing is overwritten.
public struct KeepProgramme: Sendable {
    let programme: Programme
    let places: [(part: Programme.Place.Part, name: String)]
    let lists: [Programme.ListKind: [String]]
    /// nil for a new programme.
    let id: ProgrammeID?
    /// The version the writer had before them; 0 for a new programme.
    let basedOn: Int
    let person: PersonID
    /// Cities that take part open much of theirs to whoever coordinates: who runs one programme alone names others, without binding them to it.
    let mayLink: Bool

    public enum Outcome: Sendable, Equatable {
        case saved(ProgrammeID, slug: String)
        case unchanged
        /// Somebody else saved first; this is the newest version.
        case conflict(newest: Int)
    }

    /// - Parameters:
    ///   - programme: its own id and slug are not looked at; a new one gets its slug from its name, and keeps it.
    ///   - places: cities as they were named; what is on record is linked by its name.
    ///   - mayLink: false: only cities that take part already.
    public init(
        _ programme: Programme, places: [(part: Programme.Place.Part, name: String)], lists: [Programme.ListKind: [String]], id: ProgrammeID?, basedOn: Int,
        person: PersonID, mayLink: Bool
    ) {
        self.programme = programme
        self.places = places
        self.lists = lists
        self.id = id
        self.basedOn = basedOn
        self.person = person
        self.mayLink = mayLink
    }

    public func run(_ house: House, _ trail: Trail) async throws -> Outcome {
        let new: ProgrammeID = house.ids.next()
        return try await house.database.write { try write(new, trail, in: $0) }
    }

    /// - Parameter new: the id of what is new.
    public func write(_ new: ProgrammeID, _ trail: Trail, in writer: Writer) throws -> Outcome {
        let cities = try Cities.all(writer.reader)
        guard let id else {
            let slug = try Self.slug(for: programme.name, writer.reader)
            try ProgrammeWriting.write(programme, slug: slug, places, lists, new, mayLink ? cities : [], writer)
            try sign(new, version: 1, trail, writer)
            try trail.record(Fact("programme.begun", RecordReference(new), by: .person(person), after: "{\"version\":1}"), in: writer)
            return .saved(new, slug: slug)
        }
        // Taking the row first makes two savers wait for one another on both engines.
        let taken: Int? = try writer.reader.first("UPDATE programme SET version = version WHERE id = \(id) RETURNING version") { try $0["version"] }
        guard let current = taken, let old = try Programmes.byID(id, writer.reader) else { throw Problem.notFound }
        guard current == basedOn else { return .conflict(newest: current) }
        let oldPlaces = try Programmes.places(of: id, writer.reader)
        // Lists that no form shows stay.
        let oldLists = try Programmes.lists(of: id, writer.reader)
        let kept = oldLists.merging(lists) { $1 }.filter { !$0.value.isEmpty }
        if programme.with(id: id, slug: old.slug) == old, kept == oldLists, oldPlaces.map(\.part) == places.map(\.part), oldPlaces.map(\.name) == places.map(\.name) {
            return .unchanged
        }
        let bound = Set(oldPlaces.compactMap(\.city))
        try ProgrammeWriting.write(programme, slug: old.slug, places, kept, id, mayLink ? cities : cities.filter { bound.contains($0.id) }, writer)
        try sign(id, version: current + 1, trail, writer)
        try trail.record(
            Fact(
                "programme.changed", RecordReference(id), by: .person(person), before: "{\"version\":\(current)}", after: "{\"version\":\(current + 1)}"), in: writer)
        return .saved(id, slug: old.slug)
    }

    private func sign(_ id: ProgrammeID, version: Int, _ trail: Trail, _ writer: Writer) throws {
        try writer.run("UPDATE programme SET version = \(version), changed_at = \(trail.clock.now), changed_by = \(person) WHERE id = \(id)")
    }

    /// Names of pages beside the programmes' own, which no programme may take.
    private static let taken: Set<String> = ["new"]

    private static func slug(for name: String, _ reader: Reader) throws -> String {
        let made = Slug.make(from: name)
        let stem = made.isEmpty ? "programme" : String(made.prefix(Slug.longest - 4))
        for number in 1...999 {
            let slug = number == 1 ? stem : "\(stem)-\(number)"
            if !taken.contains(slug), try Programmes.bySlug(slug, reader) == nil { return slug }
        }
        throw Problem.conflict(reason: "web.error.409.message")
    }
}

/// Writing a programme down: its row, its cities and its lists, as they are now.
enum ProgrammeWriting {
    static func write(
        _ programme: Programme, slug: String, _ places: [(part: Programme.Place.Part, name: String)], _ lists: [Programme.ListKind: [String]], _ id: ProgrammeID,
        _ cities: [City], _ writer: Writer
    ) throws {
        try writer.run(
            """
            INSERT INTO programme (id, slug, name, full_title, start_day, end_day, dates_note, budget_cents, funding, lead_name, lead_country, lead_kind, reference,
                transnational_start, transnational_end, transnational_cents, pilot_grant_cents, cities_stated, cities_note)
            VALUES (\(id), \(slug), \(programme.name), \(programme.fullTitle), \(programme.start), \(programme.end), \(programme.datesNote),
                \(programme.budget), \(programme.funding), \(programme.leadName), \(programme.leadCountry), \(programme.leadKind), \(programme.reference),
                \(programme.transnationalStart), \(programme.transnationalEnd), \(programme.transnationalBudget), \(programme.pilotGrant),
                \(programme.citiesStated), \(programme.citiesNote))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, full_title = excluded.full_title, start_day = excluded.start_day,
                end_day = excluded.end_day, dates_note = excluded.dates_note, budget_cents = excluded.budget_cents, funding = excluded.funding,
                lead_name = excluded.lead_name, lead_country = excluded.lead_country, lead_kind = excluded.lead_kind, reference = excluded.reference,
                transnational_start = excluded.transnational_start, transnational_end = excluded.transnational_end,
                transnational_cents = excluded.transnational_cents, pilot_grant_cents = excluded.pilot_grant_cents,
                cities_stated = excluded.cities_stated, cities_note = excluded.cities_note
            """)
        for table in ["programme_city", "programme_text"] { try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE programme_id = ") + "\(id)") }
        let gazetteer = Gazetteer(cities)
        for (position, place) in places.enumerated() {
            let city = gazetteer.city(called: Programme.Place.bareName(place.name))
            try writer.run(
                """
                INSERT INTO programme_city (programme_id, position, part, city_id, name)
                VALUES (\(id), \(position), \(place.part), \(city?.id), \(place.name))
                """)
        }
        for (kind, texts) in lists.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for (position, text) in texts.enumerated() {
                try writer.run("INSERT INTO programme_text (programme_id, kind, position, text) VALUES (\(id), \(kind), \(position), \(text))")
            }
        }
    }
}
