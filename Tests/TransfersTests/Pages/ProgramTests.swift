import Foundation
import Kernel
import Store
import TestKit
import Testing
@testable import Transfers

/// Transfers for programs.
@Suite struct ProgramTests {
    @Test(arguments: Engines.all) func `A program reads what its person may read`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .closed)
            func ask(_ browser: Browser, _ query: String = "") async throws -> TestPage {
                let made = try await browser.post("/account/tokens", [("name", "Intranet"), ("scopes", "transfers:read"), ("days", "30")], from: "/account/tokens")
                let token = try #require(made.html.firstMatch(of: /ponte_[A-Za-z0-9_-]{20,}/)?.output)
                return try await browser.send(.get, "/api/v1/transfers\(query)", headers: [.authorization: "Bearer \(token)", .cookie: "none=1"])
            }
            let own = try await ask(world.officer).object()
            #expect(own["total"] as? Int == 1)
            let transfer = try #require((own["transfers"] as? [[String: Any]])?.first)
            #expect(transfer["giving_city"] as? String == "odense" && transfer["receiving_city"] as? String == "catania" && transfer["practice"] as? String == "odense-mothers")
            #expect(transfer["stage"] as? String == "closed" && transfer["finding"] as? String == "reuse" && transfer["planned_eur"] as? Int == 12_000)
            let followUps = try #require(transfer["follow_ups"] as? [[String: Any]])
            #expect(followUps.count == 3 && followUps.allSatisfy { $0["state"] is NSNull }, "no answer is told as no answer")
            #expect(try await ask(world.giver, "?stage=closed&limit=1").object()["total"] as? Int == 1)
            #expect(try await ask(world.giver, "?stage=adapt").object()["total"] as? Int == 0)
            #expect(try await ask(world.stranger).object()["total"] as? Int == 0)
            #expect(try await ask(world.officer, "?stage=nonsense&limit=0").status == 400)
        }
    }
}
