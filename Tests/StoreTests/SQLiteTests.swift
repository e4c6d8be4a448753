import Foundation
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
            let other = try SQLiteDriver(path: place.address)
            let (holds, lets) = (Tally(), Tally())
            async let theirs: Void = other.write { connection in
                _ = try connection.change("INSERT INTO city (id, name) VALUES ('theirs', 'T')")
                holds.raise()
                Thread.sleep(forTimeInterval: 0.5)
                lets.raise()
            }
            while holds.value == 0 { try await Task.sleep(for: .milliseconds(10)) }
            try await database.write { try $0.addCity("ours", "O") }
            #expect(lets.value == 1, "it waits for its turn")
            try await theirs
            #expect(try await database.read { try $0.cityIDs() } == ["ours", "theirs"])
            await other.close()
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
