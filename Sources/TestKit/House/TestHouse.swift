import App
import Compendium
import Foundation
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import Members
import Store
import Trail
import Web

/// What a house holds when a test begins.
public enum TestContent: Sendable {
    case empty
    /// `Fixture`: five cities, one programme, six practices.
    case small
    /// The content that Ponte comes with.
    case starter
    /// So many practices that are alike.
    case many(Int)
}

/// Gives the body a whole Ponte on a fresh database: the real installation and router, a clock that stands still, counted ids.
///
///     @Test(arguments: Engines.all)
///     func `A visitor reads`(engine: Engine) async throws {
///         try await withHouse(engine) { house in
///             let page = try await house.visitor().get("/practices")
///             #expect(page.status == 200)
///         }
///     }
@discardableResult
public func withHouse<Value>(
    _ engine: Engine, _ content: TestContent = .small, settings: [String: String] = [:], isolation: isolated (any _Concurrency.Actor)? = #isolation,
    _ body: (TestHouse) async throws -> Value
) async throws -> Value {
    try await withTestPlace(engine) { place in
        let house = try await TestHouse.open(place, content, settings: settings)
        do {
            let value = try await body(house)
            await house.close()
            return value
        } catch {
            await house.close()
            throw error
        }
    }
}

/// One process of Ponte, without a port: requests go to its router as they would from the network.
public struct TestHouse: Sendable {
    public let installation: Installation
    public let clock: TestClock
    public let log: TestLog
    private let client: any TestClientProtocol
    private let inbox: Inbox
    private let names: IDSource

    public var database: Database { installation.house.database }
    public var trail: Trail { installation.trail }
    public var ids: IDSource { installation.house.ids }

    /// Opens a process on a place; a second one on the same place stands for another machine.
    /// - Parameters:
    ///   - name: begins the ids that this process makes.
    ///   - content: `.empty` for a second process.
    public static func open(
        _ place: TestPlace, _ content: TestContent = .empty, name: String = "id", settings: [String: String] = [:], clock: TestClock = TestClock()
    ) async throws -> TestHouse {
        try await open(on: try place.open(), content, name: name, settings: settings, clock: clock)
    }

    /// The same on any database, which is closed with the house.
    public static func open(
        on database: Database, _ content: TestContent = .empty, name: String = "id", settings: [String: String] = [:], clock: TestClock = TestClock()
    ) async throws -> TestHouse {
        Secrets.prepare()
        do {
            let log = TestLog()
            let ids = IDSource.counted(name)
            try await database.migrate(try Installation.migrations(), at: clock.now)
            try await fill(database, content, ids, Trail(clock: clock.clock))
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ponte-house-\(UUID().uuidString)")
            let flags = ["behind.proxy": "true", "base.url": "https://ponte.example.eu", "data": folder.path, "weasyprint": Self.weasyPrint].merging(settings) { $1 }
            let installation = try await Installation(
                try await Settings.read(flags: flags, environment: [:]), database: database, clock: clock.clock, ids: ids, logger: log.logger)
            let inbox = Inbox()
            installation.trail.hub.subscribe { inbox.put($0) }
            let client = try await Application(router: installation.router, logger: log.logger).test(.router) { $0 }
            return TestHouse(installation: installation, clock: clock, log: log, client: client, inbox: inbox, names: .counted("\(name)-browser"))
        } catch {
            await database.close()
            throw error
        }
    }

    private static func fill(_ database: Database, _ content: TestContent, _ ids: IDSource, _ trail: Trail) async throws {
        let practices: [Fixture.Record]
        switch content {
        case .empty: return
        case .starter:
            try await Starter(database: database, ids: ids, trail: trail).load()
            return
        case .small: practices = Fixture.practices
        case .many(let count): practices = Fixture.practices(count)
        }
        _ = try await ImportCities(file: "cities.json", data: Fixture.data(Fixture.cities)).run(database, ids, trail)
        _ = try await ImportProgrammes(file: "programmes.json", data: Fixture.data(Fixture.programmes)).run(database, ids, trail)
        _ = try await ImportPractices(files: [(name: "practices.json", data: Fixture.data(practices))]).run(database, ids, trail)
    }

    public func close() async {
        await database.close()
        let folder = installation.settings.dataFolder
        if folder.lastPathComponent.hasPrefix("ponte-house-") { try? FileManager.default.removeItem(at: folder) }
    }

    /// As `make setup` installs it.
    public static let weasyPrint = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".tools/venv/bin/weasyprint").path

    // MARK: who looks

    public func visitor() -> Browser { Browser(client: client, address: names.text()) }

    /// Puts a person with one role on record and signs them in, without a password. In a city, a city officer and a city lead
    /// are of Catania unless it says otherwise.
    public func signIn(as role: Role, in city: String? = nil, name: String? = nil, expires: Instant? = nil) async throws -> Browser {
        let person = try await person(role, in: city, name: name, expires: expires)
        return try await browser(of: person)
    }

    /// Another browser in which the person is signed in.
    public func browser(of person: PersonID) async throws -> Browser {
        let token = Secrets.token()
        let now = clock.now
        try await database.write { writer in
            try writer.run(
                """
                INSERT INTO session (digest, person_id, created_at, seen_at, expires_at, device)
                VALUES (\(Secrets.digest(token)), \(person), \(now), \(now), \(now.adding(Session.lifetime)), 'Firefox/140.0 Linux')
                """)
        }
        return Browser(client: client, address: names.text(), person: person, session: token)
    }

    /// A person with `TestHouse.password`; their address is their name without spaces at `test.example`.
    public func person(_ role: Role?, in city: String? = nil, name: String? = nil, expires: Instant? = nil) async throws -> PersonID {
        let id: PersonID = ids.next()
        let name = name ?? "Person \(id)"
        let hash = try await Self.hash.value
        let place = [.cityOfficer, .cityLead].contains(role) ? city ?? "catania" : city
        let now = clock.now
        let grant = ids.text()
        try await database.write { writer in
            try writer.run(
                """
                INSERT INTO person (id, email, name, language, password_hash, created_at)
                VALUES (\(id), \(Self.email(name)), \(name), 'en', \(hash), \(now))
                """)
            guard let role else { return }
            // As if set up long ago; nobody here signs in with it.
            if [.administrator, .editor].contains(role) {
                try writer.run(
                    """
                    INSERT INTO second_factor (person_id, secret, created_at, confirmed_at, last_step)
                    VALUES (\(id), 'sealed', \(now), \(now), 0)
                    """)
            }
            let city = try place.map { try Cities.bySlug($0, writer.reader)?.id ?? CityID($0) }
            try writer.run(
                """
                INSERT INTO role_grant (id, person_id, role, scope_kind, scope_id, granted_at, expires_at)
                VALUES (\(grant), \(id), \(role.rawValue), \(city == nil ? "network" : "city"), \(city), \(now), \(expires))
                """)
        }
        return id
    }

    public static func email(_ name: String) -> String { "\(name.lowercased().replacingOccurrences(of: " ", with: "."))@test.example" }

    public static let password = "a bridge of seven arches"
    private static let hash = Task { try await Passwords.hash(password) }

    // MARK: what changes

    /// Imports practices and lets this process follow.
    @discardableResult
    public func importPractices(_ records: [Fixture.Record], file: String = "practices.json") async throws -> ImportPractices.Outcome {
        let outcome = try await ImportPractices(files: [(name: file, data: Fixture.data(records))]).run(database, ids, trail)
        await settle()
        return outcome
    }

    /// Brings this process in step with everything it was told of, as its background work does.
    public func settle() async {
        let news = inbox.take()
        if !news.isEmpty { await installation.follow(news) }
    }

    /// How many statements the body runs.
    public func statements(isolation: isolated (any _Concurrency.Actor)? = #isolation, _ body: () async throws -> Void) async throws -> Int {
        let before = database.meter.statements
        try await body()
        return database.meter.statements - before
    }

    /// What the hub told and nobody has followed yet.
    private final class Inbox: @unchecked Sendable {
        private let lock = NSLock()
        private var waiting: [News] = []

        func put(_ news: [News]) { lock.withLock { waiting += news } }
        func take() -> [News] {
            lock.withLock {
                defer { waiting = [] }
                return waiting
            }
        }
    }
}
