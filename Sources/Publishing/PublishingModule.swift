import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// The door of the public site: its routes, its menus, and its pages for the sitemap.
public struct PublishingModule: Sendable {
    public let routes: [Route]
    private let house: House
    private let trail: Trail

    public init(house: House, trail: Trail) {
        self.house = house
        self.trail = trail
        routes = PublishingRoutes.all(PublishingRoom(house: house, trail: trail))
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "publishing", in: resources.appendingPathComponent("migrations"))
    }

    /// Reads how the house shows itself: on the start, and whenever something of it has changed.
    public func refresh() async throws {
        let parts = SitePart.all(house.site)
        let facade = try await house.database.read { reader in
            var facade = try NetworkSettings.read(reader).facade
            let links = try Menus.links(parts, reader)
            facade.header = links[.header] ?? []
            facade.footer = links[.footer] ?? []
            // As in the menus: what leads nowhere now is left out.
            if let name = facade.legal.flatMap(PublishingPaths.pageName), try SitePages.named(name, .page, reader)?.isPublic != true { facade.legal = nil }
            return facade
        }
        house.shownFacade.show(facade)
    }

    /// Brings menus, names and languages in step with what was committed.
    public func follow(_ news: [News]) async throws {
        let kinds: Set<String> = [SitePageKind.name, MenuItemKind.name]
        if news.contains(where: { kinds.contains($0.record.kind) || $0.action.hasPrefix("installation.") }) { try await refresh() }
    }

    /// Begins the page of an address as an empty draft, for somebody to write; nothing where a page has or had its name.
    public func begin(at address: String, titled title: String, in language: Language, by person: PersonID) async throws {
        guard let name = PublishingPaths.pageName(in: address), Slug.isValid(name) else { return }
        let id: SitePageID = house.ids.next()
        try await house.database.write { writer in
            guard try SitePages.named(name, .page, writer.reader) == nil else { return }
            let content = PageText.Content(title: title, teaser: "", body: "")
            try BeginPage(kind: .page, slug: name, source: language, day: trail.clock.now.day, content: content, person: person).write(id, trail, in: writer)
        }
    }

    /// Publishes what is due.
    /// - Returns: how many pages that were.
    @discardableResult
    public func publishDue() async throws -> Int { try await PublishDue.run(house, trail) }

    /// How many pages wait for their day.
    public func scheduled() async throws -> Int { try await house.database.read { try $0.number("SELECT count(*) AS n FROM site_page WHERE state = 'scheduled'") } }

    /// Every public page with the languages it is there in, for the sitemap.
    public func publicPages() async throws -> [(path: String, languages: [Language])] {
        try await house.database.read { try SitePages.published($0) } + [(path: PublishingPaths.news, languages: Language.allCases)]
    }
}

/// What the handlers of this room share.
struct PublishingRoom: Sendable {
    let house: House
    let trail: Trail

    func words(_ visit: Visit) -> Wording { house.words(visit.language) }

    /// The page of the address with all its texts.
    /// - Throws: `Problem.notFound`.
    func open(_ visit: Visit) async throws -> (page: SitePage, texts: [PageText]) {
        let id = SitePageID(try visit.parameter("id"))
        let found = try await house.database.read { reader in try SitePages.one(id, reader).map { ($0, try SitePages.texts(of: [id], reader)) } }
        guard let found else { throw Problem.notFound }
        return found
    }

    func language(_ visit: Visit) throws -> Language {
        guard let language = Language(rawValue: try visit.parameter("language")) else { throw Problem.notFound }
        return language
    }
}
