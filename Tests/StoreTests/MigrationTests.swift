import Foundation
import Kernel
import Store
import TestKit
import Testing

private let epoch = Instant(milliseconds: 0)
private let second = Migration(id: "test/0002-country", sql: "ALTER TABLE city ADD COLUMN country text NOT NULL DEFAULT ''")

@Suite struct MigrationTests {
    @Test(arguments: Engines.all)
    func `A migration is applied once`(engine: Engine) async throws {
        try await withDatabase(engine) { database in
            let all = cities + [second]
            let before = try await database.pending(all).map(\.id)
            #expect(before == ["test/0001-city", "test/0002-country"])
            #expect(try await database.migrate(cities, at: epoch) == ["test/0001-city"])
            #expect(try await database.migrate(cities, at: epoch) == [])
            #expect(try await database.pending(all) == [second])
            #expect(try await database.migrate(all, at: epoch) == ["test/0002-country"])
            #expect(try await database.pending(all).isEmpty)
        }
    }

    @Test(arguments: Engines.all)
    func `Processes that start together migrate once between them`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let databases = try (0..<4).map { _ in try place.open() }
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for database in databases { group.addTask { try await database.migrate(cities + [second], at: epoch) } }
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(applied == ["test/0001-city", "test/0002-country"])
            for database in databases { await database.close() }
        }
    }

    @Test(arguments: Engines.all)
    func `A migration that fails half-way leaves nothing of it`(engine: Engine) async throws {
        try await withDatabase(engine) { (database: Database) async throws in
            let broken = Migration(id: "test/0002-broken", sql: "CREATE TABLE half (id text); CREATE TABLE nonsense nonsense")
            await #expect(throws: StoreError.self) { try await database.migrate(cities + [broken], at: epoch) }
            #expect(try await database.pending(cities).count == 1)
            await #expect(throws: StoreError.self) { try await database.read { try $0.rows("SELECT id FROM half").count } }
            #expect(try await database.migrate(cities, at: epoch).count == 1)
        }
    }

    @Test(arguments: Engines.all)
    func `A database of a newer Ponte is left alone`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities + [second]) { database in
            await #expect {
                try await database.migrate(cities, at: epoch)
            } throws: { error in
                if case StoreError.migration(let message) = error { message.contains("test/0002-country") } else { false }
            }
        }
    }

    @Test(arguments: Engines.all)
    func `A migration that was changed after it was applied is refused`(engine: Engine) async throws {
        let first = Migration(id: "test/0001-first", sql: "-- as it was\nCREATE TABLE first (id text)")
        try await withDatabase(engine, migrations: [first]) { (database: Database) async throws in
            let respaced = Migration(id: first.id, sql: "CREATE TABLE first\n  (id text)")
            #expect(try await database.migrate([respaced], at: epoch).isEmpty, "spacing and comments are free")
            await #expect {
                try await database.migrate([Migration(id: first.id, sql: "CREATE TABLE first (id text, name text)")], at: epoch)
            } throws: { error in
                if case StoreError.migration(let message) = error { message.contains(first.id) } else { false }
            }
        }
    }

    @Test(arguments: Engines.all)
    func `Statements known from before a migration work after it`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let (old, new) = (try place.open(connections: 1), try place.open())
            try await old.migrate(cities, at: epoch)
            let row: @Sendable (Reader) throws -> Row? = { try $0.rows("SELECT * FROM city WHERE id = \("a")").first }
            try await old.write { try $0.addCity("a", "Malmö") }
            #expect(try await old.read(row)?.values.count == 3)
            try await new.migrate(cities + [second], at: epoch)
            // How many columns a `*` shows now is the engine's affair, which is why queries name theirs.
            #expect(try await old.read(row)?["name"] == "Malmö")
            let country = try await old.read { try $0.first("SELECT country FROM city WHERE id = \("a")") { try $0["country"] as String } }
            #expect(country == "")
            await old.close()
            await new.close()
        }
    }

    @Test func `Comments and empty statements are left out`() {
        let migration = Migration(id: "x", sql: "-- first; comment\nCREATE TABLE a (id text);\n\n;  \n  -- last\nCREATE TABLE b (id text);\n")
        #expect(migration.statements == ["CREATE TABLE a (id text)", "CREATE TABLE b (id text)"])
    }

    @Test func `A room's files are taken in the order of their names`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ponte-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["0002-b.sql", "0001-a.sql", "notes.txt"] {
            try "CREATE TABLE x (id text)".write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        #expect(try Migration.all(ofRoom: "desk", in: folder).map(\.id) == ["desk/0001-a", "desk/0002-b"])
    }
}
