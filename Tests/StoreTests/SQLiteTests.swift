import Foundation
import GRDB
import Kernel
import Store
import StoreSQLite
import TestKit
import Testing

@Suite struct SQLiteTests {
    @Test func `A writer waits while another process writes`() async throws {
        try await withTestPlace(.sqlite) { place in
            let database = try place.open()
            try await database.migrate(cities, at: Instant(milliseconds: 0))
            let other = try DatabaseQueue(path: place.address)
            let holds = DispatchSemaphore(value: 0)
            Thread {
                try? other.inDatabase { foreign in
                    try foreign.execute(sql: "BEGIN IMMEDIATE")
                    holds.signal()
                    Thread.sleep(forTimeInterval: 0.5)
                    try foreign.execute(sql: "INSERT INTO city (id, name) VALUES ('theirs', 'T'); COMMIT")
                }
            }.start()
            #expect(holds.passed(within: 5))
            try await database.write { try $0.addCity("ours", "O") }
            #expect(try await database.read { try $0.cityIDs() } == ["ours", "theirs"])
            try other.close()
            await database.close()
        }
    }

    @Test func `A folder that is not there is unreachable`() {
        #expect {
            _ = try SQLiteDriver(path: "/nowhere/at/all/ponte.sqlite")
        } throws: { error in
            if case StoreError.unreachable(let message) = error { message.contains("/nowhere/at/all") } else { false }
        }
    }

    @Test func `A file that is no database is unreachable`() async throws {
        try await withTestPlace(.sqlite) { place in
            try Data(repeating: 65, count: 8192).write(to: URL(filePath: place.address))
            await #expect {
                let database = try place.open()
                _ = try await database.read { try $0.number("SELECT 1 AS n") }
            } throws: { error in
                if case StoreError.unreachable = error { true } else { error is Unreachable }
            }
        }
    }
}

extension DispatchSemaphore {
    /// Waits as `wait(timeout:)`, which async code may not call; for a moment only.
    func passed(within seconds: Double) -> Bool { wait(timeout: .now() + seconds) == .success }
}
