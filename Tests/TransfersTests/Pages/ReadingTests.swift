import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Transfers

/// Who reads what: published or not, on one page, as a list, by a program.
@Suite struct ReadingTests {
    @Test(arguments: Engines.all) func `Published is an explicit act, and the practice says where its blocks are in use`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .reuse)
            await house.settle()
            #expect(try await !house.visitor().get("/practices/odense-mothers").says("In use elsewhere"))
            #expect(try await world.giver.post("\(path)/publication", [("to", "network")]).status == 403)
            #expect(try await world.officer.post("\(path)/publication", [("to", "network")]).status == 303)
            await house.settle()
            #expect(try await world.stranger.get("\(path)/study").says("Chiara Russo"))
            #expect(try await world.stranger.get("/transfers").says("Mothers of Catania"))
            let practice = try await house.visitor().get("/practices/odense-mothers")
            #expect(practice.says("In use elsewhere") && practice.says("as it is") && practice.links.contains("/cities/catania"), "\(practice.text)")
            #expect(try await house.visitor().get(path).status == 401)
            #expect(try await world.stranger.post("\(path)/log", [("month", "2020-01"), ("content", "x")]).status == 403)
            #expect(try await world.officer.post("\(path)/publication", [("to", "cities")]).status == 303)
            #expect(try await world.stranger.get(path).status == 404)
            await house.settle()
            #expect(try await !house.visitor().get("/practices/odense-mothers").says("In use elsewhere"))
        }
    }

    @Test(arguments: Engines.all) func `A coordinator reads the transfers of their programme and no other`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            let coordinator = try await house.signIn(as: .programmeCoordinator, name: "Inés Ortega")
            let person = try #require(coordinator.person)
            let programme: ProgrammeID = try await house.database.write { writer in
                let programme: ProgrammeID = try #require(try Programmes.bySlug("mini-mistra", writer.reader)).id
                try writer.run("UPDATE role_grant SET scope_kind = 'programme', scope_id = \(programme) WHERE person_id = \(person)")
                return programme
            }
            #expect(try await coordinator.get(path).status == 404)
            #expect(try await !coordinator.get("/transfers").says("Mothers of Catania"))
            try await house.database.write { [id = world.id(path)] in try $0.run("UPDATE transfer SET programme_id = \(programme) WHERE id = \(id)") }
            #expect(try await coordinator.get(path).says("Mini MiStra"))
            #expect(try await coordinator.get("/transfers").says("Mothers of Catania"))
            #expect(try await coordinator.post("\(path)/steps", [("step", "stop"), ("reason", "x")]).status == 403)
        }
    }

    @Test(arguments: Engines.all) func `One page says what a politician asks, for a transfer and for a city`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .reuse)
            let sheet = try await world.giver.get("\(path)/sheet")
            for said in [
                "Mothers stay at home", "Neighbourhood mothers build bridges", "It reaches them in their language", "Re-use began", "Chiara Russo", "Keep", "Planned €12,000, spent €0", "Re-use",
                "Find two rooms",
            ] { #expect(sheet.says(said), "\(said): \(sheet.text)") }
            let city = try await world.officer.get("/transfers/cities/catania")
            for said in [
                "What is needed Mothers stay at home", "Practice Neighbourhood mothers build bridges to services version 1", "Why this practice It reaches them in their language",
                "Who decided Transfer opened: \u{2068}Chiara Russo\u{2069}, 2 March 2026 · Re-use began: \u{2068}Chiara Russo\u{2069}, 2 March 2026",
                "What was adapted Keep: \u{2068}Basic course\u{2069}", "What it costs Planned €12,000, spent €0", "Where it stands Re-use · Since 2 March 2026",
                "What comes next Month 3: the plan is ready",
            ] { #expect(city.says(said), "\(said): \(city.text)") }
            #expect(city.says("What the city takes over") && city.says("Mothers of Catania") && city.links.contains("\(path)/sheet"))
            #expect(try await world.giver.get("/transfers/cities/odense").says("What the city gives"))
            #expect(try await !world.stranger.get("/transfers/cities/catania").says("Mothers of Catania"))
            #expect(try await world.officer.get("/transfers/cities/nowhere").status == 404)
        }
    }

    @Test(arguments: Engines.all) func `Pages cost the same however much there is`(engine: Engine) async throws {
        try await withHouse(engine, .many(30)) { house in
            let officer = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(officer.person)
            func fill(_ numbers: ClosedRange<Int>) async throws {
                try await house.database.write { [ids = house.ids, trail = house.trail] writer in
                    let practices: [(PracticeID, CityID)] = try writer.reader.all("SELECT id, city_id FROM practice ORDER BY slug") { (try $0["id"], try $0["city_id"]) }
                    let catania = try #require(try Cities.bySlug("catania", writer.reader)).id
                    let given = practices.filter { $0.1 != catania }
                    for number in numbers {
                        let (practice, city) = given[number % given.count]
                        let need = ReceivingNeed(id: NeedID("need-\(number)"), version: 1, name: "Need", text: "Need", city: catania, preconditions: [], mayWrite: true)
                        let giving = GivingPractice(
                            id: practice, slug: "p", version: 1, title: Localized(source: "en", texts: ["en": "P"]), city: city,
                            blocks: (1...number).map { GivingPractice.Block(id: "b\(number)-\($0)", title: "Block \($0)", description: nil, isCore: true) })
                        _ = try OpenTransfer(content: .init(name: "Transfer \(number)", challenge: "c", reason: "r"), need: need, practice: giving, person: person).run(ids, trail, writer)
                    }
                }
            }
            var counts: [[Int]] = []
            for numbers in [1...1, 2...15] {
                try await fill(numbers)
                let id = try #require(try await house.database.read { try $0.first("SELECT id FROM transfer ORDER BY id DESC LIMIT 1") { try $0["id"] as String } })
                var count: [Int] = []
                for path in ["/transfers", "/transfers/cities/catania", "/transfers/\(id)", "/transfers/\(id)/study", "/transfers/\(id)/plan", "/transfers/\(id)/sheet"] {
                    count.append(
                        try await house.statements {
                            let page = try await officer.get(path)
                            #expect(page.status == 200)
                        })
                }
                counts.append(count)
            }
            #expect(counts[0] == counts[1], "\(counts)")
        }
    }

    @Test func `Every page is whole in every stage and language`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await TransferWorld.settle(house)
            for stage in Transfer.Stage.allCases {
                let slug = ["odense-mothers", "vienna-housing", "gdansk-language", "vienna-lesson", "bruck-desk"][Transfer.Stage.allCases.firstIndex(of: stage) ?? 0]
                let path = try await world.open(slug)
                try await world.bring(path, to: stage)
                let block = try await world.parts(path).blocks[0].id
                let followUp = try await world.parts(path).followUps.first?.id.rawValue ?? "none"
                // One that can be answered already.
                try await house.database.write { [today = house.clock.now.day] in try $0.run("UPDATE transfer_follow_up SET due_day = \(today) WHERE id = \(followUp)") }
                for language in Language.allCases {
                    for (part, isOpen) in [
                        ("", true), ("/study", true), ("/plan", true), ("/difference", true), ("/log", true), ("/closing", true), ("/sheet", true), ("/study/\(block)", !stage.isOver),
                        ("/plan/blocks/\(block)", [.adapt, .reuse].contains(stage)), ("/plan/actions/new", [.adapt, .reuse].contains(stage)),
                        ("/plan/milestones/3", [.adapt, .reuse].contains(stage)), ("/follow-ups/\(followUp)", stage == .closed),
                    ] {
                        let page = try await world.officer.get("\(path)\(part)?lang=\(language)")
                        #expect(page.status == (isOpen ? 200 : 409), "\(part) at \(stage): \(page.text.prefix(200))")
                        #expect(!page.html.contains("⟦") && page.texts("h1").count == 1, "\(part) at \(stage) in \(language)")
                        #expect(page.text.matches(of: /\{[a-zA-Z]+\}/).isEmpty, "\(part) at \(stage) in \(language): a place left unfilled")
                        let ids = page.elements.compactMap { $0["id"] }
                        #expect(Set(ids).count == ids.count, "\(part) at \(stage): an id stands twice")
                    }
                }
            }
            #expect(house.log.errors == [])
        }
        #expect(MissingNames.shared.all.filter { !$0.hasPrefix("test-") } == [])
    }

    @Test(arguments: Engines.all) func `Everything is in the file of a person, and their notes go with them`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await TransferWorld.settle(house)
            let path = try await world.open()
            try await world.bring(path, to: .closed)
            let person = try #require(world.officer.person)
            try await house.database.write { [id = world.id(path)] writer in
                try writer.run("UPDATE transfer_follow_up SET owner = 'Chiara Russo', owner_id = \(person) WHERE transfer_id = \(id) AND months = 6")
            }
            let file = try await world.officer.post("/account/data", [("password", TestHouse.password)], from: "/account/data")
            for table in ["transfer", "transfer_step", "transfer_rating", "transfer_factor", "transfer_follow_up"] { #expect(file.html.contains("\"\(table)\""), "\(table)") }
            #expect(try await world.officer.post("/account/forget", [("password", TestHouse.password), ("sure", "yes")], from: "/account/forget").status == 303, "\(house.log.errors)")
            let page = try await world.lead.get("\(path)/study")
            #expect(page.status == 200 && page.says("A former member") || page.says("a former member"), "\(page.text.prefix(600))")
            #expect(try await world.parts(path).ratings.allSatisfy { $0.note == nil && !$0.points.isEmpty }, "points stay, notes go")
            #expect(try await world.parts(path).followUps.map(\.owner).first == "–")
            #expect(try await !world.lead.get(path).says("Chiara Russo"))
        }
    }
}
