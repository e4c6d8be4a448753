import Kernel
import Store
import TestKit
import Testing
import Trail
@testable import Compendium

@Suite struct LifeTests {
    @Test(arguments: Engines.all) func `A new version begins with what the practice says, and becomes its next version`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let author = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            let foreign = try await house.signIn(as: .author, in: "catania", name: "Anna Nowak")
            #expect(try await foreign.post("/practices/odense-mothers/revise").status == 403)
            let begun = try await author.post("/practices/odense-mothers/revise")
            let id = try #require(begun.location?.split(separator: "/").last.map(String.init))
            let work = Authorship(house: house, author: author, id: id)
            let before = try #require(try await house.database.read { try Practices.bySlug("odense-mothers", $0) })
            let kept = try await house.database.read { try Practices.newestVersion("odense-mothers", $0) }
            let reading = try ManuscriptContent(version: try #require(kept).content).read(
                slug: "odense-mothers", city: try #require(house.installation.compendium.catalogue.cities.first { $0.slug == "odense" }))
            let again = Practice(draft: reading.draft, id: before.id, version: 1, city: before.city, changedAt: before.changedAt)
            #expect(again == before, "nothing is lost on the way into the form and back")
            let second = try await author.post("/practices/odense-mothers/revise")
            #expect(second.location == begun.location, "there is one new version at a time")

            let revision = try await work.stored().revision
            try await work.write("basics", before.targetGroups.reversed().map { ("target_groups", $0.rawValue) })
            #expect(try await work.stored().revision == revision, "the order of ticks is no change")
            try await work.write("story", [("problem", "Mothers stay at home, 400 of them.")])
            let submitted = try await work.step("submit")
            #expect(submitted.status == 303, "\(submitted.text.prefix(900))")
            try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'expert_check' WHERE id = \(id)") }
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            #expect(try await work.step("publish", [("reason", "The figures are new")], as: editor).status == 303)
            await house.settle()
            let after = try #require(try await house.database.read { try Practices.bySlug("odense-mothers", $0) })
            #expect(after.version == 2 && after.problem == "Mothers stay at home, 400 of them." && after.id == before.id)
            #expect(after.preconditions == before.preconditions, "answers to them stay")
        }
    }

    @Test(arguments: Engines.all) func `What is retired or replaced leaves the lists, can be read, and comes back`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let life = "/practices/odense-mothers/life"
            #expect(try await editor.post(life, [("step", "retire")]).status == 400, "a reason is needed")
            #expect(try await editor.post(life, [("step", "merge"), ("reason", "The same"), ("successor", "odense-mothers")]).status == 400, "not into itself")
            #expect(try await editor.post(life, [("step", "merge"), ("reason", "The same work"), ("successor", "catania-nursery")]).status == 303)
            await house.settle()
            let visitor = house.visitor()
            #expect(try await !visitor.get("/practices").links.contains("/practices/odense-mothers"))
            #expect(try await !visitor.get("/match?text=Isolated+mothers+who+mistrust").links.contains("/practices/odense-mothers"))
            let page = try await visitor.get("/practices/odense-mothers")
            #expect(page.status == 200 && page.says("merged into another") && page.links.contains("/practices/catania-nursery"))
            for survivor in ["", "/versions", "/life"] {
                let kept = try await editor.get("/practices/catania-nursery\(survivor)")
                #expect(kept.says("Merged with") && kept.says("Jonas Weber") && kept.says("The same work"), "\(survivor): \(kept.text.prefix(300))")
                #expect(kept.links.contains("/practices/odense-mothers/versions"), "the other trail is reached from \(survivor)")
            }
            #expect(try await editor.post(life, [("step", "confirm")]).status == 403, "there is no such step from here")
            #expect(try await editor.post(life, [("step", "renew")]).status == 303)
            await house.settle()
            #expect(try await !visitor.get("/practices/catania-nursery").says("Merged with"), "it is its own again")
            #expect(try await visitor.get("/practices").links.contains("/practices/odense-mothers"))
            #expect(try await visitor.get("/match?text=Isolated+mothers+who+mistrust").links.contains("/practices/odense-mothers"))
        }
    }

    @Test(arguments: Engines.all) func `Two practices are not merged into one another`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let other = try await house.signIn(as: .editor, name: "Maria Rossi")
            async let one = editor.post("/practices/odense-mothers/life", [("step", "merge"), ("reason", "The same work"), ("successor", "catania-nursery")])
            async let two = other.post("/practices/catania-nursery/life", [("step", "merge"), ("reason", "The same work"), ("successor", "odense-mothers")])
            let pages = try await [one, two]
            #expect(pages.map(\.status).sorted() == [303, 409])
            let refused = try #require(pages.first { $0.status == 409 })
            #expect(refused.says("out of use itself") && refused.value("reason") == "The same work", "\(refused.text.prefix(400))")
            await house.settle()
            let listed = try await house.visitor().get("/practices").links
            #expect(["odense-mothers", "catania-nursery"].filter { listed.contains("/practices/\($0)") }.count == 1, "one of them is still there")
        }
    }

    @Test func `A reason that is too long is kept and said so, not cut`() async throws {
        try await withHouse(.sqlite) { house in
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let long = String(repeating: "a", count: 2001)
            let refused = try await editor.post("/practices/odense-mothers/life", [("step", "retire"), ("reason", long)])
            #expect(refused.status == 400 && refused.says("Reason: Shorten this to 2000 characters; it has 2001") && refused.value("reason") == long)
            let id = try #require(house.installation.compendium.catalogue.card("odense-mothers")).id
            #expect(try await house.database.read { try PracticeLives.of(id, $0) } == nil)
        }
    }

    @Test(arguments: Engines.all) func `Whoever takes a practice out of use does not confirm it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let life = "/practices/odense-mothers/life"
            let id = try #require(house.installation.compendium.catalogue.card("odense-mothers")).id
            func confirmer() async throws -> PersonID? { try await house.database.read { try PracticeLives.of(id, $0)?.confirmedBy } }
            #expect(try await editor.post(life, [("step", "retire"), ("reason", "The money has ended")]).status == 303)
            let retired = try await editor.get(life)
            #expect(retired.says("Retired") && !retired.says("Confirmed as still true") && retired.says("nobody has confirmed it yet"))
            #expect(try await confirmer() == nil)
            #expect(try await editor.post(life, [("step", "renew")]).status == 303)
            #expect(try await editor.get(life).says("Confirmed as still true"))
            let other = try await house.signIn(as: .editor, name: "Maria Rossi")
            #expect(try await other.post(life, [("step", "retire"), ("reason", "It has ended after all")]).status == 303)
            #expect(try await confirmer() == editor.person, "it stays confirmed by whom it was")
        }
    }

    @Test(arguments: Engines.all) func `What nobody has confirmed yet says so at the top and in lists`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let catalogue = house.installation.compendium.catalogue
            #expect(catalogue.card("odense-mothers")?.isConfirmed == false)
            #expect(try await house.visitor().get("/practices").says("Not confirmed yet"))
            let before = try await house.visitor().get("/practices/odense-mothers").text
            #expect(before.components(separatedBy: "nobody has confirmed it yet").count == 3, "at the top and with the citation")
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            _ = try await editor.post("/practices/odense-mothers/life", [("step", "confirm")])
            await house.settle()
            #expect(catalogue.card("odense-mothers")?.isConfirmed == true)
            #expect(try await !house.visitor().get("/practices/odense-mothers").says("nobody has confirmed it yet"))
        }
    }

    @Test func `What a decision needs is asked for by name`() async throws {
        try await withHouse(.sqlite) { house in
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let page = try await editor.post("/practices/odense-mothers/life", [("step", "retire")])
            #expect(page.status == 400 && page.says("Reason: Enter something here"))
            #expect(!page.says("Reason (optional)"), "each step that is open needs one")
            #expect(page.says("needed to supersede or merge"))
        }
    }

    @Test func `What nobody confirms says so after two years, and slowly counts less`() async throws {
        try await withHouse(.sqlite) { house in
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            _ = try await editor.post("/practices/odense-mothers/life", [("step", "confirm")])
            await house.settle()
            #expect(try await house.visitor().get("/practices/odense-mothers").says("Confirmed as still true"))
            let id = try #require(house.installation.compendium.catalogue.card("odense-mothers")).id
            #expect(try await house.database.read { try PracticeLives.of(id, $0)?.owner } == nil, "an editor who confirms does not become the owner")
            let author = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            _ = try await author.post("/practices/odense-mothers/life", [("step", "confirm")])
            #expect(try await house.database.read { try PracticeLives.of(id, $0)?.owner } == author.person)
            func freshness() async throws -> Double? {
                let now = house.clock.now
                return try await house.database.read { try CompendiumModule.freshness(at: now, $0)[id] }
            }
            #expect(try await freshness() == 1)
            house.clock.advance(by: .seconds(731 * 86_400))
            _ = try await house.importPractices([Fixture.practice("catania-new")])
            #expect(try await house.visitor().get("/practices/odense-mothers").says("may be out of date"))
            house.clock.advance(by: .seconds(364 * 86_400))
            let late = try #require(try await freshness())
            #expect(late > 0.74 && late < 0.76, "half of the way down after a year: \(late)")
            house.clock.advance(by: .seconds(3 * 365 * 86_400))
            #expect(try await freshness() == 0.5)
        }
    }
}
