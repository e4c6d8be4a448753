import Foundation
import Kernel
import Store
import TestKit
import Testing

private struct Refused: Error, Equatable {}

/// A number that many may raise.
final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    var value: Int { lock.withLock { count } }
    @discardableResult func raise() -> Int {
        lock.withLock {
            count += 1
            return count
        }
    }
}

@Suite struct TransactionTests {
    @Test(arguments: Engines.all)
    func `What throws leaves nothing behind`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { (database: Database) async throws in
            await #expect(throws: Refused()) {
                try await database.write { writer in
                    try writer.addCity("a", "Malmö")
                    #expect(try writer.reader.cityIDs() == ["a"])
                    throw Refused()
                }
            }
            #expect(try await database.read { try $0.cityIDs() } == [])
        }
    }

    @Test(arguments: Engines.all)
    func `Effects run after the commit, once, and never after an undo`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            let ran = Tally()
            try await database.write { writer in
                writer.afterCommit { ran.raise() }
                try writer.addCity("a", "Malmö")
                #expect(ran.value == 0)
            }
            #expect(ran.value == 1)
            try? await database.write { writer in
                writer.afterCommit { ran.raise() }
                throw Refused()
            }
            try? await database.write { writer in
                writer.afterCommit { ran.raise() }
                try writer.addCity("a", "again")
            }
            #expect(ran.value == 1)
        }
    }

    @Test(arguments: Engines.all, [
        "INSERT INTO city (id, name) VALUES ('a', 'other')",
        "INSERT INTO city (id, name) VALUES ('b', 'Malmö')",
        "INSERT INTO city (id, name) VALUES ('b', NULL)",
        "UPDATE city SET people = -1",
        "INSERT INTO district (id, city) VALUES ('d', 'nowhere')",
    ])
    func `A broken rule of the schema is a constraint error`(engine: Engine, statement: String) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { try $0.addCity("a", "Malmö") }
            await #expect {
                try await database.write { _ = try $0.run(SQL(trusted: statement)) }
            } throws: { error in
                if case StoreError.constraint = error { true } else { false }
            }
            #expect(try await database.read { try $0.cityIDs() } == ["a"])
        }
    }

    @Test(arguments: Engines.all)
    func `A rule that is checked at the commit undoes everything`(engine: Engine) async throws {
        let late = Migration(
            id: "test/0002-late",
            sql: "CREATE TABLE late (id text PRIMARY KEY, city text NOT NULL REFERENCES city (id) DEFERRABLE INITIALLY DEFERRED)")
        try await withDatabase(engine, migrations: cities + [late]) { database in
            try await database.write { writer in
                try writer.run("INSERT INTO late (id, city) VALUES ('early', 'a')")
                try writer.addCity("a", "Malmö")
            }
            await #expect {
                try await database.write { _ = try $0.run("INSERT INTO late (id, city) VALUES ('never', 'nowhere')") }
            } throws: { error in
                if case StoreError.constraint = error { true } else { false }
            }
            #expect(try await database.read { try $0.number("SELECT count(*) AS n FROM late") } == 1)
        }
    }

    @Test(arguments: Engines.all)
    func `A body may turn a constraint error into a problem of its own`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { try $0.addCity("a", "Malmö") }
            await #expect(throws: Problem.conflict(reason: "taken")) {
                try await database.write { writer in
                    do { try writer.addCity("a", "Lund") } catch StoreError.constraint { throw Problem.conflict(reason: "taken") }
                }
            }
        }
    }

    @Test(arguments: Engines.all)
    func `A failed statement that the body swallows still undoes the transaction`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { try $0.addCity("a", "Malmö") }
            await #expect(throws: StoreError.self) {
                try await database.write { writer in
                    try writer.addCity("b", "Bologna")
                    try? writer.addCity("a", "Malmö")
                }
            }
            await #expect(throws: StoreError.self) {
                try await database.write { writer in
                    try? writer.addCity("a", "Malmö")
                    try writer.addCity("c", "Cork")
                }
            }
            #expect(try await database.read { try $0.cityIDs() } == ["a"])
        }
    }

    @Test(arguments: Engines.all)
    func `A reader cannot write`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { (database: Database) async throws in
            await #expect(throws: (any Error).self) {
                _ = try await database.read { try $0.rows("INSERT INTO city (id, name) VALUES ('a', 'A') RETURNING id") }
            }
            #expect(try await database.read { try $0.cityIDs() } == [])
        }
    }

    @Test(arguments: Engines.all)
    func `A reader sees one consistent view while others write`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            let (before, after) = try await database.read { reader in
                let before = try reader.cityIDs()
                let written = DispatchSemaphore(value: 0)
                Task {
                    try await database.write { try $0.addCity("a", "Malmö") }
                    written.signal()
                }
                #expect(written.wait(timeout: .now() + 10) == .success)
                return (before, try reader.cityIDs())
            }
            #expect(before == [])
            #expect(after == [])
            #expect(try await database.read { try $0.cityIDs() } == ["a"])
        }
    }

    @Test(arguments: Engines.all)
    func `A reader is not held up by an open write, and does not see it`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { writer in
                try writer.addCity("a", "Malmö")
                let looked = DispatchSemaphore(value: 0)
                let seen = Tally()
                Task {
                    for _ in try await database.read({ try $0.cityIDs() }) { seen.raise() }
                    looked.signal()
                }
                #expect(looked.wait(timeout: .now() + 10) == .success)
                #expect(seen.value == 0)
            }
        }
    }

    @Test(arguments: Engines.all, ["in one statement", "in Swift, on a row taken first"])
    func `A hundred increments from ten tasks lose nothing`(engine: Engine, way: String) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { try $0.addCity("a", "Malmö") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        for _ in 0..<10 {
                            try await database.write { writer in
                                guard way == "in Swift, on a row taken first" else {
                                    _ = try writer.run("UPDATE city SET people = people + 1 WHERE id = 'a'")
                                    return
                                }
                                let people = try writer.reader.first("UPDATE city SET people = people WHERE id = 'a' RETURNING people") { try $0["people"] as Int }
                                _ = try writer.run("UPDATE city SET people = \((people ?? 0) + 1) WHERE id = 'a'")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.read { try $0.number("SELECT people AS n FROM city") } == 100)
        }
    }

    @Test(arguments: Engines.all)
    func `Two processes write to one database`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let (one, other) = (try place.open(), try place.open())
            try await one.migrate(cities, at: Instant(milliseconds: 0))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (name, database) in [("one", one), ("other", other)] {
                    group.addTask {
                        for number in 0..<25 { try await database.write { try $0.addCity("\(name)-\(number)", "\(name) \(number)") } }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await other.read { try $0.cityIDs() }.count == 50)
            await one.close()
            await other.close()
        }
    }
}
