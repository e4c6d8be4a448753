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
        // Follows from the dates.
        reader.ignore("duration_months")
        let slug = reader.text("id", limit: 80)
        if !Slug.isValid(slug) { reader.report("id", "must be lower-case letters, digits and hyphens") }
        let lead = reader.object("lead") { (name: $0.optionalText("name"), country: $0.optionalText("country"), kind: $0.optionalText("type")) }
        var programme = Programme(
            id: ProgrammeID(""), slug: slug, name: reader.text("name", limit: 120), fullTitle: reader.text("title_descriptive", limit: 300),
            start: reader.optionalDay("start_date", monthMeans: .firstDay), end: reader.optionalDay("end_date", monthMeans: .lastDay), datesNote: reader.optionalText("dates_note"),
            budget: reader.optionalInteger("budget_eur", in: 0...1_000_000_000).map { Money(euro: Int64($0)) }, funding: reader.optionalText("funding"),
            leadName: lead?.name, leadCountry: lead?.country, leadKind: lead?.kind)
        programme.reference = reader.optionalText("reference")
        programme.transnationalStart = reader.optionalDay("transnational_start_date", monthMeans: .firstDay)
        programme.transnationalEnd = reader.optionalDay("transnational_end_date", monthMeans: .lastDay)
        programme.transnationalBudget = reader.optionalInteger("budget_transnational_eur", in: 0...1_000_000_000).map { Money(euro: Int64($0)) }
        programme.pilotGrant = reader.optionalInteger("pilot_grant_per_city_eur", in: 0...1_000_000_000).map { Money(euro: Int64($0)) }
        programme.citiesStated = reader.optionalInteger("cities_count_stated", in: 0...100_000)
        programme.citiesNote = reader.optionalText("cities_note")
        if let total = programme.budget, let part = programme.transnationalBudget, part > total { reader.report("budget_transnational_eur", "is more than budget_eur") }
        if let start = programme.start, let end = programme.end, end < start { reader.report("end_date", "lies before start_date") }
        let places = reader.object("cities") { cities in
            [("giving", Programme.Place.Part.giving), ("receiving", .receiving), ("partners", .partner), ("outside", .outside), ("other", .other)]
                .flatMap { field, part in (cities.optionalTexts(field) ?? []).map { (part: part, name: $0) } }
        }
        let names: [Programme.ListKind: String] = [
            .partner: "partners", .theme: "themes", .targetGroup: "target_groups", .problem: "problems", .objective: "objectives",
            .activity: "activities", .deliverable: "deliverables", .result: "expected_results", .source: "sources",
            .otherName: "other_names", .country: "countries", .means: "means", .community: "communities_of_practice",
        ]
        var lists = names.compactMapValues { reader.optionalTexts($0, orObjectsWith: "name") }.filter { !$0.value.isEmpty }
        // Countries are a set; by their code they stand as a form gives them back.
        if let countries = lists[.country] { lists[.country] = countries.sorted() }
        let changes = reader.each("planned_vs_actual") {
            ProgrammeChange(what: $0.text("what"), planned: $0.text("planned"), actual: $0.text("actual"), reason: $0.optionalText("reason"), source: $0.optionalText("source"))
        }
        return Entry(programme: programme, places: places ?? [], lists: lists, changes: changes)
    }

    /// - Parameter sparing: leaves programmes alone that somebody has changed by hand since.
    public func run(_ database: Database, _ ids: IDSource, _ trail: Trail, sparing: Bool = false) async throws -> (new: Int, changed: Int) {
        try await database.write { writer in
            let known = Dictionary(uniqueKeysWithValues: try Programmes.all(writer.reader).map { ($0.slug, $0) })
            let cities = try Cities.all(writer.reader)
            var new = 0
            var changed = 0
            for entry in entries {
                let old = known[entry.programme.slug]
                if sparing, let old, try Programmes.version(of: old.id, writer.reader)?.by != nil { continue }
                let id = old?.id ?? ids.next()
                if let old, try isSame(entry, as: old, writer.reader) { continue }
                if old == nil { new += 1 } else { changed += 1 }
                try write(entry, id, cities, trail.clock.now, writer)
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

    private func write(_ entry: Entry, _ id: ProgrammeID, _ cities: [City], _ now: Instant, _ writer: Writer) throws {
        try ProgrammeWriting.write(entry.programme, slug: entry.programme.slug, entry.places, entry.lists, id, cities, writer)
        // Whoever has the form open is told that the file was read meanwhile.
        try writer.run("UPDATE programme SET version = version + 1, changed_at = \(now), changed_by = NULL WHERE id = \(id)")
        try writer.run("DELETE FROM programme_change WHERE programme_id = \(id)")
        for (position, change) in entry.changes.enumerated() {
            try writer.run(
                """
                INSERT INTO programme_change (programme_id, position, what, planned, actual, reason, source)
                VALUES (\(id), \(position), \(change.what), \(change.planned), \(change.actual), \(change.reason), \(change.source))
                """)
        }
    }
}
