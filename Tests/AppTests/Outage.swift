import HTTPTypes
import Kernel
import Store
import StorePostgres
import TestKit
import Testing
import Web

/// A database that goes away and comes back: what is in memory is still shown, what needs the database says so, nothing is lost.
@Suite struct OutageTests {
    @Test func `Pages say that the database is away, and go on when it is back`() async throws {
        let server = try await PostgresServer.start()
        do {
            let house = try await TestHouse.open(on: Database(driver: try PostgresDriver(url: server.url, poolSize: 3)), .small)
            let world = try await World.settle(in: house)
            _ = try await house.visitor().get("/practices")
            try await server.stop(.immediate)

            // Kept pages and whatever is in memory go on for visitors.
            let visitor = house.visitor()
            #expect(try await visitor.get("/practices").status == 200)
            #expect(try await visitor.get("/practices?q=mothers").says("Neighbourhood mothers"))
            for path in ["/practices/vienna-housing", "/programmes", "/match?text=mothers"] {
                let page = try await visitor.get(path)
                #expect(page.status == 503, "\(path)")
                #expect(page.header("Retry-After") == "10")
                #expect(page.type.hasPrefix("text/html") && !page.heading.isEmpty)
                #expect(!page.html.contains("postgres") && !page.html.contains(server.folder), "what is wrong inside stays inside")
            }
            let api = try await visitor.get("/api/v1/practices/vienna-housing")
            #expect(api.status == 503 && api.type == "application/problem+json")
            #expect(try await visitor.get("/health").status == 503)
            // Somebody who is signed in is not taken for a visitor.
            let page = try await world.officer.post("/needs/\(world.need)/edit", [("text", "Typed during the outage"), ("version", "1")])
            #expect(page.status == 503)

            try await server.startAgain()
            #expect(try await visitor.get("/practices/vienna-housing").status == 200)
            #expect(try await visitor.get("/health").status == 200)
            let saved = try await world.officer.post("/needs/\(world.need)/edit", [("text", "Typed again"), ("city", "catania"), ("version", "1")])
            #expect(saved.status == 303, "\(saved.text.prefix(200))")
            #expect(try await world.officer.get("/needs/\(world.need)").says("Typed again"))
            await house.close()
        } catch {
            await server.discard()
            throw error
        }
        await server.discard()
    }
}
