import Kernel
import Store
import TestKit
import Testing
@testable import Transfers

/// The study as people make it: several who rate, every rating shown, and what follows.
@Suite struct StudyPageTests {
    @Test(arguments: Engines.all) func `Several people rate, and every rating is shown with who gave it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            #expect(try await world.officer.get("\(path)/study").says("nobody has rated it yet"))
            try await world.rate(path, 3)
            try await world.rate(path, 1, but: ["money": 2], by: world.giver)
            let page = try await world.lead.get("\(path)/study")
            for said in ["Chiara Russo", "receiving city", "Mette Holm", "giving city", "As 1", "As 3"] { #expect(page.says(said), "\(said)") }
            #expect(page.says("Transferable with adaptation"), "\(page.text)")
            let study = try await world.parts(path).study
            let fit = 33.0 / 64
            #expect(study.blocks.allSatisfy { $0.ratings.count == 2 && $0.fit == fit }, "eight times 3, seven times 1 and a 2, of sixteen times 4")
            // Said again, it takes the place of what was said before.
            try await world.rate(path, 4, by: world.giver)
            #expect(try await world.parts(path).ratings.count == 4)
            #expect(try await world.officer.get("\(path)/study").says("Re-usable as it is"))
            #expect(try await world.stranger.get("\(path)/study").status == 404, "a study in progress is for its cities")
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Adapting begins only when the study allows it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            let early = try await world.step(path, .beginAdapting)
            #expect(early.status == 409 && early.heading == "Mothers of Catania" && early.says("every factor of every block has to be rated"))
            try await world.rate(path, 4)
            try await world.rate(path, 4, but: ["will": 0], by: world.lead)
            let page = try await world.officer.get("\(path)/study")
            #expect(page.says("Not transferable now") && page.says("blocked, since somebody rated this 0: Political will"))
            #expect(page.says("overrules the fit, however high it is") && page.says("would be a fit of 94%, but the 0 for Political will overrules it") && !page.says("Fit 94%"), "\(page.text)")
            let refused = try await world.step(path, .beginAdapting)
            #expect(refused.status == 409 && refused.says("not transferable now"))
            let skipped = try await world.step(path, .close)
            #expect(skipped.status == 409 && skipped.heading == "Mothers of Catania" && skipped.says("cannot be taken from where the transfer stands"))
            #expect(try await world.transfer(path).stage == .understand)
            try await world.rate(path, 4, by: world.lead)
            #expect(try await world.step(path, .beginAdapting).status == 303)
            #expect(try await world.transfer(path).stage == .adapt)
        }
    }

    @Test func `A factor may be left open, a rating not, and points are from 0 to 4`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            let block = try #require(try await world.parts(path).blocks.first)
            let address = "\(path)/study/\(block.id)"
            #expect(try await world.officer.post(address, [("note", "Nothing")], from: address).status == 400)
            let wrong = try await world.officer.post(address, [("factor.need", "5"), ("note", "Kept")])
            #expect(wrong.status == 400 && wrong.value("note") == "Kept")
            #expect(try await world.officer.post(address, [("factor.need", "4"), ("factor.data", "open")]).status == 303)
            #expect(try await world.parts(path).ratings.first?.points == [.need: 4])
            #expect(try await world.officer.get(address).ticked("factor.need") == ["4"])
            #expect(try await world.officer.get("\(path)/study/none").status == 404)
        }
    }
}
