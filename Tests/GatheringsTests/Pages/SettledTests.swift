import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Gatherings

/// What stays as it was planned, and what moves along.
@Suite struct SettledTests {
    /// What the form sends once the gathering has taken place.
    private let rest = [("kind", "study-visit"), ("title", "How Catania reaches mothers"), ("host", "catania"), ("visiting", "odense"), ("questions", "Who opens the door?"), ("admission", "open")]

    @Test(arguments: Engines.all) func `Once it has taken place, time, place, places and money stay as they were planned; the rest is edited`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let person = try #require(officer.person)
            let id = try await house.reportedVisit(by: person)
            let (address, before) = ("/gatherings/\(id)/edit", try await house.gathering(id))
            let form = try await officer.get(address)
            #expect(form.says("What was planned") && form.says("Palazzo degli Elefanti") && form.value("title") == before.plan.title)
            for name in GatheringPlan.settled { #expect(!form.elements.contains { $0["name"] == name }, "\(name) is asked for") }
            for (name, value) in [("starts", "2026-03-04T09:00"), ("ends", "2026-03-09T17:00"), ("zone", "Europe/Athens"), ("place", "Elsewhere"), ("city", "odense"), ("capacity", "3"), ("budget", "9999")] {
                let typed = rest.map { ($0.0, $0.0 == "title" ? "A better title" : $0.1) } + [(name, value), ("version", String(before.version))]
                let refused = try await officer.post(address, typed)
                #expect(refused.status == 400 && refused.links.contains("#\(name)") && refused.says("This stays as it was planned") && refused.value("title") == "A better title", "\(name): \(refused.text)")
            }
            #expect(try await house.gathering(id).plan == before.plan)
            await #expect(throws: Problem.invalid([FieldProblem("budget", "gatherings.problem.settled")])) {
                var plan = before.plan
                plan.budget = Money(euro: 20)
                _ = try await SaveGathering(plan: plan, id: id, basedOn: before.version, person: person).run(house.installation.house, house.trail)
            }
            #expect(try await officer.post(address, rest + [("access", "A lift"), ("version", String(before.version))]).status == 303)
            let after = try await house.gathering(id).plan
            #expect(after.access == "A lift" && after.starts == before.plan.starts && after.place == before.plan.place && after.zone == before.plan.zone)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `The agenda moves with the gathering by the clock of the place, and nothing falls outside unseen`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let person = try await house.person(.cityOfficer)
            let id = try await house.visit(by: person)
            var plan = try await house.gathering(id).plan
            func slot(_ id: String, _ hours: Int) -> AgendaSlot {
                AgendaSlot(id: id, starts: plan.starts.adding(.seconds(hours * 3600)), ends: plan.starts.adding(.seconds(hours * 3600 + 3600)), title: "Part \(id)", place: nil, who: nil)
            }
            #expect(try await SaveAgenda(id: id, slots: [slot("one", 0), slot("two", 30)], basedOn: 2, person: person).run(house.installation.house, house.trail))
            func save() async throws {
                let version = try await house.gathering(id).version
                _ = try await SaveGathering(plan: plan, id: id, basedOn: version, person: person).run(house.installation.house, house.trail)
            }
            func shown() async throws -> [String] { try await house.database.read { try Gatherings.slots(id, $0) }.map { plan.clock.reading(of: $0.starts).description } }
            #expect(try await shown() == ["2026-03-22T09:00", "2026-03-23T15:00"])
            // Over the night in which the clocks go forward, it is nine o'clock all the same.
            (plan.starts, plan.ends) = (plan.starts.adding(.seconds(14 * 86_400 - 3600)), plan.ends.adding(.seconds(14 * 86_400 - 3600)))
            try await save()
            #expect(try await shown() == ["2026-04-05T09:00", "2026-04-06T15:00"])
            let moved = plan
            plan.ends = plan.ends.adding(.seconds(-7200))
            await #expect(throws: Problem.invalid([FieldProblem("ends", "gatherings.problem.agendaAfter", ["title": "Part two"])])) { try await save() }
            plan = moved
            plan.starts = plan.starts.adding(.seconds(3600))
            await #expect(throws: Problem.invalid([FieldProblem("starts", "gatherings.problem.agendaBefore", ["title": "Part one"])])) { try await save() }
            plan = moved
            plan.ends = plan.ends.adding(.seconds(3600))
            try await save()
            #expect(try await shown() == ["2026-04-05T09:00", "2026-04-06T15:00"], "what becomes longer keeps its agenda")
        }
    }

    @Test(arguments: Engines.all) func `There are never fewer places than people who have one`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let id = try await house.visit(by: try #require(officer.person), capacity: 3)
            for name in ["Amal Nasser", "Second Guest"] { _ = try await house.register(name, at: id) }
            let fields = rest + [("city", "catania"), ("starts", "2026-03-22T09:00"), ("ends", "2026-03-23T17:00"), ("version", "2")]
            let refused = try await officer.post("/gatherings/\(id)/edit", fields + [("capacity", "1")])
            #expect(refused.status == 400 && refused.links.contains("#capacity") && refused.says("Places already taken: 2.") && refused.value("capacity") == "1", "\(refused.text)")
            #expect(try await officer.post("/gatherings/\(id)/edit", fields + [("capacity", "2")]).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `A gathering stays about a practice that was retired`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let planned = try await officer.post("/gatherings/new", planFields + [("practice", "catania-nursery")], from: "/gatherings/new")
            let address = try #require(planned.location)
            let id = GatheringID(String(address.dropFirst("/gatherings/".count)))
            let practice = try #require(try await house.gathering(id).plan.practice)
            let editor = try await house.signIn(as: .editor)
            let life = "/practices/catania-nursery/life"
            #expect(try await editor.post(life, [("step", "retire"), ("reason", "The money has ended")], from: life).status == 303)
            await house.settle()
            let form = try await officer.get("\(address)/edit")
            // By its address where somebody can name it, otherwise by its id.
            let known = ["catania-nursery", practice.rawValue]
            let chosen = try #require(form.elements("option").first { $0["selected"] != nil && known.contains($0["value"] ?? "") }?["value"], "\(form.text)")
            let changed = planFields.filter { !["version", "title"].contains($0.0) } + [("title", "Another title"), ("practice", chosen), ("version", "1")]
            #expect(try await officer.post("\(address)/edit", changed).status == 303)
            let plan = try await house.gathering(id).plan
            #expect(plan.practice == practice && plan.title == "Another title")
            #expect(try await !officer.get("/gatherings/new").elements("option").contains { known.contains($0["value"] ?? "") }, "nobody plans anew what is retired")
        }
    }

    @Test(arguments: Engines.all) func `How it went is not told before it begins`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let id = try await house.visit(by: try #require(officer.person), inDays: 2)
            let fields = [("starts", "2026-03-04T09:00"), ("ends", "2026-03-05T17:00"), ("place", "Palazzo degli Elefanti"), ("report", "All went well"), ("version", "2")]
            let early = try await officer.post("/gatherings/\(id)/account", fields)
            #expect(early.status == 409 && early.says("It has not begun yet."), "\(early.text)")
            #expect(try await house.gathering(id).held == nil)
            house.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await officer.post("/gatherings/\(id)/account", fields).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `What somebody told of themselves is not changed once the gathering is closed`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let person = try await house.person(.cityOfficer)
            let id = try await house.visit(by: person)
            let registration = try await house.register("Amal Nasser", at: id)
            let link = GatheringsPaths.registration(registration.token(house.installation.house.site.key))
            let visitor = house.visitor()
            #expect(try await visitor.post(link, [("name", "Amal N.")], from: link).status == 303)
            try await house.database.write { try $0.run("UPDATE gathering SET stage = 'closed' WHERE id = \(id)") }
            let late = try await visitor.post(link, [("name", "Somebody Else"), ("needs", "A lift")])
            #expect(late.status == 409 && late.says("This gathering is over."), "\(late.text)")
            let after = try #require(try await house.database.read { try Registrations.byID(registration.id, $0) })
            #expect(after.name == "Amal N." && after.needs == nil)
            await #expect(throws: Problem.refused(reason: "gatherings.problem.over")) {
                try await ChangeRegistration(id: registration.id, name: "X", organisation: nil, needs: nil).run(house.installation.house, house.trail)
            }
        }
    }
}
