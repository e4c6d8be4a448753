import Kernel
import Store
import TestKit
import Testing

/// Cities with people, for the tests of statements and transactions.
let cities = [
    Migration(
        id: "test/0001-city",
        sql: """
            -- A comment; with a semicolon.
            CREATE TABLE city (id text PRIMARY KEY, name text NOT NULL UNIQUE, people bigint NOT NULL DEFAULT 0 CHECK (people >= 0));
            CREATE TABLE district (id text PRIMARY KEY, city text NOT NULL REFERENCES city (id) ON DELETE CASCADE)
            """)
]

extension Writer {
    func addCity(_ id: String, _ name: String, people: Int = 0) throws {
        try run("INSERT INTO city (id, name, people) VALUES (\(id), \(name), \(people))")
    }
}

extension Reader {
    func cityIDs() throws -> [String] { try all("SELECT id FROM city ORDER BY id") { try $0["id"] } }
}

@Suite struct StatementTests {
    @Test(arguments: Engines.all)
    func `A list finds its members, and an empty list nothing`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { for id in ["a", "b", "c"] { try $0.addCity(id, "City \(id)") } }
            let (some, none) = try await database.read { reader in
                (
                    try reader.all("SELECT id FROM city WHERE id IN \(list: ["c", "a", "x"]) ORDER BY id") { try $0["id"] as String },
                    try reader.all("SELECT id FROM city WHERE id IN \(list: [] as [String])") { try $0["id"] as String }
                )
            }
            #expect(some == ["a", "c"])
            #expect(none.isEmpty)
        }
    }

    @Test(arguments: Engines.all)
    func `An upsert inserts, then updates, and returns what is there`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            for (people, expected) in [(10, 10), (5, 15)] {
                let total = try await database.write { writer in
                    try writer.reader.first(
                        """
                        INSERT INTO city (id, name, people) VALUES (\("a"), \("Malmö"), \(people))
                        ON CONFLICT (id) DO UPDATE SET people = city.people + excluded.people RETURNING people
                        """
                    ) { try $0["people"] as Int }
                }
                #expect(total == expected)
            }
            let touched = try await database.write { try $0.run("INSERT INTO city (id, name) VALUES ('a', 'Lund') ON CONFLICT DO NOTHING") }
            #expect(touched == 0)
        }
    }

    @Test(arguments: Engines.all)
    func `A change says how many rows it touched`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            let (inserted, updated, none, deleted) = try await database.write { writer in
                (
                    try writer.run("INSERT INTO city (id, name) VALUES ('a', 'A'), ('b', 'B'), ('c', 'C')"),
                    try writer.run("UPDATE city SET people = 1 WHERE id <> \("a")"),
                    try writer.run("UPDATE city SET people = 1 WHERE id = \("x")"),
                    try writer.run("DELETE FROM city")
                )
            }
            #expect([inserted, updated, none, deleted] == [3, 2, 0, 3])
        }
    }

    @Test(arguments: Engines.all, ["x' OR '1'='1", "x'; DROP TABLE city; --", #"x\' OR 1=1 --"#, "\") OR (\"1\"=\"1"])
    func `Nothing a person types becomes SQL`(engine: Engine, typed: String) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { try $0.addCity("a", "Malmö") }
            let found = try await database.read { try $0.number("SELECT count(*) AS n FROM city WHERE name = \(typed) OR id IN \(list: [typed])") }
            #expect(found == 0)
            try await database.write { _ = try $0.run("UPDATE city SET name = \(typed) WHERE id = 'a'") }
            let names = try await database.read { try $0.all("SELECT name FROM city") { try $0["name"] as String } }
            #expect(names == [typed])
        }
    }

    @Test(arguments: Engines.all)
    func `A question mark in quotes is a question mark`(engine: Engine) async throws {
        try await withDatabase(engine) { database in
            let row = try await database.read { reader in
                try #require(try reader.rows("SELECT 'why?' AS a, 'it''s?' AS b, \(7) AS \"c?\" /* ? */ -- ?").first)
            }
            #expect(row.values == [.text("why?"), .text("it's?"), .integer(7)])
            #expect(row.columns.names == ["a", "b", "c?"])
        }
    }

    @Test(arguments: Engines.all)
    func `A number keeps its kind where no column gives it one`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { try $0.addCity("a", "Malmö", people: 3) }
            let row = try await database.read { reader in
                try #require(
                    try reader.rows(
                        """
                        WITH wanted (id, weight) AS (VALUES (\("a"), \(5_000_000_000)), (\("b"), \(1)))
                        SELECT people * weight AS n, \(3_000_000_000) * \(2) AS twice,
                            CASE WHEN people > \(2) THEN \(1) ELSE \(0) END AS big
                        FROM wanted JOIN city ON city.id = wanted.id LIMIT \(1)
                        """
                    ).first)
            }
            #expect(row.values == [.integer(15_000_000_000), .integer(6_000_000_000), .integer(1)])
        }
    }

    @Test(arguments: Engines.all)
    func `A statement the engine does not understand says which`(engine: Engine) async throws {
        try await withDatabase(engine) { database in
            await #expect {
                _ = try await database.read { try $0.rows("SELECT nonsense FROM nowhere") }
            } throws: { error in
                if case StoreError.statement(let sql, _) = error { sql.contains("nowhere") } else { false }
            }
            await #expect(throws: StoreError.self) { _ = try await database.read { try $0.rows("SELECT 1; SELECT 2") } }
            await #expect(throws: (any Error).self) { _ = try await database.read { try $0.rows(SQL(trusted: "SELECT ?")) } }
        }
    }

    @Test(arguments: Engines.all)
    func `More statements than a connection keeps are no trouble`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let database = try place.open(connections: 1)
            for round in 0..<2 {
                let sum = try await database.read { reader in
                    try (0..<450).reduce(0) { try $0 + reader.number(SQL(trusted: "SELECT \($1) AS n")) }
                }
                #expect(sum == 450 * 449 / 2, "round \(round)")
            }
            await database.close()
        }
    }

    @Test(arguments: Engines.all)
    func `Statements are counted`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: cities) { database in
            let before = database.meter.statements
            try await database.write { try $0.addCity("a", "A") }
            _ = try await database.read { reader in
                _ = try reader.cityIDs()
                return try reader.number("SELECT count(*) AS n FROM city")
            }
            #expect(database.meter.statements - before == 3)
        }
    }

    @Test(arguments: Engines.all)
    func `Text is ordered by its code points, so that pages continue where they ended`(engine: Engine) async throws {
        let names = ["Zürich", "a", "B", "é", "_", "10", "9", "Ålesund", "مدينة"]
        try await withDatabase(engine, migrations: cities) { database in
            try await database.write { writer in
                for (index, name) in names.enumerated() { try writer.addCity("\(index)", name) }
            }
            let ordered = try await database.read { try $0.all("SELECT name FROM city ORDER BY name") { try $0["name"] as String } }
            #expect(ordered == names.sorted { Array($0.unicodeScalars).lexicographicallyPrecedes(Array($1.unicodeScalars)) { $0.value < $1.value } })
        }
    }
}
