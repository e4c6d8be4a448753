import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Gatherings

/// What a city looks for in a mentor: open, met, or taken back.
@Suite struct WishTests {
    private func wish(_ browser: Browser, goals: String = "Flats for families") async throws -> String {
        let fields = [("city", ""), ("goals", goals), ("area", "housing"), ("language", "en")]
        return try #require(try await browser.post("/mentoring/wishes/new", fields, from: "/mentoring/wishes/new").location)
    }

    @Test(arguments: Engines.all) func `A city withdraws what it looks for; whoever was asked is asked no longer`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
            let mentee = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            #expect(try await mentor.post("/mentoring/offer", [("area", "housing"), ("language", "en"), ("capacity", "1"), ("isOpen", "yes")], from: "/mentoring/offer").status == 303)
            let wish = try await wish(mentee)
            let person = try #require(mentor.person).rawValue
            let scheme = try #require(try await mentee.post("\(wish)/propose", [("mentor", person)]).location)
            #expect(try await coordinator.get("/mentoring/matching").says("Freja Holm (Odense)"))
            #expect(try await mentor.post("\(wish)/withdraw", from: "/mentoring").status == 404, "it is the city's own")
            #expect(try await mentee.get(wish).says("Withdraw this wish"))
            for _ in 1...2 { #expect(try await mentee.post("\(wish)/withdraw").location == wish, "twice is once") }
            let page = try await mentee.get(wish)
            #expect(page.says("Withdrawn") && !page.says("Withdraw this wish") && !page.says("Ask this mentor"))
            let list = try await mentee.get("/mentoring")
            #expect(list.says("Withdrawn") && !list.says("A mentor was found"))
            #expect(try await !coordinator.get("/mentoring/matching").says("Freja Holm (Odense)"))
            let told = try await mentor.get(scheme)
            #expect(told.says("Withdrawn") && !told.elements.contains { $0["value"] == "accept" })
            let late = try await mentor.post("\(scheme)/steps", [("step", "accept")], from: scheme)
            #expect(late.status == 409)
            let again = try await mentee.post("\(wish)/propose", [("mentor", person)])
            #expect(again.status == 409 && again.says("This wish is closed"))
            let facts = try await house.database.read { try $0.number("SELECT count(*) AS n FROM audit WHERE action = 'mentoring.wishWithdrawn'") }
            #expect(facts == 1)
        }
    }

    @Test(arguments: Engines.all) func `What a mentor was found for is not withdrawn`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
            let mentee = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            #expect(try await mentor.post("/mentoring/offer", [("area", "housing"), ("language", "en"), ("capacity", "1"), ("isOpen", "yes")], from: "/mentoring/offer").status == 303)
            let wish = try await wish(mentee)
            let person = try #require(mentor.person).rawValue
            let scheme = try #require(try await mentee.post("\(wish)/propose", [("mentor", person)]).location)
            #expect(try await mentor.post("\(scheme)/steps", [("step", "accept")], from: scheme).status == 303)
            let refused = try await mentee.post("\(wish)/withdraw")
            #expect(refused.status == 409 && refused.says("a mentor has been found") && refused.says("A mentor was found"))
            let id = MentoringID(String(scheme.dropFirst("/mentoring/".count)))
            #expect(try await house.database.read { try Mentorings.byID(id, $0) }?.stage == .active)
        }
    }

    @Test(arguments: Engines.all) func `Whoever is forgotten is named in no wish any more`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let mentee = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            _ = try await wish(mentee, goals: "Flats; Chiara Russo or chiara.russo@test.example knows more")
            let gone = try await mentee.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")], from: "/account/forget")
            #expect(gone.status == 303)
            #expect(try await house.database.read { try Mentorings.wishes("1 = 1", $0) }.map(\.goals) == ["Flats; […] or […] knows more"])
        }
    }

    @Test(arguments: Engines.all) func `Whoever has withdrawn is invited again, in their own language; by invitation no button leads nowhere`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let id = try await house.visit(by: try #require(officer.person), admission: .invited)
            let guest = try await house.signIn(as: .member, name: "Mirela Popa")
            try await house.database.write { try $0.run("UPDATE person SET language = 'it' WHERE id = \(guest.person)") }
            let people = "/gatherings/\(id)/people"
            let invitation = [("name", "Mirela Popa"), ("email", TestHouse.email("Mirela Popa")), ("role", "expert"), ("language", "de")]
            #expect(try await officer.post("\(people)/invite", invitation, from: people).status == 303)
            let link = try #require(try await house.letters("invited").first?.link)
            #expect(try await house.letters("invited").map(\.language) == [.it])
            #expect(try await guest.post("\(link)/withdraw", from: link).status == 303)
            #expect(try await !guest.get("/gatherings/\(id)").links.contains("/gatherings/\(id)/register"))
            #expect(try await officer.post("\(people)/invite", invitation.map { ($0.0, $0.0 == "role" ? "speaker" : $0.1) }).status == 303)
            let all = try await house.database.read { try Registrations.all(id, $0) }
            #expect(all.map(\.state) == [.invited] && all.map(\.role) == [.speaker] && all.first?.person == guest.person)
            #expect(try await house.letters("invited").count == 2)
            #expect(try await guest.post(link, [("name", "Mirela Popa")], from: link).status == 303)
            #expect(try await guest.get("/gatherings/\(id)").says("You are registered."))
            #expect(try await officer.post("\(people)/invite", invitation).says("on the list already"))
            #expect(house.log.errors == [])
        }
    }
}
