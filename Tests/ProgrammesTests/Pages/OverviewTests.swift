import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web
@testable import Programmes

/// A programme at a glance, its calendar, and the letter to a city.
@Suite struct OverviewTests {
    @Test(arguments: Engines.all) func `What is late, due and grave stands on one page`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            _ = try await running.deliverable("Late book", city: running.catania, day: "2026-02-20")
            _ = try await running.deliverable("Book of spring", city: running.odense, day: "2026-03-20")
            _ = try await running.deliverable("Book of summer", day: "2026-07-20")
            let done = try await running.deliverable("Book that is there", day: "2026-03-05")
            for step in ["start", "submit", "accept"] { #expect(try await running.take(step, done).status == 303) }
            try await running.add(.milestone, [("title", "Visit"), ("plannedDay", "2026-03-02")])
            try await running.add(.risk, [("title", "Elections"), ("likelihood", "4"), ("effect", "5"), ("owner", "The lead"), ("answer", "Decide before"), ("reviewDay", "2026-02-27")])
            try await running.add(.risk, [("title", "Rain"), ("likelihood", "2"), ("effect", "1"), ("owner", "The lead"), ("answer", "Umbrellas")])
            try await running.add(.budgetLine, [("title", "Travel"), ("plannedAmount", "400"), ("spentAmount", "120.50")])
            let page = try await running.coordinator.get("/coordination/harbour-cities")
            #expect(page.status == 200, "\(house.log.errors)")
            for text in ["Late book", "10 days late", "Book of spring", "in 18 days", "Visit", "today", "Elections", "4 × 5 = 20", "€400", "€120.50", "€600 of the budget is in no line yet", "1 of 4", "Atlantis", "Not on record here"] {
                #expect(page.says(text), "\(text)")
            }
            #expect(!page.says("Book of summer") && !page.says("Rain"))
            let figures = try await house.database.read { [house] reader in
                try Overview(try #require(try Programmes.bySlug("harbour-cities", reader)), today: house.clock.now.day, ports: ProgrammesPorts(), reader)
            }
            #expect(figures.lateCount == 2 && figures.dueCount == 2 && figures.openRisks == 2 && figures.milestones == 1)
            #expect(figures.late.map(\.title) == ["Late book", "Elections"] && figures.due.map(\.title) == ["Visit", "Book of spring"])
            let names = page.texts("th").filter { name in ["Atlantis", "Catania", "Gdansk", "Odense", "Vienna"].contains { name.hasPrefix($0) } }.map { $0.prefix(5) }
            #expect(names == ["Atlan", "Catan", "Gdans", "Odens", "Vienn"], "by name, whatever they owe")
        }
    }

    @Test(arguments: Engines.all) func `A work package that ends late is late like everything else, and says so once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            #expect(try await running.coordinator.get("/coordination/harbour-cities").says("Nothing is planned yet"))
            try await running.add(.package, [("number", "WP1"), ("title", "Exchange"), ("plannedStart", "2025-11-01"), ("plannedEnd", "2026-02-20")])
            try await running.add(.package, [("number", "WP2"), ("title", "Pilots"), ("plannedStart", "2026-02-01"), ("plannedEnd", "2026-03-20")])
            try await running.add(.package, [("number", "WP3"), ("title", "Kick-off"), ("plannedStart", "2025-10-01"), ("plannedEnd", "2025-11-01"), ("actualStart", "2025-10-01"), ("actualEnd", "2025-11-01")])
            let page = try await running.coordinator.get("/coordination/harbour-cities")
            #expect(page.says("WP1: Exchange") && page.says("10 days late") && page.says("WP2: Pilots") && page.says("in 18 days") && !page.says("Kick-off"))
            #expect(!page.says("Nothing is planned yet") && page.links.contains("#late-heading"), "the number leads to what it counts")
            let figures = try await Self.overview(house)
            #expect(figures.lateCount == 1 && figures.late.map(\.title) == ["Exchange"] && figures.dueCount == 1 && figures.due.map(\.title) == ["Pilots"])
            let list = try await running.coordinator.get("\(Running.plan)/work-packages?state=late")
            #expect(list.texts("td").count(where: { $0.contains("late") }) == 1 && !list.says("late late"), "\(list.texts("td"))")
        }
    }

    private static func overview(_ house: TestHouse, _ ports: ProgrammesPorts = ProgrammesPorts()) async throws -> Overview {
        try await house.database.read { [house] reader in
            try Overview(try #require(try Programmes.bySlug(Running.slug, reader)), today: house.clock.now.day, ports: ports, reader)
        }
    }

    @Test(arguments: Engines.all) func `The gatherings of a programme stand among what is due and in its calendar`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            _ = try await running.deliverable("Book of spring", city: running.odense, day: "2026-03-20")
            let catania = CityID(running.catania)
            func gathering(_ title: String, _ day: String, isOpen: Bool = true) throws -> ProgrammeGathering {
                ProgrammeGathering(id: GatheringID(title), title: title, day: try #require(Day(day)), city: catania, isOpen: isOpen, href: "/gatherings/\(title)")
            }
            let all = [try gathering("begun", "2026-03-01"), try gathering("held", "2026-03-02", isOpen: false), try gathering("bridges", "2026-03-10"), try gathering("harvest", "2026-09-10")]
            var ports = ProgrammesPorts()
            ports.gatherings = { _, from, to, _ in all.filter { from <= $0.day && $0.day <= to } }
            let figures = try await Self.overview(house, ports)
            #expect(figures.dueCount == 2 && figures.due.map(\.title) == ["bridges", "Book of spring"])
            let march = try #require(CalendarPage.Month("2026-03"))
            let month: [Overview.Dated] = try await house.database.read { [ports] reader in
                let programme = try #require(try Programmes.bySlug(Running.slug, reader))
                return try Overview.calendar(of: programme.id, from: march.first, to: march.last, limit: 3, ports, reader)
            }
            #expect(month.map(\.title) == ["begun", "held", "bridges"], "as many as there is room for")
            let words = PlanWords(house.installation.house.words(.en))
            let views = month.map { DatedView.view($0, Running.slug, [catania: "Catania"], words, today: house.clock.now.day) }
            #expect(views.map { $0.text("kindText") } == Array(repeating: "Visit or meeting", count: 3))
            #expect(views.map { $0.text("itemHref") } == ["/gatherings/begun", "/gatherings/held", "/gatherings/bridges"])
            #expect(views.map { $0.text("farText") } == [nil, nil, "in 8 days"], "nobody owes what has begun")
        }
    }

    @Test func `What a programme says of itself is shown, and is not called nothing`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let coordinator = try await house.signIn(as: .programmeCoordinator)
            let mistra = try await coordinator.get("/coordination/mistra")
            for text in ["Toolkit for local administrators", "Transnational conference", "Brussels", "Rome, CNEL, 16 September 2014", "No reason stated", "Source: MiStra progress report, public part"] {
                #expect(mistra.says(text), "\(text)")
            }
            let admin = try await coordinator.get("/coordination/admin4all")
            for country in ["Austria", "Greece", "Italy", "Malta", "Poland", "Romania", "Spain"] { #expect(admin.says(country), "\(country)") }
            for slug in ["lecim", "mistra", "admin4all", "consolidate"] { #expect(try await !coordinator.get("/coordination/\(slug)").says("Nothing is planned yet"), "\(slug)") }
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A city gets one letter a week, in each reader's language, with the reasons`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            _ = try await running.deliverable("Late book", city: running.catania, day: "2026-02-20")
            let officer = try await house.person(.cityOfficer, name: "Chiara Russo")
            let lead = try await house.person(.cityLead, name: "Salvatore Greco")
            let elsewhere = try await house.person(.cityLead, in: "odense", name: "Elsewhere")
            try await house.database.write { try $0.run("UPDATE person SET language = 'it' WHERE id = \(lead)") }
            let page = try await running.coordinator.get("/coordination/harbour-cities")
            #expect(page.says("1 part is late") && page.elements("input").contains { $0["name"] == "city" && $0["value"] == running.catania })
            async let one = running.coordinator.post("/coordination/harbour-cities/nudge", [("city", running.catania)])
            let other = try await house.signIn(as: .programmeCoordinator, name: "Jan Kowalski")
            async let two = other.post("/coordination/harbour-cities/nudge", [("city", running.catania)])
            let answers = try await [one.status, two.status].sorted()
            #expect(answers == [303, 403], "pressed by two at once")
            func letters() async throws -> [(PersonID, String, String)] {
                try await house.database.read { try $0.all("SELECT person_id, language, content FROM letter WHERE kind = 'programmes.mail.nudge' ORDER BY created_at, person_id") { (try $0["person_id"], try $0["language"], try $0["content"]) } }
            }
            let first = try await letters()
            #expect(Set(first.map(\.0)) == [officer, lead] && !first.map(\.0).contains(elsewhere))
            #expect(first.contains { $0.1 == "en" && $0.2.contains("1 part is late") } && first.contains { $0.1 == "it" && $0.2.contains("1 elemento è in ritardo") })
            let after = try await running.coordinator.get("/coordination/harbour-cities")
            #expect(after.says("Written to on 2 March 2026") && !after.elements("input").contains { $0["name"] == "city" && $0["value"] == running.catania })
            house.clock.advance(by: .seconds(86_400 * 7 - 1))
            let soon = try await running.coordinator.post("/coordination/harbour-cities/nudge", [("city", running.catania)])
            #expect(soon.status == 403 && soon.says("within the last seven days"))
            house.clock.advance(by: .seconds(2))
            #expect(try await running.coordinator.post("/coordination/harbour-cities/nudge", [("city", running.catania)]).status == 303)
            #expect(try await letters().count == 4)
            #expect(house.log.errors == [])
        }
    }

    @Test func `Nobody is written to without a reason, without readers, or outside the programme`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            let recorded = try await running.deliverable("Book", city: running.catania, day: "2026-06-20")
            let none = try await running.coordinator.post("/coordination/harbour-cities/nudge", [("city", running.catania)])
            #expect(none.status == 403 && none.says("no reason to write"), "\(recorded) was recorded today and is not late")
            let quiet = try await running.coordinator.post("/coordination/harbour-cities/nudge", [("city", running.odense)])
            #expect(quiet.status == 403 && quiet.says("Nobody of this city"), "silent since the programme began, with nobody here")
            let bruck = try #require(try await house.database.read { try Cities.bySlug("bruck-an-der-leitha", $0) }).id.rawValue
            #expect(try await running.coordinator.post("/coordination/harbour-cities/nudge", [("city", bruck)]).status == 404)
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM letter") } == 0)
        }
    }

    @Test func `What other rooms leave open is a reason too`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            let catania = CityID(running.catania)
            var ports = ProgrammesPorts()
            ports.transfersLeftOpen = { _, _, _ in [catania: 2] }
            let standings = try await house.database.read { [house, ports] reader in
                try Overview.standings(try #require(try Programmes.bySlug("harbour-cities", reader)).id, house.clock.now.day, [catania], ports, reader)
            }
            #expect(standings[catania]?.transfersOpen == 2 && standings[catania]?.gatheringsOpen == 0)
        }
    }

    @Test(arguments: Engines.all) func `A large programme takes no more statements than a small one`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let paths = ["/coordination/harbour-cities", "/coordination/harbour-cities/calendar", "/coordination"] + PlanKind.allCases.map { "\(Running.plan)/\($0.path)" }
            func cost() async throws -> [Int] {
                var costs: [Int] = []
                for path in paths {
                    var status = 0
                    costs.append(try await house.statements { status = try await running.coordinator.get(path).status })
                    #expect(status == 200, "\(path)")
                }
                return costs
            }
            _ = try await running.deliverable("One", city: running.catania, day: "2026-03-20")
            _ = try await cost()
            let small = try await cost()
            try await house.database.write { writer in
                let programme = try #require(try Programmes.bySlug("harbour-cities", writer.reader)).id
                for number in 0..<300 {
                    let day = Day(daysSince1970: 20_400 + number)
                    try writer.run(
                        """
                        INSERT INTO deliverable (id, programme_id, city_id, title, dissemination, planned_day, stage, version, changed_at)
                        VALUES (\("d\(number)"), \(programme), \(running.odense), 'Book', 'public', \(day), 'planned', 1, '2026-01-01T00:00:00.000Z')
                        """)
                    try writer.run(
                        "INSERT INTO milestone (id, programme_id, city_id, title, planned_day, version, changed_at) VALUES (\("m\(number)"), \(programme), \(running.catania), 'Step', \(day), 1, '2026-01-01T00:00:00.000Z')")
                    try writer.run(
                        "INSERT INTO risk (id, programme_id, title, likelihood, effect, owner, answer, version, changed_at) VALUES (\("r\(number)"), \(programme), 'Risk', 5, 5, 'We', 'Wait', 1, '2026-01-01T00:00:00.000Z')")
                }
            }
            #expect(try await cost() == small, "\(paths)")
        }
    }

    @Test func `The calendar shows a month, and goes from one to the next across years`() async throws {
        try await withHouse(.sqlite) { house in
            let running = try await Running.begin(in: house)
            _ = try await running.deliverable("Book", city: running.catania, day: "2026-12-31")
            try await running.add(.package, [("title", "Exchange"), ("plannedStart", "2026-12-01"), ("plannedEnd", "2027-01-01")])
            try await running.add(.milestone, [("title", "Reception"), ("plannedDay", "2027-01-01")])
            let december = try await running.coordinator.get("/coordination/harbour-cities/calendar?month=2026-12")
            #expect(december.heading == "December 2026" && december.says("Book") && december.says("Work package begins") && !december.says("Reception"))
            #expect(december.links.contains("/coordination/harbour-cities/calendar?month=2027-01") && december.links.contains("/coordination/harbour-cities/calendar?month=2026-11"))
            let january = try await running.coordinator.get("/coordination/harbour-cities/calendar?month=2027-01")
            #expect(january.says("Reception") && january.says("Work package ends") && !january.says("Book"))
            for month in ["2026-13", "soon", ""] { #expect(try await running.coordinator.get("/coordination/harbour-cities/calendar?month=\(month)").heading == "March 2026") }
        }
    }
}
