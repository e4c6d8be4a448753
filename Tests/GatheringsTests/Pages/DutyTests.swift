import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Gatherings

/// Who may give what to whom, when somebody has left, and what is handed over.
@Suite struct DutyTests {
    private let due = Day("2026-06-01") ?? Day(daysSince1970: 0)

    @Test(arguments: Engines.all) func `What somebody saw to who has left is given to somebody else, by a field that names it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(officer.person)
            let until = house.clock.now.adding(.seconds(20 * 86_400))
            let gone = try await house.person(.cityLead, name: "Salvatore Greco", expires: until)
            let visitor = try await house.person(.member, in: "odense", name: "Freja Holm", expires: until)
            let stays = try await house.person(.member, in: "odense", name: "Mette Lund")
            let id = try await house.closedVisit(by: person, lesson: visitor, followUp: gone, due: due)
            let address = "/gatherings/\(id)"
            #expect(try await !officer.get(address).says("Who sees to it now"), "they are here")
            house.clock.advance(by: .seconds(30 * 86_400))
            let again = try await house.browser(of: person)
            let page = try await again.get(address)
            let (lesson, followUp) = (try #require(page.value("lessonID")), try #require(page.value("followUpID")))
            for item in [lesson, followUp] {
                let select = try #require(page.elements("select").first { $0["id"] == "give-\(item)" }, "nobody can take \(item)")
                #expect(select["aria-labelledby"] == "give-\(item)-label text-\(item)")
                #expect(page.elements("button").contains { $0["aria-labelledby"] == "give-\(item)-then text-\(item)" })
                #expect(page.elements.contains { $0["id"] == "text-\(item)" })
            }
            #expect(try await again.post("\(address)/lessons", [("lessonID", lesson), ("then", "give"), ("give", stays.rawValue)]).status == 303)
            #expect(try await again.post("\(address)/follow-ups", [("followUpID", followUp), ("then", "give"), ("give", person.rawValue)]).status == 303)
            #expect(try await house.database.read { try Gatherings.lessons(id, $0) }.first?.owner == stays)
            #expect(try await house.database.read { try Gatherings.followUps(id, $0) }.first?.owner == person)
            #expect(try await !again.get(address).says("Who sees to it now"))
        }
    }

    @Test(arguments: Engines.all) func `Whoever only takes part writes nothing down before it has taken place, and afterwards for nobody but themselves and the organisers`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.person(.cityOfficer, name: "Chiara Russo")
            let staff = try await house.person(.member, in: "catania", name: "Anna Nowak")
            let guest = try await house.signIn(as: .member, in: "vienna", name: "Mirela Popa")
            let own = try #require(guest.person)
            let id = try await house.visit(by: officer, inDays: 1)
            _ = try await house.register("Mirela Popa", at: id, person: own)
            let address = "/gatherings/\(id)"
            let due = due
            func followUp(_ owner: PersonID) -> [(String, String)] { [("followUp", "Call"), ("followUpOwner", owner.rawValue), ("followUpDue", due.description)] }
            #expect(try await !guest.get(address).says("Add a follow-up"))
            let early = try await guest.post("\(address)/follow-ups", followUp(own))
            #expect(early.status == 403 && early.says("Until it has taken place"), "\(early.text)")
            #expect(try await guest.get("\(address)/notes").status == 200, "notes are for all who take part")
            house.clock.advance(by: .seconds(5 * 86_400))
            #expect(try await TakeStep(id: id, step: "hold", reason: nil, person: officer).run(house.installation.house, house.trail) == [])
            let page = try await guest.get(address)
            let people = page.elements("option").compactMap { $0["value"] }
            #expect(page.says("Add a follow-up") && people.contains(own.rawValue) && people.contains(officer.rawValue) && !people.contains(staff.rawValue))
            let foreign = try await guest.post("\(address)/follow-ups", followUp(staff))
            #expect(foreign.status == 400 && foreign.links.contains("#followUpOwner") && foreign.says("You cannot give this to Anna Nowak."), "\(foreign.text)")
            let lesson = [("lesson", "Pay"), ("lessonCity", "catania"), ("block", "Course"), ("intention", "adapt"), ("lessonOwner", staff.rawValue), ("lessonDue", due.description)]
            #expect(try await guest.post("\(address)/lessons", lesson).links.contains("#lessonOwner"))
            for owner in [own, officer] { #expect(try await guest.post("\(address)/follow-ups", followUp(owner)).status == 303) }
            #expect(try await house.browser(of: officer).post("\(address)/follow-ups", followUp(staff), from: address).status == 303, "those who arrange it give it to anybody here")
        }
    }

    @Test(arguments: Engines.all) func `What people of a city have promised is in its dossier until it is done`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(officer.person)
            let visitor = try await house.person(.member, in: "odense", name: "Freja Holm")
            let id = try await house.closedVisit(by: person, lesson: visitor, followUp: person, due: due)
            func told(_ slug: String) async throws -> [String] {
                let words = house.installation.house.words(.en)
                return try await house.database.read { reader in
                    let city = try #require(try Cities.bySlug(slug, reader))
                    return try GatheringsModule.handover(of: city, at: house.clock.now, words, reader).filter { $0.part == .commitments }.map { "\($0.title) \($0.texts)" }
                }
            }
            let offer = [("area", "housing"), ("language", "en"), ("capacity", "1"), ("isOpen", "yes")]
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Mette Lund")
            #expect(try await mentor.post("/mentoring/offer", offer, from: "/mentoring/offer").status == 303)
            let wish = try #require(try await officer.post("/mentoring/wishes/new", [("goals", "Flats"), ("area", "housing"), ("language", "en")], from: "/mentoring/wishes/new").location)
            let asked = try #require(mentor.person).rawValue
            let scheme = try #require(try await officer.post("\(wish)/propose", [("mentor", asked)]).location)
            #expect(try await mentor.post("\(scheme)/steps", [("step", "accept")], from: scheme).status == 303)
            let end = [("step", "end"), ("reason", "Ten flats"), ("followUp", "Look at the flats"), ("followUpOwner", person.rawValue), ("followUpDue", due.description)]
            #expect(try await mentor.post("\(scheme)/steps", end).status == 303)
            let catania = try await told("catania")
            #expect(catania.contains { $0.hasPrefix("Call Odense") && $0.contains("Chiara Russo") } && catania.contains { $0.hasPrefix("Look at the flats") && $0.contains("Flats") }, "\(catania)")
            let odense = try await told("odense")
            #expect(!odense.contains { $0.hasPrefix("Call Odense") || $0.hasPrefix("Look at the flats") }, "\(odense)")
            // What somebody promised who has left is nobody's, and each of the cities reads of it.
            try await house.database.write { try $0.run("DELETE FROM role_grant WHERE person_id = \(person)") }
            for slug in ["catania", "odense"] {
                let told = try await told(slug)
                #expect(told.contains { $0.hasPrefix("Call Odense") } && told.contains { $0.hasPrefix("Look at the flats") }, "\(slug): \(told)")
            }
            try await house.database.write { writer in
                for table in ["gathering_follow_up", "mentoring_follow_up"] { try writer.run(SQL(trusted: "UPDATE \(table) SET done_at = ") + "\(house.clock.now)") }
            }
            let after = try await told("catania")
            #expect(!after.contains { $0.hasPrefix("Call Odense") || $0.hasPrefix("Look at the flats") }, "\(id): \(after)")
        }
    }
}
