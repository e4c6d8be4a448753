import Kernel
import Store
import TestKit
import Testing
import Trail
@testable import Transfers

/// The end: nothing closes without somebody who looks again, and no answer stays no answer.
@Suite struct ClosingTests {
    @Test(arguments: Engines.all) func `A transfer closes with what came of it and with three follow-ups`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .adapt)
            let early = try await world.step(path, .beginReuse)
            #expect(early.status == 409 && early.heading == "Mothers of Catania" && early.says("Begin to re-use: first, every block has to be decided on"), "said on its own page")
            try await world.decide(path)
            #expect(try await world.step(path, .beginReuse).says("at least one action"))
            #expect(try await world.officer.post("\(path)/plan/actions/new", TransferWorld.action).status == 303)
            #expect(try await world.officer.post("\(path)/closing", TransferWorld.outcome).status == 409, "not before re-use")
            #expect(try await world.step(path, .beginReuse).status == 303)
            #expect(try await world.step(path, .close).says("say under “Outcome” what came of it"))
            let form = try await world.officer.get("\(path)/closing")
            #expect(form.value("due6") == house.clock.now.day.adding(months: 6).description)
            let unowned = try await world.officer.post("\(path)/closing", TransferWorld.outcome.filter { $0.0 != "owner12" } + [("then", "close")])
            #expect(unowned.status == 400 && unowned.links.contains("#owner12") && unowned.value("kept") == nil || unowned.says("The course"))
            let mixed = TransferWorld.outcome.map { $0.0 == "due24" ? ("due24", "2031-01-01") : $0 }
            #expect(try await world.officer.post("\(path)/closing", mixed).status == 400)
            #expect(try await world.transfer(path).stage == .reuse)
            #expect(try await world.officer.post("\(path)/closing", TransferWorld.outcome).status == 303)
            #expect(try await world.parts(path).followUps.map(\.months) == [6, 12, 24])
            // Two who conclude at once: the second sees both.
            let clash = try await world.lead.post("\(path)/closing", TransferWorld.outcome.map { $0.0 == "kept" ? ("kept", "The visits") : $0 }, from: "\(path)/closing")
            #expect(clash.status == 409 && clash.says("they wrote: course") && clash.says("you wrote: visits"), "\(clash.text)")
            #expect(try await world.step(path, .close).status == 303)
            #expect(try await world.transfer(path).stage == .closed)
            let page = try await world.giver.get("\(path)/closing")
            #expect(page.says("The laundry visits") && page.says("Will be asked on 1 June 2031") && !page.says("No answer") && page.says("The city council"))
            // What is over stays as it is.
            #expect(try await world.officer.post("\(path)/log", [("month", "2020-01"), ("content", "x")]).status == 409)
            let resumed = try await world.step(path, .resume)
            #expect(resumed.status == 409 && resumed.heading == "Mothers of Catania" && resumed.says("cannot be taken from where the transfer stands"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Months later somebody answers, or the gap is shown`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .closed)
            let followUps = try await world.parts(path).followUps
            let address = "\(path)/follow-ups/\(followUps[0].id)"
            #expect(try await world.giver.get(address).status == 403)
            // On the day of the end there is nothing to answer yet, by the page or past it.
            let early = try await world.officer.get("\(path)/closing")
            #expect(early.says("Will be asked on 1 December 2032") && early.says("It can be answered from 2 May 2031.") && !early.links.contains(address))
            let refused = try await world.officer.post(address, [("use", "changed")])
            #expect(refused.status == 409 && refused.says("too early") && refused.says("What came of it"), "\(refused.text)")
            await #expect(throws: Problem.conflict(reason: "transfers.problem.followUpEarly")) {
                try await AnswerFollowUp(transfer: world.id(path), followUp: followUps[0].id, state: .inUse, answer: nil, basedOn: 0, person: try #require(world.officer.person))
                    .run(house.installation.house, house.trail)
            }
            let officer = try await world.officer(on: "2031-05-02")
            #expect(try await officer.get("\(path)/closing").links.contains(address), "thirty days before its day")
            #expect(try await officer.post(address, [("answer", "Well")], from: address).status == 400)
            #expect(try await officer.post(address, [("use", "changed"), ("answer", "Two groups instead of one")]).status == 303)
            #expect(try await officer.get("\(path)/follow-ups/\(followUps[2].id)").status == 409)
            let page = try await world.officer(on: "2032-01-10").get("\(path)/closing")
            #expect(page.says("In use, changed") && page.says("Two groups instead of one"))
            #expect(page.says("No answer late") && page.says("Will be asked on 1 December 2032"), "\(page.text)")
            let children = try await house.database.read { [id = world.id(path)] in try Lineage.children(of: RecordReference(id), $0) }
            #expect(children.map(\.child.kind) == ["follow-up", "follow-up", "follow-up"])
        }
    }

    @Test(arguments: Engines.all) func `A follow-up lies after the end, also when the end comes later than thought`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .reuse)
            let past = try await world.officer.post("\(path)/closing", TransferWorld.outcome.map { $0.0 == "due6" ? ("due6", "2020-01-01") : $0 }, from: "\(path)/closing")
            #expect(past.status == 400 && past.links.contains("#due6") && past.says("After 6 months: This day is not after the end") && past.value("due6") == "2020-01-01")
            #expect(try await world.officer.post("\(path)/closing", TransferWorld.outcome).status == 303)
            let late = try await world.officer(on: "2031-06-01").post("\(path)/steps", [("step", "close")])
            #expect(late.status == 409 && late.says("choose days to come for the follow-ups"))
            #expect(try await world.transfer(path).stage == .reuse)
        }
    }

    @Test(arguments: Engines.all) func `Nothing closes over what is not done, unless somebody says what becomes of it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .reuse)
            let bare = TransferWorld.outcome.filter { $0.0 != "unfinished" }
            let form = try await world.officer.get("\(path)/closing")
            #expect(form.says("Not done yet Find two rooms Month 3: the plan is ready"), "\(form.text)")
            let refused = try await world.officer.post("\(path)/closing", bare + [("then", "close")], from: "\(path)/closing")
            #expect(refused.status == 400 && refused.links.contains("#unfinished") && refused.says("Find two rooms") && refused.says("Month 18: end of learning") && refused.value("kept") == "The course")
            #expect(try await world.officer.post("\(path)/closing", bare).status == 303, "it can be saved and gone on with")
            let step = try await world.step(path, .close)
            #expect(step.status == 409 && step.says("what becomes of what is not done: \u{2068}Find two rooms\u{2069}, Month 3"), "\(step.text)")
            #expect(try await world.transfer(path).stage == .reuse)
            let said = TransferWorld.outcome.map { $0.0 == "version" ? ("version", "1") : $0 }
            #expect(try await world.officer.post("\(path)/closing", said + [("then", "close")]).location == path)
            #expect(try await world.giver.get("\(path)/closing").says("The rooms and the checks go on with the school office"))
            // What goes on is handed over with its day, and is ticked off when it is done.
            #expect(try await world.officer.get("/cities/catania/handover").says("Find two rooms"))
            #expect(try await world.officer.get("\(path)/sheet").says("Find two rooms"))
            let action = try #require(try await world.parts(path).actions.first)
            let address = "\(path)/plan/actions/\(action.id)"
            #expect(try await world.officer.get("\(path)/plan").links.contains(address))
            #expect(try await world.officer.post("\(path)/plan/actions/new", TransferWorld.action).status == 409, "nothing new is planned")
            let done = [("what", "Find two rooms"), ("owner", "The school office"), ("due", "2031-01-31"), ("state", "done"), ("done", "2026-03-01"), ("version", "1")]
            #expect(try await world.officer.post(address, done).status == 303)
            #expect(try await !world.officer.get("\(path)/sheet").says("Find two rooms"))
            #expect(try await world.officer.post(address, done).status == 409)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `What is in use says when it is asked again, and no answer only when a day has passed`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .reuse)
            #expect(try await world.officer.post("\(path)/publication", [("to", "network")]).status == 303)
            let practice = try await world.transfer(path).practice
            func uses() async throws -> [BlockUses.Use] { try await house.database.read { try BlockUses.of(practice, $0) } }
            #expect(try await uses().allSatisfy { $0.followUp == nil && $0.unanswered == [] }, "nothing is asked while it is under way")
            #expect(try await world.officer.post("\(path)/closing", TransferWorld.outcome + [("then", "close")]).location == path)
            #expect(try await uses().map { $0.unanswered.map(\.description) } == [["2031-06-01", "2031-12-01", "2032-12-01"], ["2031-06-01", "2031-12-01", "2032-12-01"]])
            let followUp = try await world.parts(path).followUps[1].id
            #expect(try await world.officer(on: "2031-12-02").post("\(path)/follow-ups/\(followUp)", [("use", "changed")]).status == 303)
            #expect(try await uses().allSatisfy { $0.followUp == "changed" && $0.unanswered.map(\.description) == ["2032-12-01"] })
        }
    }

    @Test(arguments: Engines.all) func `What later follow-ups teach goes back after the end as well`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .closed)
            let page = try await world.officer.get("\(path)/closing")
            #expect(page.says("Send it to the giving city"))
            #expect(try await !world.giver.get("\(path)/closing").says("Send it to the giving city"))
            let bare = try await world.officer.post("\(path)/improvements", [("improvement", "")], from: "\(path)/closing")
            #expect(bare.status == 400 && bare.links.contains("#improvement"))
            #expect(try await world.officer.post("\(path)/improvements", [("improvement", "Mothers come back as teachers")]).status == 303)
            #expect(try await world.giver.get("\(path)/difference").says("Mothers come back as teachers"))
            #expect(try await world.giver.post("\(path)/improvements", [("improvement", "x")]).status == 403)
        }
    }

    @Test(arguments: Engines.all) func `What was learned goes back to the giving city and to whoever looks after the practice`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let owner = try await house.signIn(as: .author, name: "Ida Owner")
            let path = try await world.open()
            let (person, now) = (try #require(owner.person), house.clock.now)
            #expect(try await owner.get(path).status == 404)
            try await house.database.write { writer in
                let practice: String = try writer.reader.first("SELECT id FROM practice WHERE slug = 'odense-mothers'") { try $0["id"] } ?? ""
                try writer.run(
                    """
                    INSERT INTO practice_life (practice_id, owner_id, stage, published_at, confirmed_at) VALUES (\(practice), \(person), 'published', \(now), \(now))
                    ON CONFLICT (practice_id) DO UPDATE SET owner_id = excluded.owner_id
                    """)
            }
            #expect(try await world.officer.post("\(path)/improvements", [("improvement", "")], from: "\(path)/closing").status == 400)
            #expect(try await world.officer.post("\(path)/improvements", [("improvement", "Pay for childcare from the start")]).status == 303)
            let letters = try await house.database.read { try Outbox.letters(nil, before: nil, limit: 9, $0) }.filter { $0.kind == "transfers.mail.improvement" }
            #expect(letters.count == 1 && letters.first?.person == person && letters.first?.link == "\(path)/difference")
            let read = try await owner.get("\(path)/difference")
            #expect(read.says("Pay for childcare from the start") && read.says("has not answered yet"))
            let id = try #require(try await world.parts(path).improvements.first?.id)
            #expect(try await world.officer.post("\(path)/improvements/\(id)", [("answer", "taken_up")]).status == 403, "the receiving city does not answer itself")
            #expect(try await owner.post("\(path)/improvements/\(id)", [("answer", "taken_up"), ("note", "From next year on")]).status == 303)
            let answered = try await world.officer.get("\(path)/closing")
            #expect(answered.says("Taken up") && answered.says("From next year on"))
            #expect(try await world.giver.post("\(path)/improvements/\(id)", [("answer", "not_for_us")]).status == 409, "so may the giving city, where nobody has")
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Stopping says why, from wherever it stands, and can be taken back`(engine: Engine) async throws {
        for stage in [Transfer.Stage.understand, .adapt, .reuse] {
            try await withHouse(engine) { house in
                let world = try await TransferWorld.settle(house)
                let path = try await world.open()
                try await world.bring(path, to: stage)
                let bare = try await world.step(path, .stop)
                #expect(bare.status == 400 && bare.links.contains("#reason"))
                #expect(try await world.step(path, .stop, reason: "The council has changed", by: world.giver).status == 403)
                #expect(try await world.step(path, .stop, reason: "The council has changed").status == 303)
                #expect(try await world.transfer(path).stage == .stopped)
                let page = try await world.giver.get(path)
                #expect(page.says("The council has changed"))
                // How far it had come, and why it stopped, stand on its page and on the city's.
                let reached = ["Understand begun, then stopped Adapt not reached", "Understand done Adapt begun, then stopped Re-use not reached", "Adapt done Re-use begun, then stopped Closed not reached"]
                #expect(page.says(reached[[.understand, .adapt, .reuse].firstIndex(of: stage) ?? 0]) && !page.says("still to come"), "\(page.text)")
                #expect(try await world.officer.get("/transfers/cities/catania").says("Why: \u{2068}The council has changed"))
                #expect(try await world.officer.get("\(path)/sheet").says("Why: The council has changed"))
                #expect(try await world.step(path, .resume).status == 303)
                #expect(try await world.transfer(path).stage == .understand)
            }
        }
    }

    @Test(arguments: Engines.all) func `Follow-ups of a transfer that was stopped ask nothing of anybody`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .reuse)
            let person = try #require(world.officer.person)
            #expect(try await world.officer.post("\(path)/closing", TransferWorld.outcome).status == 303)
            try await house.database.write { try $0.run("UPDATE transfer_follow_up SET owner_id = \(person)") }
            let asked = { try await house.database.read { try TransfersModule.duties(of: person, until: nil, $0).filter { $0.id.hasPrefix("look") }.count } }
            #expect(try await asked() == 0, "nothing is asked before the end")
            #expect(try await world.step(path, .stop, reason: "The council has changed").status == 303)
            #expect(try await asked() == 0)
            for step in [Transfer.Step.resume, .beginAdapting, .beginReuse, .close] { #expect(try await world.step(path, step).status == 303, "\(step)") }
            #expect(try await asked() == 3)
        }
    }

    @Test(arguments: Engines.all) func `What was written for a transfer that somebody stopped meanwhile is shown again`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .reuse)
            let block = try #require(try await world.parts(path).blocks.first)
            #expect(try await world.step(path, .stop, reason: "The council has changed").status == 303)
            let late = try await world.officer.post("\(path)/closing", TransferWorld.outcome)
            #expect(late.status == 409 && late.says("The laundry visits") && late.says("What you wrote"), "\(late.text)")
            let person = try #require(world.officer.person)
            await #expect(throws: Problem.conflict(reason: "transfers.problem.movedOn")) {
                try await RateBlock(transfer: world.id(path), block: block.id, points: [:], note: nil, side: .receiving, person: person).run(house.installation.house, house.trail)
            }
            await #expect(throws: Problem.conflict(reason: "transfers.problem.movedOn")) {
                try await WriteLog(transfer: world.id(path), month: "2026-01", content: "Late", person: person).run(house.installation.house, house.trail)
            }
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Of two who answer the first is kept, and the second sees what they said`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .closed)
            #expect(try await world.officer.post("\(path)/improvements", [("improvement", "Begin with the laundries")]).status == 303)
            let improvement = try #require(try await world.parts(path).improvements.first).id
            #expect(try await world.giver.post("\(path)/improvements/\(improvement)", [("answer", "taken_up"), ("note", "From spring on")]).status == 303)
            let second = try await world.giver.post("\(path)/improvements/\(improvement)", [("answer", "not_for_us"), ("note", "We have no laundries")])
            #expect(second.status == 409 && second.says("From spring on") && second.says("We have no laundries"), "\(second.text)")
            #expect(try await world.giver.post("\(path)/improvements/none", [("answer", "not_for_us")]).status == 404)
            let address = "\(path)/follow-ups/\(try await world.parts(path).followUps[0].id)"
            let officer = try await world.officer(on: "2031-05-02")
            #expect(try await officer.post(address, [("use", "in_use"), ("answer", "Two groups"), ("version", "0")]).status == 303)
            let other = try await officer.post(address, [("use", "stopped"), ("answer", "Nobody came"), ("version", "0")])
            #expect(other.status == 409 && other.says("Two groups") && other.value("answer") == "Nobody came", "\(other.text)")
            #expect(try await officer.post(address, [("use", "stopped"), ("answer", "Nobody came"), ("version", other.value("version") ?? "")]).status == 303)
            #expect(house.log.errors == [])
        }
    }
}
