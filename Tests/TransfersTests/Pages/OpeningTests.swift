import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Transfers

/// From a match to a transfer, and who may not.
@Suite struct OpeningTests {
    @Test(arguments: Engines.all) func `An officer takes a match further, and both cities find it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let match = try await world.officer.get("/needs/\(world.need)/matches/odense-mothers")
            #expect(match.links.contains(world.openHref) && match.says("Take this further"))
            let form = try await world.officer.get(world.openHref)
            #expect(form.status == 200 && form.value("name") == "Neighbourhood mothers build bridges to services" && form.value("challenge")?.hasPrefix("Refugee women") == true)
            let path = try await world.open()
            let page = try await world.officer.get(path)
            #expect(page.says("From Odense to Catania") && page.says("version 1") && page.says("Mothers stay at home"), "\(page.text)")
            #expect(page.links.contains("/practices/odense-mothers/versions/1") && page.links.contains("/needs/\(world.need)") && page.links.contains("/thread/transfer/\(world.id(path))"))
            // The giving city reads it, but not the need, which is shared with nobody.
            let given = try await world.giver.get(path)
            #expect(given.status == 200 && !given.links.contains("/needs/\(world.need)"))
            #expect(try await world.giver.get("/transfers").says("Mothers of Catania"))
            #expect(try await world.stranger.get(path).status == 404)
            #expect(try await !world.stranger.get("/transfers").says("Mothers of Catania"))
            // The match says where it stands, and opening it again leads to the same.
            #expect(try await world.officer.get("/needs/\(world.need)/matches/odense-mothers").says("Transfer: Understand"))
            #expect(try await world.officer.get(world.openHref).location == path)
            #expect(try await world.open() == path)
            // What it came from is in the thread.
            let parents = try await house.database.read { [id = world.id(path)] in try Lineage.parents(of: RecordReference(id), $0) }
            #expect(Set(parents.map(\.relation)) == ["answers", "adapts"] && parents.contains { $0.parent == RecordReference(NeedID(world.need)) })
            let blocks = try await world.parts(path).blocks
            #expect(blocks.map(\.title) == ["Basic course", "National organisation"] && blocks.map(\.isCore) == [true, false])
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A practice without blocks is itself the one core block`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let blocks = try await world.parts(try await world.open("gdansk-language")).blocks
            #expect(blocks.count == 1 && blocks[0].isCore && blocks[0].origin == PlanBlock.wholePractice)
        }
    }

    @Test(arguments: Engines.all) func `A transfer to its own city is refused, and the page does not offer it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let own = "/transfers/new?need=\(world.need)&practice=catania-nursery"
            #expect(try await !world.officer.get("/needs/\(world.need)/matches/catania-nursery").links.contains(own))
            let form = try await world.officer.get(own)
            #expect(form.status == 409 && form.heading == "Take a practice further" && form.says("of the same city as the need") && form.says("choose a practice of another city"))
            #expect(form.links.contains("/needs/\(world.need)/matches/catania-nursery") && form.value("name") == nil, "nothing to fill in that cannot be sent")
            let sent = try await world.officer.post("/transfers/new", [("need", world.need), ("practice", "catania-nursery")] + TransferWorld.fields)
            #expect(sent.status == 409)
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM transfer") } == 0)
        }
    }

    @Test(arguments: Engines.all) func `A retired practice is refused; one retired in the middle says so and goes on`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            let editor = try await house.signIn(as: .editor, name: "Editor")
            for slug in ["odense-mothers", "vienna-housing"] {
                let retired = try await editor.post("/practices/\(slug)/life", [("step", "retire"), ("reason", "The money has ended")], from: "/practices/\(slug)/life")
                #expect(retired.status == 303, "\(retired.text.prefix(300))")
            }
            await house.settle()
            let refused = try await world.officer.get("/transfers/new?need=\(world.need)&practice=vienna-housing")
            #expect(refused.status == 409 && refused.says("no longer in use"))
            let page = try await world.officer.get(path)
            #expect(page.says("This practice was retired") && page.says("The money has ended") && page.says("can go on"))
            try await world.rate(path, 3)
            #expect(try await world.step(path, .beginAdapting).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `A need without a city, or of somebody else, leads nowhere`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house, city: "")
            let page = try await world.officer.get(world.openHref)
            #expect(page.status == 409 && page.says("names no city") && page.links.contains("/needs/\(world.need)"))
            #expect(try await world.stranger.get(world.openHref).status == 404, "nobody learns of a need that way")
            #expect(try await world.officer.get("/transfers/new?need=\(world.need)&practice=none").status == 404)
        }
    }

    @Test(arguments: Engines.all) func `Two who open the same at once get the same`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            _ = try await world.officer.get(world.openHref)
            let paths = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 1...6 {
                    group.addTask { try await world.officer.post("/transfers/new", [("need", world.need), ("practice", "odense-mothers")] + TransferWorld.fields).location }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(paths.count == 1 && paths.first != .some(nil))
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM transfer") } == 1)
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM transfer_block") } == 2)
        }
    }

    @Test func `What is missing is said, and what was typed stays`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await TransferWorld.settle(house)
            let page = try await world.officer.post("/transfers/new", [("need", world.need), ("practice", "odense-mothers"), ("name", "A name"), ("challenge", "")], from: world.openHref)
            #expect(page.status == 400 && page.value("name") == "A name" && page.links.contains("#challenge") && page.links.contains("#reason"))
        }
    }
}
