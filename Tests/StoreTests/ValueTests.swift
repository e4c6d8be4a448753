import Foundation
import Kernel
import Store
import TestKit
import Testing

/// `bytea` is PostgreSQL's word; SQLite takes any word for a type and keeps bytes as bytes.
private let schema = [
    Migration(
        id: "test/0001-value",
        sql: "CREATE TABLE value (id bigint PRIMARY KEY, whole bigint, part double precision, words text, bytes bytea)")
]

@Suite struct ValueTests {
    private func roundTrip(_ value: SQLValue, in column: String, on engine: Engine) async throws -> SQLValue {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { writer in
                _ = try writer.run(SQL(trusted: "INSERT INTO value (id, \(column)) VALUES (") + "\(1), \(value))")
            }
            return try await database.read { reader in
                // Found again by its own value, so that it is compared as what it is.
                if value != .null {
                    #expect(try reader.number(SQL(trusted: "SELECT count(*) AS n FROM value WHERE \(column) =") + " \(value)") == 1)
                }
                let rows = try reader.rows(SQL(trusted: "SELECT \(column) AS it FROM value"))
                return try #require(rows.first).values[0]
            }
        }
    }

    @Test(arguments: Engines.all, [Int64.min, Int64.min + 1, -1, 0, 1, 2_147_483_648, 9_007_199_254_740_993, Int64.max])
    func `Whole numbers come back to the last digit`(engine: Engine, number: Int64) async throws {
        #expect(try await roundTrip(.integer(number), in: "whole", on: engine) == .integer(number))
    }

    @Test(arguments: Engines.all, [0.1, -2.5, 1.0, 0.1 + 0.2, 1e300, Double.leastNonzeroMagnitude, Double.greatestFiniteMagnitude, Double.pi])
    func `Reals come back to the last bit`(engine: Engine, number: Double) async throws {
        #expect(try await roundTrip(.real(number), in: "part", on: engine) == .real(number))
    }

    @Test(arguments: Engines.all, ["", " ", "NULL", "'; --", #"C:\new\"#, "line\nline\r\n\ttab", "Malmö", "مرحبا بكم في بولونيا", "👩🏽‍🏫🇮🇹", "e\u{301}", "?", "$1"])
    func `Text comes back as it was`(engine: Engine, text: String) async throws {
        let back = try await roundTrip(.text(text), in: "words", on: engine)
        guard case .text(let returned) = back else {
            Issue.record("not text: \(back)")
            return
        }
        // Swift takes é in one or two code points for the same; the database must not change one into the other.
        #expect(Array(returned.utf8) == Array(text.utf8))
    }

    @Test(arguments: Engines.all, [[], [0], [0, 0, 1, 255, 0], Array(0...255)] as [[UInt8]])
    func `Bytes come back, zeros too`(engine: Engine, bytes: [UInt8]) async throws {
        #expect(try await roundTrip(.bytes(bytes), in: "bytes", on: engine) == .bytes(bytes))
    }

    @Test(arguments: Engines.all, ["whole", "part", "words", "bytes"])
    func `Nothing is not an empty something`(engine: Engine, column: String) async throws {
        #expect(try await roundTrip(.null, in: column, on: engine) == .null)
    }

    @Test(arguments: Engines.all)
    func `A big file comes back`(engine: Engine) async throws {
        let bytes = Array(repeating: Array(0...255) as [UInt8], count: 8000).flatMap(\.self)
        #expect(try await roundTrip(.bytes(bytes), in: "bytes", on: engine) == .bytes(bytes))
    }

    @Test(arguments: Engines.all)
    func `Text with a NUL character is refused`(engine: Engine) async throws {
        await #expect {
            _ = try await roundTrip(.text("a\u{0}b"), in: "words", on: engine)
        } throws: { error in
            if case StoreError.constraint(let message) = error { message.contains("NUL") } else { false }
        }
    }

    @Test(arguments: Engines.all)
    func `Values of the Kernel come back as themselves`(engine: Engine) async throws {
        let day = try #require(Day("2024-02-29"))
        let instant = Instant(milliseconds: 1_711_675_800_123)
        try await withDatabase(engine) { database in
            let row = try await database.read { reader in
                try #require(try reader.rows("SELECT \(day) AS d, \(instant) AS i, \(PracticeID("p")) AS p, \(true) AS t, \(Money(cents: -5)) AS m").first)
            }
            #expect(try row["d"] == day)
            #expect(try row["i"] == instant)
            #expect(try row["p"] == PracticeID("p"))
            #expect(try row["t"] == true)
            #expect(try row["m"] == Money(cents: -5))
        }
    }

    @Test(arguments: Engines.all)
    func `Sums, means and counts have the same kinds on both engines`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: schema) { database in
            try await database.write { writer in
                for (id, whole, part) in [(1, 2, 0.5), (2, 4, 1.5)] {
                    try writer.run("INSERT INTO value (id, whole, part) VALUES (\(id), \(whole), \(part))")
                }
            }
            let row = try await database.read { reader in
                try #require(
                    try reader.rows(
                        """
                        SELECT count(*) AS c, sum(whole) AS s, avg(whole) AS a, sum(part) AS p, max(whole) AS m,
                            whole_half.h AS h, sum(whole) * \(0.5) AS scaled
                        FROM value, (SELECT 7 / 2 AS h) AS whole_half GROUP BY whole_half.h
                        """
                    ).first)
            }
            #expect(row.values == [.integer(2), .integer(6), .real(3), .real(2), .integer(4), .integer(3), .real(3)])
        }
    }
}
