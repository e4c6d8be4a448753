import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
@testable import Programmes

/// The thread that records of a programme stand in, and what is missing in it.
@Suite struct ThreadTests {
    @Test(arguments: Engines.all) func `Every record of a plan has a thread for whoever may see it, and asks for no pilot`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let package = try await running.add(.package, [("title", "Exchange"), ("plannedStart", "2025-11-01"), ("plannedEnd", "2026-06-30")])
            let own = try await running.deliverable("Toolkit", city: running.catania, day: "2026-04-01", [("package", package)])
            let closed = try await running.add(.deliverable, [("title", "Confidential book"), ("plannedDay", "2026-04-01"), ("dissemination", "partners")])
            let milestone = try await running.add(.milestone, [("title", "Conference"), ("plannedDay", "2026-05-01")])
            let line = try await running.add(.budgetLine, [("title", "Travel"), ("plannedAmount", "100")])
            let risk = try await running.add(.risk, [("title", "Elections"), ("likelihood", "4"), ("effect", "5"), ("owner", "The lead"), ("answer", "Decide before")])
            let lead = try await house.signIn(as: .cityLead, name: "Salvatore Greco")
            for (kind, id, isOpenToCity) in [
                ("work-package", package, false), ("deliverable", own, true), ("deliverable", closed, false), ("milestone", milestone, true), ("budget-line", line, false), ("risk", risk, false),
            ] {
                let page = try await running.coordinator.get("/thread/\(kind)/\(id)")
                #expect(page.status == 200 && page.says("Harbour Cities") && !page.says("Work to do") && !page.says("No pilot has tried this yet"), "\(kind): \(page.status)")
                #expect(try await lead.get("/thread/\(kind)/\(id)").status == (isOpenToCity ? 200 : 404), "\(kind)")
            }
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `What else led to something counts, is told and is drawn`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let kept = try await officer.post("/needs/new", [("text", "Refugee women stay at home with small children"), ("city", "catania")], from: "/needs/new")
            let need = String(try #require(kept.location).dropFirst("/needs/".count))
            #expect(try await officer.get("/thread/need/\(need)").says("No practice has been chosen for this yet."))
            let opened = try await officer.post(
                "/transfers/new",
                [("need", need), ("practice", "odense-mothers"), ("name", "Mothers of Catania"), ("challenge", "Mothers stay at home"), ("reason", "It reaches them")],
                from: "/transfers/new?need=\(need)&practice=odense-mothers")
            let transfer = try #require(opened.location, "\(opened.text.prefix(300))")
            let page = try await officer.get("/thread/need/\(need)")
            #expect(!page.says("No practice has been chosen for this yet.") && page.says("No pilot has tried this yet."), "\(page.text)")
            #expect(page.links.contains(transfer) && page.links.contains("/practices/odense-mothers") && page.elements("rect").count == 3)
            let practice = try #require(try await house.database.read { try $0.first("SELECT id FROM practice WHERE slug = 'odense-mothers'") { try $0["id"] as String } })
            let back = try await officer.get("/thread/practice/\(practice)")
            #expect(!back.says("No city has described a need for this yet.") && back.links.contains("/needs/\(need)"))
            // The giving city reads the transfer; the need behind it is counted and not told.
            let giver = try await house.signIn(as: .cityOfficer, in: "odense", name: "Mette Holm")
            let given = try await giver.get("/thread/practice/\(practice)")
            #expect(given.says("Mothers of Catania") && given.says("Need (1 not open to you)") && !given.says("Refugee women") && !given.html.contains(need))
            #expect(house.log.errors == [])
        }
    }

    @Test func `The picture can be reached and scrolled by keyboard`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            let milestone = try await running.add(.milestone, [("title", "Conference"), ("plannedDay", "2026-05-01")])
            let page = try await running.coordinator.get("/thread/milestone/\(milestone)")
            let region = try #require(page.elements("figure").first)
            #expect(region["tabindex"] == "0" && region["role"] == "region" && region["aria-label"] == "Conference: the thread")
        }
    }

    @Test(arguments: Engines.all) func `What was taken out of the plan is told as that to whoever coordinates it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let milestone = try await running.add(.milestone, [("title", "Conference"), ("plannedDay", "2026-05-01")])
            #expect(try await running.coordinator.post("\(Running.plan)/milestones/\(milestone)/remove").status == 303)
            let programme = try #require(try await house.database.read { try Programmes.bySlug(Running.slug, $0) }).id
            let page = try await running.coordinator.get("/thread/programme/\(programme)")
            #expect(page.says("No longer in the plan") && !page.says("not open to you"), "\(page.text)")
        }
    }
}
