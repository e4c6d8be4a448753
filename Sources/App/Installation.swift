import Compendium
import Files
import Foundation
import Gatherings
import Hummingbird
import Kernel
import Logging
import Matching
import Members
import Partnerships
import Programmes
import Publishing
import Store
import StorePostgres
import StoreSQLite
import Trail
import Transfers
import Web

/// One running Ponte: the database, the house, the rooms with their ports filled, and the routes.
public struct Installation: Sendable {
    public let settings: Settings
    public let house: House
    public let trail: Trail
    public let members: MembersModule
    public let files: FilesModule
    public let compendium: CompendiumModule
    public let matching: MatchingModule
    public let publishing: PublishingModule
    public let partnerships: PartnershipsModule
    public let transfers: TransfersModule
    public let gatherings: GatheringsModule
    public let programmes: ProgrammesModule
    public let embeddings: EmbeddingsClient?
    /// nil: no mail server is set, and letters wait.
    public let postman: Postman?
    public let courier: WebhookCourier
    public let routes: [Route]
    let door: Door
    let board: JobBoard
    let outbox = OutboxFigures()
    let archives: ArchiveDesk

    /// Opens everything. The schema is brought up to date first; the catalogue and the index are filled last.
    public static func open(_ settings: Settings, clock: Clock = .live, ids: IDSource = .live, logger: Logger) async throws -> Installation {
        Secrets.prepare()
        async let isRead: Void = readParts()
        let database = try await openDatabase(settings)
        try await database.migrate(try migrations(), at: clock.now)
        // Before anybody is answered: a restored database may know people whom the register has forgotten.
        try await ErasureRegister(in: settings.dataFolder).bringInStep(database, Trail(clock: clock))
        if settings.isDemonstration {
            let starter = Starter(database: database, ids: ids, trail: Trail(clock: clock))
            try await starter.loadOnce()
            try await starter.loadPages()
            try await starter.loadPartnerships()
        }
        await isRead
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
        try Trail.migrations() + MembersModule.migrations() + FilesModule.migrations() + CompendiumModule.migrations() + MatchingModule.migrations()
            + PublishingModule.migrations() + PartnershipsModule.migrations() + TransfersModule.migrations() + ProgrammesModule.migrations()
            + GatheringsModule.migrations()
    }

    /// What every room keeps, and of whom; tables that refer to others first.
    public static let kept: [KeptTable] = PartnershipsModule.kept + TransfersModule.kept + GatheringsModule.kept + ProgrammesModule.kept + PublishingModule.kept + MatchingModule.kept + CompendiumModule.kept + FilesModule.kept + MembersModule.kept + Trail.kept

    /// The texts of the interface, for commands that print what pages say.
    public static func words(_ language: Language) throws -> Wording { try renderer.get().words(language) }

    public static let resources = [
        WebResources.folder, MembersModule.resources, FilesModule.resources, CompendiumModule.resources, MatchingModule.resources, PublishingModule.resources,
        PartnershipsModule.resources,
        TransfersModule.resources,
        GatheringsModule.resources,
        ProgrammesModule.resources,
    ]

    // What comes with the program and never changes while it runs; each is read once, however many installations a process opens.
    private static let renderer = Result { try Renderer(resources: resources) }
    private static let assets = Result { try Assets(resources: resources) }
    private static let vocabulary = Result { try MatchingModule.vocabulary() }
    private static let reference = Result { try MatchingModule.reference() }

    /// Reads them beside one another, and while the database is opened.
    private static func readParts() async {
        await withTaskGroup { group in
            group.addTask { _ = renderer }
            group.addTask { _ = vocabulary }
            group.addTask { _ = (assets, reference) }
        }
    }

    public init(_ settings: Settings, database: Database, clock: Clock, ids: IDSource, logger: Logger) async throws {
        self.settings = settings
        let (renderer, vocabulary) = (try Self.renderer.get(), try Self.vocabulary.get())
        trail = Trail(clock: clock)
        let key = try await database.write { try InstallationSetting.value("form-key", orStore: Secrets.token(), in: $0) }
        house = House(
            database: database, clock: clock, ids: ids, renderer: renderer, assets: try Self.assets.get(),
            site: Site(
                baseURL: settings.baseURL, isDemonstration: settings.isDemonstration, key: key, isBehindProxy: settings.isBehindProxy,
                navigation: Self.navigation, footer: Self.footer, watchToken: settings.metricsToken),
            freshness: Freshness(), cache: PageCache(), logger: logger)
        embeddings = settings.embeddingsURL.map { EmbeddingsClient(url: $0) }
        postman = settings.mailServer.map { [house, trail] server in
            Postman(house: house, trail: trail, sender: server.sender) { await server.deliver($0) }
        }
        let line = WebhookLine(reach: settings.webhookReach)
        courier = WebhookCourier(house: house, trail: trail, secret: settings.secret ?? key) { await line.hand(over: $0, to: $1, headers: $2) }
        board = JobBoard(clock: clock, logger: logger)
        archives = ArchiveDesk(settings: settings, database: database, clock: clock, board: board)
        let press = DocumentPress(
            folder: settings.dataFolder.appendingPathComponent("documents"), weasyPrint: settings.weasyPrint, pandoc: settings.pandoc, logger: logger, board: board)
        // The compendium asks Matching what is alike, and Matching reads the compendium: this one is filled when both are there.
        let index = Late<Matcher>()
        var ports = CompendiumPorts(
            englishTerms: { text, language in MatchingModule.englishTerms(vocabulary, text, language) },
            document: { try await press.document($0) },
            sendSearchLetter: { [trail] letter, writer in
                try SendMail(
                    "compendium.mail.matches", to: letter.person, in: letter.language,
                    values: ["search": letter.searchName, "practices": letter.practices.prefix(20).map { "– \($0.title)" }.joined(separator: "\n")], link: CompendiumPaths.searches
                ).run(ids, trail, by: .system("searches"), in: writer)
            },
            glossary: Self.glossary(of: vocabulary), machine: Self.machine(settings))
        ports.usesMeaning = { index.value?.usesMeaning ?? false }
        ports.nearness = { slug, others in index.value?.likeness(of: slug, to: others) ?? [:] }
        ports.nearnessOfTexts = { texts, others in await index.value?.likeness(of: texts, to: others) ?? [:] }
        ports.uses = Self.blocksInUse
        ports.programmeWork = { [house] in try Self.programmeWork($0, house.words($1), on: house.clock.now.day, $2) }
        files = FilesModule(
            house: house, trail: trail, store: FileStore(folder: settings.filesFolder), limit: settings.uploadLimit,
            ports: Self.filesPorts(database, PictureStudio(vips: settings.vips, logger: logger)))
        compendium = CompendiumModule(house: house, trail: trail, files: files, ports: ports)
        matching = MatchingModule(
            house: house, trail: trail, vocabulary: vocabulary, reference: try Self.reference.get(),
            ports: Self.matchingPorts(house, compendium, embeddings))
        index.fill(matching.matcher)
        publishing = PublishingModule(house: house, trail: trail)
        partnerships = PartnershipsModule(house: house, trail: trail, ports: Self.partnershipsPorts(matching))
        transfers = TransfersModule(house: house, trail: trail, ports: Self.transfersPorts)
        gatherings = GatheringsModule(house: house, trail: trail, ports: Self.gatheringsPorts(compendium, clock))
        programmes = ProgrammesModule(house: house, trail: trail, ports: Self.programmesPorts)
        var offices = MembersPorts(
            isMailSet: settings.mailServer != nil, secret: settings.secret ?? key,
            loadStarter: { [trail] in try await Starter(database: database, ids: ids, trail: trail).loadOnce() },
            health: { [house, compendium, matching] in try await Self.health(house, compendium, matching) },
            ask: { try await OutsideLine.ask($0) }, kept: Self.kept, privacyContact: settings.privacyContact, webhookReach: settings.webhookReach)
        offices.loadPages = { [trail] in try await LoadStarterPages(published: $0).run(database, ids, trail) }
        offices.beginPage = { [publishing] in try await publishing.begin(at: $0, titled: $1, in: $2, by: $3) }
        offices.rooms = Self.administrationRooms
        Self.fillOrganisationPorts(&offices)
        offices.exports = Self.exports(archives)
        let jobs = JobReports(
            board: board, database: database, press: press, publishing: publishing, sendsLetters: settings.mailServer != nil, usesVectors: settings.embeddingsURL != nil,
            vectorsLeft: { [matcher = matching.matcher] in matcher.vectorsLeft })
        offices.jobs = { try await jobs.all() }
        members = MembersModule(house: house, trail: trail, ports: offices)
        let ground = GroundHandlers(house: house, compendium: compendium, matching: matching, publishing: publishing)
        let metrics = MetricsHandler(
            house: house, position: { [hub = trail.hub] in hub.position }, practices: { [catalogue = compendium.catalogue] in catalogue.cards.count },
            vectorsLeft: { [matcher = matching.matcher] in matcher.vectorsLeft }, board: board, outbox: outbox, press: press)
        routes = ground.routes + metrics.routes + StyleguideHandlers(house: house, compendium: compendium).routes + members.routes + files.routes + compendium.routes
            + matching.routes + publishing.routes + partnerships.routes + transfers.routes + ThreadHandlers(house: house, rooms: Self.threadRooms).routes
            + HandoverHandlers(house: house, catalogue: compendium.catalogue, press: press).routes + programmes.routes
            + gatherings.routes
        door = Door(house: house, findPerson: members.findPerson(token:), findBearer: members.findBearer(token:), signIn: members.signInPage)
        try await load()
    }

    /// Reads what is kept in memory, and notes up to where the data was read.
    func load() async throws {
        let position = try await house.database.read { try Audit.position($0) }
        try await compendium.catalogue.load(house.database, meanwhile: matching.load)
        try await publishing.refresh()
        trail.hub.start(at: position)
        house.freshness.rise(to: position)
    }

    public var router: Router<VisitContext> { Front.router(routes, door: door, assets: house.assets) }

    private static let navigation = [
        NavigationEntry(section: "practices", label: "web.nav.practices", href: CompendiumPaths.practices, access: .anyone),
        NavigationEntry(section: "cities", label: "web.nav.cities", href: CompendiumPaths.cities, access: .anyone),
        NavigationEntry(section: "programmes", label: "web.nav.programmes", href: CompendiumPaths.programmes, access: .anyone),
        NavigationEntry(section: "match", label: "web.nav.match", href: MatchingPaths.match, access: .anyone),
        NavigationEntry(section: "gatherings", label: "web.nav.gatherings", href: GatheringsPaths.gatherings, access: .anyone),
        NavigationEntry(section: "drafts", label: "web.nav.drafts", href: CompendiumPaths.manuscripts, access: .holding(.writePractices)),
        NavigationEntry(section: "queue", label: "web.nav.queue", href: CompendiumPaths.queue, access: .holding(.publishPractices)),
        NavigationEntry(section: "translations", label: "web.nav.translations", href: CompendiumPaths.translations, access: .holding(.translate)),
        NavigationEntry(section: "needs", label: "web.nav.needs", href: MatchingPaths.needs, access: .holding(.writeNeeds)),
        NavigationEntry(section: "partnerships", label: "web.nav.partnerships", href: PartnershipsPaths.list, access: .holding(.keepPartnerships)),
        NavigationEntry(section: "transfers", label: "web.nav.transfers", href: TransfersPaths.transfers, access: .holding(.writeTransfers)),
        NavigationEntry(section: "coordination", label: "web.nav.coordination", href: ProgrammesPaths.coordination, access: .holding(.workInProgrammes)),
        NavigationEntry(section: "site", label: "web.nav.site", href: PublishingPaths.site, access: .holding(.prepareSite)),
        NavigationEntry(section: "administration", label: "web.nav.administration", href: MembersPaths.administration, access: .holding(.runInstallation)),
    ]

    private static let footer = [
        NavigationEntry(section: "vocabulary", label: "web.footer.vocabulary", href: MatchingPaths.vocabulary, access: .anyone),
        NavigationEntry(section: "api", label: "web.footer.api", href: "/api/v1/openapi.json", access: .anyone),
        NavigationEntry(section: "partnerships", label: "web.nav.partnerships", href: PartnershipsPaths.list, access: .holding(.readNetwork)),
        NavigationEntry(section: "searches", label: "web.footer.searches", href: CompendiumPaths.searches, access: .signedIn),
        NavigationEntry(section: "styleguide", label: "web.footer.styleguide", href: "/styleguide", access: .demonstration),
    ]
}
