import Files
import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// Reads practice files and puts them on record. Everything is checked first and every problem reported; with one problem
/// nothing changes. Run again, it changes only what differs and gives that a new version.
public struct ImportPractices: Sendable {
    public struct Outcome: Sendable, Equatable {
        public var new = 0
        public var changed = 0
        public var same = 0
    }

    struct Entry: Sendable {
        let file: String
        /// What messages call it.
        let record: String
        let draft: PracticeDraft
        /// The record as it came, with its keys in order: what a version keeps.
        let content: String
    }

    let entries: [Entry]
    /// What is wrong with the files themselves; whether their cities are on record, only the database says.
    let problems: [ImportProblem]

    /// Reads the files; their problems are told by `run`, with all others.
    public init(files: [(name: String, data: Data)]) throws {
        var entries: [Entry] = []
        var problems: [ImportProblem] = []
        for file in files {
            do {
                for (position, object) in try RecordReader.objects(in: file.data, file: file.name).enumerated() {
                    let reader = RecordReader(object, file: file.name, identity: "id", position: position)
                    let draft = PracticeDraftReader.read(reader, listsStudies: object["studies"] is [Any])
                    problems += reader.finish()
                    let content = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
                    entries.append(Entry(file: file.name, record: reader.record, draft: draft, content: String(decoding: content, as: UTF8.self)))
                }
            } catch let found as ImportProblems {
                problems += found.problems
            }
        }
        for (slug, same) in Dictionary(grouping: entries, by: \.draft.slug).sorted(by: { $0.key < $1.key }) where same.count > 1 {
            problems.append(
                ImportProblem(file: same[1].file, record: slug, field: "id", message: "stands \(same.count) times: \(same.map(\.file).joined(separator: ", "))"))
        }
        self.entries = entries
        self.problems = problems
    }

    /// - Throws: `ImportProblems` with every problem of every file, cities that are not on record among them.
    public func run(_ database: Database, _ ids: IDSource, _ trail: Trail, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> Outcome {
        try await database.write { writer in
            let cities = try Cities.all(writer.reader)
            let places = Dictionary(cities.map { ("\($0.country) \($0.name)", $0.id) }, uniquingKeysWith: { first, _ in first })
            let all = problems + cityProblems(cities)
            if !all.isEmpty { throw ImportProblems(all) }
            var outcome = Outcome()
            for (position, entry) in entries.enumerated() {
                if let city = places["\(entry.draft.country) \(entry.draft.cityName)"] {
                    try put(entry, city, ids, trail, &outcome, writer)
                }
                progress(position + 1, entries.count)
            }
            return outcome
        }
    }

    private func cityProblems(_ cities: [City]) -> [ImportProblem] {
        let countries = Dictionary(grouping: cities, by: \.name).mapValues { $0.map(\.country) }
        return entries.compactMap { entry in
            let (city, country) = (entry.draft.cityName, entry.draft.country)
            // One that cannot be read at all was reported as such.
            guard !problems.contains(where: { $0.file == entry.file && $0.record == entry.record && ["city", "country"].contains($0.field) }) else { return nil }
            guard let known = countries[city] else {
                return ImportProblem(file: entry.file, record: entry.record, field: "city", message: "\(city) (\(country)) is not on record; import its city first")
            }
            guard !known.contains(country) else { return nil }
            return ImportProblem(file: entry.file, record: entry.record, field: "country", message: "is \(country); \(city) is on record in \(known.sorted().joined(separator: ", "))")
        }
    }

    private func put(_ entry: Entry, _ city: CityID, _ ids: IDSource, _ trail: Trail, _ outcome: inout Outcome, _ writer: Writer) throws {
        let known = try writer.reader.first(
            """
            SELECT practice.id AS id, practice.version AS version, practice_version.content AS content FROM practice
            JOIN practice_version ON practice_version.practice_id = practice.id AND practice_version.version = practice.version
            WHERE practice.slug = \(entry.draft.slug)
            """
        ) { (id: try $0["id"] as PracticeID, version: try $0["version"] as Int, content: try $0["content"] as String) }
        if known?.content == entry.content {
            outcome.same += 1
            return
        }
        let id = known?.id ?? ids.next()
        let version = (known?.version ?? 0) + 1
        try WritePractice(draft: entry.draft, id: id, version: version, city: city, content: entry.content, at: trail.clock.now).run(writer)
        // Files do not come with a file of practices; those that were there stay.
        if let known { try CarryFiles(from: (RecordReference(id), known.version), to: (RecordReference(id), version), by: .system("import")).run(trail, in: writer) }
        try trail.record(
            Fact(
                known == nil ? "practice.imported" : "practice.changed", RecordReference(id), by: .system("import"),
                before: known.map { "{\"version\":\($0.version)}" }, after: "{\"version\":\(version)}"),
            in: writer)
        if known == nil { outcome.new += 1 } else { outcome.changed += 1 }
    }
}
