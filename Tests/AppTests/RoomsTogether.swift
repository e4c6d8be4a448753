@testable import App
import Kernel
import Members
import Store
import TestKit
import Testing
import Web

/// What the rooms tell together: the thread over all kinds of records, the dossier of a city, one list of what awaits somebody.
@Suite struct RoomsTogetherTests {
    @Test(arguments: Engines.all) func `Every kind of record on the thread has a room that knows it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await World.settle(in: house)
            let records: [RecordReference] = try await house.database.read { reader in
                try reader.all("SELECT child_kind AS kind, child_id AS id FROM lineage UNION SELECT parent_kind AS kind, parent_id AS id FROM lineage ORDER BY kind, id") {
                    RecordReference(kind: try $0["kind"], id: try $0["id"])
                }
            }
            let kinds = Set(records.map(\.kind))
            #expect(kinds.isSuperset(of: ["need", "practice", "transfer", "programme", "deliverable", "partnership"]), "\(kinds)")
            // A draft is its author's alone, an organisation stands beside the thread.
            #expect(kinds.subtracting(Installation.threadRooms.keys).subtracting([ManuscriptKind.name, OrganisationKind.name]) == [])
            let coordinator = try await house.signIn(as: .programmeCoordinator, name: "Coordinator of all")
            for record in records where record.kind != NeedKind.name && Installation.threadRooms[record.kind] != nil {
                let seen = [try await world.officer.get("/thread/\(record)").status, try await coordinator.get("/thread/\(record)").status]
                #expect(seen.contains(200), "nobody can open \(record)")
            }
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A visit is planned from a transfer, and stands in its thread; so does the mentoring that is asked for it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await World.settle(in: house)
            let page = try await world.officer.get("/transfers/\(world.transfer)")
            let plan = try #require(page.links.first { $0.hasPrefix("/gatherings/new?") }, "no visit is proposed")
            let form = try await world.officer.get(plan)
            #expect(form.status == 200 && form.says("Mothers of Catania") && form.value("for") == "transfer/\(world.transfer)")
            let planned = try await world.officer.post("/gatherings/new", World.gatheringFields + [("for", "transfer/\(world.transfer)")], from: plan)
            let visit = try #require(planned.location)
            let thread = try await world.officer.get("/thread/transfer/\(world.transfer)")
            #expect(thread.links.contains(visit) && thread.says("visits for"), "\(thread.text)")
            #expect(try await world.officer.get("/thread/gathering/\(visit.split(separator: "/").last ?? "")").links.contains("/needs/\(world.need)"))
            let wish = try #require(page.links.first { $0.hasPrefix("/mentoring/wishes/new?") }, "no mentor is proposed")
            let asking = try await world.officer.get(wish)
            #expect(asking.value("goals") == "Mothers of Catania" && asking.says("Wanted for: Mothers of Catania") && asking.value("for") == "transfer/\(world.transfer)")
            let mentor = try await house.signIn(as: .cityOfficer, in: "odense", name: "Freja Holm")
            let fit = [("city", ""), ("area", "housing"), ("language", "en")]
            #expect(try await mentor.post("/mentoring/offer", fit + [("capacity", "1"), ("isOpen", "yes")], from: "/mentoring/offer").status == 303)
            let wished = try #require(try await world.officer.post("/mentoring/wishes/new", fit + [("goals", "Mothers"), ("for", "transfer/\(world.transfer)")], from: wish).location)
            let freja = try #require(mentor.person)
            let scheme = try #require(try await world.officer.post("\(wished)/propose", [("mentor", freja.rawValue)]).location)
            let chain = try await world.officer.get("/thread/transfer/\(world.transfer)")
            #expect(chain.links.contains(scheme) && chain.says("mentors for"), "\(chain.text)")
            #expect(try await world.officer.get("/thread/mentoring/\(scheme.split(separator: "/").last ?? "")").links.contains("/transfers/\(world.transfer)"))
            let stranger = try await house.signIn(as: .cityOfficer, in: "vienna", name: "Stranger")
            let hidden = try await stranger.get(wish)
            #expect(hidden.status == 200 && !hidden.says("Wanted for") && hidden.value("for") == nil, "what a stranger may not read is named to them")
        }
    }

    @Test(arguments: Engines.all) func `The handover dossier of a city holds what every room knows, for those who work there`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await World.settle(in: house)
            let page = try await world.officer.get("/cities/catania/handover")
            #expect(page.status == 200 && page.texts("h2").count >= 5)
            for told in ["Mothers of Catania", "D1: Toolkit", "Chiara Russo", "Find a room", "31 January 2027"] { #expect(page.says(told), "\(told) is missing: \(page.text)") }
            #expect(page.links.contains("/needs/\(world.need)"), "a need that the city shares is missing")
            try await house.database.write { try $0.run("UPDATE need SET visibility = 'owner' WHERE id = \(world.need)") }
            #expect(try await !world.officer.get("/cities/catania/handover").links.contains("/needs/\(world.need)"), "what somebody keeps to themselves is handed over")
            let lead = try await house.signIn(as: .cityLead, in: "odense", name: "Lead of Odense")
            #expect(try await lead.get("/cities/catania/handover").status == 403)
            let other = try await lead.get("/cities/odense/handover")
            #expect(other.status == 200 && other.says("Mothers of Catania") && !other.says("D1: Toolkit"), "the giving city hands over its part")
            #expect(try await world.officer.get("/cities/nowhere/handover").status == 404)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Calendar and letter hold what transfers and programmes ask of somebody`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await World.settle(in: house)
            let person = try #require(world.officer.person)
            let soon = Day(daysSince1970: house.clock.now.day.daysSince1970 + 3)
            try await house.database.write { writer in
                try writer.run("UPDATE transfer_action SET owner_id = \(person), due_day = \(soon) WHERE id = 'action'")
                try writer.run("UPDATE transfer_follow_up SET owner_id = \(person), due_day = \(soon) WHERE id = 'follow-up'")
                try writer.run("UPDATE transfer SET stage = 'closed' WHERE id = \(world.transfer)")
                try writer.run("UPDATE deliverable SET planned_day = \(soon) WHERE id = \(world.deliverable)")
            }
            let page = try await world.officer.get("/calendar")
            for told in ["Find a room", "After 6 months: Mothers of Catania", "D1: Toolkit"] { #expect(page.says(told), "\(told) is missing: \(page.text)") }
            #expect(page.links.contains("/transfers/\(world.transfer)/plan"))
            _ = try await house.installation.gatherings.remind()
            let letters = try await house.database.read { try $0.all("SELECT subject FROM reminder WHERE person_id = \(person)") { try $0["subject"] as String } }
            #expect(letters.count { $0.hasPrefix("task/") } == 3, "\(letters)")
            #expect(try await house.installation.gatherings.remind() == 0, "nothing is said twice")
        }
    }
}
