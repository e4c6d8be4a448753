import Kernel
import Store
import Trail
import Web

/// Gives a page another name in its address, or a news item another date. The old name leads to the new one.
struct ArrangePage: Sendable {
    let page: SitePageID
    let slug: String
    let day: Day
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            guard let before = try SitePages.one(page, writer.reader) else { throw Problem.notFound }
            guard before.slug != slug || before.day != day else { return }
            try SiteSlug.take(slug, before.kind, for: page, in: writer)
            try writer.run("UPDATE site_page SET slug = \(slug), day = \(day), changed_at = \(trail.clock.now), changed_by = \(person) WHERE id = \(page)")
            try trail.record(
                Fact("page.arranged", RecordReference(page), by: .person(person), before: "{\"day\":\"\(before.day)\",\"slug\":\"\(before.slug)\"}",
                    after: "{\"day\":\"\(day)\",\"slug\":\"\(slug)\"}"), in: writer)
        }
    }
}
