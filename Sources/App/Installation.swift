import Compendium
import Foundation
import Hummingbird
import Kernel
import Logging
import Matching
import Members
import Store
import StorePostgres
import StoreSQLite
import Trail
import Web

/// One running Ponte: the database, the house, the rooms with their ports filled, and the routes.
public struct Installation: Sendable {
    public let settings: Settings
    public let house: House
    public let trail: Trail
    public let members: MembersModule
    public let compendium: CompendiumModule
    public let matching: MatchingModule
    public let embeddings: EmbeddingsClient?
    /// nil: no mail server is set, and letters wait.
    public let postman: Postman?
    public let routes: [Route]
    let door: Door

    /// Opens everything. The schema is brought up to date first; the catalogue and the index are filled last.
    public static func open(_ settings: Settings, clock: Clock = .live, ids: IDSource = .live, logger: Logger) async throws -> Installation {
        Secrets.prepare()
        let database = try await openDatabase(settings)
        try await database.migrate(try migrations(), at: clock.now)
        if settings.isDemonstration { try await Starter(database: database, ids: ids, trail: Trail(clock: clock)).loadOnce() }
        return try await Installation(settings, database: database, clock: clock, ids: ids, logger: logger)
    }

    /// The database alone, for commands that need no pages.
    public static func openDatabase(_ settings: Settings) async throws -> Database {
        if let url = settings.databaseURL { return Database(driver: try PostgresDriver(url: url)) }
        do {
            try FileManager.default.createDirectory(at: settings.dataFolder, withIntermediateDirectories: true)
        } catch {
            throw Settings.Invalid(problems: ["The data folder \(settings.dataFolder.path) (--data, PONTE_DATA) cannot be made there. Name another, or make it for this user."])
        }
        return Database(driver: try SQLiteDriver(path: settings.dataFolder.appendingPathComponent("ponte.sqlite").path))
    }

    /// Every room's migrations, in the order the rooms depend on one another.
    public static func migrations() throws -> [Migration] {
        try Trail.migrations() + MembersModule.migrations() + CompendiumModule.migrations() + MatchingModule.migrations()
    }

    public static let resources = [WebResources.folder, MembersModule.resources, CompendiumModule.resources, MatchingModule.resources]

    /// What comes with the program and never changes while it runs; read once, however many installations a process opens.
    private static let parts = Result {
        (
            renderer: try Renderer(resources: resources), assets: try Assets(resources: resources), vocabulary: try MatchingModule.vocabulary(),
            reference: try MatchingModule.reference()
        )
    }

    public init(_ settings: Settings, database: Database, clock: Clock, ids: IDSource, logger: Logger) async throws {
        self.settings = settings
        let parts = try Self.parts.get()
        trail = Trail(clock: clock)
        let key = try await database.write { try InstallationSetting.value("form-key", orStore: Secrets.token(), in: $0) }
        house = House(
            database: database, clock: clock, ids: ids, renderer: parts.renderer, assets: parts.assets,
            site: Site(
                baseURL: settings.baseURL, isDemonstration: settings.isDemonstration, key: key, isBehindProxy: settings.isBehindProxy,
                navigation: Self.navigation, watchToken: settings.metricsToken),
            freshness: Freshness(), cache: PageCache(), logger: logger)
        embeddings = settings.embeddingsURL.map { EmbeddingsClient(url: $0) }
        postman = settings.mailServer.map { [house, trail] server in
            Postman(house: house, trail: trail, sender: server.sender) { await server.deliver($0) }
        }
        let vocabulary = parts.vocabulary
        let press = DocumentPress(
            folder: settings.dataFolder.appendingPathComponent("documents"), weasyPrint: settings.weasyPrint, pandoc: settings.pandoc, logger: logger)
        compendium = CompendiumModule(
            house: house, trail: trail,
            ports: CompendiumPorts(
                englishTerms: { text, language in MatchingModule.englishTerms(vocabulary, text, language) },
                document: { try await press.document($0) },
                sendSearchLetter: { [trail] letter, writer in
                    try SendMail(
                        "compendium.mail.matches", to: letter.person, in: letter.language,
                        values: ["search": letter.searchName, "practices": letter.practices.prefix(20).map { "– \($0.title)" }.joined(separator: "\n")], link: CompendiumPaths.searches
                    ).run(ids, trail, by: .system("searches"), in: writer)
                }))
        matching = MatchingModule(
            house: house, trail: trail, vocabulary: vocabulary, reference: parts.reference,
            ports: Self.matchingPorts(house, compendium, embeddings))
        members = MembersModule(
            house: house, trail: trail,
            ports: MembersPorts(
                isMailSet: settings.mailServer != nil, secret: settings.secret ?? key,
                loadStarter: { [trail] in try await Starter(database: database, ids: ids, trail: trail).loadOnce() },
                health: { [house, compendium, matching] in try await Self.health(house, compendium, matching) }))
        let ground = GroundHandlers(house: house, compendium: compendium, matching: matching)
        let metrics = MetricsHandler(
            house: house, position: { [hub = trail.hub] in hub.position }, practices: { [catalogue = compendium.catalogue] in catalogue.cards.count },
            vectorsLeft: { [matcher = matching.matcher] in matcher.vectorsLeft })
        routes = ground.routes + metrics.routes + StyleguideHandlers(house: house, compendium: compendium).routes + members.routes + compendium.routes + matching.routes
        door = Door(house: house, findPerson: members.findPerson(token:), signIn: members.signInPage)
        try await load()
    }

    /// Reads what is kept in memory, and notes up to where the data was read.
    func load() async throws {
        let position = try await house.database.read { try Audit.position($0) }
        try await compendium.catalogue.load(house.database)
        try await matching.load()
        trail.hub.start(at: position)
        house.freshness.rise(to: position)
    }

    public var router: Router<VisitContext> { Front.router(routes, door: door, assets: house.assets) }

    private static let navigation = [
        NavigationEntry(section: "practices", label: "web.nav.practices", href: CompendiumPaths.practices, access: .anyone),
        NavigationEntry(section: "cities", label: "web.nav.cities", href: CompendiumPaths.cities, access: .anyone),
        NavigationEntry(section: "programmes", label: "web.nav.programmes", href: CompendiumPaths.programmes, access: .anyone),
        NavigationEntry(section: "match", label: "web.nav.match", href: MatchingPaths.match, access: .anyone),
        NavigationEntry(section: "drafts", label: "web.nav.drafts", href: CompendiumPaths.manuscripts, access: .holding(.writePractices)),
        NavigationEntry(section: "queue", label: "web.nav.queue", href: CompendiumPaths.queue, access: .holding(.publishPractices)),
        NavigationEntry(section: "needs", label: "web.nav.needs", href: MatchingPaths.needs, access: .holding(.writeNeeds)),
        NavigationEntry(section: "administration", label: "web.nav.administration", href: MembersPaths.administration, access: .holding(.runInstallation)),
    ]
}
