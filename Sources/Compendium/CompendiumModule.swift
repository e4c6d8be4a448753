import Files
import Foundation
import Kernel
import Members
import Store
import Trail
import Web

/// The door of the compendium: its routes, its catalogue, and what it tells other rooms.
public struct CompendiumModule: Sendable {
    public let catalogue: Catalogue
    public let search: SearchPractices
    public let routes: [Route]
    let house: House

    private let noting: NoteNewMatches
    private let trail: Trail

    public init(house: House, trail: Trail, files: FilesModule, ports: CompendiumPorts) {
        self.house = house
        self.trail = trail
        catalogue = Catalogue(renderer: house.renderer, clock: house.clock)
        search = SearchPractices(catalogue: catalogue, ports: ports)
        let versions = VersionHandlers(house: house, catalogue: catalogue)
        let room = CompendiumRoom(house: house, trail: trail, catalogue: catalogue, duplicates: Duplicates(catalogue: catalogue, ports: ports))
        routes = CompendiumRoutes.all(
            CompendiumPageHandlers(house: house, catalogue: catalogue, search: search, uses: ports.uses, programmeWork: ports.programmeWork),
            CompendiumAPIHandlers(house: house, catalogue: catalogue, search: search), versions,
            DocumentHandlers(house: house, versions: versions, files: files, ports: ports),
            BookHandlers(house: house, catalogue: catalogue, search: search, files: files, ports: ports),
            SearchDocumentHandlers(house: house, catalogue: catalogue, search: search, files: files, ports: ports),
            SearchHandlers(house: house, trail: trail, catalogue: catalogue), ManuscriptFileHandlers(room: room, shelf: files.shelf), room, ports)
        noting = NoteNewMatches(catalogue: catalogue, search: search, ports: ports)
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "compendium", in: resources.appendingPathComponent("migrations"))
    }

    /// Whether somebody may see a manuscript, and so what is attached to it.
    public static func mayRead(_ manuscript: ManuscriptID, _ viewer: Viewer, _ reader: Reader) throws -> Bool {
        guard let found = try Manuscripts.byID(manuscript, reader) else { return false }
        return !ManuscriptPermissions.parts(found, authors: try Manuscripts.authors(of: manuscript, reader), viewer).isEmpty
    }

    /// How much each practice still counts, by when it was last confirmed; 1 where it is not said.
    public static func freshness(at now: Instant, _ reader: Reader) throws -> [PracticeID: Double] {
        try PracticeLives.confirmed(reader).mapValues { PracticeLife.freshness(confirmedAt: $0, at: now) }
    }

    /// Brings the catalogue in step with what was committed.
    public func follow(_ news: [News]) async throws {
        if news.contains(where: { $0.record.kind == "city" }) {
            try await catalogue.load(house.database)
            return
        }
        let ids = Set(news.filter { $0.record.kind == PracticeKind.name }.map { PracticeID($0.record.id) })
        if !ids.isEmpty { try await catalogue.refresh(Array(ids), house.database) }
    }

    /// Notes what saved searches find among what was committed, once the catalogue is in step with it.
    public func noteNewMatches(upTo last: Int64) async throws { try await noting.run(upTo: last, house) }

    /// Asks the owners of practices whose review is due. Done every hour.
    public func askOwners() async throws { try await AskOwners().run(house, trail) }

    /// What the front page shows of the compendium: numbers, the map, cities, the strongest practices.
    public func frontPage(_ language: Language) -> View {
        let display = Display(house, language)
        let cards = catalogue.cards
        let cities = MapPage.counts(cards)
        let most = cities.sorted { ($1.practices, $0.city.slug) < ($0.practices, $1.city.slug) }.prefix(8)
        let top = display.format.sorted(Array(most)) { display.name($0.city) }
        let strongest = cards.sorted { (-$0.evidenceLevel, -$0.gateSum, $0.slug) < (-$1.evidenceLevel, -$1.gateSum, $1.slug) }.prefix(3)
        return [
            "practices": cards.count, "cities": cities.count, "countries": Set(cards.map(\.city.country)).count,
            "sources": cards.map(\.sources).reduce(0, +), "studied": cards.filter { $0.evidenceLevel >= 2 }.count,
            "map": MapPage.map(cities, display),
            "topCities": top.map {
                ["href": CompendiumPaths.city($0.city.slug), "label": display.name($0.city), "countText": display.words.count("compendium.list.count", $0.practices)] as View
            },
            "strongest": strongest.isEmpty ? nil : ["items": strongest.map { display.card($0) }] as View,
        ]
    }

    /// A card as lists show it; nil when there is no such practice.
    /// - Parameter picked: nil leaves the tick "Compare" out.
    public func cardView(_ slug: String, _ language: Language, picked: Bool? = nil) -> View? {
        catalogue.card(slug).map { Display(house, language).card($0, picked: picked) }
    }
}
