import Foundation
import Kernel
import Store
import StorePostgres
import StoreSQLite
import TestKit
import Testing

private let pairs = [Migration(id: "test/0001-pair", sql: "CREATE TABLE pair (number bigint NOT NULL, side text NOT NULL, PRIMARY KEY (number, side))")]

@Suite struct CrashTests {
    @Test(arguments: Engines.all, [0.05, 0.13, 0.3])
    func `After kill -9 every acknowledged write is there, and none by half`(engine: Engine, delay: Double) async throws {
        try await withTestPlace(engine) { place in
            let path = FileManager.default.temporaryDirectory.appending(path: "ponte-ledger-\(UUID().uuidString)").path
            defer { unlink(path) }
            let database = try place.open()
            try await database.migrate(pairs, at: Instant(milliseconds: 0))

            let (name, address) = (engine.rawValue, place.address)
            await #expect(processExitsWith: .signal(SIGKILL)) { [name = name as String, address = address as String, path = path as String, delay = delay as Double] in
                let driver: any Driver = name == "sqlite" ? try SQLiteDriver(path: address) : try PostgresDriver(url: address)
                let database = Database(driver: driver)
                let ledger = CrashLedger(path: path)
                var number = 0
                while true {
                    number += 1
                    try await database.write { [number] writer in
                        try writer.run("INSERT INTO pair (number, side) VALUES (\(number), 'left')")
                        try writer.run("INSERT INTO pair (number, side) VALUES (\(number), 'right')")
                    }
                    try ledger.acknowledge(number)
                    if number == 1 { CrashLedger.killThisProcess(after: delay) }
                }
            }

            let acknowledged = try CrashLedger(path: path).acknowledged()
            let (whole, halves) = try await database.read { reader in
                (
                    try reader.all("SELECT number FROM pair GROUP BY number HAVING count(*) = 2 ORDER BY number") { try $0["number"] as Int },
                    try reader.number("SELECT count(*) AS n FROM (SELECT number FROM pair GROUP BY number HAVING count(*) <> 2) AS half")
                )
            }
            #expect(!acknowledged.isEmpty)
            #expect(Set(acknowledged).isSubset(of: whole))
            #expect(whole.count - acknowledged.count <= 1, "at most the one that was under way")
            #expect(halves == 0)
            try await database.write { _ = try $0.run("INSERT INTO pair (number, side) VALUES (0, 'left')") }
            await database.close()
        }
    }
}
