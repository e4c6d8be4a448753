import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Gatherings

/// Notes: nothing lost, nothing doubled, and nobody named who asked to be forgotten.
@Suite struct NoteTests {
    private func sent(_ id: String, _ text: String) -> [(String, String)] { [("from", "script"), ("id", id), ("note", text), ("at", "2026-03-01T08:00:00.000Z")] }

    @Test(arguments: Engines.all) func `A note that is sent again and again is there once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let id = try await house.visit(by: try #require(officer.person))
            let address = "/gatherings/\(id)/notes"
            _ = try await officer.get(address)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...8 { group.addTask { try await officer.post(address, sent("2b0e7a5e-note-one", "They pay for childcare")).status } }
                for try await status in group { #expect(status == 200) }
            }
            let notes = try await house.database.read { try Gatherings.notes(id, $0) }
            #expect(notes.map(\.text) == ["They pay for childcare"] && notes[0].writtenAt.description == "2026-03-01T08:00:00.000Z")
            // Another's note of that number is not overwritten and not taken.
            let lead = try await house.signIn(as: .cityLead)
            #expect(try await lead.post(address, sent("2b0e7a5e-note-one", "Something else"), from: address).status == 409)
            #expect(try await lead.post(address, sent("../../etc", "Something else")).status == 400)
            #expect(try await lead.post(address, [("id", "without-script-1"), ("note", "A note of the form")]).status == 303)
            #expect(try await house.database.read { try Gatherings.notes(id, $0) }.count == 2)
            let page = try await officer.get(address)
            #expect(page.says("A note of the form") && page.value("id") != nil)
            let long = try await officer.post(address, [("id", "without-script-2"), ("note", String(repeating: "x", count: 4001))])
            #expect(long.status == 400 && long.value("note")?.count == 4001)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Whoever is registered writes notes; others do not read them`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await house.visit(by: try await house.person(.cityOfficer))
            let member = try await house.signIn(as: .member, name: "Mirela Popa")
            let address = "/gatherings/\(id)/notes"
            #expect(try await member.get(address).status == 403)
            _ = try await house.register("Mirela Popa", at: id, person: member.person)
            #expect(try await member.post(address, [("id", "note-of-mirela"), ("note", "A playground")], from: address).status == 303)
            #expect(try await house.signIn(as: .member).get(address).status == 403)
            #expect(try await house.signIn(as: .cityOfficer, in: "odense").get(address).says("A playground"), "the visiting city arranges it too")
            let asked = try await member.post(address, [("drop", "note-of-mirela")])
            #expect(asked.status == 200 && asked.heading == "Delete this note?" && asked.says("A playground") && asked.links.contains(address))
            #expect(try await house.database.read { try Gatherings.notes(id, $0) }.count == 1, "one tap deletes nothing")
            #expect(try await member.post(address, [("drop", "note-of-mirela"), ("sure", "yes")]).status == 303)
            #expect(try await house.database.read { try Gatherings.notes(id, $0) } == [])
        }
    }

    @Test(arguments: Engines.all) func `Who asks to be forgotten is no longer named in the notes of others, and their duties ask for somebody else`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let gone = try await house.signIn(as: .cityLead, name: "Salvatore Greco")
            let (chiara, salvatore) = (try #require(officer.person), try #require(gone.person))
            let id = try await house.visit(by: chiara, inDays: 1, announced: true)
            _ = try await house.register("Salvatore Greco", at: id, person: salvatore)
            let address = "/gatherings/\(id)/notes"
            _ = try await officer.post(address, [("id", "note-of-chiara"), ("note", "Salvatore Greco (\(TestHouse.email("Salvatore Greco"))) explained the greco-roman budget.")], from: address)
            _ = try await gone.post(address, [("id", "note-of-salvatore"), ("note", "The nursery opens at six.")], from: address)
            let odense = try await house.city("odense")
            let day = try #require(Day("2026-06-01"))
            try await AddLesson(gathering: id, city: odense, text: "Ask Salvatore Greco", blockID: nil, block: "Budget", intention: .adapt, owner: salvatore, due: day, by: chiara)
                .run(house.installation.house, house.trail)
            try await AddFollowUp(gathering: id, followUp: GatheringFollowUp.Draft(text: "Call", owner: salvatore, due: day), by: chiara).run(house.installation.house, house.trail)
            let forgotten = try await gone.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")], from: "/account/forget")
            #expect(forgotten.status == 303, "\(forgotten.text.prefix(200)) \(house.log.errors)")
            let notes = try await house.database.read { try Gatherings.notes(id, $0) }
            #expect(Set(notes.map(\.text)) == ["[…] ([…]) explained the greco-roman budget.", "The nursery opens at six."])
            #expect(try await house.database.read { try Registrations.all(id, $0) } == [])
            let page = try await officer.get("/gatherings/\(id)")
            #expect(page.says("Nobody yet") && page.says("Who sees to it now") && !page.says("Greco"))
            #expect(try await officer.get(address).says("former member"))
            let gaps = try await house.database.read { reader in Gap.before("close", try #require(try Gatherings.byID(id, reader)), try Gatherings.lessons(id, reader), try Gatherings.followUps(id, reader), at: house.clock.now) }
            #expect(gaps == [.lesson(odense), .followUp], "what nobody sees to does not count")
            let lesson = try #require(try await house.database.read { try Gatherings.lessons(id, $0) }.first)
            let give = { (person: PersonID) in [("lessonID", lesson.id.rawValue), ("then", "give"), ("give", person.rawValue)] }
            #expect(try await officer.post("/gatherings/\(id)/lessons", give(chiara)).status == 409, "what Odense learned is for somebody of Odense")
            let freja = try await house.person(.member, in: "odense", name: "Freja Holm")
            #expect(try await officer.post("/gatherings/\(id)/lessons", give(freja)).status == 303)
            #expect(try await house.database.read { try Gatherings.lessons(id, $0) }.first?.owner == freja)
        }
    }

    @Test(arguments: Engines.all) func `A seat of somebody who was forgotten goes to whoever waits`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await house.visit(by: try await house.person(.cityOfficer), capacity: 1)
            let gone = try await house.signIn(as: .member, name: "Gone Soon")
            _ = try await house.register("Gone Soon", at: id, person: gone.person)
            let waiting = try await house.register("Amal Nasser", at: id)
            _ = try await gone.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")], from: "/account/forget")
            try await house.installation.gatherings.remind()
            #expect(try await house.database.read { try Registrations.byID(waiting.id, $0) }?.state == .registered)
            #expect(try await house.letters("movedUp").count == 1)
        }
    }
}
