import Foundation
import Kernel
import Store
import StorePostgres
import StoreSQLite

/// The engines every query and command is tested on: `@Test(arguments: Engines.all)`.
public enum Engines {
    public static let all = Engine.allCases
}

/// Gives the body a fresh, migrated database of its own, and clears it away afterwards.
///
///     @Test(arguments: Engines.all)
///     func publishes(engine: Engine) async throws {
///         try await withDatabase(engine, migrations: all) { database in … }
///     }
///
/// At most eight are open at once; the ninth waits. Do not nest it: open a second `Database` on the same data with
/// `withTestPlace` instead.
@discardableResult
public func withDatabase<Value>(
    _ engine: Engine, migrations: [Migration] = [], isolation: isolated (any Actor)? = #isolation,
    _ body: (Database) async throws -> Value
) async throws -> Value {
    try await withTestPlace(engine) { place in
        let database = try place.open()
        do {
            try await database.migrate(migrations, at: Instant(milliseconds: 0))
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}

/// Gives the body an empty place for data, on which several `Database` values stand for several processes. The body
/// closes what it opens.
@discardableResult
public func withTestPlace<Value>(
    _ engine: Engine, isolation: isolated (any Actor)? = #isolation, _ body: (TestPlace) async throws -> Value
) async throws -> Value {
    await Gate.databases.enter()
    do {
        let place = try await TestPlace.make(engine)
        let value: Value
        do {
            value = try await body(place)
        } catch {
            try? await place.clear()
            throw error
        }
        try await place.clear()
        await Gate.databases.leave()
        return value
    } catch {
        await Gate.databases.leave()
        throw error
    }
}

/// Where one test keeps its data: a file in a folder of its own, or a schema of its own on the test server.
public struct TestPlace: Sendable {
    public let engine: Engine
    /// The path of the SQLite file, or the address of the server with the schema as search path.
    public let address: String
    private let name: String

    /// - Parameter connections: how many a PostgreSQL pool may open; SQLite has its own measure.
    public func open(connections: Int = 4) throws -> Database {
        switch engine {
        case .sqlite: Database(driver: try SQLiteDriver(path: address))
        case .postgres: Database(driver: try PostgresDriver(url: address, poolSize: connections))
        }
    }

    static func make(_ engine: Engine) async throws -> TestPlace {
        let name = "ponte_test_\(getpid())_\(IDSource.live.text())"
        switch engine {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return TestPlace(engine: engine, address: folder.appending(path: "ponte.sqlite").path, name: name)
        case .postgres:
            try await schema("CREATE SCHEMA \(name)")
            let server = try await TestServer.shared.url()
            let separator = server.contains("?") ? "&" : "?"
            return TestPlace(engine: engine, address: "\(server)\(separator)options=-c%20search_path%3D\(name)", name: name)
        }
    }

    func clear() async throws {
        switch engine {
        case .sqlite: try FileManager.default.removeItem(at: URL(filePath: address).deletingLastPathComponent())
        case .postgres: try await Self.schema("DROP SCHEMA \(name) CASCADE")
        }
    }

    private static func schema(_ statement: String) async throws {
        _ = try await TestServer.shared.keeper().write { try $0.change(SQL(trusted: statement)) }
    }
}

/// The PostgreSQL server that the tests of this process share: the one `PONTE_TEST_POSTGRES` names, else a throw-away
/// one, started when the first test asks for it.
actor TestServer {
    static let shared = TestServer()

    private var starting: Task<String, any Error>?
    private var driver: PostgresDriver?

    /// - Throws: `CommandFailed` saying what to install when there is no PostgreSQL on this machine.
    func url() async throws -> String {
        if let starting { return try await starting.value }
        let task = Task {
            if let given = ProcessInfo.processInfo.environment["PONTE_TEST_POSTGRES"], !given.isEmpty { return given }
            return try await PostgresServer.start().url
        }
        starting = task
        return try await task.value
    }

    /// Makes and drops the schemas.
    func keeper() async throws -> PostgresDriver {
        let url = try await url()
        if let driver { return driver }
        let made = try PostgresDriver(url: url, poolSize: 2)
        driver = made
        return made
    }
}
