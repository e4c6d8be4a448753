import Foundation
import Kernel
import Store
import TestKit
import Testing
import Trail
@testable import Matching

@Suite struct SavingTests {
    @Test(arguments: Engines.all) func `A need is kept as it was typed, version by version`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let full = [
                ("title", "Mothers at home"), ("text", "Women stay at home.\r\nHow do we reach them?"), ("textLang", "en"), ("city", "catania"), ("group", "women"), ("group", "families"),
                ("area", "social-services"), ("people", "1.200"), ("budget", "90 000"), ("months", "18"), ("competent", "Social services\n\n Schools "), ("notCompetent", "Housing"), ("inPlace", "A centre"),
            ]
            let world = try await NeedWorld.settle(house, full)
            let need = try await world.stored()
            #expect(need.version == 1 && need.visibility == .owner && need.owner == world.owner.person)
            let content = need.content
            #expect(content.title == "Mothers at home" && content.text == "Women stay at home.\nHow do we reach them?" && content.language == "en")
            #expect(content.groups.sorted() == ["families", "women"] && content.areas == ["social-services"])
            #expect(content.people == 1200 && content.budget == Money(euro: 90_000) && content.months == 18)
            #expect(content.competent == ["Social services", "Schools"] && content.notCompetent == ["Housing"] && content.inPlace == ["A centre"])

            // The form shows it again, and saving that changes nothing.
            let form = try await world.owner.get(world.path("/edit"))
            #expect(form.value("text") == content.text && form.value("people") == "1200" && form.value("budget") == "90000" && form.ticked("group").sorted() == ["families", "women"])
            let same = try await world.owner.post(world.path("/edit"), full + [("version", "1")])
            #expect(same.status == 303)
            #expect(try await world.stored().version == 1)

            house.clock.advance(by: .seconds(3600))
            let changed = try await world.owner.post(world.path("/edit"), [("text", "Other words"), ("version", "1")])
            #expect(changed.status == 303)
            let versions = try await world.versions()
            #expect(versions.map(\.version) == [2, 1] && versions.map(\.basedOn) == [1, 0])
            #expect(versions.map(\.content.text) == ["Other words", content.text])
            #expect(versions[1].content.competent == ["Social services", "Schools"], "an older version is kept whole")
            let entries = try await house.database.read { try Audit.entries(of: RecordReference(world.need), limit: 9, $0) }
            #expect(entries.map(\.action) == ["need.changed", "need.described"])
            #expect(entries.allSatisfy { !($0.after ?? "").contains("Women") }, "what a city writes is not in the chain")
            #expect(try await house.database.read { if case .whole = try VerifyChain.run($0) { true } else { false } })
        }
    }

    @Test(arguments: Engines.all) func `The second of two who save sees both versions and loses nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await NeedWorld.settle(house)
            let lead = try await house.signIn(as: .cityLead, name: "Salvatore Greco")
            try await house.database.write { try $0.run("UPDATE need SET visibility = 'city'") }
            // Both open the form, the lead saves first.
            let mine = try await world.owner.get(world.path("/edit"))
            _ = try await lead.get(world.path("/edit"))
            #expect(mine.value("version") == "1")
            let first = try await lead.post(world.path("/edit"), [("text", "The words of the lead"), ("city", "catania"), ("budget", "50000"), ("version", "1")])
            #expect(first.status == 303)

            let typed = [("text", "The words of the owner & <more>"), ("city", "catania"), ("people", "77"), ("inPlace", "A centre\nA library"), ("version", "1")]
            let conflict = try await world.owner.post(world.path("/edit"), typed)
            #expect(conflict.status == 409)
            for part in ["The words of the lead", "The words of the owner & <more>", "Salvatore Greco", "77", "A library"] { #expect(conflict.says(part), "\(part)") }
            #expect(try await world.stored().content.text == "The words of the lead", "nothing is overwritten")
            let hidden = conflict.elements("input").filter { $0["type"] == "hidden" }.compactMap { input in input["name"].map { ($0, input["value"] ?? "") } }
            #expect(hidden.contains { $0.0 == "text" && $0.1 == "The words of the owner & <more>" }, "what was typed goes along")
            #expect(conflict.value("version") == "2")
            #expect(conflict.ticked("keep.text") == ["mine"] && conflict.ticked("keep.people") == ["mine"], "both changed it: the writer's own comes first")
            #expect(conflict.ticked("keep.budget") == ["theirs"], "only the lead changed it")

            // The owner keeps their text and people, and takes the lead's budget.
            let choices = hidden.filter { $0.0 != "_token" } + [("keep.text", "mine"), ("keep.people", "mine"), ("keep.budget", "theirs"), ("keep.inPlace", "mine"), ("then", "save")]
            let merged = try await world.owner.post(world.path("/edit"), choices)
            #expect(merged.status == 303, "\(merged.text.prefix(300))")
            let now = try await world.stored()
            #expect(now.version == 3)
            #expect(now.content.text == "The words of the owner & <more>" && now.content.people == 77 && now.content.budget == Money(euro: 50_000))
            #expect(now.content.inPlace == ["A centre", "A library"])
            #expect(try await world.versions().map(\.content.text) == ["The words of the owner & <more>", "The words of the lead", NeedWorld.fields[0].1])
        }
    }

    @Test(arguments: Engines.all) func `While one chooses, a third may save; then one chooses again`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await NeedWorld.settle(house)
            func save(_ text: String, _ version: String, _ more: [(String, String)] = []) async throws -> TestPage {
                try await world.owner.post(world.path("/edit"), [("text", text), ("version", version)] + more)
            }
            #expect(try await save("B", "1").status == 303)
            #expect(try await save("C", "1").status == 409)
            #expect(try await save("D", "2").status == 303)
            let again = try await save("C", "2", [("keep.text", "mine"), ("then", "save")])
            #expect(again.status == 409 && again.says("D") && again.value("version") == "3")
            let edit = try await save("C", "3", [("keep.text", "mine"), ("then", "edit")])
            #expect(edit.value("text") == "C" && edit.value("version") == "3", "or one goes on writing")
            #expect(try await world.stored().content.text == "D")
            #expect(try await save("C", "", []).status == 409, "without a version nobody writes over anything")
            #expect(try await save("C", "99", []).status == 409)
        }
    }

    @Test(arguments: Engines.all) func `Of many who save at once, one gets through`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await NeedWorld.settle(house)
            let person = try #require(world.owner.person)
            let outcomes = try await withThrowingTaskGroup(of: SaveNeed.Outcome.self) { group in
                for number in 1...6 {
                    group.addTask {
                        try await SaveNeed(content: NeedContent(text: "Version of \(number)"), id: world.need, basedOn: 1, person: person)
                            .run(house.installation.house, house.trail)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .saved(world.need) }.count == 1)
            #expect(outcomes.filter { $0 == .conflict(newest: 2) }.count == 5)
            #expect(try await world.versions().count == 2)
        }
    }

    @Test func `A form that is wrong keeps what was typed`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await NeedWorld.settle(house)
            let typed = [("title", String(repeating: "t", count: 121)), ("text", " "), ("people", "many"), ("budget", "1.5"), ("months", "999"), ("city", "atlantis"), ("group", "women"), ("competent", "Schools")]
            let page = try await world.owner.post("/needs/new", typed)
            #expect(page.status == 400)
            #expect(page.value("people") == "many" && page.value("budget") == "1.5" && page.value("months") == "999" && page.value("competent") == "Schools")
            #expect(page.ticked("group") == ["women"])
            let summary = page.links.filter { $0.hasPrefix("#") }
            for field in ["title", "text", "people", "budget", "months", "city"] { #expect(summary.contains("#\(field)"), "\(field)") }
            let long = try await world.owner.post("/needs/new", [("text", String(repeating: "ä", count: NeedContent.longestText + 1))])
            #expect(long.status == 400 && long.value("text")?.count == NeedContent.longestText + 1)
            let most = try await world.owner.post("/needs/new", [("text", String(repeating: "ä", count: NeedContent.longestText))])
            #expect(most.status == 303)
        }
    }
}

@Suite struct PermissionTests {
    /// Who is looking, and how a need is shared.
    enum Eye: String, CaseIterable { case owner, colleague, lead, elsewhere, member, administrator, visitor }

    @Test(arguments: Engines.all) func `Who sees a need, and who may work on it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await NeedWorld.settle(house)
            let colleague = try await house.signIn(as: .cityOfficer, name: "Colleague")
            let eyes: [Eye: Browser] = [
                .owner: world.owner, .colleague: colleague, .lead: try await house.signIn(as: .cityLead), .elsewhere: try await house.signIn(as: .cityOfficer, in: "odense"),
                .member: try await house.signIn(as: .member), .administrator: try await house.signIn(as: .administrator), .visitor: house.visitor(),
            ]
            func look(_ paths: [String]) async throws -> [Eye: Set<Int>] {
                var seen: [Eye: Set<Int>] = [:]
                for (eye, browser) in eyes {
                    for path in paths { seen[eye, default: []].insert(try await browser.get(world.path(path)).status) }
                }
                return seen
            }
            let reading = ["", "/matches/odense-mothers", "/history", "/compare", "/briefing"]
            let nobody: [Eye: Set<Int>] = [.owner: [200], .colleague: [404], .lead: [404], .elsewhere: [404], .member: [404], .administrator: [404], .visitor: [401]]
            #expect(try await look(reading) == nobody)

            let person = try #require(world.owner.person)
            try await ShareNeed(need: world.need, visibility: .people, people: [try #require(colleague.person)], person: person).run(house.installation.house, house.trail)
            #expect(try await look(reading) == nobody.merging([.colleague: [200]]) { $1 })
            #expect(try await colleague.get("/needs").says(NeedWorld.fields[0].1.prefix(20).description))
            #expect(try await !eyes[.lead]!.get("/needs").says("Refugee women"))

            try await ShareNeed(need: world.need, visibility: .city, people: [], person: person).run(house.installation.house, house.trail)
            #expect(try await look(reading) == nobody.merging([.colleague: [200], .lead: [200]]) { $1 })
            #expect(try await look(["/edit"]) == nobody.merging([.colleague: [200], .lead: [200], .member: [403], .administrator: [403]]) { $1 })
            #expect(try await look(["/share"]) == nobody.merging([.colleague: [403], .lead: [200]]) { $1 }, "who leads the city may share it on")

            try await ShareNeed(need: world.need, visibility: .owner, people: [], person: person).run(house.installation.house, house.trail)
            #expect(try await look(reading) == nobody)
            #expect(try await house.database.read { try Needs.shares(of: world.need, $0) }.isEmpty)
        }
    }

    @Test func `A member of the city without the right to write may read what the city shares`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await NeedWorld.settle(house)
            try await house.database.write { try $0.run("UPDATE need SET visibility = 'city'") }
            let reader = try await house.signIn(as: .member, in: "catania")
            let page = try await reader.get(world.path("/matches/odense-mothers"))
            #expect(page.status == 200)
            #expect(page.elements("input").allSatisfy { $0["name"]?.hasPrefix("answer.") != true }, "and is not shown what to fill in")
            #expect(try await reader.post(world.path("/matches/odense-mothers/decision"), [("decision", "shortlist")]).status == 403)
        }
    }

    @Test func `Sharing is done on the page, with people of the city only`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await NeedWorld.settle(house)
            let colleague = try await house.signIn(as: .cityOfficer, name: "Marta Bianchi")
            let stranger = try await house.signIn(as: .cityOfficer, in: "odense", name: "Stranger")
            let form = try await world.owner.get(world.path("/share"))
            #expect(form.says("Marta Bianchi") && !form.says("Stranger"))
            let outside = try await world.owner.post(world.path("/share"), [("audience", "some"), ("person", try #require(stranger.person).rawValue)])
            #expect(outside.status == 400)
            #expect(try await stranger.get(world.path()).status == 404)
            let audience = try #require(form.elements("input").filter { $0["name"] == "audience" }.compactMap { $0["value"] }.first { !["me", "city"].contains($0) })
            let shared = try await world.owner.post(world.path("/share"), [("audience", audience), ("person", try #require(colleague.person).rawValue)])
            #expect(shared.status == 303, "\(shared.text.prefix(300))")
            #expect(try await colleague.get(world.path()).status == 200)
            #expect(try await world.owner.get(world.path("/share")).says("Marta Bianchi"))
            let entries = try await house.database.read { try Audit.entries(of: RecordReference(world.need), limit: 9, $0) }
            #expect(entries.first?.action == "need.shared")
            let nothing = try await world.owner.post(world.path("/share"), [("audience", "everybody")])
            #expect(nothing.status == 400)
        }
    }
}
