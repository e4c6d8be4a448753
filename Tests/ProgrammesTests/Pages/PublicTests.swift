import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Programmes

/// What everybody reads: a programme's page, the fiche of its partner search, and the same for machines.
@Suite struct PublicTests {
    @Test(arguments: Engines.all) func `The fiche says everything it knows, and where it knows nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            #expect(try await house.visitor().get("/programmes/harbour-cities/partner-search").status == 404, "not written yet")
            let path = "/coordination/harbour-cities/partner-search"
            let fields = [("searchStage", "preparing"), ("seeking", "A city with a desk"), ("closesDay", "30/04/2026"), ("pool", "Fishing Pool"), ("contactName", "The office"), ("version", "0")]
            let unreachable = try await running.coordinator.post(path, fields + [("isPublic", "1")])
            #expect(unreachable.status == 400 && unreachable.links.contains("#contactMail"))
            #expect(try await running.coordinator.post(path, fields).status == 303)
            #expect(try await house.visitor().get("/programmes/harbour-cities/partner-search").status == 404, "kept and not published")
            let form = try await running.coordinator.get(path)
            #expect(try await running.coordinator.post(path, form.typed(PartnerSearch.spec, ["contactMail": "Office@City.example", "isPublic": "1"])).status == 303)
            await house.settle()
            let page = try await house.visitor().get("/programmes/harbour-cities/partner-search")
            #expect(page.status == 200, "\(house.log.errors)")
            for text in ["A city with a desk", "Answers until 30 April 2026", "Application being written", "Fishing Pool", "office@city.example", "€1,000", "1 October 2025 to 30 September 2027", "Transnational budget", "Not stated"] {
                #expect(page.says(text), "\(text)")
            }
            #expect(page.texts("dt").count == 17, "every heading of the form")
            #expect(try await house.visitor().get("/programmes/harbour-cities").links.contains("/programmes/harbour-cities/partner-search"))
            let stale = try await running.coordinator.post(path, form.typed(PartnerSearch.spec, ["pool": "Another"]))
            #expect(stale.status == 409 && stale.says("Another"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A search takes no day that has passed, and says that it is over once it has`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            let path = "/coordination/harbour-cities/partner-search"
            let fields = [("searchStage", "preparing"), ("contactMail", "office@city.example"), ("isPublic", "1"), ("version", "0")]
            let past = try await running.coordinator.post(path, fields + [("closesDay", "1 2 2020")])
            #expect(past.status == 400 && past.links.contains("#closesDay") && past.says("This day has already passed") && past.value("closesDay") == "1 2 2020")
            #expect(try await running.coordinator.post(path, fields + [("closesDay", "2026-03-02")]).status == 303, "today partners can answer")
            func href() async throws -> String? {
                try await house.database.read { [house] reader in
                    try ProgrammesModule.partnerSearchHref(try #require(try Programmes.bySlug(Running.slug, reader)).id, on: house.clock.now.day, reader)
                }
            }
            let fiche = "/programmes/harbour-cities/partner-search"
            #expect(try await href() == fiche)
            #expect(try await house.visitor().get(fiche).says("Answers until 2 March 2026"))
            house.clock.advance(by: .seconds(86_400))
            let over = try await house.visitor().get(fiche)
            #expect(over.says("This search is over. Answers were taken until 2 March 2026") && !over.says("Answers until"))
            #expect(try await href() == nil)
            #expect(try await house.visitor().get("/api/v1/programmes/harbour-cities").object()["partner_search_url"] is NSNull)
            let form = try await running.coordinator.get(path)
            #expect(try await running.coordinator.post(path, form.typed(PartnerSearch.spec, ["searchStage": "ended"])).status == 303, "what has passed since may stay")
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A programme's page shows planned beside done, and nothing that is for partners only`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let running = try await Running.begin(in: house)
            _ = try await running.deliverable("Open book", day: "2026-03-20")
            try await running.add(.deliverable, [("title", "Closed book"), ("plannedDay", "2026-03-20"), ("dissemination", "partners")])
            try await running.add(.milestone, [("title", "Conference"), ("plannedDay", "2026-02-01"), ("plannedPlace", "Brussels"), ("actualPlace", "Rome"), ("reason", "A hall was offered"), ("source", "A letter")])
            try await running.add(.risk, [("title", "Elections"), ("likelihood", "4"), ("effect", "5"), ("owner", "The lead"), ("answer", "Decide before")])
            await house.settle()
            let page = try await house.visitor().get("/programmes/harbour-cities")
            for text in ["Open book", "20 March 2026", "Brussels", "Rome", "A hall was offered", "Source: A letter"] { #expect(page.says(text), "\(text)") }
            #expect(!page.says("Closed book") && !page.says("Elections"))
            let machine = try await house.visitor().get("/api/v1/programmes/harbour-cities").object()
            #expect((machine["deliverables"] as? [[String: Any]])?.map { $0["title"] as? String } == ["Open book"])
            let milestone = try #require((machine["milestones"] as? [[String: Any]])?.first)
            #expect(milestone["actual_place"] as? String == "Rome" && milestone["actual_date"] is NSNull && milestone["reason"] as? String == "A hall was offered")
        }
    }

    @Test func `The four programmes are there whole; what differs from the plan says so, and says what is not known`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let visitor = house.visitor()
            let list = try await visitor.get("/api/v1/programmes").object()
            let programmes = try #require(list["programmes"] as? [[String: Any]])
            #expect(Set(programmes.compactMap { $0["slug"] as? String }) == ["lecim", "mistra", "admin4all", "consolidate"])
            let mistra = try await visitor.get("/programmes/mistra")
            for text in [
                "three", "four (Dublin, Berlin, Vienna, Bologna to Taranto, Burgas, Prague, Budapest)", "Brussels", "Rome, CNEL, 16 September 2014", "The source does not say why",
                "Source: MiStra progress report, public part", "Source: ASP Città di Bologna, 3 September 2014", "531325-LLP-1-2012-1-IT-KA4MP", "31/09/14, which is no date", "€399,740",
            ] { #expect(mistra.says(text), "\(text)") }
            let details = try await visitor.get("/api/v1/programmes/mistra").object()
            #expect(details["budget_eur"] as? Double == 399_740 && details["transnational_budget_eur"] as? Double == 399_740 && details["end_date"] as? String == "2014-09-30")
            let changes = try #require(details["planned_vs_actual"] as? [[String: Any]])
            #expect(changes.count == 2 && changes.allSatisfy { $0["reason"] is NSNull && $0["source"] is String })
            let consolidate = try await visitor.get("/programmes/consolidate")
            for text in ["€30,000", "Communities of practice", "12", "CONSOLIDATED (spelling of the English page)", "Cluj-Napoca (metropolitan area)"] { #expect(consolidate.says(text), "\(text)") }
            let admin = try await visitor.get("/programmes/admin4all")
            for text in ["more than 30 municipalities across 7 EU member states", "horizontal and vertical coordination", "Nea Filadelfeia"] { #expect(admin.says(text), "\(text)") }
            let lecim = try await visitor.get("/programmes/lecim")
            for text in ["504814-LLP-1-2009", "Documenta (Santander)", "Catania", "one database gives November 2009"] { #expect(lecim.says(text), "\(text)") }
            for slug in ["lecim", "mistra", "admin4all", "consolidate"] {
                let coordinator = try await house.signIn(as: .programmeCoordinator, name: "Coordinator of \(slug)")
                let form = try await coordinator.get("/coordination/\(slug)/programme")
                let saved = try await coordinator.post("/coordination/\(slug)/programme", form.typed(ProgrammeForm.spec))
                #expect(saved.status == 303, "\(slug) does not fit its own form: \(saved.text.prefix(400))")
                let changedBy = try await house.database.read { reader in try Programmes.bySlug(slug, reader).flatMap { try Programmes.version(of: $0.id, reader)?.by } }
                #expect(changedBy == nil, "\(slug) was changed by saving what was there")
            }
        }
    }

    @Test(arguments: Engines.all) func `The demonstration's programme has something in every stage, once`(engine: Engine) async throws {
        try await withHouse(engine, .starter) { house in
            let person = try await house.person(.programmeCoordinator, name: "Inés Ortega")
            for _ in 0..<2 { try await LoadDemonstration(coordinator: person).run(house.database, house.ids, house.trail) }
            let browser = try await house.browser(of: person)
            let page = try await browser.get("/coordination/welcome-desks-demonstration")
            #expect(page.status == 200, "\(house.log.errors)")
            for text in ["Report of the study visit", "21 days late", "A new council stops the desk", "Nothing recorded for 95 days"] { #expect(page.says(text), "\(text)") }
            #expect(try await browser.get("/coordination").texts("a").count(where: { $0.contains("Welcome Desks") }) == 1)
        }
    }
}
