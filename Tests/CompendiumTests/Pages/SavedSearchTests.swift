import Foundation
import Kernel
import Members
import Store
import Synchronization
import TestKit
import Testing
import Trail
@testable import Compendium

@Suite struct SavedSearchTests {
    /// Saves a search and lets a minute pass.
    private func save(_ house: TestHouse, _ browser: Browser, _ name: String, _ query: [(String, String)]) async throws {
        let address = "/searches/new?" + query.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let answer = try await browser.post("/searches", [("name", name)] + query, from: address)
        #expect(answer.status == 303 && answer.location == "/searches", "\(answer.text.prefix(300))")
        await house.settle()
        house.clock.advance(by: .seconds(60))
    }

    @Test(arguments: Engines.all) func `Somebody who keeps a search sees what it finds later, and nothing that was there before`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let browser = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            #expect(try await browser.get("/practices?area=housing").links.contains("/searches/new?area=housing"))
            #expect(try await browser.get("/searches").says("No saved search yet"))
            #expect(try await browser.get("/searches/new?area=housing").value("name") == "Policy area: Housing")
            try await save(house, browser, "Flats", [("area", "housing")])
            try await save(house, browser, "Young people", [("group", "youth")])
            #expect(try await browser.get("/searches").text.components(separatedBy: "Nothing new since").count == 3)

            var known = Fixture.practices[3]
            known["results"] = "90 per cent moved."
            try await house.importPractices([
                Fixture.practice("catania-flats", ["title": ["en": "Flats with a key"], "policy_areas": ["housing"]]), known, Fixture.practice("catania-other"),
            ])
            let page = try await browser.get("/searches")
            #expect(page.says("2 new matches") && page.says("Flats with a key") && page.says("Start-up flats for recognised refugees") && !page.says("Practice catania-other"))
            #expect(page.text.components(separatedBy: "Nothing new since").count == 2, "the other search found nothing")
            let other = try await house.signIn(as: .member, name: "Jonas Weber")
            #expect(try await other.get("/searches").says("No saved search yet"))

            house.clock.advance(by: .seconds(60))
            let seen = try #require(page.elements("form").compactMap { $0["action"] }.first { $0.hasSuffix("/seen") })
            #expect(try await other.post(seen, [], from: "/searches").status == 404, "not somebody else's")
            #expect(try await browser.post(seen, [], from: "/searches").status == 303)
            #expect(try await browser.get("/searches").text.components(separatedBy: "Nothing new since").count == 3)

            let forget = seen.replacingOccurrences(of: "/seen", with: "/forget")
            #expect(try await other.post(forget, [], from: "/searches").status == 404)
            #expect(try await browser.post(forget, [], from: "/searches").status == 303)
            #expect(try await !browser.get("/searches").says("Flats"))
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM search_notice") } == 0)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Two processes note a match once, and one that was away catches up`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let first = try await TestHouse.open(place, .small)
            let browser = try await first.signIn(as: .member, name: "Jonas Weber")
            try await save(first, browser, "Flats", [("area", "housing")])
            // Imported while nobody follows.
            let records = [Fixture.practice("catania-flats", ["policy_areas": ["housing"]])]
            _ = try await ImportPractices(files: [(name: "a.json", data: Fixture.data(records))]).run(first.database, first.ids, first.trail)
            let second = try await TestHouse.open(place, name: "other")
            let last = try await first.database.read { try Audit.position($0) }
            try await second.installation.compendium.noteNewMatches(upTo: last)
            await first.settle()
            try await first.installation.compendium.noteNewMatches(upTo: last)
            #expect(try await first.database.read { try $0.number("SELECT count(*) AS n FROM search_notice") } == 1)
            await second.close()
            await first.close()
        }
    }

    @Test(arguments: Engines.all) func `A letter is handed to the post once, and not at all when it cannot be`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let browser = try await house.signIn(as: .member, name: "Jonas Weber")
            try await save(house, browser, "Flats", [("area", "housing")])
            // Imported while the house's own post does not look.
            let records = [Fixture.practice("catania-flats", ["title": ["en": "Flats with a key"], "policy_areas": ["housing"]])]
            _ = try await ImportPractices(files: [(name: "a.json", data: Fixture.data(records))]).run(house.database, house.ids, house.trail)
            try await house.installation.compendium.catalogue.load(house.database)
            let letters = Mutex<[SearchLetter]>([])
            let fails = Mutex(true)
            let compendium = house.installation.compendium
            let ports = CompendiumPorts(englishTerms: { _, _ in [] }, document: { _ in Data() }) { letter, _ in
                if fails.withLock({ $0 }) { throw Problem.unavailable(reason: "none") }
                letters.withLock { $0.append(letter) }
            }
            let noting = NoteNewMatches(catalogue: compendium.catalogue, search: compendium.search, ports: ports)
            /// Something happens, so that there is news to read.
            func happen() async throws {
                house.clock.advance(by: .seconds(60))
                try await house.database.write { try house.trail.record(Fact("test.happened", RecordReference(kind: "test", id: "x"), by: .system("test")), in: $0) }
                let last = try await house.database.read { try Audit.position($0) }
                try await noting.run(upTo: last, house.installation.house)
            }
            await #expect(throws: Problem.self) { try await happen() }
            #expect(letters.withLock { $0 }.isEmpty)
            fails.withLock { $0 = false }
            for _ in 1...3 { try await happen() }
            let sent = letters.withLock { $0 }
            #expect(sent.count == 1 && sent.first?.searchName == "Flats" && sent.first?.searchesURL == "https://ponte.example.eu/searches")
            #expect(sent.first?.practices.map(\.title) == ["Flats with a key"] && sent.first?.practices.first?.url == "https://ponte.example.eu/practices/catania-flats")
        }
    }

    @Test func `A search without a name, or one too many, comes back as it was typed`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = try await house.signIn(as: .member)
            let page = try await browser.post("/searches", [("name", "  "), ("area", "housing")], from: "/searches/new?area=housing")
            #expect(page.status == 400 && page.links.contains("#name") && page.elements("input").contains { $0["name"] == "area" && $0["value"] == "housing" })
            for number in 1...50 { try await save(house, browser, "Search \(number)", [("q", "flats")]) }
            let full = try await browser.post("/searches", [("name", "One more"), ("q", "flats")], from: "/searches/new?q=flats")
            #expect(full.status == 400 && full.says("You keep 50 searches already") && full.value("name") == "One more")
        }
    }
}
