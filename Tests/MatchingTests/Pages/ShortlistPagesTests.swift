import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web

/// From a need to its comparison, briefing, versions and readers, through the real router.
@Suite struct ShortlistPagesTests {
    /// Describes a need and returns its address.
    private func describe(_ browser: Browser, _ text: String) async throws -> String {
        let answer = try await browser.post("/needs/new", [("text", text), ("city", "catania"), ("version", "0")], from: "/needs/new")
        return try #require(answer.location)
    }

    private func shortlist(_ browser: Browser, _ need: String, _ slugs: [String]) async throws {
        for slug in slugs { _ = try await browser.post("\(need)/matches/\(slug)/decision", [("decision", "shortlist"), ("back", need)]) }
    }

    @Test(arguments: Engines.all) func `The shortlist is compared and printed`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let need = try await describe(officer, "Isolated mothers do not know the services. How do we reach them?")
            #expect(try await officer.get("\(need)/compare").says("There is nothing to compare yet"))
            #expect(try await officer.get("\(need)/briefing").says("There is nothing to brief about yet"))
            try await shortlist(officer, need, ["odense-mothers", "catania-nursery"])
            let compare = try await officer.get("\(need)/compare")
            #expect(compare.texts("th").filter { $0.contains("Neighbourhood mothers") || $0.contains("Asilo nel cortile") }.count == 2)
            let briefing = try await officer.get("\(need)/briefing")
            #expect(briefing.says("A. Neighbourhood mothers") && briefing.says("Page 4 of 4"))
            #expect(briefing.says("A local coordinator : to be checked") || briefing.says("A local coordinator: to be checked"))
        }
    }

    @Test func `The number of statements does not grow with the list`() async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let need = try await describe(officer, "Mothers at home need a nursery and a language course.")
            try await shortlist(officer, need, ["odense-mothers"])
            for address in ["/needs", "\(need)/history", "\(need)/compare", "\(need)/briefing", "\(need)/share"] {
                _ = try await officer.get(address)
                let few = try await house.statements { _ = try await officer.get(address) }
                try await shortlist(officer, need, ["catania-nursery"])
                for number in 1...4 { _ = try await describe(officer, "Another need, number \(number), about housing.") }
                _ = try await officer.get(address)
                let many = try await house.statements { _ = try await officer.get(address) }
                #expect(few == many, "\(address)")
            }
        }
    }

    @Test func `A need is shared with a colleague, and nobody else learns of it`() async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Olga Officer")
            let lead = try await house.signIn(as: .cityLead, name: "Lea Lead")
            let stranger = try await house.signIn(as: .cityOfficer, in: "odense")
            let need = try await describe(officer, "Landlords do not rent to refugees.")
            for address in ["", "/share", "/compare", "/briefing", "/history"] { #expect(try await lead.get(need + address).status == 404) }
            let refused = try await officer.post("\(need)/share", [("audience", "some")], from: "\(need)/share")
            #expect(refused.status == 400 && refused.says("Tick at least one colleague") && refused.ticked("audience") == ["some"])
            _ = try await officer.post("\(need)/share", [("audience", "some"), ("person", stranger.person?.rawValue ?? "")])
            #expect(try await stranger.get(need).status == 404)
            let shared = try await officer.post("\(need)/share", [("audience", "some"), ("person", lead.person?.rawValue ?? "")])
            #expect(shared.location == "\(need)/share")
            #expect(try await lead.get("/needs").says("by Olga Officer"))
            let taken = try await lead.post("\(need)/share", [("audience", "me")], from: "\(need)/share")
            #expect(taken.location == "/needs")
            #expect(try await lead.get(need).status == 404)
        }
    }

    @Test func `Versions show what changed, as text`() async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let need = try await describe(officer, "We have 400 women.")
            _ = try await officer.post("\(need)/edit", [("text", "We have <450> women."), ("city", "catania"), ("version", "1")], from: "\(need)/edit")
            let history = try await officer.get("\(need)/history")
            #expect(history.html.contains("We have <mark>400</mark> women."))
            #expect(history.html.contains("We have <mark>&lt;450&gt;</mark> women."))
        }
    }

    @Test func `A template names nothing that its page does not have`() async throws {
        try await withHouse(.sqlite) { house in
            MissingNames.shared.forget()
            let officer = try await house.signIn(as: .cityOfficer)
            let need = try await describe(officer, "Isolated mothers need a nursery.")
            try await shortlist(officer, need, ["odense-mothers", "catania-nursery", "odense-mothers"])
            for address in ["/needs", need + "/share", need + "/compare", need + "/briefing", need + "/history", "/vocabulary", "/vocabulary?q=asilo", "/vocabulary?q=qqzz", "/vocabulary/refugees"] {
                #expect(try await officer.get(address).status == 200, "\(address)")
            }
            let ours = ["needs", "share", "needCompare", "briefing", "history", "vocabulary", "concept"].map { "matching/\($0):" }
            #expect(MissingNames.shared.all.filter { name in ours.contains { name.hasPrefix($0) } } == [])
        }
    }
}
