import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Partnerships

/// Entries of every shape, on both engines.
@Suite struct EntryTests {
    /// A partnership of Catania with what entries can name.
    struct Ground {
        let house: TestHouse
        let partnership: PartnershipID
        let organisations: [OrganisationID]
        let assessment: AssessmentID
        let actor = Actor.system("test")

        static func lay(in house: TestHouse) async throws -> Ground {
            let (ids, trail) = (house.ids, house.trail)
            let actor = Actor.system("test")
            return try await house.database.write { writer in
                let city = try #require(try Cities.bySlug("catania", writer.reader))
                let organisations = try ["Uno", "Due", "Tre"].map { name -> OrganisationID in
                    guard case .saved(let id, _) = try KeepOrganisation(OrganisationContent(name: name, sector: .civic, city: city.id), by: actor).run(ids, trail, in: writer) else {
                        throw Problem.notFound
                    }
                    return id
                }
                let partnership = try BeginPartnership(city: city.id, actor: actor).run(ids, trail, in: writer)
                let assessment = try BeginAssessment(partnership: partnership, content: EntryContent(["name": "First", "startDay": "2026-01-01"]), actor: actor).run(ids, trail, in: writer)
                return Ground(house: house, partnership: partnership, organisations: organisations, assessment: assessment)
            }
        }

        /// Something for every field.
        func content(_ shape: Shape, _ variant: Int, named: [String: String]) -> EntryContent {
            var content = EntryContent()
            for (place, field) in shape.fields.enumerated() {
                let organisation = organisations[(place + variant) % organisations.count].rawValue
                let value: [String] =
                    switch field.kind {
                    case .line, .text: ["Text \(variant) of \(field.name), with % and _ and 'marks'"]
                    case .email: ["name\(variant)@city.example"]
                    case .day: ["2026-0\(1 + variant)-1\(place % 10)"]
                    case .flag: variant == 1 ? ["1"] : []
                    case .number(let range): ["\(min(range.upperBound, range.lowerBound + variant + place))"]
                    case .decimal: ["\(variant).5"]
                    case .choice(_, let codes): [codes[variant % codes.count]]
                    case .scale(_, let numbers): [String(numbers[variant % numbers.count])]
                    case .area: ["housing"]
                    case .organisation: [organisation]
                    case .organisations: organisations.prefix(1 + variant).map(\.rawValue).sorted()
                    case .entry(let name): named[name].map { [$0] } ?? []
                    }
                content.set(field.name, value)
            }
            return content
        }
    }

    @Test(arguments: Engines.all) func `What is said of an entry comes back as it was said, and a second writer loses nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let ground = try await EntryTests.Ground.lay(in: house)
            let inner = house.installation.house
            var named: [String: String] = [:]
            let order: [Shape] = [.partnership, .mechanisms, .meetings, .relationKinds] + Shape.all.filter { ![.partnership, .mechanisms, .meetings, .relationKinds, .assessments, .points].contains($0) }
            for shape in order {
                let assessment = shape.owner == .assessment ? ground.assessment : nil
                let first = ground.content(shape, 1, named: named)
                func save(_ content: EntryContent, _ id: String?, _ basedOn: Int) async throws -> SaveEntry.Outcome {
                    try await SaveEntry(
                        shape: shape, partnership: ground.partnership, assessment: assessment, id: id, basedOn: basedOn, content: content, actor: ground.actor
                    ).run(inner, house.trail)
                }
                var id = ground.partnership.rawValue
                if shape != .partnership {
                    guard case .saved(let new) = try await save(first, nil, 0) else { Issue.record("\(shape.name) is not saved"); continue }
                    id = new
                } else {
                    #expect(try await save(first, id, 1) == .saved(id))
                }
                named[shape.name] = id
                let basis = shape == .partnership ? 2 : 1
                func read() async throws -> Entry? { try await house.database.read { [id] in try Entries.one(shape, id, of: ground.partnership, $0) } }
                #expect(try await read()?.content == first, "\(shape.name)")
                #expect(try await save(first, id, basis) == .unchanged, "\(shape.name)")
                let second = ground.content(shape, 2, named: named)
                #expect(try await save(second, id, basis) == .saved(id), "\(shape.name)")
                #expect(try await save(ground.content(shape, 0, named: named), id, basis) == .conflict, "\(shape.name)")
                #expect(try await read()?.content == second, "\(shape.name): what the first one saved stands")
                #expect(try await read()?.version == basis + 1)
            }
            let points = try await house.database.read { try Entries.all(.points, of: ground.partnership, assessment: ground.assessment, $0) }
            #expect(points.compactMap { $0.content.number("point") }.sorted() == Array(1...12))
            if case .broken(let seq, let why) = try await house.database.read({ try VerifyChain.run($0) }) { Issue.record("entry \(seq) \(why)") }
        }
    }

    @Test(arguments: Engines.all) func `Two do not say the same, and a map has at most five kinds of link`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let ground = try await EntryTests.Ground.lay(in: house)
            func add(_ shape: Shape, _ values: [String: String]) async throws -> SaveEntry.Outcome {
                try await SaveEntry(
                    shape: shape, partnership: ground.partnership, id: nil, basedOn: 0, content: EntryContent(values.mapValues { [$0] }), actor: ground.actor
                ).run(house.installation.house, house.trail)
            }
            let member = ["organisation": ground.organisations[0].rawValue, "role": "member"]
            _ = try await add(.members, member)
            await #expect(throws: Problem.invalid([FieldProblem("organisation", "partnerships.problem.twice")])) { try await add(.members, member) }
            var kinds: [String] = []
            for number in 1...5 {
                guard case .saved(let id) = try await add(.relationKinds, ["name": "Kind \(number)"]) else { continue }
                kinds.append(id)
            }
            await #expect(throws: Problem.invalid([FieldProblem("name", "partnerships.problem.tooMany", ["limit": "5"])])) { try await add(.relationKinds, ["name": "A sixth"]) }
            let (one, other) = (ground.organisations[0].rawValue, ground.organisations[1].rawValue)
            _ = try await add(.relations, ["organisation": one, "other": other, "kind": kinds[0], "claimed": "one"])
            await #expect(throws: Problem.invalid([FieldProblem("claimed", "partnerships.problem.claimedAlready")])) {
                try await add(.relations, ["organisation": other, "other": one, "kind": kinds[0], "claimed": "one"])
            }
            _ = try await add(.relations, ["organisation": other, "other": one, "kind": kinds[1], "claimed": "one"])
            // A kind in use stays.
            let used = kinds[0]
            let kind = try #require(try await house.database.read { try Entries.one(.relationKinds, used, of: ground.partnership, $0) })
            await #expect(throws: Problem.conflict(reason: "partnerships.problem.inUse")) {
                try await RemoveEntry(shape: .relationKinds, partnership: ground.partnership, entry: kind, actor: ground.actor).run(house.installation.house, house.trail)
            }
        }
    }

    @Test(arguments: Engines.all) func `Fifty who add kinds at once never make more than five`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let ground = try await EntryTests.Ground.lay(in: house)
            let made = await withTaskGroup(of: Bool.self) { group in
                for number in 1...50 {
                    group.addTask {
                        let command = SaveEntry(
                            shape: .relationKinds, partnership: ground.partnership, id: nil, basedOn: 0, content: EntryContent(["name": "Kind \(number)"]), actor: ground.actor)
                        return (try? await command.run(house.installation.house, house.trail)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 5)
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM relation_kind") } == 5)
        }
    }

    @Test(arguments: Engines.all) func `What is published is not changed until it is withdrawn`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let ground = try await EntryTests.Ground.lay(in: house)
            let lead = try #require(try await house.signIn(as: .cityLead).person)
            func step(_ name: String, _ permissions: Set<Permission>) async throws {
                try await TakeAssessmentStep(partnership: ground.partnership, assessment: ground.assessment, step: name, permissions: permissions, person: lead)
                    .run(house.installation.house, house.trail)
            }
            await #expect(throws: Problem.refused(reason: "web.problem.stepNotYours")) { try await step("publish", [.keepPartnerships]) }
            try await step("publish", [.leadCity])
            try await step("publish", [.leadCity])
            let finding = SaveEntry(
                shape: .findings, partnership: ground.partnership, assessment: ground.assessment, id: nil, basedOn: 0,
                content: EntryContent(["side": "strength", "finding": "A desk"]), actor: ground.actor)
            await #expect(throws: Problem.conflict(reason: "partnerships.problem.published")) { try await finding.run(house.installation.house, house.trail) }
            try await step("withdraw", [.leadCity])
            guard case .saved = try await finding.run(house.installation.house, house.trail) else { Issue.record("not saved"); return }
        }
    }
}

@Suite struct StarterStoryTests {
    @Test(arguments: Engines.all) func `The demonstration's partnerships load once, with something to do in them`(engine: Engine) async throws {
        try await withHouse(engine, .starter) { house in
            for _ in 1...2 { try await LoadStarterPartnerships().run(house.database, house.ids, house.trail) }
            let all = try await house.database.read { try Partnerships.all($0) }
            #expect(Set(all.map(\.city.slug)) == ["catania", "gdansk"])
            let lead = try await house.signIn(as: .cityLead, in: "catania")
            for path in ["", "/stakeholders", "/network", "/assessments", "/mechanisms"] {
                let page = try await lead.get("/partnerships/catania\(path)")
                #expect(page.status == 200, "\(path): \(house.log.errors)")
            }
            let overview = try await lead.get("/partnerships/catania")
            #expect(overview.says("What there is to do") && overview.says("Ends soon") && overview.says("Has ended") && overview.says("Late:"))
            #expect(try await lead.get("/partnerships/catania/stakeholders").says("No employer is on the stakeholder map"))
            #expect(try await lead.get("/partnerships/catania/stakeholders").says("power 4, interest 2 → 4"))
            #expect(try await lead.get("/partnerships/catania/mechanisms").says("Meetings held: 1 of 3 that were due since"), "twelve a year for four months")
            let network = try await lead.get("/partnerships/catania/network")
            #expect(network.says("Nobody is linked with:") && network.texts("li").contains { $0.hasPrefix("Scuola dei mestieri") })
        }
    }

    @Test(arguments: Engines.all) func `A partnership is opened by its own city alone, whatever the address says`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let ground = try await EntryTests.Ground.lay(in: house)
            let odense = try await house.database.write { writer in
                let city = try #require(try Cities.bySlug("odense", writer.reader))
                return try BeginPartnership(city: city.id, actor: ground.actor).run(house.ids, house.trail, in: writer)
            }
            let lead = try await house.signIn(as: .cityLead)
            #expect(try await lead.get("/partnerships/catania/entries/partnership/\(ground.partnership)").status == 200)
            let strange = "/partnerships/catania/entries/partnership/\(odense)"
            #expect(try await lead.get(strange).status == 404)
            #expect(try await lead.post(strange, [("mandate", "Ours now"), ("version", "1")]).status == 404)
            let outcome = try await #require(throws: Problem.self) {
                try await SaveEntry(shape: .partnership, partnership: ground.partnership, id: odense.rawValue, basedOn: 1, content: EntryContent(["mandate": "Ours now"]), actor: ground.actor)
                    .run(house.installation.house, house.trail)
            }
            #expect(outcome == .notFound)
        }
    }

    @Test(arguments: Engines.all) func `What is written for an assessment that was published meanwhile is shown again`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let ground = try await EntryTests.Ground.lay(in: house)
            let lead = try await house.signIn(as: .cityLead)
            let address = "/partnerships/catania/entries/needs/new"
            #expect(try await lead.get("\(address)?assessment=\(ground.assessment)").status == 200)
            try await house.database.write { try $0.run("UPDATE needs_assessment SET stage = 'published'") }
            let shut = try await lead.get("\(address)?assessment=\(ground.assessment)")
            #expect(shut.status == 409 && shut.says("This assessment is published."))
            let late = try await lead.post(address, [
                ("assessment", ground.assessment.rawValue), ("area", "housing"), ("statement", "Families live in one room"), ("severity", "3"), ("reach", "120"), ("mandate", "1"), ("version", "0"),
            ])
            #expect(late.status >= 400 && late.says("Families live in one room"), "\(late.status) \(late.text)")
        }
    }
}
