import Kernel
import Store
import Trail
import Web

/// Puts a new page on record, as a draft, with its first text.
struct BeginPage: Sendable {
    let kind: SitePage.Kind
    let slug: String
    let source: Language
    let day: Day
    let content: PageText.Content
    /// nil: it comes with Ponte.
    let person: PersonID?

    /// - Throws: `Problem.invalid` when another page has or had this name.
    func run(_ house: House, _ trail: Trail) async throws -> SitePageID {
        let id: SitePageID = house.ids.next()
        try await house.database.write { try write(id, trail, in: $0) }
        return id
    }

    func write(_ id: SitePageID, _ trail: Trail, in writer: Writer) throws {
        let now = trail.clock.now
        try writer.run(
            """
            INSERT INTO site_page (id, kind, slug, source_language, state, day, created_at, changed_at, changed_by)
            VALUES (\(id), \(kind), \(slug), \(source.code), 'draft', \(day), \(now), \(now), \(person))
            """)
        try SiteSlug.take(slug, kind, for: id, in: writer)
        try PageWriting.write(content, 1, of: id, source, digest: nil, at: now, by: person, in: writer)
        let actor: Actor = if let person { .person(person) } else { .system("starter") }
        try trail.record(
            Fact("page.begun", RecordReference(id), by: actor, after: "{\"kind\":\"\(kind.rawValue)\",\"slug\":\"\(slug)\"}"), in: writer)
    }
}

/// The names of pages in addresses. Each belongs to one page for good.
enum SiteSlug {
    static func take(_ slug: String, _ kind: SitePage.Kind, for page: SitePageID, in writer: Writer) throws {
        try writer.run("INSERT INTO site_slug (kind, slug, page_id) VALUES (\(kind), \(slug), \(page)) ON CONFLICT (kind, slug) DO NOTHING")
        let owner: SitePageID? = try writer.reader.first("SELECT page_id FROM site_slug WHERE kind = \(kind) AND slug = \(slug)") { try $0["page_id"] }
        guard owner == page else { throw Problem.invalid([FieldProblem("slug", "publishing.problem.slugTaken")]) }
    }
}

/// Writing a text down: what it says now, and as a version for good.
enum PageWriting {
    static func write(
        _ content: PageText.Content, _ version: Int, of page: SitePageID, _ language: Language, digest: String?, restoredFrom: Int? = nil, at now: Instant, by person: PersonID?,
        in writer: Writer
    ) throws {
        try writer.run(
            """
            INSERT INTO page_text (page_id, language, version, title, teaser, body, source_digest, at, by_id)
            VALUES (\(page), \(language.code), \(version), \(content.title), \(content.teaser), \(content.body), \(digest), \(now), \(person))
            ON CONFLICT (page_id, language) DO UPDATE SET version = excluded.version, title = excluded.title, teaser = excluded.teaser, body = excluded.body,
                source_digest = excluded.source_digest, at = excluded.at, by_id = excluded.by_id
            """)
        try writer.run(
            """
            INSERT INTO page_version (page_id, language, version, title, teaser, body, restored_from, at, by_id)
            VALUES (\(page), \(language.code), \(version), \(content.title), \(content.teaser), \(content.body), \(restoredFrom), \(now), \(person))
            """)
    }
}
