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
            #expect(try await mentee.post("\(wish)/propose", [("mentor", try #require(mentor.person).rawValue)]).status == 409)
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
            #expect(try await mentee.post("\(wish)/propose", [("mentor", try #require(mentor.person).rawValue)]).says("You have asked this mentor already."), "once is enough")
            #expect(try await stranger.get(scheme).status == 404, "confidential to the two")
            #expect(try await coordinator.get(scheme).status == 404, "confidential to the two")
            let early = try await mentee.post("\(scheme)/entries", [("kind", "call"), ("day", "2026-03-01"), ("minutes", "20"), ("topic", "Rents")])
            #expect(early.status == 409 && early.says("Contacts are logged while the mentoring is under way."))
            let foreign = try await mentee.post("\(scheme)/steps", [("step", "accept")])
            #expect(foreign.status == 409 && foreign.says("This step is for others to take."), "nobody accepts for the other side")
            #expect(try await mentor.post("\(scheme)/steps", [("step", "accept")], from: scheme).status == 303)
            for (kind, minutes) in [("flash", "15"), ("call", "45"), ("visit", "480")] {
                let entry = [("kind", kind), ("day", "2026-03-01"), ("minutes", minutes), ("topic", "Rents"), ("advice", "Rent whole houses"), ("next", "In April")]
                #expect(try await mentor.post("\(scheme)/entries", entry).status == 303)
            }
            let page = try await mentee.get(scheme)
            #expect(page.says("Hours: 9") && page.says("Rent whole houses") && page.says("Flash meeting"))
            let wrong = try await mentor.post("\(scheme)/entries", [("kind", "call"), ("day", "2027-03-01"), ("minutes", "0"), ("topic", "")])
            #expect(wrong.status == 400 && ["#day", "#minutes", "#topic"].allSatisfy(wrong.links.contains))
            #expect(wrong.says("Minutes:") && wrong.says("Topic: Enter something here"), "each problem names its field")
            let end = [("step", "end"), ("reason", "Forty flats"), ("followUp", "Look at the flats"), ("followUpOwner", try #require(mentee.person).rawValue), ("followUpDue", "2026-09-01")]
            #expect(try await mentor.post("\(scheme)/steps", end).status == 303)
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
            #expect(page.status == 409 && page.says("The mentor has no place free") && page.says("Places taken: 2 of 2") && page.links.contains("/mentoring/offer"))
            #expect(!page.elements.contains { $0["value"] == "accept" }, "what cannot work is not offered")
        }
    }

    /// A mentor of Odense and an officer of Catania, with what the one has asked the other.
    private func asked(_ house: TestHouse) async throws -> (mentor: Browser, mentee: Browser, scheme: String) {
        let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
        let mentee = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
        try await offer(mentor)
        let (wish, person) = (try await wish(mentee), try #require(mentor.person))
        let scheme = try #require(try await mentee.post("\(wish)/propose", [("mentor", person.rawValue)]).location)
        return (mentor, mentee, scheme)
    }

    @Test(arguments: Engines.all) func `A request is declined by whoever was asked and withdrawn by whoever asked; nothing ends before it began`(engine: Engine) async throws {
        for (byMentor, first) in [(true, "mentee-accepted"), (false, "mentee-accepted"), (true, "proposed"), (false, "proposed"), (true, "mentor-accepted")] {
            try await withHouse(engine) { house in
                let (mentor, mentee, scheme) = try await asked(house)
                let id = MentoringID(String(scheme.dropFirst("/mentoring/".count)))
                try await house.database.write { try $0.run("UPDATE mentoring SET stage = \(first) WHERE id = \(id)") }
                let browser = byMentor ? mentor : mentee
                let page = try await browser.get(scheme)
                let isOwn = first == (byMentor ? "mentor-accepted" : "mentee-accepted")
                #expect(page.says("Withdraw the request") == isOwn && page.texts("summary").contains("Decline") == !isOwn, "\(first)")
                let early = try await browser.post("\(scheme)/steps", [("step", "end"), ("reason", "Enough")])
                #expect(early.status == 409 && early.says("This step is not possible from here."), "\(first)")
                #expect(try await browser.post("\(scheme)/steps", [("step", "decline"), ("reason", "No time")]).status == 303, "\(first)")
                #expect(try await house.database.read { try Mentorings.byID(id, $0) }?.stage == .declined)
                let told = try await browser.get(scheme)
                #expect(told.says("Withdrawn") == isOwn && told.says("Declined") == !isOwn, "\(first): \(told.text)")
                let over = try await browser.post("\(scheme)/steps", [("step", "accept")])
                #expect(over.status == 409 && over.says("no step follows from there"))
                #expect(house.log.errors == [])
            }
        }
    }

    @Test(arguments: Engines.all) func `A mentoring ends with what comes next, and somebody says that it is done`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let (mentor, mentee, scheme) = try await asked(house)
            #expect(try await mentor.post("\(scheme)/steps", [("step", "accept")], from: scheme).status == 303)
            let owner = try #require(mentee.person)
            let stranger = try await house.person(.cityLead, in: "vienna")
            let bare = try await mentor.post("\(scheme)/steps", [("step", "end"), ("reason", "Fine"), ("followUpDue", "2020-01-01"), ("followUpOwner", stranger.rawValue)])
            #expect(bare.status == 400 && ["#followUp", "#followUpOwner", "#followUpDue"].allSatisfy(bare.links.contains) && bare.value("reason") == "Fine", "\(bare.text)")
            #expect(bare.says("By when: This day is already over.") && bare.says("Who sees to it: Choose somebody"))
            await #expect(throws: Problem.invalid([FieldProblem("followUp", "web.field.missing")])) {
                let id = MentoringID(String(scheme.dropFirst("/mentoring/".count)))
                try await StepMentoring(id: id, step: "end", hands: [.mentor], reason: "Fine", person: owner).run(house.installation.house, house.trail)
            }
            let soon = Day(daysSince1970: house.clock.now.day.daysSince1970 + 3)
            let end = [("step", "end"), ("reason", "Forty flats"), ("followUp", "Look at the flats"), ("followUpOwner", owner.rawValue), ("followUpDue", soon.description)]
            #expect(try await mentor.post("\(scheme)/steps", end).status == 303)
            let page = try await mentee.get(scheme)
            #expect(page.says("Look at the flats") && page.says("Mark as done") && page.says("Chiara Russo"))
            #expect(try await mentee.get("/calendar").links.contains("\(scheme)#follow-ups"))
            let link = String(try #require(try await mentee.post("/calendar").texts("code").first).dropFirst("https://ponte.example.eu".count))
            #expect(try await house.visitor().get(link).html.contains("Follow-up due: Look at the flats"))
            #expect(try await house.installation.gatherings.remind() == 1)
            #expect(try await house.letters("digest").first?.values["items"]?.contains("Look at the flats") == true)
            let id = try #require(page.value("followUpID"))
            #expect(try await mentee.post("\(scheme)/follow-ups", [("followUpID", id), ("then", "done")]).status == 303)
            #expect(try await !mentee.get("/calendar").says("Look at the flats"))
            #expect(try await mentee.get(scheme).says("Done on"))
            #expect(try await mentor.post("\(scheme)/follow-ups", [("followUpID", id), ("then", "open")]).status == 303)
            #expect(try await mentee.get("/calendar").says("Look at the flats"))
            #expect(try await mentor.post("\(scheme)/follow-ups", [("followUpID", "none")]).status == 404)
            #expect(try await house.browser(of: stranger).get(scheme).status == 404)
            // Who asks to be forgotten leaves it to somebody else.
            _ = try await mentee.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")], from: "/account/forget")
            #expect(try await mentor.get(scheme).says("Who sees to it now"))
            let freja = try #require(mentor.person).rawValue
            #expect(try await mentor.post("\(scheme)/follow-ups", [("followUpID", id), ("then", "give"), ("give", freja)]).status == 303)
            #expect(try await mentor.get("/calendar").says("Look at the flats"))
            #expect(house.log.errors == [])
        }
    }

    @Test func `What is wrong with an offer names its field`() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.signIn(as: .cityOfficer).post("/mentoring/offer", [("isOpen", "yes")], from: "/mentoring/offer")
            #expect(page.status == 400 && page.says("What you know about: Choose at least one.") && page.says("Languages you work in: Choose at least one."))
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
