import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Gatherings

/// Mentoring: offered, wished for, accepted by both, logged, and read by the two cities alone.
@Suite struct MentoringTests {
    private func offer(_ browser: Browser, capacity: String = "1") async throws {
        let fields = [("city", ""), ("area", "housing"), ("area", "health"), ("factor", "money"), ("language", "en"), ("language", "da"), ("capacity", capacity), ("isOpen", "yes")]
        #expect(try await browser.post("/mentoring/offer", fields, from: "/mentoring/offer").status == 303)
    }

    private func wish(_ browser: Browser) async throws -> String {
        let fields = [("city", ""), ("goals", "Flats for families"), ("area", "housing"), ("factor", "money"), ("language", "en")]
        let saved = try await browser.post("/mentoring/wishes/new", fields, from: "/mentoring/wishes/new")
        return try #require(saved.location, "\(saved.text.prefix(300))")
    }

    @Test(arguments: Engines.all) func `Whoever has no role any more is not proposed as a mentor`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
            let mentee = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            try await offer(mentor)
            let wish = try await wish(mentee)
            #expect(try await mentee.get(wish).says("Freja Holm"))
            try await house.database.write { try $0.run("UPDATE role_grant SET expires_at = \(house.clock.now) WHERE person_id = \(mentor.person)") }
            #expect(try await !mentee.get(wish).says("Freja Holm"))
            #expect(try await mentee.post("\(wish)/propose", [("mentor", try #require(mentor.person).rawValue)]).status == 403)
        }
    }

    @Test(arguments: Engines.all) func `A city finds a mentor, both accept, and contacts add up`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
            let mentee = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let stranger = try await house.signIn(as: .cityLead, in: "vienna")
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            try await offer(mentor)
            let wish = try await wish(mentee)
            let proposals = try await mentee.get(wish)
            #expect(proposals.says("Freja Holm") && proposals.says("Same themes") && proposals.says("40 of 40") && proposals.says("30 of 30") && proposals.says("10 of 10"))
            #expect(try await stranger.get(wish).status == 404)
            let asked = try await mentee.post("\(wish)/propose", [("mentor", try #require(mentor.person).rawValue)])
            let scheme = try #require(asked.location, "\(asked.text.prefix(300)) \(house.log.errors)")
            #expect(try await house.letters("mentoring").first?.values["goals"] == "Flats for families")
            #expect(try await mentee.post("\(wish)/propose", [("mentor", try #require(mentor.person).rawValue)]).status == 403, "once is enough")
            #expect(try await stranger.get(scheme).status == 404, "confidential to the two")
            #expect(try await coordinator.get(scheme).status == 404, "confidential to the two")
            let early = try await mentee.post("\(scheme)/entries", [("kind", "call"), ("day", "2026-03-01"), ("minutes", "20"), ("topic", "Rents")])
            #expect(early.status == 403)
            #expect(try await mentee.post("\(scheme)/steps", [("step", "accept")]).status == 403, "nobody accepts for the other side")
            #expect(try await mentor.post("\(scheme)/steps", [("step", "accept")], from: scheme).status == 303)
            for (kind, minutes) in [("flash", "15"), ("call", "45"), ("visit", "480")] {
                let entry = [("kind", kind), ("day", "2026-03-01"), ("minutes", minutes), ("topic", "Rents"), ("advice", "Rent whole houses"), ("next", "In April")]
                #expect(try await mentor.post("\(scheme)/entries", entry).status == 303)
            }
            let page = try await mentee.get(scheme)
            #expect(page.says("Hours: 9") && page.says("Rent whole houses") && page.says("Flash meeting"))
            let wrong = try await mentor.post("\(scheme)/entries", [("kind", "call"), ("day", "2027-03-01"), ("minutes", "0"), ("topic", "")])
            #expect(wrong.status == 400 && ["#day", "#minutes", "#topic"].allSatisfy(wrong.links.contains))
            #expect(try await mentor.post("\(scheme)/steps", [("step", "end")]).links.contains("#reason"))
            #expect(try await mentor.post("\(scheme)/steps", [("step", "end"), ("reason", "Forty flats")]).status == 303)
            #expect(try await mentee.get("/mentoring").says("Ended"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A mentor takes no more cities than they have places for, however many accept at once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
            try await offer(mentor, capacity: "2")
            let person = try #require(mentor.person)
            var schemes: [MentoringID] = []
            for city in ["catania", "gdansk", "vienna", "bruck-an-der-leitha"] {
                let mentee = try await house.signIn(as: .cityOfficer, in: city)
                let wish = try await wish(mentee)
                let asked = try await mentee.post("\(wish)/propose", [("mentor", person.rawValue)])
                schemes.append(MentoringID(String(try #require(asked.location).dropFirst("/mentoring/".count))))
            }
            let accepted = await withTaskGroup(of: Bool.self) { group in
                for scheme in schemes {
                    group.addTask {
                        do {
                            try await StepMentoring(id: scheme, step: "accept", hands: [.mentor], reason: nil, person: person).run(house.installation.house, house.trail)
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(accepted == 2)
            #expect(try await house.database.read { try Mentorings.taken($0)[person] } == 2)
            let asked = schemes
            let refused = try await house.database.read { reader in try asked.compactMap { try Mentorings.byID($0, reader) }.first { $0.stage == .menteeAccepted } }
            let page = try await mentor.post("/mentoring/\(try #require(refused).id)/steps", [("step", "accept")])
            #expect(page.status == 403 && page.says("The mentor has no place free"))
        }
    }

    @Test func `Coordinators see who could mentor whom, without anybody's goals`() async throws {
        try await withHouse(.sqlite) { house in
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
            let mentee = try await house.signIn(as: .cityOfficer)
            try await offer(mentor)
            _ = try await wish(mentee)
            let page = try await house.signIn(as: .programmeCoordinator).get("/mentoring/matching")
            #expect(page.says("Freja Holm (Odense)") && page.says("Catania") && !page.says("Flats for families"))
            #expect(try await mentee.get("/mentoring/matching").status == 403)
        }
    }
}
