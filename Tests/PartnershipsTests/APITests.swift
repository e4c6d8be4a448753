import HTTPTypes
import Kernel
import Members
import Store
import TestKit
import Testing
@testable import Partnerships

/// What a program reads of a partnership: what every member may, and nothing confidential.
@Suite struct APITests {
    @Test(arguments: Engines.all) func `A program reads what members read`(engine: Engine) async throws {
        try await withHouse(engine, .starter) { house in
            try await LoadStarterPartnerships().run(house.database, house.ids, house.trail)
            let member = try await house.signIn(as: .member)
            let made = try await member.post("/account/tokens", [("name", "Intranet"), ("scopes", "partnerships:read"), ("days", "30")], from: "/account/tokens")
            let token = try #require(made.html.firstMatch(of: /ponte_[A-Za-z0-9_-]+/).map { String($0.output) }, "\(made.text.prefix(300))")
            let program = house.visitor()
            let list = try await program.get("/api/v1/partnerships", headers: [.authorization: "Bearer \(token)"]).object()
            let cities = (list["partnerships"] as? [[String: Any]] ?? []).compactMap { $0["city"] as? String }
            #expect(cities == ["catania", "gdansk"])
            let page = try await program.get("/api/v1/partnerships/catania", headers: [.authorization: "Bearer \(token)"])
            let one = try page.object()
            #expect((one["members"] as? [Any])?.count == 6 && (one["mechanisms"] as? [Any])?.count == 3)
            let states = (one["agreements"] as? [[String: Any]] ?? []).compactMap { $0["state"] as? String }
            #expect(states == ["endsSoon", "ended", "inForce"])
            #expect((one["assessments"] as? [Any])?.isEmpty == true, "drafts are confidential")
            for secret in ["giulia.ferro", "Amina", "Refers people", "power"] { #expect(!page.html.contains(secret), "\(secret)") }
            try await house.database.write { try $0.run("UPDATE needs_assessment SET stage = 'published'") }
            let published = try await program.get("/api/v1/partnerships/catania", headers: [.authorization: "Bearer \(token)"]).object()
            let needs = (published["assessments"] as? [[String: Any]])?.first?["needs"] as? [[String: Any]] ?? []
            #expect(needs.compactMap { $0["priority"] as? Double } == [1600, 375, 0])
            #expect(needs.compactMap { ($0["evidence"] as? [String])?.count } == [2, 1, 0])
            let assessment = try #require((published["assessments"] as? [[String: Any]])?.first)
            #expect(["services", "coordination", "staff_needs"].compactMap { (assessment[$0] as? [Any])?.count } == [3, 2, 2])
        }
    }
}
