import Compendium
import Foundation
import Kernel
import Matching
import Publishing
import Store
import Web

/// What belongs to the house and to no room: health, robots, sitemap, the API's description, the style guide.
struct GroundHandlers: Sendable {
    let house: House
    let compendium: CompendiumModule
    let matching: MatchingModule
    let publishing: PublishingModule

    var routes: [Route] {
        [
            Route(.get, "/health", .anyone, kind: .api, handle: health),
            Route(.get, "/robots.txt", .anyone, kind: .api, caching: .shared, handle: robots),
            Route(.get, "/sitemap.xml", .anyone, kind: .api, caching: .shared, handle: sitemap),
            Route(.get, "/api/v1/openapi.json", .anyone, kind: .api, caching: .shared, handle: openAPI),
        ]
    }

    /// Answers once everything is loaded and the database answers too.
    func health(_ visit: Visit) async throws -> Answer {
        let one = try await house.database.read { try $0.number("SELECT 1 AS n") }
        guard one == 1 else { throw Problem.unavailable(reason: "web.error.503.message") }
        return try .json([
            "status": "ready", "database": house.database.engine.rawValue, "practices": String(compendium.catalogue.cards.count),
            "meaning": matching.matcher.usesMeaning ? "on" : "off",
        ])
    }

    func robots(_ visit: Visit) async throws -> Answer {
        .text("User-agent: *\nDisallow: /needs\nDisallow: /match?\nDisallow: /account\nDisallow: /books\nDisallow: /searches\nSitemap: \(house.site.baseURL)/sitemap.xml\n")
    }

    /// Every public page with its other languages.
    func sitemap(_ visit: Visit) async throws -> Answer {
        let base = house.site.baseURL
        let paths = ["/", "/practices", "/map", "/cities", "/programmes", "/vocabulary", "/match", "/privacy"]
            + compendium.catalogue.cards.map { CompendiumPaths.practice($0.slug) } + compendium.catalogue.cities.map { CompendiumPaths.city($0.slug) }
        let shown = house.facade.languages
        let pages = try await publishing.publicPages()
        let entries = (paths.map { ($0, shown) } + pages.map { page in (page.path, shown.filter(page.languages.contains)) }).map { path, languages in
            let links = languages.map { "<xhtml:link rel=\"alternate\" hreflang=\"\($0.code)\" href=\"\(base)\(path)?lang=\($0.code)\"/>" }
            return "<url><loc>\(base)\(path)</loc>\(links.joined())<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"\(base)\(path)\"/></url>"
        }
        return .text(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                + "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n\(entries.joined(separator: "\n"))\n</urlset>\n",
            type: "application/xml; charset=utf-8")
    }

    func openAPI(_ visit: Visit) async throws -> Answer {
        let file = appResources.appendingPathComponent("openapi.json")
        let text = try String(contentsOf: file, encoding: .utf8).replacingOccurrences(of: "{{base}}", with: house.site.baseURL)
        return .text(text, type: "application/json")
    }
}

/// App's own resources: the starter content and the description of the API.
let appResources = resourceFolder(Bundle.module)
