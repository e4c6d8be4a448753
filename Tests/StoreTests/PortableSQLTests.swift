import Kernel
import Store
import TestKit
import Testing

/// The forms that docs/decisions/0002-two-engines.md calls the same on both engines, each with its one answer.
@Suite struct PortableSQLTests {
    static let forms: [(SQL, [[SQLValue]])] = [
        // Truth is 0 or 1, also where PostgreSQL says boolean.
        ("SELECT people > 5 AS many FROM city ORDER BY id", [[.integer(0)], [.integer(1)], [.integer(1)]]),
        ("SELECT count(*) FILTER (WHERE people > \(5)) AS many, count(country) AS known FROM city", [[.integer(2), .integer(2)]]),
        // The place of NULL is said.
        ("SELECT id FROM city ORDER BY country NULLS LAST, id", [[.text("b")], [.text("a")], [.text("c")]]),
        ("SELECT id FROM city ORDER BY country NULLS FIRST, id", [[.text("c")], [.text("b")], [.text("a")]]),
        ("SELECT id FROM city WHERE country IS NOT DISTINCT FROM \(nil as String?)", [[.text("c")]]),
        // Search on text folded in Swift, with the wildcards of the typed text escaped.
        (#"SELECT id FROM city WHERE folded LIKE \#("%m%") ESCAPE '\' ORDER BY id"#, [[.text("a")]]),
        (#"SELECT id FROM city WHERE folded LIKE \#(#"100\%%"#) ESCAPE '\'"#, [[.text("c")]]),
        // Pages by key.
        ("SELECT id FROM city WHERE (people, id) > (\(4), \("a")) ORDER BY people, id LIMIT \(1) OFFSET \(1)", [[.text("b")]]),
        // Windows, recursion, sets.
        ("SELECT id, row_number() OVER (ORDER BY people DESC) AS place FROM city ORDER BY id LIMIT 1", [[.text("a"), .integer(3)]]),
        (
            "WITH RECURSIVE chain (id, depth) AS (SELECT id, 0 FROM city WHERE id = \("c") UNION ALL SELECT city.origin, chain.depth + 1 FROM chain JOIN city ON city.id = chain.id WHERE city.origin IS NOT NULL) SELECT id, depth FROM chain ORDER BY depth",
            [[.text("c"), .integer(0)], [.text("b"), .integer(1)], [.text("a"), .integer(2)]]
        ),
        ("SELECT id FROM city EXCEPT SELECT origin FROM city ORDER BY id", [[.text("c")]]),
        ("SELECT CASE WHEN people > \(5) THEN \("many") ELSE \("few") END AS word FROM city WHERE id = 'a'", [[.text("few")]]),
        // Numbers and text.
        ("SELECT 7 / 2 AS half, 7 % 2 AS rest, 7 / 2.0 AS real, CAST(\("12") AS bigint) + 1 AS n", [[.integer(3), .integer(1), .real(3.5), .integer(13)]]),
        ("SELECT substr(\("2014-09-30"), 1, 7) AS month, length(\("città")) AS n, coalesce(\(nil as String?), \("x")) AS x", [[.text("2014-09"), .integer(5), .text("x")]]),
        ("SELECT sum(people) AS n FROM city WHERE id = 'none'", [[.null]]),
        ("SELECT coalesce(sum(people), 0) AS n FROM city WHERE id = 'none'", [[.integer(0)]]),
        // Functionally dependent columns need not be grouped, when the group is the primary key.
        ("SELECT city.id, city.name, count(other.id) AS n FROM city LEFT JOIN city AS other ON other.origin = city.id GROUP BY city.id ORDER BY city.id LIMIT 1", [[.text("a"), .text("Malmö"), .integer(1)]]),
    ]

    private static let schema = [
        Migration(
            id: "test/0001-city",
            sql: """
                CREATE TABLE city (
                    id text PRIMARY KEY, name text NOT NULL, folded text NOT NULL, country text, origin text REFERENCES city (id),
                    people bigint NOT NULL, weight double precision, picture bytea, is_open bigint NOT NULL DEFAULT 0 CHECK (is_open IN (0, 1))
                );
                CREATE UNIQUE INDEX city_name_once ON city (folded) WHERE is_open = 1;
                INSERT INTO city (id, name, folded, country, origin, people) VALUES ('a', 'Malmö', 'malmo', 'SE', NULL, 4), ('b', 'Bologna', 'bologna', 'IT', 'a', 9), ('c', '100%', '100%', NULL, 'b', 7)
                """)
    ]

    @Test(arguments: Engines.all)
    func `The portable forms give one answer`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: Self.schema) { database in
            for (statement, expected) in Self.forms {
                let answer = try await database.read { try $0.rows(statement).map(\.values) }
                #expect(answer == expected, "\(statement.text)")
            }
        }
    }

    @Test(arguments: Engines.all)
    func `The portable changes give one answer`(engine: Engine) async throws {
        try await withDatabase(engine, migrations: Self.schema) { database in
            let counts = try await database.write { writer in
                [
                    try writer.run("UPDATE city SET people = other.people FROM city AS other WHERE other.id = city.origin"),
                    try writer.run("INSERT INTO city (id, name, folded, people) SELECT id || '2', name, folded, people FROM city WHERE true ON CONFLICT (id) DO NOTHING"),
                    try writer.run("DELETE FROM city WHERE id IN (SELECT id FROM city WHERE origin IS NULL AND id <> 'a')"),
                    try writer.run("UPDATE city SET is_open = 1 WHERE id = 'a'"),
                    try writer.run("ALTER TABLE city ADD COLUMN note text NOT NULL DEFAULT ''") * 0,
                    try writer.run("ALTER TABLE city DROP COLUMN weight") * 0,
                ]
            }
            #expect(counts == [2, 3, 3, 1, 0, 0])
            await #expect(throws: StoreError.self) {
                try await database.write { _ = try $0.run("INSERT INTO city (id, name, folded, people, is_open) VALUES ('d', 'M', 'malmo', 0, 1)") }
            }
        }
    }
}
