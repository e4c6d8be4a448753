import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Compendium

@Suite struct CareTests {
    private static var story: Fixture.Record { [
        "title": ["en": "Evening courses with childcare for refugee women"], "city": "Catania", "target_groups": ["women"],
        "problem": "More than four hundred refugee women in the city have little schooling, and nobody looks after their children while they learn.",
        "solution": "Evening courses in two schools of the quarter, with a nursery next door that opens an hour before; teachers and mediators of the city work together.",
        "results": "One hundred and seventy women finished the first year, and sixty-one of them found work within six months of their last lesson.",
        "sources": [["title": "Report", "publisher": NSNull(), "url": "https://www.example.org/courses/"]],
    ] }

    private static func copy(_ changes: Fixture.Record) -> Fixture.Record { story.merging(changes) { $1 } }

    @Test(arguments: Engines.all) func `Practices that tell of the same work are shown with what speaks for it, until an editor tells them apart`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            #expect(try await editor.get("/queue/duplicates").says("No two practices look alike"))
            try await house.importPractices([
                Fixture.practice("catania-courses", Self.story),
                Fixture.practice("catania-courses-again", Self.copy(["title": ["en": "A school in the evening"]])),
                Fixture.practice("catania-title", ["title": ["en": "Evening courses for refugee women, with childcare"], "sources": [["title": "Report", "publisher": NSNull(), "url": "http://example.org/courses"]]]),
                Fixture.practice("catania-else", ["title": ["en": "Bicycles for everybody"], "problem": "Buses are rare in the evening.", "solution": "The city lends bicycles."]),
            ])
            let page = try await editor.get("/queue/duplicates")
            #expect(page.says("2 pairs") && page.says("100% of the wording is the same") && page.says("They name the same source") && !page.says("Bicycles"), "\(page.text)")
            #expect(page.links.contains("/practices/catania-courses-again/life?successor=catania-courses"))
            let merging = try await editor.get("/practices/catania-courses-again/life?successor=catania-courses")
            #expect(merging.elements("option").contains { $0["value"] == "catania-courses" && $0["selected"] != nil })

            let pair = [("one", "catania-courses"), ("other", "catania-courses-again")]
            let field = "reason.catania-courses.catania-courses-again"
            #expect(try await editor.post("/queue/duplicates", pair + [(field, " ")]).status == 400)
            #expect(try await editor.post("/queue/duplicates", pair + [(field, "One is for men")]).status == 303)
            #expect(try await editor.get("/queue/duplicates").says("1 pair"))
            let elsewhere = try await house.signIn(as: .editor, in: "odense", name: "Mette Holm")
            #expect(try await elsewhere.get("/queue/duplicates").says("No two practices look alike"), "an editor of one city looks after its practices")
            #expect(try await elsewhere.post("/queue/duplicates", [("one", "catania-courses"), ("other", "catania-title"), ("reason.catania-courses.catania-title", "x")]).status == 404)
            _ = try await editor.post("/practices/catania-title/life", [("step", "merge"), ("reason", "The same"), ("successor", "catania-courses")])
            await house.settle()
            #expect(try await editor.get("/queue/duplicates").says("No two practices look alike"))
            #expect(house.log.errors == [])
        }
    }

    @Test func `Who writes what is already there, and who checks it, is shown it`() async throws {
        try await withHouse(.sqlite) { house in
            try await house.importPractices([Fixture.practice("catania-courses", Self.story)])
            let work = try await Authorship.begin(house)
            try await work.fill()
            #expect(try await !work.author.get(work.path).says("Is it already there?"))
            let texts = ["problem", "solution", "results"].map { ($0, Self.story[$0] as? String ?? "") }
            try await work.write("story", Array(texts.prefix(2)))
            try await work.write("results", [texts[2]])
            let page = try await work.author.get(work.path)
            #expect(page.says("Is it already there?") && page.links.contains("/practices/catania-courses"))
            try await work.step("submit")
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            #expect(try await editor.get("\(work.path)/review").links.contains("/practices/catania-courses"))
        }
    }

    @Test func `Meaning finds the same practice in another language`() throws {
        let one = ComparedRecord(city: CityID("catania"), titles: ["it": "Scuola serale"], texts: ["Corsi la sera"], sources: [])
        let other = ComparedRecord(city: CityID("catania"), titles: ["en": "A night school"], texts: ["Courses in the evening"], sources: [nil, "https://example.org/"])
        #expect(!Likeness(one, other).isSuspicious)
        #expect(Likeness(one, other, meaning: 0.46).isSuspicious)
        let elsewhere = ComparedRecord(city: CityID("odense"), titles: ["en": "A night school"], texts: [], sources: [])
        #expect(!Likeness(one, elsewhere, meaning: 0.54).isSuspicious && Likeness(one, elsewhere, meaning: 0.75).isSuspicious)
        #expect(!Likeness(other, elsewhere).isSuspicious, "cities may call different work alike")
        #expect(ComparedRecord.address("https://www.Example.org/Page/#part") == "example.org/page" && ComparedRecord.address("https://example.org/") == nil)
    }

    @Test(arguments: Engines.all) func `An owner is asked by letter after two years, and one tap confirms without signing in`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let author = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            let life = "/practices/odense-mothers/life"
            _ = try await author.post(life, [("step", "confirm")])
            let compendium = house.installation.compendium
            func asked() async throws -> [Letter] {
                try await compendium.askOwners()
                return try await house.database.read { try Outbox.letters(nil, before: nil, limit: 9, $0) }.filter { $0.kind == "compendium.mail.stillTrue" }
            }
            #expect(try await asked().isEmpty, "it is not due")
            house.clock.advance(by: .seconds(731 * 86_400))
            await withTaskGroup(of: Void.self) { group in for _ in 1...4 { group.addTask { try? await compendium.askOwners() } } }
            let letters = try await asked()
            #expect(letters.count == 1 && letters.first?.person == author.person, "\(letters)")
            let link = try #require(letters.first?.link)
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            let due = try await editor.get("/queue/due")
            #expect(due.says("Mette Holm") && due.says("Asked on") && due.links.contains(life))

            let visitor = house.visitor()
            let page = try await visitor.get(link)
            #expect(page.status == 200 && page.says("Is it still true?") && page.says("It may be out of date"))
            #expect(try await house.visitor().get(link + "x").says("has been used"))
            #expect(try await house.visitor().post(link + "x").location == link + "x", "a wrong link confirms nothing")
            let answered = try await visitor.post(link)
            #expect(answered.status == 303 && answered.location == "/practices/odense-mothers")
            await house.settle()
            #expect(try await visitor.get("/practices/odense-mothers").says("Confirmed as still true"))
            #expect(try await visitor.get(link).says("has been used"), "it works once")
            let id = try #require(compendium.catalogue.card("odense-mothers")).id
            let (steps, verified) = try await house.database.read { (try PracticeLives.steps(of: id, $0), try VerifyChain.run($0)) }
            #expect(steps.count == 2 && steps.allSatisfy { $0.step == .confirm && $0.by == author.person })
            if case .broken(let seq, let why) = verified { Issue.record("\(seq) \(why)") }
            #expect(try await !editor.get("/queue/due").links.contains(life))

            // Nobody answers: asked again after half a year, and the old link is no longer good.
            house.clock.advance(by: .seconds(731 * 86_400))
            #expect(try await asked().count == 2)
            #expect(try await asked().count == 2)
            house.clock.advance(by: .seconds(183 * 86_400))
            #expect(try await asked().count == 3)
        }
    }

    @Test func `A new version is not published over a change that nobody looked at`() async throws {
        try await withHouse(.sqlite) { house in
            let author = try await house.signIn(as: .author, in: "odense", name: "Mette Holm")
            let begun = try await author.post("/practices/odense-mothers/revise")
            let work = Authorship(house: house, author: author, id: try #require(begun.location?.split(separator: "/").last.map(String.init)))
            try await work.write("story", [("problem", "Mothers stay at home.")])
            try await work.step("submit")
            try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'expert_check' WHERE id = \(work.id)") }
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            #expect(try await !editor.get("\(work.path)/review").says("has become version"))
            var known = Fixture.practices[0]
            known["results"] = "500 members."
            try await house.importPractices([known])
            let review = try await editor.get("\(work.path)/review")
            #expect(review.says("has become version 2") && review.links.contains("/practices/odense-mothers/versions/2/changes?from=1"))
            let refused = try await work.step("publish", [("review", "yes"), ("reason", "It is better told")], as: editor)
            #expect(refused.status == 400 && refused.says("Look at what changed"))
            #expect(try await work.step("publish", [("review", "yes"), ("seen_version", "2"), ("reason", "It is better told")], as: editor).status == 303)
            let practice = try await house.database.read { try Practices.bySlug("odense-mothers", $0) }
            #expect(practice?.version == 3 && practice?.problem == "Mothers stay at home.")
        }
    }
}
