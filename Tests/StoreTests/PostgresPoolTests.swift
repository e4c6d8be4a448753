import Foundation
import Kernel
import Store
import StorePostgres
import TestKit
import Testing

private let nap: @Sendable (any Connection) throws -> Int = { connection in
    _ = try connection.rows("SELECT pg_sleep(0.05)")
    return 1
}

private func isUnreachable(_ error: any Error) -> Bool {
    if case StoreError.unreachable = error { true } else { error is Unreachable }
}

@Suite struct PostgresPoolTests {
    @Test func `More readers than connections wait their turn`() async throws {
        try await withTestPlace(.postgres) { place in
            let driver = try PostgresDriver(url: place.address, poolSize: 2)
            let done = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await driver.read(nap) } }
                return try await group.reduce(0, +)
            }
            #expect(done == 20)
            let mine = try await driver.read { connection in
                try connection.rows("SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(0.05)%' OR pid = pg_backend_pid()").count
            }
            #expect(mine == 1)
            await driver.close()
        }
    }

    @Test func `Who came first is served first`() async throws {
        try await withTestPlace(.postgres) { place in
            let driver = try PostgresDriver(url: place.address, poolSize: 1)
            let turn = Tally()
            let order = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for number in 0..<8 {
                    group.addTask { (number, try await driver.read { _ = try nap($0); return turn.raise() }) }
                    try await Task.sleep(for: .milliseconds(20))
                }
                return try await group.reduce(into: [(Int, Int)]()) { $0.append($1) }
            }
            #expect(order.sorted { $0.0 < $1.0 }.map(\.1) == Array(1...8))
            await driver.close()
        }
    }

    @Test func `Nobody waits longer than the pool's patience`() async throws {
        try await withTestPlace(.postgres) { place in
            let driver = try PostgresDriver(url: place.address, poolSize: 1, patience: .milliseconds(300), answerWithin: .seconds(40))
            let over = Tally()
            async let long = driver.read { connection in
                defer { over.raise() }
                return try connection.rows("SELECT pg_sleep(3)").count
            }
            try await Task.sleep(for: .milliseconds(200))
            await #expect { _ = try await driver.read(nap) } throws: { isUnreachable($0) }
            #expect(over.value == 0, "it did not wait for the other to end")
            #expect(try await long == 1)
            #expect(try await driver.read(nap) == 1)
            await driver.close()
        }
    }

    @Test func `A cancelled wait ends at once, and its work is not done`() async throws {
        try await withTestPlace(.postgres) { place in
            let driver = try PostgresDriver(url: place.address, poolSize: 1)
            async let long = driver.read { try $0.rows("SELECT pg_sleep(1)").count }
            try await Task.sleep(for: .milliseconds(200))
            let ran = Tally()
            let waiting = Task { try await driver.read { _ in ran.raise() } }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            #expect(try await long == 1)
            #expect(ran.value == 0)
            await driver.close()
        }
    }

    @Test func `A closed database refuses, and lets running work finish`() async throws {
        try await withTestPlace(.postgres) { place in
            let driver = try PostgresDriver(url: place.address, poolSize: 1)
            async let long = driver.read { try $0.rows("SELECT pg_sleep(0.3)").count }
            try await Task.sleep(for: .milliseconds(150))
            await driver.close()
            #expect(try await long == 1)
            await #expect { _ = try await driver.read(nap) } throws: { isUnreachable($0) }
            await driver.close()
        }
    }

    @Test func `Every connection speaks UTF-8 and UTC and keeps its promises`() async throws {
        try await withTestPlace(.postgres) { place in
            let driver = try PostgresDriver(url: place.address, poolSize: 1)
            let names = ["application_name", "client_encoding", "TimeZone", "statement_timeout", "idle_in_transaction_session_timeout", "synchronous_commit", "transaction_isolation", "transaction_read_only"]
            let show: @Sendable (any Connection) throws -> [String] = { connection in
                try names.map { try connection.rows(SQL(trusted: "SHOW \($0)"))[0].values[0] }.map { if case .text(let text) = $0 { text } else { "" } }
            }
            #expect(try await driver.write(show) == ["ponte", "UTF8", "UTC", "30s", "1min", "on", "read committed", "off"])
            #expect(try await driver.read(show) == ["ponte", "UTF8", "UTC", "30s", "1min", "on", "repeatable read", "on"])
            await driver.close()
        }
    }

    @Test func `An address that makes no sense is refused without repeating its secrets`() {
        #expect {
            _ = try PostgresDriver(url: "postgres://ponte:se%zzcret@host/ponte")
        } throws: { isUnreachable($0) && !"\($0)".contains("cret") }
        #expect { _ = try PostgresDriver(url: "postgres://host/ponte?no_such_option=1") } throws: { isUnreachable($0) }
    }

    @Test func `A deadlock is run again and both succeed`() async throws {
        try await withDatabase(.postgres, migrations: cities) { database in
            try await database.write { writer in
                try writer.addCity("a", "A")
                try writer.addCity("b", "B")
            }
            let (runs, ready) = (Tally(), Tally())
            @Sendable func raise(_ first: String, then second: String) async throws {
                try await database.write { writer in
                    runs.raise()
                    try writer.run("UPDATE city SET people = people + 1 WHERE id = \(first)")
                    ready.raise()
                    while ready.value < 2 { Thread.sleep(forTimeInterval: 0.01) }
                    try writer.run("UPDATE city SET people = people + 1 WHERE id = \(second)")
                }
            }
            async let one: Void = raise("a", then: "b")
            async let other: Void = raise("b", then: "a")
            _ = try await (one, other)
            // The one that gave way may be back before the other has what it waits for, and give way again.
            #expect(runs.value >= 3)
            #expect(try await database.read { try $0.all("SELECT people FROM city") { try $0["people"] as Int } } == [2, 2])
        }
    }

    @Test func `A write that collides every time is tried four times`() async throws {
        try await withDatabase(.postgres, migrations: cities) { (database: Database) async throws in
            let runs = Tally()
            await #expect {
                try await database.write { writer in
                    runs.raise()
                    try writer.addCity("a", "A")
                    throw StoreError.collision("again")
                }
            } throws: { error in
                if case StoreError.collision = error { true } else { false }
            }
            #expect(runs.value == 4)
            #expect(try await database.read { try $0.cityIDs() } == [])
        }
    }
}
