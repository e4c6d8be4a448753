import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Gatherings

/// What comes of a gathering: whose it is, by when, and how it ends, also long after the gathering is closed.
@Suite struct OutcomeTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(arguments: Engines.all) func `What was agreed is done after the gathering is closed, and leaves list, letter and calendar`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(officer.person)
            let visitor = try await house.signIn(as: .member, in: "odense", name: "Freja Holm")
            let id = try await house.closedVisit(by: person, lesson: try #require(visitor.person), followUp: person, due: try day("2026-03-09"))
            let address = "/gatherings/\(id)"
            let page = try await officer.get(address)
            #expect(page.says("Mark as done") && !page.says("Add a lesson") && !page.says("Add a follow-up"))
            let followUp = try #require(page.value("followUpID"))
            #expect(try await officer.get("/calendar").says("Call Odense"))
            let link = String(try #require(try await officer.post("/calendar").texts("code").first).dropFirst("https://ponte.example.eu".count))
            #expect(try await house.visitor().get(link).html.contains("Call Odense"))
            #expect(try await officer.post("\(address)/follow-ups", [("followUpID", followUp), ("then", "done")]).status == 303)
            #expect(try await !officer.get("/calendar").says("Call Odense"))
            #expect(try await !house.visitor().get(link).html.contains("Call Odense"))
            #expect(try await officer.get(address).says("Done on"))
            // Whoever sees to it says so without arranging anything; nobody else of their city does.
            let lesson = try #require(try await visitor.get(address).value("lessonID"))
            let other = try await house.signIn(as: .member, in: "odense")
            #expect(try await other.get(address).value("lessonID") == nil)
            #expect(try await other.post("\(address)/lessons", [("lessonID", lesson), ("then", "done")], from: address).status == 403)
            #expect(try await visitor.post("\(address)/lessons", [("lessonID", lesson), ("then", "done")]).status == 303)
            #expect(try await house.database.read { try Gatherings.lessons(id, $0) }.first?.doneAt == house.clock.now)
            #expect(try await house.installation.gatherings.remind() == 0, "what is done is not told")
            let late = [("followUp", "One more"), ("followUpOwner", person.rawValue), ("followUpDue", "2026-09-01")]
            let refused = try await officer.post("\(address)/follow-ups", late)
            #expect(refused.status == 409 && refused.says("It stands at “Closed”, and no step follows from there."), "nothing is added")
            #expect(try await house.database.read { try Gatherings.followUps(id, $0) }.count == 1)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Nothing is due before the gathering has ended or before it is put down`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let person = try #require(officer.person)
            let owner = try await house.person(.member, in: "odense", name: "Freja Holm")
            let id = try await house.visit(by: person, inDays: 1)
            let address = "/gatherings/\(id)"
            func followUp(_ due: String) async throws -> TestPage { try await officer.post("\(address)/follow-ups", [("followUp", "Call"), ("followUpOwner", person.rawValue), ("followUpDue", due)], from: address) }
            let before = try await followUp("2020-01-01")
            #expect(before.status == 400 && before.links.contains("#followUpDue") && before.says("By when: This day lies before the end of the gathering.") && before.value("followUp") == "Call")
            let lesson = [("lesson", "Pay"), ("lessonCity", "odense"), ("block", "Course"), ("intention", "adapt"), ("lessonOwner", owner.rawValue), ("lessonDue", "2026-03-02")]
            let early = try await officer.post("\(address)/lessons", lesson)
            #expect(early.status == 400 && early.links.contains("#lessonDue") && early.value("lesson") == "Pay")
            let last = try await house.gathering(id).lastDay
            #expect(try await followUp(last.description).status == 303, "its last day will do")
            house.clock.advance(by: .seconds(5 * 86_400))
            let past = try await followUp(last.description)
            #expect(past.status == 400 && past.says("By when: This day is already over."))
        }
    }

    @Test(arguments: Engines.all) func `What a city takes home is seen to by somebody of that city`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(officer.person)
            let id = try await house.reportedVisit(by: person)
            let address = "/gatherings/\(id)"
            func lesson(_ fields: [(String, String)]) async throws -> TestPage {
                try await officer.post(
                    "\(address)/lessons", [("lesson", "Pay"), ("lessonCity", "odense"), ("block", "Course"), ("intention", "adapt"), ("lessonDue", "2026-06-01")] + fields, from: address)
            }
            let bare = try await lesson([])
            #expect(bare.status == 400 && bare.links.contains("#lessonOwnerName") && bare.says("Nobody of Odense has an account here."))
            let foreign = try await lesson([("lessonOwner", person.rawValue)])
            #expect(foreign.status == 400 && foreign.links.contains("#lessonOwner") && foreign.says("Chiara Russo is not of Odense"))
            #expect(try await lesson([("lessonOwnerName", "Mette Lund")]).status == 303)
            #expect(try await officer.get(address).says("Mette Lund"))
            let gaps = try await house.database.read { Gap.before("close", try #require(try Gatherings.byID(id, $0)), try Gatherings.lessons(id, $0), [], at: house.clock.now) }
            #expect(gaps == [.followUp], "a name sees to it too")
            // Once somebody of the city is here, it is for them.
            let freja = try await house.person(.member, in: "odense", name: "Freja Holm")
            let page = try await officer.get(address)
            #expect(page.says("Freja Holm (Odense)") && page.says("Chiara Russo (Catania)") && !page.says("Who sees to it, without an account"))
            let unnamed = try await lesson([("lessonOwnerName", "Mette Lund")])
            #expect(unnamed.status == 400 && unnamed.links.contains("#lessonOwner") && unnamed.says("Choose somebody of Odense"))
            #expect(try await lesson([("lessonOwner", freja.rawValue)]).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `Whoever comes for a visiting city sees to what it takes home`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.person(.cityOfficer)
            let guest = try await house.person(.member, name: "Mirela Popa")
            let id = try await house.visit(by: officer)
            let odense = try await house.city("odense")
            let draft = RegistrationDraft(name: "Mirela Popa", email: TestHouse.email("Mirela Popa"), organisation: nil, city: odense, needs: nil, language: .en)
            _ = try await Register(gathering: id, draft: draft, person: guest, isProven: true).run(house.installation.house, house.trail)
            let gathering = try await house.gathering(id)
            let owners = try await house.database.read { try Gatherings.owners(gathering, at: house.clock.now, $0) }
            #expect(owners.seeing(to: odense, of: gathering.plan).map(\.id) == [guest])
            #expect(Set(owners.map(\.id)) == [officer, guest], "what the host does is for anybody here")
        }
    }

    @Test(arguments: Engines.all) func `No visit is announced without a question, and none loses its last`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            for kind in ["study-visit", "bilateral-visit", "meeting"] {
                let fields = planFields.filter { !["questions", "kind"].contains($0.0) } + [("kind", kind)]
                let address = String(try #require(try await officer.post("/gatherings/new", fields, from: "/gatherings/new").location))
                let announced = try await officer.post("\(address)/steps", [("step", "announce")])
                guard kind != "meeting" else {
                    #expect(announced.status == 303, "a meeting needs none")
                    continue
                }
                #expect(announced.status == 409 && announced.says("no question under “What you want to learn”") && announced.links.contains("\(address)/edit#questions"), "\(kind)")
                let asking = fields.filter { $0.0 != "version" } + [("questions", "Who pays?"), ("version", "1")]
                #expect(try await officer.post("\(address)/edit", asking).status == 303)
                #expect(try await officer.post("\(address)/steps", [("step", "announce")]).status == 303)
                let emptied = try await officer.post("\(address)/edit", asking.filter { !["questions", "version"].contains($0.0) } + [("version", "3")])
                #expect(emptied.status == 400 && emptied.links.contains("#questions"))
            }
        }
    }

    @Test(arguments: Engines.all) func `A check list says what is done, and is no longer changed when the gathering is over`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let person = try #require(officer.person)
            let id = try await house.visit(by: person)
            let address = "/gatherings/\(id)"
            let task = try #require(try await house.database.read { try Gatherings.tasks(id, $0) }.first)
            let page = try await officer.get(address)
            #expect(page.says("Not done") && page.elements.contains { $0["aria-labelledby"] == "tick-\(task.id) task-\(task.id)" })
            let bare = try await officer.post("\(address)/tasks", [("task", ""), ("side", "visitor")])
            #expect(bare.status == 400 && bare.links.contains("#task-visitor") && bare.says("Another item: Enter something here"))
            #expect(try await officer.post("\(address)/tasks", [("done", task.id)]).status == 303)
            #expect(try await officer.get(address).says("Mark as not done"))
            #expect(try await TakeStep(id: id, step: "cancel", reason: "Rain", person: person).run(house.installation.house, house.trail) == [])
            let over = try await officer.get(address)
            #expect(over.says("Check lists") && !over.says("Mark as") && !over.says("Another item"))
            let refused = try await officer.post("\(address)/tasks", [("open", task.id)])
            #expect(refused.status == 409 && refused.says("This gathering is over."))
            #expect(try await house.database.read { try Gatherings.tasks(id, $0) }.first?.doneAt != nil)
        }
    }

    @Test func `Every problem names its field`() async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let id = try await house.visit(by: try #require(officer.person))
            let address = "/gatherings/\(id)"
            let lesson = try await officer.post("\(address)/lessons", [("lesson", "")], from: address)
            for named in ["What you learned: Enter", "Whose lesson it is: Enter", "What you mean to do with it: Enter", "By when: Enter", "Who sees to it: Choose"] {
                #expect(lesson.says(named), "\(named): \(lesson.text.prefix(600))")
            }
            let rows = [("title.0", "Tour"), ("starts.0", ""), ("ends.0", ""), ("title.1", ""), ("place.1", "Hall"), ("version", "2")]
            let agenda = try await officer.post("\(address)/agenda", rows, from: "\(address)/agenda")
            #expect(agenda.says("Begins (Tour): Enter") && agenda.says("What (Item 2): Enter"), "\(agenda.text.prefix(600))")
        }
    }

    @Test func `Whoever invites reads what happens with the invitation`() async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let person = try #require(officer.person)
            let planned = try await officer.get("/gatherings/\(try await house.visit(by: person, announced: false))/people")
            #expect(planned.says("Before it is announced") && planned.says("The invitation goes to this address") && !planned.says("You get an e-mail with"))
            let announced = try await officer.get("/gatherings/\(try await house.visit(by: person))/people")
            #expect(!announced.says("Before it is announced") && announced.says("goes out at once"))
        }
    }

    @Test func `Notes of several days are put under the right one`() async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let person = try #require(officer.person)
            let id = try await house.visit(by: person, inDays: 1)
            let plan = try await house.gathering(id).plan
            func slot(_ id: String, _ hours: Int) -> AgendaSlot {
                AgendaSlot(id: id, starts: plan.starts.adding(.seconds(hours * 3600)), ends: plan.starts.adding(.seconds(hours * 3600 + 1800)), title: "Tour", place: nil, who: nil)
            }
            #expect(try await SaveAgenda(id: id, slots: [slot("one", 0), slot("two", 1)], basedOn: 2, person: person).run(house.installation.house, house.trail))
            let oneDay = try await officer.get("/gatherings/\(id)/notes").texts("option")
            #expect(oneDay.contains("9:00 Tour"), "\(oneDay)")
            #expect(try await SaveAgenda(id: id, slots: [slot("one", 0), slot("two", 24)], basedOn: 3, person: person).run(house.installation.house, house.trail))
            let options = try await officer.get("/gatherings/\(id)/notes").texts("option").filter { $0.contains("Tour") }
            #expect(options.count == 2 && Set(options).count == 2 && options.allSatisfy { $0.contains("March, 9:00 Tour") }, "\(options)")
        }
    }
}
