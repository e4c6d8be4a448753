import Foundation
import Kernel
import Store
import TestKit
import Testing
import Trail
@testable import Transfers

/// The plan: blocks, actions, milestones, log; and two people at once.
@Suite struct PlanPageTests {
    @Test(arguments: Engines.all) func `Block by block it is decided, and the giving city reads the difference`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            #expect(try await world.officer.get("\(path)/plan").says("The plan begins when the study says"))
            let early = try await world.officer.get("\(path)/plan/blocks/new")
            #expect(early.status == 409 && early.says("Take the transfer to that stage first") && early.says("Block by block"), "said on the plan")
            try await world.bring(path, to: .adapt)
            let blocks = try await world.parts(path).blocks
            let first = "\(path)/plan/blocks/\(blocks[0].id)"
            let bare = try await world.officer.post(first, [("decision", "adapt"), ("version", "1")], from: first)
            #expect(bare.status == 400 && bare.links.contains("#adaptation") && bare.links.contains("#reason"), "what is changed is said and explained")
            #expect(try await world.officer.post(first, [("decision", "add"), ("version", "1")]).status == 400, "what the practice has cannot be added")
            let kept = try await world.officer.post(first, [("decision", "keep"), ("version", "1")], from: first)
            #expect(kept.status == 400 && kept.links.contains("#reason") && kept.ticked("decision") == ["keep"], "to keep is decided too")
            #expect(try await world.officer.post(first, [("decision", "adapt"), ("adaptation", "Eight modules"), ("reason", "Mothers have less time"), ("version", "1")]).status == 303)
            #expect(try await world.officer.post("\(path)/plan/blocks/\(blocks[1].id)", [("decision", "drop"), ("reason", "One city is enough"), ("version", "1")]).status == 303)
            #expect(try await world.officer.post("\(path)/plan/blocks/new", [("title", "A playroom"), ("adaptation", "Beside the course"), ("reason", "Children come along")]).status == 303)
            let difference = try await world.giver.get("\(path)/difference")
            for said in ["Eight modules", "Mothers have less time", "One city is enough", "A playroom", "Not part of the practice.", "Fourteen modules."] {
                #expect(difference.says(said), "\(said): \(difference.text)")
            }
            #expect(try await world.giver.post(first, [("decision", "keep"), ("version", "2")]).status == 403, "the receiving city decides")
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Of two who decide at once, the second sees both and loses nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .adapt)
            let address = "\(path)/plan/blocks/\(try await world.parts(path).blocks[0].id)"
            func sent(_ text: String, _ version: String) -> [(String, String)] { [("decision", "adapt"), ("adaptation", text), ("reason", "Because"), ("version", version)] }
            #expect(try await world.officer.post(address, sent("Modules of Chiara", "1"), from: address).status == 303)
            let clash = try await world.lead.post(address, sent("Modules of Salvatore", "1"), from: address)
            #expect(clash.status == 409 && clash.says("Chiara Russo saved this") && clash.value("adaptation") == "Modules of Salvatore")
            #expect(clash.says("they wrote: Chiara") && clash.says("you wrote: Salvatore"), "\(clash.text)")
            #expect(try await world.parts(path).blocks[0].adaptation == "Modules of Chiara", "nothing is overwritten unseen")
            #expect(try await world.lead.post(address, sent("Modules of both", try #require(clash.value("version")))).status == 303)
            #expect(try await world.parts(path).blocks[0].adaptation == "Modules of both")
            // The same words twice are no clash.
            #expect(try await world.officer.post(address, sent("Modules of both", "1")).status == 303)

            #expect(try await world.officer.post("\(path)/plan/actions/new", TransferWorld.action).status == 303)
            let action = "\(path)/plan/actions/\(try #require(try await world.parts(path).actions.first).id)"
            func planned(_ what: String) -> [(String, String)] { TransferWorld.action.map { $0.0 == "what" ? ("what", what) : $0.0 == "version" ? ("version", "1") : $0 } }
            #expect(try await world.officer.post(action, planned("Find three rooms"), from: action).status == 303)
            let other = try await world.lead.post(action, planned("Find four rooms"), from: action)
            #expect(other.status == 409 && other.value("what") == "Find four rooms" && other.says("Find three rooms") == false && other.says("they wrote: three"))
        }
    }

    @Test(arguments: Engines.all) func `Decisions that race are taken one after the other`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .adapt)
            let (id, block, person) = (world.id(path), try await world.parts(path).blocks[0].id, try #require(world.officer.person))
            let outcomes = try await withThrowingTaskGroup(of: SaveOutcome.self) { group in
                for number in 1...6 {
                    group.addTask {
                        let content = PlanBlock.Content(title: "", decision: .adapt, adaptation: "Number \(number)", reason: "Because")
                        return try await DecideOnBlock(transfer: id, block: block, content: content, basedOn: 1, person: person).run(house.installation.house, house.trail)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .saved }.count == 1 && outcomes.filter { $0 == .conflict }.count == 5)
        }
    }

    @Test(arguments: Engines.all) func `Unmet preconditions are proposed as actions until one answers them`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let match = "/needs/\(world.need)/matches/odense-mothers"
            let names = Set(try await world.officer.get(match).elements("input").compactMap { $0["name"] }.filter { $0.hasPrefix("answer.") }).sorted()
            #expect(names.count == 3)
            let answers = zip(names, ["met", "partly", "missed"]).map { ($0, $1) }
            #expect(try await world.officer.post("\(match)/answers", answers).status == 303)
            let path = try await world.open()
            try await world.bring(path, to: .adapt)
            let plan = try await world.officer.get("\(path)/plan")
            let proposed = plan.links.filter { $0.contains("precondition=") }
            #expect(plan.links.filter { $0.hasPrefix("/gatherings/new?for=transfer") }.count == 2 && plan.links.filter { $0.hasPrefix("/mentoring/wishes/new?") }.count == 2)
            #expect(proposed.count == 2 && plan.says("partly met") && plan.says("not met"))
            let form = try await world.officer.get(proposed[0])
            let what = try #require(form.value("what"))
            #expect(plan.says(what), "the action begins with the words of the precondition")
            let precondition = try #require(form.value("precondition"))
            let saved = try await world.officer.post("\(path)/plan/actions/new", [("what", what), ("owner", "An office"), ("due", "2031-01-01"), ("precondition", precondition)])
            #expect(saved.status == 303)
            #expect(try await world.officer.get("\(path)/plan").links.filter { $0.contains("precondition=") }.count == 1)
            #expect(try await world.officer.get("\(path)/study").says("Preconditions that the city does not meet"))
            #expect(try await !world.giver.get("\(path)/plan").says(what) == false, "the action is read by both")
            #expect(try await world.giver.get("\(path)/plan").links.filter { $0.contains("precondition=") } == [], "the answers are not")
        }
    }

    @Test(arguments: Engines.all) func `Owners are colleagues or words, days are days, and delays have reasons`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .adapt)
            let address = "\(path)/plan/actions/new"
            let wrong = try await world.officer.post(address, [("what", "A room"), ("owner", "An office"), ("due", "31/09/14"), ("budget", "a lot")], from: address)
            #expect(wrong.status == 400 && wrong.says("“31/09/14” is no date: month 09 of 2014 has only 30 days") && wrong.value("due") == "31/09/14" && wrong.links.contains("#budget"))
            #expect(try await world.officer.post(address, [("what", "A room"), ("owner", "An office"), ("due", "2026-09-31")]).status == 400)
            #expect(try await world.officer.post(address, [("what", "A room"), ("due", "2031-01-01")]).status == 400, "somebody answers for it")
            let lead = try #require(world.lead.person)
            #expect(try await world.officer.post(address, [("what", "A room"), ("ownerID", lead.rawValue), ("due", "2026-01-01"), ("budget", "1.200")]).status == 303)
            let action = try #require(try await world.parts(path).actions.first)
            #expect(action.content.owner == "Salvatore Greco" && action.content.ownerID == lead && action.content.budget == Money(euro: 1200))
            let change = "\(path)/plan/actions/\(action.id)"
            let done = [("what", "A room"), ("ownerID", lead.rawValue), ("due", "2026-01-01"), ("budget", "1200"), ("state", "done"), ("version", "1")]
            #expect(try await world.officer.post(change, done).links.contains("#done"))
            #expect(try await world.officer.post(change, done + [("done", "2026-02-01")]).links.contains("#dayReason"))
            #expect(try await world.officer.post(change, done + [("done", "2026-02-01"), ("dayReason", "The key was lost"), ("spent", "900.25")]).status == 303)
            let page = try await world.officer.get("\(path)/plan")
            #expect(page.says("The key was lost") && page.says("Planned €1,200, spent €900.25"))
            #expect(try await world.officer.get("\(path)/sheet").says("spent €900.25"), "to the cent where there are any")
            #expect(try await world.officer.get(change).value("spent") == "900.25")
        }
    }

    @Test(arguments: Engines.all) func `Milestones stand at 3, 12 and 18 months, planned beside actual`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .adapt)
            let start = try #require(try await world.transfer(path).startDay)
            #expect(try await world.parts(path).milestones.map(\.planned) == [3, 12, 18].map { start.adding(months: $0) })
            let address = "\(path)/plan/milestones/12"
            let bare = try await world.officer.post(address, [("actual", "2026-02-05"), ("version", "1")], from: address)
            #expect(bare.status == 400 && bare.links.contains("#reason"))
            #expect(bare.links.contains("#found") && bare.links.contains("#decided"), "a check says what it found")
            let checked = [("found", "Half of the mothers came"), ("decided", "Go on with two groups"), ("version", "1")]
            #expect(try await world.officer.post(address, [("actual", "2026-02-05"), ("reason", "Elections")] + checked).status == 303)
            let clash = try await world.lead.post(address, [("actual", "2026-02-06"), ("reason", "Holidays")] + checked.map { $0.0 == "found" ? ("found", "A third came") : $0 }, from: address)
            #expect(clash.status == 409 && clash.value("found") == "A third came")
            let read = try await world.giver.get("\(path)/plan")
            #expect(read.says("Half of the mothers came") && read.says("Go on with two groups"))
            #expect(try await world.officer.post("\(path)/plan/milestones/3", [("actual", "2026-02-03"), ("reason", "It was quicker"), ("version", "1")]).status == 303, "a plan is ready or not")
            let milestone = try #require(try await world.parts(path).milestones.first { $0.month == 12 })
            #expect(milestone.planned == start.adding(months: 12) && milestone.actual?.description == "2026-02-05", "the planned day stays")
            #expect(try await world.officer.get(path).says("Elections"))
            // Going back and forth keeps the calendar.
            #expect(try await world.step(path, .backToUnderstand, reason: "The course is not understood").status == 303)
            #expect(try await world.step(path, .beginAdapting).status == 303)
            #expect(try await world.parts(path).milestones.first { $0.month == 12 } == milestone)
            #expect(try await world.transfer(path).startDay == start)
        }
    }

    @Test(arguments: Engines.all) func `The log is written by month, and a month without a word is shown`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            let now = house.clock.now.day.monthText
            house.clock.advance(by: .seconds(70 * 86_400))
            // Their sessions have run out meanwhile.
            let (officer, giver) = (try await house.browser(of: try #require(world.officer.person)), try await house.browser(of: try #require(world.giver.person)))
            #expect(try await officer.get("\(path)/log").says("Nothing was written for this month"))
            #expect(try await officer.post("\(path)/log", [("month", now), ("content", "Two teachers were found")], from: "\(path)/log").status == 303)
            #expect(try await giver.get("\(path)/log").says("Two teachers were found"))
            let wrong = try await officer.post("\(path)/log", [("month", "2099-01"), ("content", "Kept words")])
            #expect(wrong.status == 400 && wrong.says("still to come") && wrong.value("content") == "Kept words")
            let before = try await officer.post("\(path)/log", [("month", "2019-05"), ("content", "Kept words")])
            #expect(before.status == 400 && before.says("Month: The transfer was opened in March 2026") && before.value("content") == "Kept words" && before.links.contains("#month"))
            #expect(before.texts("h2").count < 9, "and no years without a word follow")
            #expect(try await officer.post("\(path)/log", [("month", "soon"), ("content", "x")]).status == 400)
            #expect(try await giver.post("\(path)/log", [("month", now), ("content", "x")]).status == 403)
        }
    }

    @Test(arguments: Engines.all) func `What has happened has happened by today`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .reuse)
            let early = TransferWorld.action.filter { $0.0 != "due" } + [("due", "2031-01-31"), ("state", "done"), ("done", "2031-01-30")]
            let action = try await world.officer.post("\(path)/plan/actions/new", early)
            #expect(action.status == 400 && action.says("is still to come") && action.value("what") == "Find two rooms", "\(action.text)")
            let month = try #require(try await world.parts(path).milestones.first).month
            let check = try await world.officer.post("\(path)/plan/milestones/\(month)", [("actual", "2031-01-30"), ("found", "Well"), ("decided", "On"), ("reason", "x"), ("version", "1")])
            #expect(check.status == 400 && check.says("is still to come") && check.value("found") == "Well", "\(check.text)")
        }
    }

    @Test(arguments: Engines.all) func `A block that is blocked after adapting began keeps the transfer from re-use`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .adapt)
            try await world.decide(path)
            #expect(try await world.officer.post("\(path)/plan/actions/new", TransferWorld.action).status == 303)
            try await world.rate(path, 3, but: Dictionary(uniqueKeysWithValues: Factor.allCases.map { ($0.rawValue, 0) }))
            let refused = try await world.step(path, .beginReuse)
            #expect(refused.status == 409 && refused.says("not transferable now"), "\(refused.text)")
            #expect(try await world.transfer(path).stage == .adapt)
        }
    }

    @Test(arguments: Engines.all) func `A transfer counts to programmes that one of the own cities takes part in`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let offered = {
                let places = try await house.database.read { try $0.number("SELECT count(*) AS n FROM programme_city WHERE city_id = (SELECT id FROM city WHERE slug = 'catania')") }
                return (try await world.officer.get(world.openHref).elements("option").count, places)
            }
            let (before, places) = try await offered()
            try #require(places > 0)
            try await house.database.write { try $0.run("DELETE FROM programme_city WHERE city_id = (SELECT id FROM city WHERE slug = 'catania')") }
            #expect(try await offered().0 == before - places)
        }
    }
}
