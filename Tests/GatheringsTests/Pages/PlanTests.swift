import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Gatherings

/// Planning a gathering, seeing it through, and what stands in the way.
@Suite struct PlanTests {
    private func id(_ page: TestPage) throws -> GatheringID { GatheringID(String(try #require(page.location, "\(page.text.prefix(400))").dropFirst("/gatherings/".count).prefix { $0 != "#" })) }

    @Test(arguments: Engines.all) func `A visit is planned, announced, held, reported and closed; nothing before its time`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            var officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            var member = try await house.signIn(as: .member)
            let fields = planFields + [("practice", "catania-nursery"), ("access", "A lift")]
            let id = try id(try await officer.post("/gatherings/new", fields, from: "/gatherings/new"))
            let address = "/gatherings/\(id)"
            let known = try await house.gathering(id)
            #expect(known.plan.zone == "Europe/Rome" && known.plan.starts.description == "2027-05-10T07:00:00.000Z" && known.plan.budget == Money(euro: 1500))
            #expect(try await house.database.read { try Gatherings.tasks(id, $0) }.map(\.code).contains("failures"))
            #expect(try await house.database.read { try Lineage.parents(of: RecordReference(id), $0) }.map(\.relation) == ["visits"])
            #expect(try await house.visitor().get(address).status == 404, "a plan is its cities' own")
            #expect(try await member.get(address).status == 404, "a plan is its cities' own")
            let outOfOrder = try await officer.post("\(address)/steps", [("step", "hold")])
            #expect(outOfOrder.status == 409 && outOfOrder.heading == "A look at the nursery" && outOfOrder.says("It stands at “Being planned”"), "\(outOfOrder.text.prefix(300))")
            #expect(try await officer.post("\(address)/steps", [("step", "announce")]).status == 303)
            #expect(try await house.visitor().get(address).heading == "A look at the nursery")
            let early = try await officer.post("\(address)/steps", [("step", "hold")])
            #expect(early.status == 409 && early.says("It has not begun yet."))
            let over = try #require(Instant("2027-05-11T15:00:00.000Z"))
            house.clock.advance(by: .milliseconds(over.milliseconds - house.clock.now.milliseconds))
            // A year later they sign in anew.
            officer = try await house.browser(of: try #require(officer.person))
            member = try await house.browser(of: try #require(member.person))
            #expect(try await officer.post("\(address)/steps", [("step", "hold")]).status == 303)
            let unreported = try await officer.post("\(address)/steps", [("step", "report")])
            #expect(unreported.status == 409 && unreported.says("Nobody has written down how it went."))
            let version = try #require(try await officer.get("\(address)/account").value("version"))
            let other = [("starts", "2027-05-10T10:00"), ("ends", "2027-05-11T16:00"), ("report", "We saw a lot."), ("version", version)]
            let unsaid = try await officer.post("\(address)/account", other)
            #expect(unsaid.status == 400 && unsaid.links.contains("#reason") && unsaid.value("report") == "We saw a lot.", "what differs needs a reason")
            #expect(try await officer.post("\(address)/account", other + [("reason", "The train was late"), ("people", "9")]).status == 303)
            let shown = try await officer.get(address)
            #expect(shown.says("Why it differs: The train was late"))
            #expect(try await officer.post("\(address)/steps", [("step", "report")]).status == 303)
            let open = try await officer.post("\(address)/steps", [("step", "close")])
            #expect(open.status == 409 && open.says("Odense has no lesson") && open.says("There is no follow-up"))
            let owner = try #require(officer.person).rawValue
            let visitor = try await house.person(.member, in: "odense", name: "Freja Holm").rawValue
            let lesson = [("lesson", "Pay for childcare"), ("lessonCity", "odense"), ("block", "The course"), ("intention", "adapt"), ("lessonOwner", visitor), ("lessonDue", "2027-06-01")]
            #expect(try await officer.post("\(address)/lessons", lesson).status == 303)
            #expect(try await officer.post("\(address)/steps", [("step", "close")]).says("There is no follow-up"))
            #expect(try await officer.post("\(address)/follow-ups", [("followUp", "Look again"), ("followUpOwner", owner), ("followUpDue", "2027-11-11")]).status == 303)
            #expect(try await officer.post("\(address)/steps", [("step", "close")]).status == 303)
            #expect(try await house.gathering(id).stage == .closed)
            let read = try await member.get(address)
            #expect(read.status == 200 && read.says("Pay for childcare") && read.says("Adapt") && !read.says("Add a lesson"))
            #expect(try await !house.visitor().get(address).says("Pay for childcare"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: [
        (("ends", "2027-05-10T08:00"), "ends", "It must end after it begins."), (("starts", "31/09/14"), "starts", "“31/09/14” is not a day and time."),
        (("starts", "2027-03-28T02:30"), "starts", "the clocks go forward"), (("visiting", "catania"), "visiting", "host and visitor at once"),
        (("registerUntil", "2027-05-12"), "registerUntil", "cannot end after the gathering begins"), (("city", "odense"), "", ""), (("capacity", "many"), "capacity", "many"),
    ])
    func `What is wrong is said beside its field, and what was typed stays`(change: (String, String), field: String, says: String) async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let fields = planFields.filter { $0.0 != change.0 } + [change]
            let page = try await officer.post("/gatherings/new", fields, from: "/gatherings/new")
            if field.isEmpty {
                #expect(page.status == 303, "a host may be elsewhere")
            } else {
                #expect(page.status == 400 && page.links.contains("#\(field)") && page.says(says) && page.value("title") == "A look at the nursery", "\(page.text.prefix(300))")
            }
        }
    }

    @Test func `Nobody plans for other cities`() async throws {
        try await withHouse(.sqlite) { house in
            let officer = try await house.signIn(as: .cityOfficer, in: "vienna")
            let page = try await officer.post("/gatherings/new", planFields, from: "/gatherings/new")
            #expect(page.status == 400 && page.links.contains("#city"))
            #expect(try await house.signIn(as: .programmeCoordinator).post("/gatherings/new", planFields, from: "/gatherings/new").status == 303, "a coordinator of the network does")
        }
    }

    @Test(arguments: Engines.all) func `Of two who change one plan, the second sees both and loses nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let one = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let two = try await house.signIn(as: .cityLead, name: "Salvatore Greco")
            let id = try id(try await one.post("/gatherings/new", planFields, from: "/gatherings/new"))
            let mine = planFields.filter { !["title", "version"].contains($0.0) } + [("version", "1")]
            #expect(try await one.post("/gatherings/\(id)/edit", mine + [("title", "Chiara's title")]).status == 303)
            let clash = try await two.post("/gatherings/\(id)/edit", mine + [("title", "Salvatore's title")])
            #expect(clash.status == 409 && clash.says("Chiara Russo saved this on") && clash.says("Chiara's title") && clash.value("title") == "Salvatore's title")
            let version = try #require(clash.value("version"))
            #expect(version == "2")
            #expect(try await two.post("/gatherings/\(id)/edit", mine.filter { $0.0 != "version" } + [("title", "Salvatore's title"), ("version", version)]).status == 303)
            #expect(try await house.gathering(id).plan.title == "Salvatore's title")
        }
    }

    @Test(arguments: Engines.all) func `Whoever is overtaken at the agenda sees both, and what is planned anew stands in the thread`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let one = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let two = try await house.signIn(as: .cityLead, name: "Salvatore Greco")
            let id = try id(try await one.post("/gatherings/new", planFields, from: "/gatherings/new"))
            let changed = planFields.filter { $0.0 != "version" } + [("version", "1"), ("practice", "catania-nursery")]
            #expect(try await one.post("/gatherings/\(id)/edit", changed).status == 303)
            #expect(try await house.database.read { try Lineage.parents(of: RecordReference(id), $0) }.map(\.relation) == ["visits"])
            func slot(_ title: String) -> [(String, String)] {
                [("title.0", title), ("starts.0", "2027-05-10T10:00"), ("ends.0", "2027-05-10T11:00"), ("place.0", "Hall"), ("title.1", ""), ("version", "2")]
            }
            #expect(try await one.post("/gatherings/\(id)/agenda", slot("Welcome by Chiara")).status == 303)
            let overtaken = try await two.post("/gatherings/\(id)/agenda", slot("Welcome by Salvatore"))
            #expect(overtaken.status == 409 && overtaken.says("Chiara Russo saved this on") && overtaken.says("they wrote: Chiara") && overtaken.says("you wrote: Salvatore"), "\(overtaken.text)")
            #expect(overtaken.value("title.0") == "Welcome by Salvatore" && overtaken.value("version") == "3")
        }
    }

    @Test(arguments: Engines.all) func `An agenda is right across the night in which the clocks change`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let night = planFields.filter { !["starts", "ends"].contains($0.0) } + [("starts", "2026-10-24T20:00"), ("ends", "2026-10-25T12:00")]
            let id = try id(try await officer.post("/gatherings/new", night, from: "/gatherings/new"))
            let rows = [
                ("title.0", "Night shift"), ("starts.0", "2026-10-25T01:30"), ("ends.0", "2026-10-25T02:30"), ("title.1", "The hour again"), ("starts.1", "2026-10-25T02:30"),
                ("ends.1", "2026-10-25T02:45"), ("title.2", ""), ("version", "1"),
            ]
            #expect(try await officer.post("/gatherings/\(id)/agenda", rows).status == 303)
            let slots = try await house.database.read { try Gatherings.slots(id, $0) }
            #expect(slots.map(\.starts.description) == ["2026-10-24T23:30:00.000Z", "2026-10-25T00:30:00.000Z"] && slots[1].ends.description == "2026-10-25T00:45:00.000Z")
            let outside = [("title.0", "Lunch"), ("starts.0", "2026-10-25T11:30"), ("ends.0", "2026-10-25T13:00"), ("version", "2")]
            let page = try await officer.post("/gatherings/\(id)/agenda", outside)
            #expect(page.status == 400 && page.links.contains("#ends.0") && page.value("title.0") == "Lunch")
            let shown = try await officer.get("/gatherings/\(id)")
            #expect(shown.says("Night shift") && shown.says("The hour again"))
            // On the night itself every hour says its zone, and so do both hours that look alike.
            #expect(shown.says("1:30 (UTC+2) – 2:30 (UTC+2)") && shown.says("2:30 (UTC+2) – 2:45 (UTC+2)"), "\(shown.text)")
        }
    }

    @Test(arguments: Engines.all) func `Who is registered hears when it is moved or cancelled`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer)
            let id = try await house.visit(by: try #require(officer.person))
            _ = try await house.register("Amal Nasser", at: id)
            var plan = try await house.gathering(id).plan
            plan.place = "Another place"
            _ = try await SaveGathering(plan: plan, id: id, basedOn: 2, person: try #require(officer.person)).run(house.installation.house, house.trail)
            #expect(try await house.letters("changed").count == 1)
            let bare = try await officer.post("/gatherings/\(id)/steps", [("step", "cancel"), ("reason", " ")])
            #expect(bare.status == 400 && bare.links.contains("#reason"))
            #expect(try await officer.post("/gatherings/\(id)/steps", [("step", "cancel"), ("reason", "A strike")]).status == 303)
            let letter = try #require(try await house.letters("cancelled").first)
            #expect(letter.values["reason"] == "A strike" && letter.link?.hasPrefix("/registrations/") == true)
            let file = try await house.visitor().get("/gatherings/\(id)/gathering.ics")
            #expect(file.html.contains("STATUS:CANCELLED") && file.type.hasPrefix("text/calendar"))
            #expect(try await house.visitor().get("/gatherings/\(id)").says("A strike"))
        }
    }

    @Test(arguments: Engines.all) func `A list of many costs as many statements as one of few`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let person = try await house.person(.cityOfficer)
            let reader = try await house.browser(of: person)
            var counts: [Int] = []
            for number in 1...24 {
                _ = try await house.visit(by: person, inDays: number, title: "Visit \(number)")
                if number == 3 || number == 24 { counts.append(try await house.statements { _ = try await reader.get("/gatherings") }) }
            }
            #expect(counts[0] == counts[1], "\(counts)")
            let first = try await reader.get("/gatherings")
            #expect(first.texts("h3").count == 20 && first.texts("h3").first == "Visit 1" && first.links.contains("/gatherings?from=20"))
            #expect(try await reader.get("/gatherings?from=20").texts("h3") == (21...24).map { "Visit \($0)" })
            #expect(try await reader.get("/gatherings?when=past").says("Nothing here"))
            #expect(try await reader.get("/gatherings?kind=conference").says("Nothing here"))
        }
    }
}
