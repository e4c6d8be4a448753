import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
@testable import Gatherings

/// What somebody tries who means no good: each is answered, and nothing of others changes.
@Suite struct HostileTests {
    @Test func `An address pages as far as it likes`() async throws {
        try await withHouse(.sqlite) { house in
            let person = try await house.person(.cityOfficer)
            for number in 1...21 { _ = try await house.visit(by: person, title: "Visit \(number)") }
            for from in ["9223372036854775807", "-9223372036854775808", "99999999999999999999", "soon"] {
                for when in ["", "&when=past"] { #expect(try await house.visitor().get("/gatherings?from=\(from)\(when)").status == 200, "\(from)\(when)") }
            }
            #expect(try await house.visitor().get("/gatherings?from=20").says("Visit 21"))
        }
    }

    @Test(arguments: Engines.all) func `A year that could not be kept is refused at its field`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            for (starts, ends) in [("0001-01-01T00:10", "2027-05-11T16:00"), ("2027-05-10T09:00", "9999-12-31T23:30")] {
                let typed = planFields.map { name, value in (name, name == "starts" ? starts : name == "ends" ? ends : value) }
                let answer = try await officer.post("/gatherings/new", typed, from: "/gatherings/new")
                #expect(answer.status == 400 && answer.says("lies too far away") && answer.value("title") == "A look at the nursery", "\(answer.text.prefix(300))")
            }
            let id = try await house.visit(by: try #require(officer.person), inDays: 1)
            house.clock.advance(by: .seconds(5 * 86_400))
            let account = "/gatherings/\(id)/account"
            let fields = [("starts", "0001-01-01T00:10"), ("ends", "2026-03-04T16:00"), ("people", "12"), ("reason", "Rain"), ("report", "All went well")]
            #expect(try await officer.post(account, fields, from: account).status == 400)
            #expect(try await officer.get("/gatherings/\(id)").status == 200 && house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Typing somebody's address changes nothing that they said, and writes to them`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.person(.cityOfficer)
            let id = try await house.visit(by: officer)
            let guest = try await house.person(.member, name: "Mirela Popa")
            let own = try await house.register("Mirela Popa", at: id, person: guest)
            try await Withdraw(id: own.id).run(house.installation.house, house.trail)
            let typed = [("name", "Somebody Else"), ("email", own.email), ("organisation", "Elsewhere"), ("agreed", "yes")]
            let answer = try await house.visitor().post("/gatherings/\(id)/register", typed, from: "/gatherings/\(id)/register")
            #expect(answer.status == 200)
            let after = try #require(try await house.database.read { try Registrations.byID(own.id, $0) })
            #expect(after.state == .withdrawn && after.name == "Mirela Popa" && after.organisation == nil)
            let letter = try #require(try await house.letters("again").first)
            // Whose address it is comes back by the link.
            let link = try #require(letter.link)
            #expect(try await house.visitor().post(link, [("name", "Mirela Popa"), ("needs", "")], from: link).status == 303)
            #expect(try await house.database.read { try Registrations.byID(own.id, $0) }?.state == .registered)
        }
    }

    @Test func `A name holds no link, and a hurry is slowed down`() async throws {
        try await withHouse(.sqlite) { house in
            let id = try await house.visit(by: try await house.person(.cityOfficer))
            let page = "/gatherings/\(id)/register"
            let visitor = house.visitor()
            let link = try await visitor.post(page, [("name", "Win at https://bad.example"), ("email", "a@mail.example"), ("agreed", "yes")], from: page)
            #expect(link.status == 400 && link.links.contains("#name") && link.says("no address of a page"))
            var statuses: Set<Int> = []
            for number in 0..<70 {
                statuses.insert(try await visitor.post(page, [("name", "Guest"), ("email", "guest\(number)@mail.example"), ("agreed", "yes")]).status)
                if statuses.contains(429) { break }
            }
            #expect(statuses == [200, 429])
            #expect(try await house.database.read { try Registrations.all(id, $0).count } <= 60)
        }
    }

    @Test(arguments: Engines.all) func `Whoever has lost their role is a mentor no more`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let until = house.clock.now.adding(.seconds(86_400))
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm", expires: until)
            let mentee = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let offer = [("city", ""), ("area", "housing"), ("language", "en"), ("capacity", "2"), ("isOpen", "yes")]
            #expect(try await mentor.post("/mentoring/offer", offer, from: "/mentoring/offer").status == 303)
            let wish = try #require(try await mentee.post("/mentoring/wishes/new", [("city", ""), ("goals", "Flats"), ("area", "housing"), ("language", "en")], from: "/mentoring/wishes/new").location)
            let person = try #require(mentor.person)
            let scheme = try #require(try await mentee.post("\(wish)/propose", [("mentor", person.rawValue)]).location)
            #expect(try await mentor.get(scheme).status == 200)
            house.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await mentor.get(scheme).status == 404)
            #expect(try await mentor.post("\(scheme)/steps", [("step", "accept")]).status == 404)
        }
    }
}
