import Foundation
import Kernel
import Store
import StorePostgres
import TestKit
import Testing

private let one: @Sendable (Reader) throws -> Int = { try $0.number("SELECT 1 AS n") }

@Suite struct PostgresOutageTests {
    private func with(_ server: PostgresServer, _ body: (PostgresServer) async throws -> Void) async throws {
        do { try await body(server) } catch {
            await server.discard()
            throw error
        }
        await server.discard()
    }

    @Test func `A server that stops is Unreachable, and after its restart all is well by itself`() async throws {
        try await with(PostgresServer.start()) { server in
            let database = Database(driver: try PostgresDriver(url: server.url, poolSize: 4))
            try await database.migrate(cities, at: Instant(milliseconds: 0))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 { group.addTask { try await database.write { try $0.addCity("\(number)", "City \(number)") } } }
                try await group.waitForAll()
            }

            try await server.stop(.immediate)
            await #expect(throws: Unreachable.self) { try await database.read(one) }
            await #expect(throws: Unreachable.self) { try await database.write { try $0.addCity("x", "X") } }

            try await server.startAgain()
            #expect(try await database.read { try $0.cityIDs() }.count == 8)
            try await database.write { try $0.addCity("x", "X") }
            #expect(try await database.read { try $0.cityIDs() }.count == 9)
            await database.close()
        }
    }

    @Test func `A restart between two requests is not noticed`() async throws {
        try await with(PostgresServer.start()) { server in
            let database = Database(driver: try PostgresDriver(url: server.url, poolSize: 3))
            try await database.migrate(cities, at: Instant(milliseconds: 0))
            _ = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<9 { group.addTask { try await database.read { _ = try $0.rows("SELECT pg_sleep(0.1)"); return 1 } } }
                return try await group.reduce(0, +)
            }
            try await server.stop(.fast)
            try await server.startAgain()
            for number in 0..<6 { try await database.write { try $0.addCity("\(number)", "City \(number)") } }
            #expect(try await database.read { try $0.cityIDs() }.count == 6)
            await database.close()
        }
    }

    @Test func `A connection lost in the middle is Unreachable, and nothing of the write is there`() async throws {
        try await withTestPlace(.postgres) { place in
            let database = try place.open(connections: 1)
            try await database.migrate(cities, at: Instant(milliseconds: 0))
            let ran = Tally()
            await #expect(throws: Unreachable.self) {
                try await database.write { writer in
                    ran.raise()
                    try writer.addCity("a", "A")
                    _ = try? writer.reader.rows("SELECT pg_terminate_backend(pg_backend_pid())")
                    // The body's own reading of it must not hide that the connection is gone.
                    throw Problem.notFound
                }
            }
            #expect(ran.value == 1)
            #expect(try await database.read { try $0.cityIDs() } == [])
            await database.close()
        }
    }

    @Test func `An answer that does not come is given up, and the next question is answered`() async throws {
        try await withTestPlace(.postgres) { place in
            let driver = try PostgresDriver(url: place.address, poolSize: 1, patience: .seconds(10), answerWithin: .milliseconds(500))
            let database = Database(driver: driver)
            await #expect(throws: Unreachable.self) { try await database.read { try $0.rows("SELECT pg_sleep(5)").count } }
            #expect(try await database.read(one) == 1)
            await database.close()
        }
    }

    @Test func `A commit that is not answered is Unreachable, and says that its outcome is unknown`() async throws {
        try await withTestPlace(.postgres) { place in
            let keeper = Database(driver: try PostgresDriver(url: place.address, poolSize: 1))
            try await keeper.migrate(cities, at: Instant(milliseconds: 0))
            try await keeper.write { writer in
                try writer.run("CREATE FUNCTION doze() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END'")
                try writer.run("CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON city DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION doze()")
            }
            let driver = try PostgresDriver(url: place.address, poolSize: 1, patience: .seconds(10), answerWithin: .milliseconds(500))
            let (effects, runs) = (Tally(), Tally())
            await #expect {
                try await Database(driver: driver).write { writer in
                    runs.raise()
                    writer.afterCommit { effects.raise() }
                    try writer.addCity("a", "A")
                }
            } throws: { error in
                error is Unreachable && "\(error)".contains("unknown")
            }
            // It is not tried again by itself, for it may have happened; here it does, a moment later.
            #expect(runs.value == 1 && effects.value == 0)
            try await Task.sleep(for: .seconds(2))
            #expect(try await keeper.read { try $0.cityIDs() } == ["a"])
            await driver.close()
            await keeper.close()
        }
    }

    @Test func `A statement that takes too long for the server is Unreachable`() async throws {
        try await withTestPlace(.postgres) { place in
            let database = Database(driver: try PostgresDriver(url: place.address + "%20-c%20statement_timeout%3D200", poolSize: 1))
            await #expect(throws: Unreachable.self) { try await database.read { try $0.rows("SELECT pg_sleep(5)").count } }
            #expect(try await database.read(one) == 1)
            await database.close()
        }
    }

    @Test func `Nobody at the address is Unreachable within seconds`() async throws {
        let database = Database(driver: try PostgresDriver(url: "postgres://ponte@127.0.0.1:1,[::1]:1/ponte"))
        await #expect(throws: Unreachable.self) { try await database.read(one) }
        await database.close()
    }

    @Test func `When the first server dies and the second takes over, the address finds it`() async throws {
        try await with(PostgresServer.start()) { first in
            try await with(first.standby()) { second in
                // The standby stands first in the address and is passed over, since it takes no writes.
                let database = Database(driver: try PostgresDriver(url: PostgresServer.url(of: [second, first]), poolSize: 3))
                try await database.migrate(cities, at: Instant(milliseconds: 0))
                try await database.write { try $0.addCity("before", "Before") }
                try await arrival(of: "before", at: second)

                try await first.stop(.immediate)
                await #expect(throws: Unreachable.self) { try await database.read(one) }
                try await second.promote()

                try await database.write { try $0.addCity("after", "After") }
                #expect(try await database.read { try $0.cityIDs() } == ["after", "before"])
                await database.close()
            }
        }
    }

    /// Waits until the standby has the row, asking it without the demand for writes.
    private func arrival(of id: String, at standby: PostgresServer) async throws {
        try await standby.waitUntilItHas("SELECT 1 FROM city WHERE id = '\(id)'")
    }
}
