import Foundation
import Kernel
import Store
import Trail

/// Reads a file of programmes and puts them on record; run again, it brings them up to date.
public struct ImportProgrammes: Sendable {
    struct Entry: Sendable, Equatable {
        let programme: Programme
        let places: [(part: Programme.Place.Part, name: String)]
        let lists: [Programme.ListKind: [String]]
        let changes: [ProgrammeChange]

        static func == (one: Entry, other: Entry) -> Bool { one.programme == other.programme && one.lists == other.lists && one.changes == other.changes }
    }

    let entries: [Entry]
    public var count: Int { entries.count }

    /// - Throws: `ImportProblems` naming file, record and field.
    public init(file: String, data: Data) throws {
        var problems: [ImportProblem] = []
        entries = try RecordReader.objects(in: data, file: file).enumerated().map { position, object in
            let reader = RecordReader(object, file: file, identity: "id", position: position)
            let entry = ImportProgrammes.read(reader)
            problems += reader.finish()
            return entry
        }
        if !problems.isEmpty { throw ImportProblems(problems) }
    }

    private static func read(_ reader: RecordReader) -> Entry {
        reader.ignore(
            "other_names", "duration_months", "budget_transnational_eur", "cities_count_stated", "cities_note", "countries", "means",
            "pilot_grant_per_city_eur", "communities_of_practice")
        let slug = reader.text("id", limit: 80)
        if !Slug.isValid(slug) { reader.report("id", "must be lower-case letters, digits and hyphens") }
        let lead = reader.object("lead") { (name: $0.optionalText("name"), country: $0.optionalText("country"), kind: $0.optionalText("type")) }
        let programme = Programme(
            id: ProgrammeID(""), slug: slug, name: reader.text("name", limit: 120), fullTitle: reader.text("title_descriptive", limit: 300),
            start: reader.optionalDay("start_date", monthMeans: .firstDay), end: reader.optionalDay("end_date", monthMeans: .lastDay), datesNote: reader.optionalText("dates_note"),
            budget: reader.optionalInteger("budget_eur", in: 0...1_000_000_000).map { Money(euro: Int64($0)) }, funding: reader.optionalText("funding"),
            leadName: lead?.name, leadCountry: lead?.country, leadKind: lead?.kind)
        if let start = programme.start, let end = programme.end, end < start { reader.report("end_date", "lies before start_date") }
        let places = reader.object("cities") { cities in
            [("giving", Programme.Place.Part.giving), ("receiving", .receiving), ("partners", .partner), ("other", .other)]
                .flatMap { field, part in (cities.optionalTexts(field) ?? []).map { (part: part, name: $0) } }
        }
        let names: [Programme.ListKind: String] = [
            .partner: "partners", .theme: "themes", .targetGroup: "target_groups", .problem: "problems", .objective: "objectives",
            .activity: "activities", .deliverable: "deliverables", .result: "expected_results", .source: "sources",
        ]
        let lists = names.compactMapValues { reader.optionalTexts($0, orObjectsWith: "name") }.filter { !$0.value.isEmpty }
        let changes = reader.each("planned_vs_actual") {
            ProgrammeChange(what: $0.text("what"), planned: $0.text("planned"), actual: $0.text("actual"), reason: $0.optionalText("reason"))
        }
        return Entry(programme: programme, places: places ?? [], lists: lists, changes: changes)
    }

    public func run(_ database: Database, _ ids: IDSource, _ trail: Trail) async throws -> (new: Int, changed: Int) {
        try await database.write { writer in
            let known = Dictionary(uniqueKeysWithValues: try Programmes.all(writer.reader).map { ($0.slug, $0) })
            let cities = try Cities.all(writer.reader)
            var new = 0
            var changed = 0
            for entry in entries {
                let old = known[entry.programme.slug]
                let id = old?.id ?? ids.next()
                if let old, try isSame(entry, as: old, writer.reader) { continue }
                if old == nil { new += 1 } else { changed += 1 }
                try write(entry, id, cities, writer)
                try trail.record(Fact("programme.imported", RecordReference(id), by: .system("import")), in: writer)
            }
            return (new, changed)
        }
    }

    private func isSame(_ entry: Entry, as old: Programme, _ reader: Reader) throws -> Bool {
        let places = try Programmes.places(of: old.id, reader)
        let lists = try Programmes.lists(of: old.id, reader)
        let changes = try Programmes.changes(of: old.id, reader)
        return entry.programme.with(id: old.id) == old && lists == entry.lists && changes == entry.changes
            && places.map(\.name) == entry.places.map(\.name) && places.map(\.part) == entry.places.map(\.part)
    }

    private func write(_ entry: Entry, _ id: ProgrammeID, _ cities: [City], _ writer: Writer) throws {
        let programme = entry.programme
        try writer.run(
            """
            INSERT INTO programme (id, slug, name, full_title, start_day, end_day, dates_note, budget_cents, funding, lead_name, lead_country, lead_kind)
            VALUES (\(id), \(programme.slug), \(programme.name), \(programme.fullTitle), \(programme.start), \(programme.end), \(programme.datesNote),
                \(programme.budget), \(programme.funding), \(programme.leadName), \(programme.leadCountry), \(programme.leadKind))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, full_title = excluded.full_title, start_day = excluded.start_day,
                end_day = excluded.end_day, dates_note = excluded.dates_note, budget_cents = excluded.budget_cents, funding = excluded.funding,
                lead_name = excluded.lead_name, lead_country = excluded.lead_country, lead_kind = excluded.lead_kind
            """)
        for table in ["programme_city", "programme_text", "programme_change"] {
            try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE programme_id = ") + "\(id)")
        }
        for (position, place) in entry.places.enumerated() {
            let name = place.name.split(separator: "(").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? place.name
            let city = cities.first { Slug.make(from: $0.name) == Slug.make(from: name) }
            try writer.run(
                """
                INSERT INTO programme_city (programme_id, position, part, city_id, name)
                VALUES (\(id), \(position), \(place.part), \(city?.id), \(place.name))
                """)
        }
        for (kind, texts) in entry.lists {
            for (position, text) in texts.enumerated() {
                try writer.run("INSERT INTO programme_text (programme_id, kind, position, text) VALUES (\(id), \(kind), \(position), \(text))")
            }
        }
        for (position, change) in entry.changes.enumerated() {
            try writer.run(
                """
                INSERT INTO programme_change (programme_id, position, what, planned, actual, reason)
                VALUES (\(id), \(position), \(change.what), \(change.planned), \(change.actual), \(change.reason))
                """)
        }
    }
}
