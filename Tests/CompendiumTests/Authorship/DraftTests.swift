import Foundation
import Kernel
import Store
import TestKit
import Testing
import Web
@testable import Compendium

@Suite struct DraftTests {
    @Test func `An empty draft says what is true of it`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Authorship.begin(house)
            let empty = try await work.author.get(work.path)
            #expect(empty.text.components(separatedBy: "Nothing yet (optional)").count == 3, "what it takes, and building blocks")
            try await work.write("story", [("problem", "430 women have no school.")])
            #expect(try await work.author.get(work.path).says("no source is named yet"))
            let early = try await work.step("submit")
            #expect(early.status == 400 && early.says("Sources: Name at least one source") && early.says("Status: Choose an answer") && early.says("Policy areas: Tick at least one"))
            try await work.write("means", [("partners", "A school")])
            #expect(try await work.author.get(work.path).text.components(separatedBy: "Nothing yet (optional)").count == 2)
            let nowhere = try await house.signIn(as: .editor, name: "Jonas Weber").post("/drafts/new", [("title", "A night school"), ("language", "en"), ("city", "")], from: "/drafts/new")
            #expect(nowhere.status == 400 && nowhere.says("City: Choose a city"))
        }
    }

    @Test(arguments: Engines.all) func `A study is only what is entered as one, and is asked for where a comparison is claimed`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            try await work.write("results", [("studies.1.title", ""), ("studies.1.design", ""), ("evidence", "before_after")])
            try await work.write("sources", [("sources.1.title", "Annual report 2023")])
            #expect(try await work.author.get("\(work.path)/write/results").says("Name the study or evaluation"))
            let refused = try await work.step("submit")
            #expect(refused.status == 400 && refused.says("Studies: Name the study or evaluation"))
            let city = try #require(house.installation.compendium.catalogue.cities.first { $0.slug == "catania" })
            let claimed = try await work.content().read(slug: "test", city: city)
            #expect(claimed.draft.studies.isEmpty && Evidence.of(Practice(draft: claimed.draft, id: PracticeID("test"), version: 1, city: city.id, changedAt: Instant(milliseconds: 0))).level == 1)
            #expect(try PracticeDraft(kept: claimed.content).studies.isEmpty, "nor does the version that is kept name one")
            try await work.write("results", [("evidence", "output_counts")])
            #expect(try await work.step("submit").status == 303)
        }
    }

    @Test(arguments: Engines.all) func `A lesson from failure says what failed, and a practice how migrants take part`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let work = try await Authorship.begin(house)
            try await work.fill()
            try await work.write("basics", [("kind", "lesson")])
            try await work.write("results", [("results", "")])
            let refused = try await work.step("submit")
            #expect(refused.status == 400 && refused.says("What failed, and why: Enter something here") && !refused.says("What came of it: Enter something here"))
            try await work.write("results", [("what_failed", "Nobody had asked the firms.")])
            try await work.write("means", [("migrants_involved", "Two mediators, paid by the hour.")])
            let overview = try await work.author.get(work.path)
            #expect(overview.says("It says how migrants take part, and at least three partners are named.") && overview.says("It says what failed and why, and what was learned"))
            #expect(try await work.step("submit").status == 303)
            try await house.database.write { try $0.run("UPDATE manuscript SET stage = 'expert_check' WHERE id = \(work.id)") }
            let editor = try await house.signIn(as: .editor, name: "Jonas Weber")
            #expect(try await work.step("publish", [("reason", "Others can learn from it")], as: editor).status == 303)
            await house.settle()
            let practice = try #require(try await house.database.read { try Practices.bySlug("catania-a-night-school", $0) })
            #expect(practice.whatFailed == "Nobody had asked the firms." && practice.migrantsInvolved == "Two mediators, paid by the hour.")
            let page = try await house.visitor().get("/practices/catania-a-night-school")
            #expect(page.says("What failed, and why") && page.says("Nobody had asked the firms.") && page.says("How migrants take part") && page.says("Two mediators, paid by the hour."))
            let kept = try await house.visitor().get("/practices/catania-a-night-school/versions/1")
            #expect(kept.says("Nobody had asked the firms.") && kept.says("Two mediators, paid by the hour."))
        }
    }

    @Test func `What is needed is not called optional`() async throws {
        try await withHouse(.sqlite) { house in
            let work = try await Authorship.begin(house)
            let practice = try await work.author.get("\(work.path)/write/results")
            #expect(!practice.says("What came of it (optional)") && practice.says("What failed, and why (optional)"))
            try await work.write("basics", [("kind", "lesson")])
            let lesson = try await work.author.get("\(work.path)/write/results")
            #expect(lesson.says("What came of it (optional)") && !lesson.says("What failed, and why (optional)"))
        }
    }

    @Test func `A program may send numbers and flags where a field is one`() throws {
        func read(_ fields: String) throws -> [String: String] { try DraftFieldsInput(Data("{\"revision\":1,\"fields\":{\(fields)}}".utf8)).form.changes }
        #expect(
            try read("\"start_year\":2019,\"figures.1.value\":61.5,\"figures.2.value\":12.125,\"budget_eur\":120000,\"building_blocks.1.core\":true,\"studies.1.independent\":false") == [
                "start_year": "2019", "figures.1.value": "61.5", "figures.2.value": "12.1250", "budget_eur": "120000", "building_blocks.1.core": "true", "studies.1.independent": "",
            ])
        for wrong in ["\"title\":5", "\"start_year\":true", "\"building_blocks.1.core\":1", "\"partners\":3", "\"partners\":[1]"] {
            #expect(throws: Problem.self, "\(wrong)") { try read(wrong) }
        }
        var reader = FieldReader(Fields([("value", "12.1250")]))
        #expect(reader.optionalDecimal("value") == 12.125, "three decimals are not taken for thousands")
    }
}
