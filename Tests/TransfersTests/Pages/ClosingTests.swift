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
            #expect(early.status == 403 && early.says("every block has to be decided on"))
            try await world.decide(path)
            #expect(try await world.step(path, .beginReuse).says("at least one action"))
            #expect(try await world.officer.post("\(path)/plan/actions/new", TransferWorld.action).status == 303)
            #expect(try await world.officer.post("\(path)/closing", TransferWorld.outcome).status == 403, "not before re-use")
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
            #expect(page.says("The laundry visits") && page.says("No answer") && page.says("The city council"))
            // What is over stays as it is.
            #expect(try await world.officer.post("\(path)/log", [("month", "2020-01"), ("content", "x")]).status == 403)
            #expect(try await world.step(path, .resume).status == 403)
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
            #expect(try await world.officer.post(address, [("answer", "Well")], from: address).status == 400)
            #expect(try await world.officer.post(address, [("use", "changed"), ("answer", "Two groups instead of one")]).status == 303)
            house.clock.advance(by: .seconds(9 * 365 * 86_400))
            let later = try await house.browser(of: try #require(world.officer.person))
            let page = try await later.get("\(path)/closing")
            #expect(page.says("In use, changed") && page.says("Two groups instead of one"))
            #expect(page.says("No answer late"), "\(page.text)")
            let children = try await house.database.read { [id = world.id(path)] in try Lineage.children(of: RecordReference(id), $0) }
            #expect(children.map(\.child.kind) == ["follow-up", "follow-up", "follow-up"])
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
            #expect(try await world.giver.post("\(path)/improvements/\(id)", [("answer", "not_for_us")]).status == 303, "so may the giving city")
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
                #expect(try await world.giver.get(path).says("The council has changed"))
                #expect(try await world.step(path, .resume).status == 303)
                #expect(try await world.transfer(path).stage == .understand)
            }
        }
    }
}
