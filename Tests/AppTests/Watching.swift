import Foundation
import HTTPTypes
import Store
import TestKit
import Testing

/// `/metrics`: who may read it, and that what it says is true.
@Suite struct WatchingTests {
    private static let token = "the-token-of-the-watcher"

    @Test(arguments: Engines.all) func `The token opens it and nothing else does`(engine: Engine) async throws {
        try await withHouse(engine, settings: ["metrics.token": Self.token]) { house in
            let visitor = house.visitor()
            #expect(try await visitor.get("/metrics").status == 404)
            #expect(try await visitor.get("/metrics", headers: [.authorization: "Bearer \(Self.token)x"]).status == 404)
            let figures = try await visitor.get("/metrics", headers: [.authorization: "Bearer \(Self.token)"])
            #expect(figures.status == 200)
            #expect(figures.text.contains("ponte_practices 6 "))
            #expect(figures.text.contains("ponte_http_requests_total{method=\"GET\",route=\"/metrics\",status=\"4xx\"} 2 "))
        }
    }

    @Test func `Nothing personal is in what a log may say of an error`() {
        struct Other: Error { let name = "canary" }
        #expect(loggable(Other()) == "Other")
        #expect(!loggable(StoreError.unreadable(column: "name", as: "Int", value: "canary")).contains("canary"))
    }

    @Test func `PostgreSQL's details, which quote rows, go no further`() async throws {
        try await withDatabase(.postgres) { database in
            try await database.write { try $0.run("CREATE TABLE friend (name text PRIMARY KEY CHECK (name <> 'canary-1'))") }
            try await database.write { try $0.run("INSERT INTO friend (name) VALUES ('canary-2')") }
            for name in ["canary-1", "canary-2"] {
                await #expect { try await database.write { try $0.run("INSERT INTO friend (name) VALUES (\(name))") } } throws: { error in
                    !"\(error)".contains("canary")
                }
            }
            await #expect { try await database.read { try $0.rows("SELECT 'canary-3'::bigint") } } throws: { error in !loggable(error).contains("invalid input syntax for type bigint: \"canary") }
        }
    }
}
