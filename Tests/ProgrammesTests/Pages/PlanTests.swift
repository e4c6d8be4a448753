import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Programmes

/// The plan: packages, deliverables, milestones, money and risks, planned beside done.
@Suite struct PlanTests {
    @Test(arguments: Engines.all) func `Every kind of record is kept with all it says, listed, changed and found again`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let package = try await running.add(.package, [("number", "WP1"), ("title", "Exchange"), ("aim", "Learn"), ("lead", "Odense"), ("plannedStart", "01/11/2025"), ("plannedEnd", "30/06/2026")])
            let filled: [PlanKind: [String: String]] = [
                .deliverable: ["number": "D1", "title": "Toolkit", "description": "Chapters", "package": package, "city": running.catania, "owner": "Office", "plannedDay": "2026-04-01", "dissemination": "partners"],
                .milestone: [
                    "number": "M1", "title": "Conference", "proof": "A photograph", "package": package, "city": running.odense, "plannedDay": "2026-02-01", "plannedPlace": "Brussels",
                    "plannedCount": "3", "actualDay": "2026-02-16", "actualPlace": "Rome", "actualCount": "4", "reason": "A hall was offered", "source": "A letter",
                ],
                .budgetLine: ["number": "1", "title": "Travel", "package": package, "city": running.catania, "plannedAmount": "12000", "spentAmount": "12000.05", "reason": "Dearer trains"],
                .risk: [
                    "number": "R1", "title": "Elections", "package": package, "city": running.catania, "likelihood": "3", "effect": "5", "owner": "The lead", "answer": "A decision before",
                    "reviewDay": "2026-05-01",
                ],
            ]
            for kind in PlanKind.allCases {
                let path = "\(Running.plan)/\(kind.path)"
                if let values = filled[kind] { try await running.add(kind, values.map { ($0.key, $0.value) }) }
                let list = try await running.coordinator.get(path)
                #expect(list.status == 200, "\(kind): \(house.log.errors)")
                let table = kind.table
                let id: String = try #require(try await house.database.read { try $0.first(.init(trusted: "SELECT id FROM \(table)")) { try $0["id"] } })
                #expect(list.links.contains(ProgrammesPaths.look(Running.slug, kind, id)))
                let form = try await running.coordinator.get("\(path)/\(id)")
                let typed = Dictionary(form.typed(kind.fields), uniquingKeysWith: { first, _ in first })
                for (name, value) in filled[kind] ?? [:] { #expect(typed[name] == value, "\(kind).\(name): \(typed[name] ?? "nothing")") }
                let unchanged = try await running.coordinator.post("\(path)/\(id)", form.typed(kind.fields))
                #expect(unchanged.status == 303, "\(unchanged.text.prefix(300))")
                #expect(try await running.coordinator.post("\(path)/\(id)", form.typed(kind.fields, ["title": "Another title"])).status == 303)
                let record = try await house.database.read { try Plan.one(kind, id, of: try #require(try Programmes.bySlug(Running.slug, $0)).id, $0) }
                #expect(record?.title == "Another title" && record?.version == 2)
            }
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: [
        (.package, ["plannedStart": "2025-09-01", "plannedEnd": "2026-06-30"], "plannedStart", "before the programme begins"),
        (.package, ["plannedStart": "2026-06-01", "plannedEnd": "2026-05-30"], "plannedEnd", "before the beginning"),
        (.package, ["plannedStart": "2026-06-01", "plannedEnd": "2027-10-30"], "plannedEnd", "after the programme ends"),
        (.package, ["plannedStart": "2026-01-01", "plannedEnd": "2026-02-01", "actualStart": "2026-01-09"], "reason", "Say why"),
        (.milestone, ["plannedDay": "2026-02-01", "plannedPlace": "Brussels", "actualPlace": "Rome"], "reason", "differs from the plan"),
        (.milestone, ["plannedDay": "2026-02-01", "plannedCount": "3", "actualCount": "4"], "reason", "differs from the plan"),
        (.milestone, ["plannedDay": "31/02/2026"], "plannedDay", "only 28 days"),
        (.deliverable, ["plannedDay": "2025-09-30", "dissemination": "public"], "plannedDay", "before the programme begins"),
        (.deliverable, ["plannedDay": "2026-09-30", "dissemination": "secret"], "dissemination", "not one of the choices"),
        (.deliverable, ["plannedDay": "2026-09-30", "dissemination": "public", "city": "nowhere"], "city", "not one of the choices"),
        (.budgetLine, ["plannedAmount": "100", "spentAmount": "100.01"], "reason", "More was spent"),
        (.risk, ["likelihood": "6", "effect": "1", "owner": "We", "answer": "Wait"], "likelihood", "not one of the choices"),
        (.risk, ["likelihood": "2", "effect": "1", "owner": "We"], "answer", "Enter something here"),
        (.risk, ["likelihood": "2", "effect": "1", "owner": "We", "answer": "Wait", "closedDay": "2026-02-01"], "reason", "what became of this risk"),
    ] as [(PlanKind, [String: String], String, String)]) func `What does not fit is refused at its field`(kind: PlanKind, values: [String: String], field: String, message: String) async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            let page = try await running.coordinator.post("\(Running.plan)/\(kind.path)/new", [("title", "Something")] + values.map { ($0.key, $0.value) })
            #expect(page.status == 400 && page.links.contains("#\(field)") && page.says(message), "\(page.text.prefix(500))")
            #expect(page.value("title") == "Something")
            let table = kind.table
            #expect(try await house.database.read { try $0.number(.init(trusted: "SELECT count(*) AS n FROM \(table)")) } == 0)
        }
    }

    @Test func `What happened as planned needs no reason`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            try await running.add(.milestone, [("title", "Visit"), ("plannedDay", "2026-02-01"), ("plannedPlace", "Rome"), ("actualDay", "01/02/2026"), ("actualPlace", "rome")])
            try await running.add(.budgetLine, [("title", "Travel"), ("plannedAmount", "100"), ("spentAmount", "99,99")])
        }
    }

    @Test func `What has happened has happened by today`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            let page = try await running.coordinator.post("\(Running.plan)/milestones/new", [("title", "Visit"), ("plannedDay", "2026-09-01"), ("actualDay", "2027-09-01"), ("reason", "Later"), ("version", "0")])
            #expect(page.status == 400 && page.says("is still to come") && page.value("title") == "Visit", "\(page.text)")
        }
    }

    @Test(arguments: Engines.all) func `A deliverable goes its whole way, with reasons where they are owed`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let id = try await running.deliverable("Toolkit", city: running.catania, day: "2026-03-10")
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            #expect(try await running.take("submit", id, as: officer).status == 403, "not begun")
            #expect(try await running.take("start", id, as: officer).status == 303)
            #expect(try await running.take("submit", id, as: officer).status == 303, "in time: no reason is asked for")
            let early = try await running.take("accept", id, reason: "It is whole and good", as: officer)
            #expect(early.status == 403 && early.says("Toolkit") && early.says("It is whole and good"), "whoever submits does not accept, and what they wrote is shown again")
            let moved = try await running.coordinator.get("\(Running.plan)/deliverables/\(id)")
            let fixed = try await running.coordinator.post("\(Running.plan)/deliverables/\(id)", moved.typed(PlanKind.deliverable.fields, ["plannedDay": "2026-05-01"]))
            #expect(fixed.status == 400 && fixed.says("its planned day stays"))
            let bare = try await running.take("sendBack", id)
            #expect(bare.status == 400 && bare.links.contains("#reason") && bare.says("Say why"))
            #expect(try await running.take("sendBack", id, reason: "A chapter is missing").status == 303)
            #expect(try await officer.get("/coordination/harbour-cities/deliverables/\(id)").says("A chapter is missing"))
            #expect(try await running.take("resume", id, as: officer).status == 303)
            house.clock.advance(by: .seconds(86_400 * 12))
            let late = try await running.take("submit", id, as: officer)
            #expect(late.status == 400 && late.says("later than planned"))
            #expect(try await running.take("submit", id, reason: "The chapter took longer", as: officer).status == 303)
            #expect(try await running.take("accept", id).status == 303)
            let page = try await running.coordinator.get("/coordination/harbour-cities/deliverables/\(id)")
            for text in ["accepted", "10 March 2026", "14 March 2026", "The chapter took longer", "Chiara Russo"] { #expect(page.says(text), "\(text)") }
            #expect(try await running.take("reopen", id, reason: "An error was found").status == 303)
            #expect(try await running.take("drop", id, reason: "Another book says it").status == 303)
            #expect(try await running.coordinator.get("\(Running.plan)/deliverables").says("Another book says it"))
            #expect(try await running.take("restore", id, reason: "The other book is out of print").status == 303)
            let steps = try await house.database.read { try Plan.steps(of: id, $0) }
            #expect(steps.reversed().map(\.step) == ["start", "submit", "sendBack", "resume", "submit", "accept", "reopen", "drop", "restore"])
            #expect(try await running.coordinator.post("\(Running.plan)/deliverables/\(id)/remove").status == 403, "its way stays on record")
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all, [PlanKind.package, .deliverable]) func `A number belongs to one work package and to one deliverable`(engine: Engine, kind: PlanKind) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let path = "\(Running.plan)/\(kind.path)"
            let rest = kind == .package ? [("plannedStart", "2025-11-01"), ("plannedEnd", "2026-06-30")] : [("plannedDay", "2026-04-01"), ("dissemination", "public")]
            try await running.add(kind, [("number", "A1"), ("title", "Exchange")] + rest)
            let second = try await running.coordinator.post("\(path)/new", [("number", "a1"), ("title", "Pilots")] + rest)
            #expect(second.status == 400 && second.links.contains("#number") && second.says("The number “A1” already belongs to “Exchange”"), "\(second.text.prefix(300))")
            #expect(second.value("number") == "a1" && second.value("title") == "Pilots")
            let other = try await running.add(kind, [("number", "A2"), ("title", "Pilots")] + rest)
            for _ in 0..<2 { try await running.add(kind, [("title", "Without a number")] + rest) }
            let form = try await running.coordinator.get("\(path)/\(other)")
            let taken = try await running.coordinator.post("\(path)/\(other)", form.typed(kind.fields, ["number": "A1"]))
            #expect(taken.status == 400 && taken.links.contains("#number") && taken.value("number") == "A1")
            #expect(try await running.coordinator.post("\(path)/\(other)", form.typed(kind.fields, ["title": "More pilots"])).status == 303, "its own number is no other's")
            #expect(house.log.errors == [])
        }
    }

    @Test func `A city works on its own deliverables and learns of no others`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            let own = try await running.deliverable("Toolkit of Catania", city: running.catania, day: "2026-03-10")
            let other = try await running.deliverable("Film of Odense", city: running.odense, day: "2026-03-10")
            let all = try await running.deliverable("Report of all", day: "2026-03-10")
            let officer = try await house.signIn(as: .cityOfficer)
            let list = try await officer.get("/coordination")
            #expect(list.says("Toolkit of Catania") && !list.says("Film of Odense") && !list.says("Report of all"))
            #expect(try await officer.get("/coordination/harbour-cities/deliverables/\(own)").status == 200)
            for id in [other, all] {
                #expect(try await officer.get("/coordination/harbour-cities/deliverables/\(id)").status == 404)
                #expect(try await running.take("start", id, as: officer).status == 404)
            }
            #expect(try await officer.get("/coordination/mini-mistra/deliverables/\(own)").status == 404, "of another programme")
            #expect(try await officer.get("/coordination/harbour-cities").status == 403)
        }
    }

    @Test(arguments: Engines.all) func `Of two who change one milestone, the second sees both versions`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let id = try await running.add(.milestone, [("title", "Conference"), ("plannedDay", "2026-05-01"), ("plannedPlace", "Brussels")])
            let other = try await house.signIn(as: .programmeCoordinator, name: "Jan Kowalski")
            let path = "\(Running.plan)/milestones/\(id)"
            let form = try await running.coordinator.get(path)
            #expect(try await other.post(path, form.typed(PlanKind.milestone.fields, ["plannedPlace": "Rome"])).status == 303)
            let conflict = try await running.coordinator.post(path, form.typed(PlanKind.milestone.fields, ["plannedPlace": "Ghent", "proof": "A list"]))
            #expect(conflict.status == 409 && conflict.says("Jan Kowalski") && conflict.says("Rome") && conflict.says("Ghent"))
            let sent = conflict.elements("input").compactMap { input in input["name"].map { ($0, input["value"] ?? "") } }.filter { $0.0 != "_token" && !$0.0.hasPrefix("keep.") }
            #expect(try await running.coordinator.post(path, sent + [("keep.plannedPlace", "theirs"), ("keep.proof", "mine"), ("then", "save")]).status == 303)
            let after = try await running.coordinator.get(path)
            #expect(after.value("plannedPlace") == "Rome" && after.value("proof") == "A list")
        }
    }

    @Test(arguments: Engines.all) func `Of two who submit one deliverable at once, one does`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let id = try await running.deliverable("Toolkit", day: "2026-05-01")
            _ = try await running.take("start", id)
            let person = try #require(running.coordinator.person)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            try await TakeDeliverableStep(deliverable: id, step: "submit", parts: [.coordinator], reason: nil, person: person).run(house.installation.house, house.trail)
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.count(where: { $0 }) == 1)
            #expect(try await house.database.read { try Plan.steps(of: id, $0) }.count == 2)
        }
    }

    @Test func `A package in use stays, and what was typed by mistake goes`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            let package = try await running.add(.package, [("title", "Exchange"), ("plannedStart", "2025-11-01"), ("plannedEnd", "2026-06-30")])
            let id = try await running.deliverable("Toolkit", day: "2026-05-01", [("package", package)])
            let refused = try await running.coordinator.post("\(Running.plan)/work-packages/\(package)/remove")
            #expect(refused.status == 403 && refused.says("still has parts"))
            #expect(try await running.coordinator.post("\(Running.plan)/deliverables/\(id)/remove").status == 303)
            #expect(try await running.coordinator.post("\(Running.plan)/work-packages/\(package)/remove").status == 303)
            #expect(try await running.coordinator.get("\(Running.plan)/work-packages/\(package)").status == 404)
        }
    }

    @Test(arguments: Engines.all) func `Somebody with two roles in a city is asked once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let officer = try await house.person(.cityOfficer, in: "catania", name: "Chiara Russo")
            try await house.database.write {
                try $0.run("INSERT INTO role_grant (id, person_id, role, scope_kind, scope_id, granted_at) VALUES ('second', \(officer), 'city-lead', 'city', \(running.catania), \(house.clock.now))")
            }
            try await running.add(.deliverable, [("title", "Toolkit"), ("plannedDay", "2026-05-01"), ("dissemination", "public"), ("city", running.catania)])
            let duties = try await house.database.read { try ProgrammesModule.duties(of: officer, until: nil, at: house.clock.now, $0) }
            #expect(duties.map(\.text) == ["Toolkit"])
        }
    }

    @Test func `Lists are narrowed in their address, and page`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            for number in 1...55 {
                try await running.add(.milestone, [("number", "M\(number)"), ("title", "Step"), ("plannedDay", number <= 3 ? "2026-01-01" : "2026-06-01"), ("city", number % 2 == 0 ? running.catania : running.odense)])
            }
            func names(_ query: String) async throws -> Int { try await running.coordinator.get("\(Running.plan)/milestones?\(query)").texts("th").count(where: { $0.contains("Step") }) }
            #expect(try await names("") == 50)
            #expect(try await names("from=50") == 5)
            #expect(try await names("state=late") == 3)
            #expect(try await names("state=late&city=\(running.catania)") == 1)
            #expect(try await names("state=done") == 0)
            #expect(try await names("from=999") == 1)
        }
    }
}
