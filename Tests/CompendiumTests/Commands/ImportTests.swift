import App
import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import Compendium

@Suite struct ImportProblemTests {
    struct Case: CustomTestStringConvertible, @unchecked Sendable {
        let field: String
        let changes: Fixture.Record
        let part: String
        var testDescription: String { "\(field): \(part)" }

        init(_ field: String, _ value: Any, _ part: String, at place: String? = nil) {
            self.field = place ?? field
            changes = [field: value]
            self.part = part
        }
    }

    static let cases: [Case] = [
        Case("id", "Not A Slug", "lower-case"), Case("id", "", "not empty"), Case("id", nullValue, "not empty"), Case("id", 7, "not empty"),
        Case("title", ["it": "Titolo"], "missing", at: "title.en"), Case("title", "Title", "object of texts"), Case("title", ["en": ""], "1 to 300", at: "title.en"),
        Case("title", ["en": String(repeating: "a", count: 301)], "1 to 300", at: "title.en"),
        Case("country", "ITA", "at most 2"), Case("city", nullValue, "not empty"), Case("organisation_type", "company", "allowed are municipality"),
        Case("start_year", "2010", "whole number"), Case("start_year", 2010.5, "whole number"), Case("start_year", 1066, "between 1900 and 2100"), Case("start_year", true, "whole number"),
        Case("status", "dormant", "allowed are running"), Case("policy_areas", ["employment", "magic"], "magic", at: "policy_areas[1]"), Case("policy_areas", "employment", "list of texts"),
        Case("target_groups", ["martians"], "martians", at: "target_groups[0]"), Case("target_groups", [7], "text of 1", at: "target_groups[0]"),
        Case("problem", "", "not empty"), Case("problem", 7, "text"), Case("solution", String(repeating: "a", count: 20_001), "20001 characters"), Case("problem", "nul\0byte", "text"),
        Case("budget_eur", "1000", "number"), Case("budget_eur", -1, "between"), Case("budget_eur", 1e12, "between"), Case("beneficiaries", -5, "between"),
        Case("evidence", "anecdote", "allowed are none"), Case("preconditions", [""], "text of 1", at: "preconditions[0]"), Case("sources", [Fixture.Record](), "at least one"),
        Case("sources", [["title": ""]], "not empty", at: "sources[0].title"), Case("sources", [["title": "A", "url": "ftp://x"]], "http", at: "sources[0].url"),
        Case("sources", [["title": "A", "url": "javascript:alert(1)"]], "http", at: "sources[0].url"), Case("sources", [["title": "A", "url": "https://x y"]], "http", at: "sources[0].url"),
        Case("sources", [["title": "A", "author": "B"]], "not a field", at: "sources[0].author"), Case("sources", "A", "list of objects"),
        Case("building_blocks", [["title": "A", "core": "yes"]], "true or false", at: "building_blocks[0].core"),
        Case("studies", [["title": "A", "design": "vibes"]], "allowed are unknown", at: "studies[0].design"),
        Case("figures", [["label": "A", "value": "many"]], "number", at: "figures[0].value"),
        Case("studies", [["title": "A", "design": "comparison", "url": "javascript:alert(1)"]], "http", at: "studies[0].url"),
        Case("mayor", "X", "not a field"), Case("kind", "success", "allowed are practice"), Case("language", "english", "at most 3"),
        Case("figures", [["label": "A"]], "number", at: "figures[0].value"),
    ]

    @Test(arguments: cases) func `A problem is named by file, record and field`(one: Case) throws {
        let record = Fixture.practice("test", one.changes)
        let problems = try problems([(name: "a.json", data: Fixture.data([Fixture.practice("fine"), record]))])
        let found = try #require(problems.first { $0.field == one.field }, "\(problems)")
        #expect(found.file == "a.json")
        #expect(found.message.contains(one.part), "\(found)")
        #expect(found.record == (record["id"] as? String ?? "record 2"))
        // What cannot be read at all is missing too.
        #expect(problems.count == 1 || problems.allSatisfy { $0.field == one.field || $0.field.hasPrefix("title.") }, "and nothing else is said: \(problems)")
    }

    @Test func `A record that ends before it begins`() throws {
        let problems = try problems([(name: "a.json", data: Fixture.data(Fixture.practice("test", ["start_year": 2010, "end_year": 2009])))])
        #expect(problems.map(\.description) == ["a.json: test: end_year: is 2009, before start_year 2010"])
    }

    @Test(arguments: ["", "{", "[1]", "\"text\"", "null", "\u{FF}"]) func `A file that is no record`(text: String) throws {
        let problems = try problems([(name: "a.json", data: Data(text.utf8)), (name: "b.json", data: Fixture.data(Fixture.practice("x", ["status": "?"])))])
        #expect(problems.map(\.file) == ["a.json", "b.json"], "and the next file is read too")
        #expect(problems.first?.record == "file")
    }

    @Test func `A practice that stands twice is named with its files`() throws {
        let file = try Fixture.data(Fixture.practice("twice"))
        let problems = try problems([(name: "a.json", data: file), (name: "b.json", data: file)])
        #expect(problems.map(\.description) == ["b.json: twice: id: stands 2 times: a.json, b.json"])
    }

    private func problems(_ files: [(name: String, data: Data)]) throws -> [ImportProblem] {
        try ImportPractices(files: files).problems
    }
}

@Suite struct ImportRunTests {
    @Test(arguments: Engines.all) func `A city that is not on record stops everything`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let before = try await house.database.read { try Audit.position($0) }
            let records = [Fixture.practice("catania-fine"), Fixture.practice("atlantis", ["city": "Atlantis", "country": "GR"]), Fixture.practice("el-dorado", ["city": "El Dorado"])]
            let error = await #expect(throws: ImportProblems.self) { try await house.importPractices(records) }
            #expect(error?.problems.map(\.record) == ["atlantis", "el-dorado"])
            #expect(error?.problems.allSatisfy { $0.field == "city" && $0.file == "practices.json" } == true)
            #expect(try await house.database.read { try Audit.position($0) } == before)
            #expect(try await house.database.read { try Practices.bySlug("catania-fine", $0) } == nil)
        }
    }

    @Test(arguments: Engines.all) func `Every problem of every record is told at once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let before = try await house.database.read { try Audit.position($0) }
            let records = [
                Fixture.practice("atlantis", ["city": "Atlantis", "country": "GR"]), Fixture.practice("stray", ["mayor": "X", "city": "Atlantis"]),
                Fixture.practice("abroad", ["city": "Vienna", "country": "DE", "status": "dormant"]), Fixture.practice("nowhere", ["city": nullValue]), Fixture.practice("fine"),
            ]
            let error = await #expect(throws: ImportProblems.self) { try await house.importPractices(records) }
            let told = try #require(error).problems
            #expect(Set(told.map { "\($0.record): \($0.field)" }) == ["atlantis: city", "stray: mayor", "stray: city", "abroad: status", "abroad: country", "nowhere: city"])
            #expect(told.count == 6)
            #expect(told.contains { $0.message == "is DE; Vienna is on record in AT" })
            #expect(try await house.database.read { try Audit.position($0) } == before)
        }
    }

    @Test(arguments: Engines.all) func `How a source was read is kept as its note`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let record = Fixture.practice("read", ["sources": [
                ["title": "A", "accessed_via": "stored public page"], ["title": "B", "accessed_via": "web archive", "note": "page 3"], ["title": "C", "accessed_via": nullValue],
            ]])
            #expect(try await house.importPractices([record]).new == 1)
            let practice = try #require(try await house.database.read { try Practices.bySlug("read", $0) })
            #expect(practice.sources.map(\.note) == ["stored public page", "page 3", nil])
            let kept = try #require(try await house.database.read { try PracticeVersions.one("read", 1, $0) })
            #expect(try ManuscriptContent(version: kept.content)["sources.1.note"] == "stored public page")
        }
    }

    @Test(arguments: Engines.all) func `Twice is once, and a change is a new version`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let before = try await house.database.read { try Audit.position($0) }
            #expect(try await house.importPractices(Fixture.practices) == ImportPractices.Outcome(new: 0, changed: 0, same: 6))
            #expect(try await house.database.read { try Audit.position($0) } == before)

            let old = try #require(try await house.database.read { try Practices.bySlug("odense-mothers", $0) })
            house.clock.advance(by: .seconds(86_400))
            var record = Fixture.practices[0]
            record["preconditions"] = ["A meeting place", "A basic course"]
            record["building_blocks"] = [["title": "Another block"]]
            record["title"] = ["en": "Mothers"]
            #expect(try await house.importPractices([record] + Fixture.practices.dropFirst()) == ImportPractices.Outcome(new: 0, changed: 1, same: 5))
            let new = try #require(try await house.database.read { try Practices.bySlug("odense-mothers", $0) })
            #expect(new.id == old.id && new.version == 2 && new.changedAt == house.clock.now)
            #expect(new.title.texts == ["en": "Mothers"] && new.blocks.map(\.title) == ["Another block"])
            let course = { (practice: Practice) in practice.preconditions.first { $0.text == "A basic course" }?.id }
            #expect(course(old) != nil && course(old) == course(new), "the answers of cities stay with the text")
            let versions = try await house.database.read { try Practices.versions(of: old.id, $0) }
            #expect(versions.map(\.version) == [2, 1])
            let entries = try await house.database.read { try Audit.entries(of: RecordReference(old.id), limit: 5, $0) }
            #expect(entries.map(\.action) == ["practice.changed", "practice.imported"])
            #expect(entries.first?.actor == "system:import")
            #expect(try await house.database.read { try VerifyChain.run($0) } == .whole(entries: before + 1))
        }
    }

    @Test(arguments: Engines.all) func `What a file says is what is read back`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let practice = try #require(try await house.database.read { try Practices.bySlug("odense-mothers", $0) })
            #expect(practice.title.texts == ["en": "Neighbourhood mothers build bridges to services", "da": "Bydelsmødre"])
            #expect(practice.budget == Money(euro: 800_000) && practice.beneficiaries == 4000 && practice.startYear == 2008 && practice.endYear == nil)
            #expect(practice.policyAreas == [.socialServices, .participation, .health])
            #expect(practice.preconditions.map(\.text) == ["A local coordinator", "A basic course", "Supervision of volunteers"])
            #expect(practice.blocks.first == BuildingBlock(id: practice.blocks.first?.id ?? "", title: "Basic course", description: "Fourteen modules.", isCore: true, enablingFactors: ["Trust"], lessons: ["Pay for childcare"], preconditions: ["A basic course"]))
            #expect(practice.figures == [.init(label: "members", value: 400, unit: "people", year: 2013, baseline: 25, source: "Evaluation")])
            #expect(practice.studies.map(\.design) == [.unknown] && practice.studies.first?.isIndependent == true)
            let bare = try #require(try await house.database.read { try Practices.bySlug("catania-nursery", $0) })
            #expect(bare.problem == nil && bare.budget == nil && bare.languagesOfService == nil && bare.startYear == nil && bare.blocks.isEmpty)
            let cents = try await house.importPractices([Fixture.practice("cents", ["budget_eur": 1234.56])])
            #expect(cents.new == 1)
            #expect(try await house.database.read { try Practices.bySlug("cents", $0) }?.budget == Money(cents: 123_456))
        }
    }

    @Test(arguments: Engines.all) func `The starter content is whole, and loading it twice changes nothing`(engine: Engine) async throws {
        try await withHouse(engine, .starter) { house in
            let (practices, cities, position) = try await house.database.read { (try Practices.all($0), try Cities.all($0), try Audit.position($0)) }
            #expect(practices.count == 115)
            #expect(Set(practices.compactMap { practice in cities.first { $0.id == practice.city }?.country }).count == 18)
            #expect(try await Starter(database: house.database, ids: house.ids, trail: house.trail).load() == 0)
            #expect(try await house.database.read { try Audit.position($0) } == position)
            #expect(try await house.database.read { try VerifyChain.run($0) } == .whole(entries: position))
            // Honest: nothing is called good without evidence.
            let assessments = practices.map { ($0, Assessment($0, inYear: 2026)) }
            #expect(assessments.allSatisfy { $1.standing.name != .good || $1.evidence.level >= 2 })
            #expect(assessments.filter { $1.evidence.level <= 1 }.count > practices.count / 2)
        }
    }
}


