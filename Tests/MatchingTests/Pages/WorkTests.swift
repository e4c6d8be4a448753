import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import Matching

@Suite struct WorkTests {
    private func answer(_ world: NeedWorld, _ slug: String, _ values: [String]) async throws {
        let page = try await world.owner.get(world.path("/matches/\(slug)"))
        let names = page.elements("input").compactMap { $0["name"] }.filter { $0.hasPrefix("answer.") }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let fields = zip(names, values).flatMap { [($0, $1), ($0.replacingOccurrences(of: "answer.", with: "note."), "Noted: \($1)")] }
        let saved = try await world.owner.post(world.path("/matches/\(slug)/answers"), fields)
        #expect(saved.status == 303, "\(saved.text.prefix(300)) \(world.house.log.errors)")
    }

    private func score(_ world: NeedWorld, _ slug: String) async throws -> Double {
        let need = try await world.stored()
        let matcher = world.house.installation.matching.matcher
        let work = matcher.reading(try await world.house.database.read { try Needs.work(on: world.need, $0) }, of: need)
        let city = try await world.house.database.read { reader in try need.content.city.flatMap { try Cities.byID($0, reader) } }
        let answer = await matcher.answer(need.content, city: city.map(PlaceFacts.init), work: work, limit: 100)
        return try #require(answer.matches.first { $0.id == slug }?.score)
    }

    @Test(arguments: Engines.all) func `Answers change readiness and ranking, and are kept with who gave them`(engine: Engine) async throws {
        try await withHouse(engine, .many(6)) { house in
            let world = try await NeedWorld.settle(house, [("text", "People wait for a course and the city opens one"), ("city", "catania")])
            let before = try await world.ranking()
            #expect(before.count >= 2)
            let first = before[0], second = before[1]
            let old = try await score(world, second)
            try await answer(world, second, ["met", "met"])
            try await answer(world, first, ["missed", "missed"])
            #expect(try await score(world, second) > old, "what the city has counts")
            let after = try await world.ranking()
            #expect(after.first == second && after != before, "\(before) \(after)")
            let page = try await world.owner.get(world.path("/matches/\(second)"))
            #expect(page.says("Noted: met") || page.value("note.") != nil || page.html.contains("Noted: met"))
            #expect(page.ticked("answer.\(try await precondition(world, second))") == ["met"])
            #expect(page.says("Chiara Russo"))
            let work = try await house.database.read { try Needs.work(on: world.need, $0) }
            #expect(work.answers.count == 4 && work.answers.allSatisfy { $0.by == world.owner.person && $0.note?.hasPrefix("Noted: ") == true })

            // An answer is taken back, and what does not apply is not counted.
            try await answer(world, second, ["open", "notApplicable"])
            #expect(try await house.database.read { try Needs.work(on: world.need, $0) }.answers.count == 3)
            #expect(try await score(world, second) == old)
            // Saying the same again leaves no trace.
            let position = try await house.database.read { try Audit.position($0) }
            try await answer(world, second, ["open", "notApplicable"])
            #expect(try await house.database.read { try Audit.position($0) } == position)
        }
    }

    @Test(arguments: Engines.all) func `What the need says of preconditions counts until somebody answers`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let mothers = "odense-mothers"
            let text = ("text", "How do we reach isolated mothers?")
            let silent = try await NeedWorld.settle(house, [text, ("city", "catania")])
            let lines = [("inPlace", "a basic course\nA library\nVolunteers"), ("competent", "A local coordinator"), ("notCompetent", "Supervision of volunteers")]
            let telling = NeedWorld(house: house, owner: silent.owner, id: try await NeedWorld.describe([text, ("city", "catania")] + lines, silent.owner, house))
            func work() async throws -> NeedWork { try await house.database.read { try Needs.work(on: telling.need, $0) } }
            let page = try await telling.owner.get(telling.path("/matches/\(mothers)"))
            let names = page.elements("input").compactMap { $0["name"] }.filter { $0.hasPrefix("answer.") }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            #expect(names.map { page.ticked($0) } == [["open"], [], ["open"]], "what is read is not ticked, what a city may do is not what it has: \(page.text)")
            #expect(page.says("From what you wrote: met (“\u{2068}a basic course\u{2069}”)") && page.says("Leave it open"))
            #expect(try await work().answers.isEmpty, "nothing is written down that nobody said")
            let unsaid = try await score(silent, mothers)
            let said = try await score(telling, mothers)
            #expect(said > unsaid)

            // One answer is saved: what was read does not become one.
            #expect(try await telling.owner.post(telling.path("/matches/\(mothers)/answers"), [(names[0], "met"), (names[2], "open")]).status == 303)
            let saved = try await work().answers
            #expect(saved.map(\.precondition) == [String(names[0].dropFirst("answer.".count))])
            #expect(try await score(telling, mothers) > said)
            #expect(try await telling.owner.get(telling.path("/matches/\(mothers)")).says("From what you wrote"))

            // What was read wrongly is left open, and does not come back.
            #expect(try await telling.owner.post(telling.path("/matches/\(mothers)/answers"), zip(names, ["open", "open", "open"]).map { ($0, $1) }).status == 303)
            #expect(try await work().answers.isEmpty)
            let left = try await telling.owner.get(telling.path("/matches/\(mothers)"))
            #expect(!left.says("From what you wrote") && names.map { left.ticked($0) } == [["open"], ["open"], ["open"]])
            #expect(try await score(telling, mothers) < said)
            let position = try await house.database.read { try Audit.position($0) }
            try await answer(telling, mothers, ["open", "open", "open"])
            #expect(try await house.database.read { try Audit.position($0) } == position, "saying the same again leaves no trace")
            try await answer(telling, mothers, ["met", "met", "met"])
            #expect(try await work().answers.count == 3)
            #expect(try await work().leftOpen.isEmpty)
            #expect(try await score(telling, mothers) > said, "what somebody answers stands above what was read")
        }
    }

    @Test(arguments: [
        ("Housing", "Municipally owned housing", false), ("Housing", "Capital for dedicated housing units", false),
        ("Housing", "A building that can combine reception and regular housing", false), ("Municipally owned housing since 2010", "Municipally owned housing", true),
        ("We have trained volunteers", "Supervision of volunteers", false), ("Supervision of our volunteers", "Supervision of volunteers", true), ("Interpreters", "Translations", false),
    ]) func `A precondition is said when most of its own words are`(line: String, precondition: String, isSaid: Bool) async throws {
        try await withHouse(.sqlite) { house in
            let vocabulary = house.installation.matching.matcher.vocabulary
            #expect(Naming(precondition, language: "en", vocabulary).isSaid(by: Naming(line, language: "en", vocabulary).keys) == isSaid)
        }
    }

    @Test(arguments: Engines.all) func `The list of needs tells of a practice that fits and is younger than the need`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await NeedWorld.settle(house)
            let matching = house.installation.matching
            try await matching.noteNewFits()
            #expect(try await !world.owner.get("/needs").says("new or changed"), "what was there before is not new")
            house.clock.advance(by: .seconds(60))
            let fits: [String: Any] = [
                "title": ["en": "Refugee women with small children learn at home in their language"], "target_groups": ["women", "families"],
                "problem": "Refugee women stay at home with small children and cannot be reached.", "solution": "Visitors reach them at home, in their language.",
            ]
            try await house.importPractices([Fixture.practice("catania-visits", fits), Fixture.practice("catania-drains", ["policy_areas": ["data"]])])
            for _ in 1...2 { try await matching.noteNewFits() }
            let list = try await world.owner.get("/needs")
            #expect(list.says("1 new or changed practice fits"), "\(list.text)")
            let letters = try await house.database.read { try Outbox.letters(nil, before: nil, limit: 9, $0) }.filter { $0.kind == "matching.mail.fits" }
            #expect(letters.count == 1 && letters.first?.person == world.owner.person, "told once: \(letters)")
            #expect(letters.first?.values["practices"] == "– Refugee women with small children learn at home in their language")
            let page = try await world.owner.get(world.path(""))
            #expect(page.says("1 new or changed practice fits") && page.links.contains(world.path("/matches/catania-visits")))
            #expect(try await world.owner.post(world.path("/seen")).status == 303)
            #expect(try await !world.owner.get("/needs").says("new or changed"))
            // Another one the same day waits for the next letter.
            house.clock.advance(by: .seconds(60))
            var second = fits
            second["solution"] = "Trained neighbours reach refugee women with small children at home, in their language."
            try await house.importPractices([Fixture.practice("catania-neighbours", second)])
            try await matching.noteNewFits()
            func letterCount() async throws -> Int { try await house.database.read { try $0.number("SELECT count(*) AS n FROM letter WHERE kind = 'matching.mail.fits'") } }
            #expect(try await letterCount() == 1)
            house.clock.advance(by: .seconds(21 * 3600))
            try await matching.noteNewFits()
            #expect(try await letterCount() == 2)
            #expect(try await world.owner.get("/needs").says("1 new or changed practice fits"))
            // Once the officer has worked on the need again, it is no news any more.
            house.clock.advance(by: .seconds(60))
            let version = try await world.owner.get(world.path("/edit")).value("version") ?? ""
            _ = try await world.owner.post(world.path("/edit"), NeedWorld.fields + [("title", "Mothers"), ("version", version)])
            #expect(try await !world.owner.get("/needs").says("new or changed"))
        }
    }

    @Test(arguments: Engines.all) func `Naming another city does not share a need with it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await NeedWorld.settle(house)
            let colleague = try await house.signIn(as: .cityOfficer, in: "catania", name: "Paolo Neri")
            let foreign = try await house.signIn(as: .cityOfficer, in: "odense", name: "Mette Holm")
            let id = world.path("").split(separator: "/").last.map(String.init) ?? ""
            try await house.database.write { try $0.run("UPDATE need SET visibility = 'city' WHERE id = \(id)") }
            let version = try await colleague.get(world.path("/edit")).value("version") ?? ""
            let fields = NeedWorld.fields.filter { $0.0 != "city" } + [("city", "odense"), ("version", version)]
            #expect(try await colleague.post(world.path("/edit"), fields).status == 303)
            #expect(try await foreign.get(world.path("")).status == 404)
            #expect(try await world.owner.get(world.path("")).status == 200)
        }
    }

    private func precondition(_ world: NeedWorld, _ slug: String) async throws -> String {
        try #require(world.house.installation.matching.matcher.context(slug)?.preconditions.first?.id)
    }

    @Test(arguments: Engines.all) func `Practices are put on the shortlist and aside, with a reason, and back`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await NeedWorld.settle(house)
            #expect(try await world.ranking().contains("odense-mothers"))
            func decide(_ slug: String, _ fields: [(String, String)]) async throws -> TestPage { try await world.owner.post(world.path("/matches/\(slug)/decision"), fields) }

            #expect(try await decide("odense-mothers", [("decision", "shortlist"), ("back", world.path("?tab=shortlist"))]).location == world.path("?tab=shortlist"))
            #expect(NeedWorld.ranking(try await world.owner.get(world.path("?tab=shortlist"))) == ["odense-mothers"])
            #expect(try await house.database.read { try Lineage.parents(of: RecordReference(world.need), $0) }.map(\.relation) == ["shortlists"])

            let silent = try await decide("vienna-housing", [("decision", "aside"), ("reason", " ")])
            #expect(silent.status == 400)
            #expect(try await decide("vienna-housing", [("decision", "aside"), ("reason", "We have no flats <b>at all</b>")]).status == 303)
            #expect(try await !world.ranking().contains("vienna-housing"))
            let aside = try await world.owner.get(world.path("?tab=aside"))
            #expect(NeedWorld.ranking(aside) == ["vienna-housing"] && aside.says("We have no flats <b>at all</b>"))

            #expect(try await decide("vienna-housing", [("decision", "open")]).status == 303)
            #expect(try await decide("odense-mothers", [("decision", "open")]).status == 303)
            #expect(try await house.database.read { try Needs.work(on: world.need, $0) }.decisions.isEmpty)
            #expect(try await decide("odense-mothers", [("decision", "burn")]).status == 400)
            #expect(try await decide("not-there", [("decision", "shortlist")]).status == 404)
            for evil in ["https://evil.example", "//evil.example", "/needs/other"] {
                let page = try await decide("odense-mothers", [("decision", "shortlist"), ("back", evil)])
                #expect(page.location == world.path("/matches/odense-mothers"), "\(evil)")
            }
        }
    }

    @Test func `The shortlist is compared and made a briefing`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await NeedWorld.settle(house)
            for path in ["/compare", "/briefing"] { #expect(try await world.owner.get(world.path(path)).status == 200, "with nothing on it") }
            for slug in ["odense-mothers", "vienna-housing", "gdansk-language"] {
                #expect(try await world.owner.post(world.path("/matches/\(slug)/decision"), [("decision", "shortlist")]).status == 303)
            }
            try await answer(world, "odense-mothers", ["met", "missed", "partly"])
            let compare = try await world.owner.get(world.path("/compare"))
            let briefing = try await world.owner.get(world.path("/briefing"))
            for part in ["Neighbourhood mothers", "Start-up flats", "Language cafés"] { #expect(compare.says(part) && briefing.says(part), "\(part)") }
            #expect(briefing.says("Refugee women stay at home") && briefing.says("Lottery study") || briefing.says("https://example.org/vienna"))
            #expect(briefing.says("Chiara Russo"))
        }
    }

    @Test func `Statements do not grow with what is ranked or listed`() async throws {
        func counts(_ practices: Int, _ needs: Int) async throws -> [String: Int] {
            try await withHouse(.sqlite, .many(practices)) { house in
                let world = try await NeedWorld.settle(house, [("text", "People wait for a course"), ("city", "catania")])
                for number in 1..<needs { _ = try await NeedWorld.describe([("text", "People wait for course \(number)"), ("city", "catania")], world.owner, house) }
                var counts: [String: Int] = [:]
                for path in ["", "/matches/practice-1", "/edit", "/history", "/share"].map(world.path) + ["/needs"] {
                    // Practices shown lately cost no statement, so the first look may ask for more than the second.
                    let first = try await house.statements { _ = try await world.owner.get(path) }
                    #expect(first <= 20, "\(path)")
                    counts[path.replacingOccurrences(of: world.path(""), with: "")] = try await house.statements { _ = try await world.owner.get(path) }
                }
                return counts
            }
        }
        let one = try await counts(1, 1)
        let fifty = try await counts(50, 12)
        #expect(one == fifty)
        #expect(fifty.values.allSatisfy { $0 <= 12 }, "\(fifty)")
    }
}
