import App
import Compendium
import Kernel
import Store
import TestKit
import Testing

/// Two processes on one database: each hears within two seconds what the other wrote, and its pages, search and matches follow.
@Suite struct FollowingTests {
    @Test(arguments: Engines.all) func `Another process follows within two seconds`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let writer = try await TestHouse.open(place, .small, name: "writer")
            let follower = try await TestHouse.open(place, name: "follower")
            let installation = follower.installation
            let background = Task { try await installation.runBackground() }
            let visitor = follower.visitor()
            let stale = try await visitor.get("/practices?q=beekeeping")
            #expect(stale.says("0 practices") || !stale.says("Bees on the roof"))
            _ = try await visitor.get("/practices/odense-mothers")

            var mothers = Fixture.practices[0]
            mothers["title"] = ["en": "Mothers of the neighbourhood, renamed"]
            let bees = Fixture.practice(
                "odense-bees",
                [
                    "title": ["en": "Bees on the roof"], "city": "Odense", "country": "DK", "problem": "Newcomers meet nobody.",
                    "solution": "Beekeeping on the roofs of the town hall brings newcomers and neighbours together.",
                ])
            _ = try await ImportPractices(files: [(name: "new.json", data: Fixture.data([mothers, bees]))]).run(writer.database, writer.ids, writer.trail)

            var heard = false
            let end = ContinuousClock.now + .seconds(60)
            while !heard, ContinuousClock.now < end {
                heard = try await visitor.get("/practices?q=beekeeping").says("Bees on the roof")
                try await Task.sleep(for: .milliseconds(50))
            }
            try #require(heard, "the other process never heard of it")
            #expect(try await visitor.get("/practices/odense-bees").status == 200)
            #expect(try await visitor.get("/practices/odense-mothers").heading == "Mothers of the neighbourhood, renamed", "the page kept for visitors is made anew")
            let match = try await visitor.get("/match?text=beekeeping+on+roofs+for+newcomers")
            #expect(match.says("Bees on the roof"), "\(match.text.prefix(300))")
            background.cancel()
            _ = try? await background.value
            await writer.close()
            await follower.close()
        }
    }

    @Test(arguments: Engines.all) func `What is kept of match pages for all needs follows the data, in each language`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let visitor = house.visitor()
            func ask(_ need: String, _ language: String) async throws -> TestPage { try await visitor.get("/match?text=\(need)&city=odense&lang=\(language)") }
            for language in ["en", "de"] {
                #expect(try await ask("a+nursery+for+mothers", language).texts("option").contains { $0.hasPrefix("Catania, ") })
                #expect(try await ask("children+in+a+nursery", language).says("Catania, "))
            }
            var cities = Fixture.cities
            let place = try #require(cities.firstIndex { $0["name"] as? String == "Catania" })
            cities[place]["name"] = "CATANIA"
            #expect(try await ImportCitiesFile.run(house, cities) == 0)
            for language in ["en", "de"] {
                let page = try await ask("a+nursery+for+mothers+again", language)
                #expect(page.texts("option").contains { $0.hasPrefix("CATANIA, ") } && page.says("CATANIA, ") && !page.says("Catania, "), "\(page.text.prefix(2000))")
            }
        }
    }

    @Test func `The writing process follows at once`() async throws {
        try await withHouse(.sqlite) { house in
            let installation = house.installation
            let background = Task { try await installation.runBackground(followingEvery: .seconds(3600)) }
            try await Task.sleep(for: .milliseconds(50))
            _ = try await ImportPractices(files: [(name: "new.json", data: Fixture.data([Fixture.practice("catania-new")]))]).run(house.database, house.ids, house.trail)
            let visitor = house.visitor()
            var tries = 0
            while try await visitor.get("/practices").says("Practice catania-new") == false, tries < 1000 {
                try await Task.sleep(for: .milliseconds(10))
                tries += 1
            }
            #expect(tries < 1000, "it does not wait for the follower's next round")
            background.cancel()
            _ = try? await background.value
        }
    }
}
