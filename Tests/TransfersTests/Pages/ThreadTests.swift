import Foundation
import Kernel
import Store
import TestKit
import Testing
import Trail
@testable import Transfers

/// The chain that a record stands in, drawn from lineage alone.
@Suite struct ThreadTests {
    @Test(arguments: Engines.all) func `A thread runs both ways, and what is missing is work to do`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let alone = try await world.officer.get("/thread/need/\(world.need)")
            #expect(alone.status == 200 && alone.elements("figure").isEmpty && alone.says("No transfer has been opened yet."))
            let path = try await world.open()
            try await world.bring(path, to: .closed)
            let fromNeed = try await world.officer.get("/thread/need/\(world.need)")
            #expect(fromNeed.links.contains(path) && fromNeed.links.contains("\(path)/closing") && fromNeed.says("Closed") && fromNeed.says("After 6 months"), "\(fromNeed.text)")
            #expect(fromNeed.says("No workshop has decided on this yet.") && !fromNeed.says("No transfer has been opened yet."))
            let fromTransfer = try await world.officer.get("/thread/transfer/\(world.id(path))")
            #expect(fromTransfer.links.contains("/needs/\(world.need)") && fromTransfer.links.contains("/practices/odense-mothers"))
            #expect(fromTransfer.elements("rect").count == 6 && fromTransfer.elements("path").filter { $0["d"]?.hasPrefix("M") == true && $0["d"]?.contains("C") == true }.count >= 5)
            let practice = try #require(try await house.database.read { try $0.first("SELECT id FROM practice WHERE slug = 'odense-mothers'") { try $0["id"] as String } })
            #expect(try await world.officer.get("/thread/practice/\(practice)").links.contains(path))
            #expect(try await world.officer.get("/needs/\(world.need)").links.contains("/thread/need/\(world.need)"))
            #expect(try await house.visitor().get("/practices/odense-mothers").links.contains("/thread/practice/\(practice)"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `What is not open to the reader is counted and not told, and nothing behind it is shown`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            #expect(try await world.officer.post("/needs/\(world.need)/matches/odense-mothers/decision", [("decision", "shortlist")]).status == 303)
            let practice = try #require(try await house.database.read { try $0.first("SELECT id FROM practice WHERE slug = 'odense-mothers'") { try $0["id"] as String } })
            let page = try await world.stranger.get("/thread/practice/\(practice)")
            #expect(page.status == 200 && page.says("1 not open to you") && !page.says("Mothers of Catania") && !page.says("Refugee women") && !page.html.contains(world.need), "\(page.text)")
            #expect(!page.html.contains(world.id(path).rawValue))
            for hidden in ["/thread/need/\(world.need)", "/thread/transfer/\(world.id(path))", "/thread/need/none", "/thread/letter/1", "/thread/nothing/at-all"] {
                #expect(try await world.stranger.get(hidden).status == 404, "\(hidden)")
            }
            #expect(try await house.visitor().get("/thread/practice/\(practice)").status == 401)
            // The giving city reads the transfer, and not the need behind it.
            let given = try await world.giver.get("/thread/transfer/\(world.id(path))")
            #expect(given.says("Mothers of Catania") && given.says("1 not open to you") && !given.says("Refugee women"))
        }
    }

    @Test(arguments: Engines.all) func `A thread is bounded in depth and number, goes round no circle, and costs a level the same`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            func chain(_ length: Int, width: Int, from start: Int) async throws -> String {
                let root = "chain-\(start)"
                try await house.database.write { [need = NeedID(world.need), trail = house.trail] writer in
                    func add(_ id: String) throws {
                        try writer.run(
                            """
                            INSERT INTO need (id, version, owner_id, city_id, visibility, created_at, changed_at, changed_by)
                            SELECT \(id), 1, owner_id, city_id, visibility, created_at, changed_at, changed_by FROM need WHERE id = \(need)
                            """)
                        try writer.run(
                            "INSERT INTO need_version (need_id, version, based_on, at, by_id, text) SELECT \(id), 1, 0, at, by_id, \("Need \(id)") FROM need_version WHERE need_id = \(need) AND version = 1")
                    }
                    try add(root)
                    var level = [root]
                    for depth in 1...length {
                        let next = (0..<width).map { "\(root)-\(depth)-\($0)" }
                        for (position, id) in next.enumerated() {
                            try add(id)
                            try trail.link(RecordReference(NeedID(id)), to: RecordReference(NeedID(level[position % level.count])), as: "comes after", in: writer)
                        }
                        level = next
                    }
                    // And round again.
                    try trail.link(RecordReference(NeedID(root)), to: RecordReference(NeedID(level[0])), as: "comes after", in: writer)
                }
                return root
            }
            let long = try await world.officer.get("/thread/need/\(try await chain(20, width: 1, from: 1))")
            #expect(long.status == 200 && long.says("The thread is longer than can be shown here"))
            #expect(long.elements("rect").count <= 13, "six levels each way")
            let wide = try await world.officer.get("/thread/need/\(try await chain(1, width: 90, from: 2))")
            #expect(wide.elements("rect").count == 60 && wide.says("longer than can be shown"))
            let few = try await chain(3, width: 2, from: 3), many = try await chain(3, width: 9, from: 4)
            let small = try await house.statements {
                let page = try await world.officer.get("/thread/need/\(few)")
                #expect(page.status == 200)
            }
            let large = try await house.statements {
                let page = try await world.officer.get("/thread/need/\(many)")
                #expect(page.status == 200)
            }
            #expect(small == large, "\(small) \(large)")
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Whoever looks after the practice reads the thread as they read the transfer`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            let thread = "/thread/transfer/\(world.id(path))"
            for address in [path, thread] { #expect(try await world.stranger.get(address).status == 404) }
            let owner = try #require(world.stranger.person)
            try await house.database.write { writer in
                let practice: String? = try writer.reader.first("SELECT id FROM practice WHERE slug = 'odense-mothers'") { try $0["id"] }
                let changed = try writer.run("UPDATE practice_life SET owner_id = \(owner) WHERE practice_id = \(practice)")
                if changed == 0 { try writer.run("INSERT INTO practice_life (practice_id, stage, owner_id, published_at, confirmed_at) VALUES (\(practice), 'published', \(owner), \(house.clock.now), \(house.clock.now))") }
            }
            for address in [path, thread] { #expect(try await world.stranger.get(address).status == 200, "\(address)") }
        }
    }
}
