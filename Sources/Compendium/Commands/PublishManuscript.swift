import Files
import Kernel
import Members
import Store
import Trail
import Web

/// Makes a practice of a manuscript, or a new version of the practice it came from. Runs inside the step that publishes.
struct PublishManuscript {
    let manuscript: Manuscript
    let person: PersonID
    let at: Instant
    /// The version of the practice that the editor has seen the changes up to.
    let seen: Int?

    func run(_ house: House, _ trail: Trail, _ writer: Writer) throws {
        let reader = writer.reader
        guard let city = try Cities.byID(manuscript.city, reader) else { throw Problem.notFound }
        let content = try Manuscripts.content(of: manuscript.id, reader)
        let known = try manuscript.practice.flatMap { id in
            try reader.first("SELECT slug, version FROM practice WHERE id = \(id)") { (slug: try $0["slug"] as String, version: try $0["version"] as Int) }
        }
        // An import may have changed the practice while the new version was written.
        if let known, let base = manuscript.practiceVersion, base != known.version, seen != known.version {
            throw Problem.invalid([FieldProblem("seen_version", "compendium.review.problem.changedMeanwhile")])
        }
        let slug = try known?.slug ?? free(Slug.make(from: "\(city.name) \(content["title.en"] ?? content["title"] ?? "practice")"), reader)
        let reading = content.read(slug: slug, city: city)
        guard reading.isComplete else { throw Problem.invalid(reading.wrong + reading.missing) }
        let id = manuscript.practice ?? house.ids.next()
        let version = (known?.version ?? 0) + 1
        try WritePractice(draft: reading.draft, id: id, version: version, city: city.id, content: reading.content, at: at).run(writer)
        try CarryFiles(from: (RecordReference(manuscript.id), 0), to: (RecordReference(id), version), by: .person(person)).run(trail, in: writer)
        try writer.run(
            """
            INSERT INTO practice_life (practice_id, stage, owner_id, published_at, confirmed_at, confirmed_by)
            VALUES (\(id), 'published', \(manuscript.owner), \(at), \(at), \(person))
            ON CONFLICT (practice_id) DO UPDATE SET stage = 'published', confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by,
                owner_id = coalesce(practice_life.owner_id, excluded.owner_id), successor_id = NULL, reason = NULL
            """)
        try writer.run("UPDATE manuscript SET practice_id = \(id) WHERE id = \(manuscript.id)")
        try trail.link(RecordReference(id), to: RecordReference(manuscript.id), as: "written in", in: writer)
        try trail.record(
            Fact("practice.published", RecordReference(id), by: .person(person), before: known.map { "{\"version\":\($0.version)}" }, after: "{\"version\":\(version)}"),
            in: writer)
    }

    /// A slug nobody has: `catania-a-night-school`, `catania-a-night-school-2` …
    private func free(_ wished: String, _ reader: Reader) throws -> String {
        let base = wished.isEmpty ? "practice" : String(wished.prefix(Slug.longest - 4)).trimmingHyphens
        for number in 1...999 {
            let slug = number == 1 ? base : "\(base)-\(number)"
            if try reader.number("SELECT count(*) AS n FROM practice WHERE slug = \(slug)") == 0 { return slug }
        }
        throw Problem.conflict(reason: "web.error.409.message")
    }
}

extension String {
    fileprivate var trimmingHyphens: String { hasSuffix("-") ? String(dropLast()) : self }
}
