import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Gatherings

/// Calendars by a private address, and the letter that says what awaits somebody.
@Suite struct CalendarTests {
    @Test(arguments: Engines.all) func `A private address opens the calendar of one person until it is ended`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(officer.person)
            let id = try await house.visit(by: person)
            let elsewhere = try await house.person(.cityOfficer, in: "vienna", name: "Stina Berg")
            try await AddLesson(
                gathering: id, city: try await house.city("odense"), text: "Pay for childcare", blockID: nil, block: "Course", intention: .adapt, owner: person, due: try #require(Day("2026-03-20")),
                by: person
            ).run(house.installation.house, house.trail)
            func address(_ page: TestPage) throws -> String { String(try #require(page.texts("code").first).dropFirst("https://ponte.example.eu".count)) }
            let first = try address(try await officer.post("/calendar", from: "/calendar"))
            let feed = try await house.visitor().get(first)
            #expect(feed.status == 200 && feed.type == "text/calendar; charset=utf-8")
            #expect(feed.html.contains("UID:gathering-\(id)@ponte.example.eu") && feed.html.contains("DTSTART;VALUE=DATE:20260320") && feed.html.contains("BEGIN:VTIMEZONE"))
            #expect(!feed.html.contains("ATTENDEE") && !feed.html.contains("Chiara"))
            let token = try #require(first.split(separator: "/").dropFirst().first.map(String.init))
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM calendar_key WHERE digest = \(token)") } == 0, "only a digest is kept")
            let second = try address(try await officer.post("/calendar"))
            #expect(try await house.visitor().get(first).status == 404, "a new one ends the old")
            #expect(try await house.visitor().get(second).status == 200, "a new one ends the old")
            let stranger = try await house.browser(of: elsewhere)
            let other = try address(try await stranger.post("/calendar", from: "/calendar"))
            #expect(try await !house.visitor().get(other).html.contains("BEGIN:VEVENT"), "what concerns others is not in it")
            #expect(try await officer.post("/calendar/end").status == 303)
            #expect(try await house.visitor().get(second).status == 404)
            #expect(try await officer.get("/calendar").says("Pay for childcare"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `One letter says what awaits somebody, in their language, and nothing twice`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(officer.person)
            try await house.database.write { try $0.run("UPDATE person SET language = 'it' WHERE id = \(person)") }
            let id = try await house.visit(by: person, inDays: 5)
            _ = try await house.register("Chiara Russo", at: id, person: person)
            func lesson(_ text: String, _ due: String, _ intention: Lesson.Intention = .adapt) async throws {
                try await AddLesson(
                    gathering: id, city: try await house.city("odense"), text: text, blockID: nil, block: "Course", intention: intention, owner: person, due: try #require(Day(due)), by: person
                ).run(house.installation.house, house.trail)
            }
            try await lesson("Pagare l'asilo", "2026-03-05")
            try await lesson("Molto dopo", "2026-08-01")
            try await lesson("Lasciar perdere", "2026-03-05", .reject)
            #expect(try await house.installation.gatherings.remind() == 1)
            let letter = try #require(try await house.letters("digest").first)
            let items = letter.values["items"] ?? ""
            #expect(letter.language == .it && items.contains("Pagare l'asilo (insegnamento)") && items.contains("How Catania reaches mothers") && letter.values["count"] == "2", "\(items)")
            #expect(!items.contains("Molto dopo") && !items.contains("Lasciar"))
            for _ in 1...3 {
                #expect(try await house.installation.gatherings.remind() == 0)
                house.clock.advance(by: .seconds(8 * 3600))
            }
            // Overdue is another matter, told once too.
            house.clock.advance(by: .seconds(3 * 86_400))
            async let one = house.installation.gatherings.remind()
            async let two = house.installation.gatherings.remind()
            #expect(try await one + two == 1, "two processes write one letter")
            let late = try #require(try await house.letters("digest").first { $0.values["items"]?.contains("in ritardo") == true })
            #expect(late.values["count"] == "1")
            house.clock.advance(by: .seconds(86_400))
            #expect(try await house.installation.gatherings.remind() == 0)
        }
    }

    @Test(arguments: Engines.all) func `Who wants no reminders gets none, and is not flooded when they want them again`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let person = try #require(officer.person)
            let id = try await house.visit(by: person)
            try await AddFollowUp(gathering: id, followUp: GatheringFollowUp.Draft(text: "Call Odense", owner: person, due: try #require(Day("2026-03-03"))), by: person).run(house.installation.house, house.trail)
            #expect(try await officer.post("/calendar/letters", [("wants", "no")], from: "/calendar").status == 303)
            #expect(try await house.installation.gatherings.remind() == 0)
            #expect(try await officer.post("/calendar/letters", [("wants", "yes")]).status == 303)
            #expect(try await house.installation.gatherings.remind() == 1)
        }
    }

    @Test(arguments: Engines.all) func `Whoever has no role any more is not told what goes on`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let person = try #require(officer.person)
            let id = try await house.visit(by: person)
            try await AddFollowUp(gathering: id, followUp: GatheringFollowUp.Draft(text: "Call Odense", owner: person, due: try #require(Day("2026-03-03"))), by: person).run(house.installation.house, house.trail)
            #expect(try await officer.get("/calendar").says("Call Odense"))
            try await house.database.write { try $0.run("UPDATE role_grant SET expires_at = \(house.clock.now) WHERE person_id = \(person)") }
            #expect(try await !officer.get("/calendar").says("Call Odense"))
            #expect(try await house.installation.gatherings.remind() == 0)
        }
    }

    @Test(arguments: Engines.all) func `A record says what it is to whoever may know of it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.person(.cityOfficer)
            let id = try await house.visit(by: officer, announced: false)
            let record = RecordReference(id)
            func viewer(_ role: Role, _ city: CityID?) -> Viewer {
                let grant = Viewer.Grant(role: role.rawValue, scope: city.map { .city($0) } ?? .network, permissions: AccessTable.permissions(of: role))
                return Viewer(person: .init(id: PersonID("somebody"), name: "", email: "", language: .en, session: "", grants: [grant]))
            }
            let (own, other) = (viewer(.cityOfficer, try await house.city("catania")), viewer(.member, nil))
            func told(_ viewer: Viewer) async throws -> [RecordReference: ThreadRecord] {
                try await house.database.read { try GatheringsModule.threadRecords([record, RecordReference(kind: "need", id: "x")], for: viewer, $0) }
            }
            let seen = try await told(own)
            #expect(seen[record]?.title == "How Catania reaches mothers" && seen[record]?.href == "/gatherings/\(id)" && seen[record]?.stageKey == "gatherings.stage.planned")
            #expect(seen.count == 1)
            #expect(try await told(other).isEmpty)
        }
    }

    @Test func `The API lists what is open to all, and says what it does not understand`() async throws {
        try await withHouse(.sqlite) { house in
            let person = try await house.person(.cityOfficer)
            let id = try await house.visit(by: person)
            _ = try await house.visit(by: person, admission: .invited)
            _ = try await house.visit(by: person, announced: false)
            let answer = try await house.visitor().get("/api/v1/gatherings").object()
            let list = try #require(answer["gatherings"] as? [[String: Any]])
            #expect(answer["total"] as? Int == 1 && list.first?["id"] as? String == id.rawValue && list.first?["city"] as? String == "catania" && list.first?["zone"] as? String == "Europe/Rome")
            #expect(try await house.visitor().get("/api/v1/gatherings?when=past").object()["total"] as? Int == 0)
            for wrong in ["when=soon", "kind=party", "from=x", "from=-1"] { #expect(try await house.visitor().get("/api/v1/gatherings?\(wrong)").status == 400, "\(wrong)") }
        }
    }
}
