import Foundation
import Kernel
import Members
import TestKit
import Testing
import Trail
import Web

/// Every page that can be asked for, in every language and state: its template and its record agree, every text is there, and
/// no place in a text is left unfilled.
@Suite struct PageTests {
    /// For anybody.
    static let open = [
        "/", "/practices", "/practices?q=mothers", "/practices?q=mohters", "/practices?q=zzzzqqqq", "/practices?area=housing&group=families&sort=newest",
        "/practices?country=AT&evidence=5&status=running&year=2010-2014&size=metropolis&funding=municipal&language=de&standing=good&city=vienna",
        "/practices?area=nonsense", "/practices?limit=2", "/practices?limit=2&after=catania-nursery", "/practices?p=odense-mothers&p=vienna-housing",
        "/practices/odense-mothers", "/practices/catania-nursery", "/practices/gdansk-language", "/practices/vienna-housing", "/practices/vienna-lesson",
        "/practices/bruck-desk", "/practices/odense-mothers/versions", "/practices/odense-mothers/versions/1", "/books/new", "/books/new?area=housing&q=flats", "/books/new?p=odense-mothers&p=vienna-housing", "/books/new?q=zzzzqqqq", "/map", "/map?q=zzzzqqqq", "/map?area=housing", "/compare", "/compare?p=odense-mothers", "/compare?p=odense-mothers&p=vienna-housing&p=catania-nursery&p=gdansk-language&p=vienna-lesson&p=bruck-desk",
        "/compare?p=not-there&p=odense-mothers", "/cities", "/cities/catania", "/cities/bruck-an-der-leitha", "/cities/gdansk", "/programmes", "/programmes/mini-mistra",
        "/match", "/match?text=Isolated+mothers+who+mistrust+the+authorities", "/match?text=Isolated+mothers&city=catania&budget=100000&people=400&months=12&group=women&area=health",
        "/match?text=housing", "/match?text=zzzz+qqqq+xxxx", "/match?text=mothers&city=nowhere", "/match?text=mothers&budget=a+lot", "/match?text=Wohnungen+f%C3%BCr+Gefl%C3%BCchtete&textLang=de",
        "/match?text=Abbiamo+400+donne+rifugiate+con+poca+istruzione+e+senza+asilo+nido&limit=50", "/sign-in", "/sign-in?next=/account", "/password/forgotten", "/privacy",
        "/vocabulary", "/vocabulary?q=madri", "/vocabulary?q=zzzzqqqq", "/vocabulary/adolescents", "/vocabulary/adolescents?all=1", "/match?text=Isolated+mothers&limit=2",
        "/match?text=%E1%89%A4%E1%89%B5+%E1%8B%A8%E1%88%88%E1%8A%9D%E1%88%9D", "/match?text=hus+til+flygtninge+og+deres+familier+i+byen",
    ]

    /// For somebody of the city; `{need}` is a need with answers and decisions, `{bare}` one with a text and nothing else.
    static let members = [
        "/", "/practices/odense-mothers", "/match?text=Isolated+mothers", "/account", "/account/data", "/account/forget", "/needs/new", "/needs/new?text=Isolated+mothers&group=women",
        "/needs/{need}", "/needs/{need}?tab=shortlist", "/needs/{need}?tab=aside", "/needs/{need}?from=2", "/needs/{need}/edit",
        "/needs/{need}/matches/odense-mothers", "/needs/{need}/matches/vienna-housing", "/needs/{need}/matches/catania-nursery",
        "/books/{book}", "/searches", "/searches/new", "/searches/new?q=flats&area=housing", "/needs", "/needs/{need}/history", "/needs/{need}/versions/1", "/needs/{bare}/versions/1", "/needs/{need}/edit?takeUp=1", "/needs/{need}/compare", "/needs/{need}/briefing", "/needs/{need}/share", "/needs/{bare}/history", "/needs/{bare}/compare",
        "/transfers", "/transfers?stage=stopped", "/transfers/cities/catania", "/transfers/cities/gdansk", "/transfers/{transfer}", "/transfers/{transfer}/study", "/transfers/{transfer}/study/block",
        "/transfers/{transfer}/plan", "/transfers/{transfer}/plan/blocks/block", "/transfers/{transfer}/plan/blocks/new", "/transfers/{transfer}/plan/actions/action",
        "/transfers/{transfer}/plan/actions/new", "/transfers/{transfer}/plan/milestones/3", "/transfers/{transfer}/difference", "/transfers/{transfer}/log",
        "/transfers/{transfer}/closing", "/transfers/{transfer}/sheet", "/thread/need/{need}", "/thread/transfer/{transfer}", "/thread/need/{bare}", "/cities/catania/handover",
        "/needs/{bare}/briefing", "/needs/{bare}/share", "/needs/{bare}", "/needs/{bare}?tab=shortlist", "/needs/{bare}/edit", "/needs/{bare}/matches/odense-mothers",
    ]

    static let manuscript = [
        "/drafts/{id}", "/drafts/{id}/preview", "/drafts/{id}/review", "/drafts/{id}/fields/title", "/drafts/{id}/files", "/drafts/{id}/files/{file}", "/drafts/{id}/write/basics", "/drafts/{id}/write/story",
        "/drafts/{id}/write/means", "/drafts/{id}/write/results?add=figures", "/drafts/{id}/write/blocks", "/drafts/{id}/write/sources",
    ]

    static let failing: [(path: String, status: Int)] = [
        ("/nowhere", 404), ("/practices/not-there", 404), ("/cities/not-there", 404), ("/programmes/not-there", 404), ("/needs/not-there", 401),
        ("/practices?q=%FF", 400), ("/account", 401), ("/styleguide", 404),
    ]

    @Test func `Visitors' pages are whole in every language`() async throws {
        try await withHouse(.sqlite) { house in
            for language in Language.allCases {
                let browser = house.visitor()
                for path in Self.open {
                    let page = try await browser.get(path + (path.contains("?") ? "&" : "?") + "lang=\(language)")
                    let isWrong = path.contains("nowhere") || path.contains("a+lot")
                    #expect(page.status == (isWrong ? 400 : 200), "\(path) in \(language): \(house.log.errors)")
                    check(page, language)
                }
                for (path, status) in Self.failing {
                    let page = try await browser.get(path)
                    #expect(page.status == status, "\(path)")
                    check(page, language)
                }
            }
            #expect(house.log.errors == [])
        }
        expectNoMissingNames()
    }

    @Test func `Members' pages are whole in every language`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let bare = try await work(on: world)
            for language in Language.allCases {
                let lead = try await house.signIn(as: .cityLead, name: "Lead \(language)")
                let member = try await house.signIn(as: .member, name: "Member \(language)")
                let nobody = try await house.browser(of: house.person(nil, name: "Nobody \(language)"))
                for path in Self.members {
                    let address = path.replacingOccurrences(of: "{need}", with: world.need).replacingOccurrences(of: "{bare}", with: bare).replacingOccurrences(of: "{book}", with: world.book).replacingOccurrences(of: "{transfer}", with: world.transfer)
                    let viewer = path.contains("{bare}") ? world.officer : lead
                    let page = try await viewer.get(address + (path.contains("?") ? "&" : "?") + "lang=\(language)")
                    #expect(page.status == 200, "\(path) in \(language): \(page.text.prefix(200)) \(house.log.errors)")
                    check(page, language)
                }
                let editor = try await house.signIn(as: .editor, name: "Editor \(language)")
                for path in ["/queue", "/queue?stage=refused", "/queue/due", "/queue/duplicates", "/practices/odense-mothers/still-true/none", "/drafts", "/drafts/new", "/practices/odense-mothers/life"] + Self.manuscript {
                    let address = path.replacingOccurrences(of: "{id}", with: world.manuscript).replacingOccurrences(of: "{file}", with: world.draftFile)
                    let page = try await editor.get(address + (path.contains("?") ? "&" : "?") + "lang=\(language)")
                    #expect(page.status == 200, "\(path) in \(language): \(page.text.prefix(200)) \(house.log.errors)")
                    check(page, language)
                }
                try await checkTranslating(house, language)
                let refused = try await editor.post("/drafts/\(world.manuscript)/steps?lang=\(language)", [("step", "sendToPeer"), ("review", "yes"), ("remark.title", "Shorter")])
                #expect(refused.status == 400)
                check(refused, language)
                let unfinished = try await editor.post("/drafts/new?lang=\(language)", [("title", ""), ("language", "xx"), ("city", "nowhere")])
                #expect(unfinished.status == 400)
                check(unfinished, language)
                let retired = try await editor.post("/practices/odense-mothers/life?lang=\(language)", [("step", "merge")])
                #expect(retired.status == 400)
                check(retired, language)
                for browser in [member, nobody] {
                    for path in ["/", "/account", "/needs", "/needs/new"] { check(try await browser.get("\(path)?lang=\(language)"), language) }
                }
                try await checkWrongForms(lead, world.need, language)
                try await checkSigningIn(house.visitor(), language)
            }
            #expect(house.log.errors == [])
        }
        expectNoMissingNames()
    }

    @Test func `Organisations' and partnerships' pages are whole in every language`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let there = world.partnership
            for language in Language.allCases {
                let lead = try await house.signIn(as: .cityLead, name: "Lead \(language)")
                let empty = try await house.signIn(as: .cityLead, in: "odense", name: "Empty \(language)")
                let member = try await house.signIn(as: .member, name: "Member \(language)")
                func see(_ browser: Browser, _ path: String, status: Int = 200) async throws {
                    let page = try await browser.get(path + (path.contains("?") ? "&" : "?") + "lang=\(language)")
                    #expect(page.status == status, "\(path) in \(language): \(page.text.prefix(200)) \(house.log.errors)")
                    check(page, language)
                }
                let paths = [
                    "/organisations", "/organisations?q=zzz", "/organisations?sector=civic&city=catania", "/organisations/porta-aperta", "/organisations/consulta", "/partnerships",
                    "/partnerships/catania", "/partnerships/catania/mechanisms", "/partnerships/catania/assessments",
                ]
                for path in paths { try await see(member, path) }
                for path in paths + [
                    "/organisations/new", "/organisations/porta-aperta/edit", "/partnerships/catania/stakeholders", "/partnerships/catania/network", "/partnerships/catania/network?kind=none",
                    "/partnerships/catania/assessments/\(there.assessment)", "/partnerships/catania/entries/meetings/\(there.meeting)",
                ] { try await see(lead, path) }
                let lists = ["members", "contacts", "groups", "agreements", "meetings", "decisions", "stakeholders", "relation-kinds", "relations", "mechanisms", "assessments"]
                for list in lists { try await see(lead, "/partnerships/catania/entries/\(list)/new") }
                for list in ["instruments", "figures", "services", "coordination", "staff-needs", "findings", "needs"] { try await see(lead, "/partnerships/catania/entries/\(list)/new?assessment=\(there.assessment)") }
                try await see(lead, "/partnerships/catania/entries/points/new", status: 404)
                let meeting = "/partnerships/catania/entries/meetings/\(there.meeting)?lang=\(language)"
                check(try await lead.post(meeting, [("name", ""), ("plannedDay", "31/09/14"), ("present", "many"), ("version", "1")]), language)
                check(try await lead.post(meeting, [("name", "First"), ("plannedDay", "2025-01-01"), ("isCancelled", "1"), ("version", "1")]), language)
                let clash = try await lead.post(meeting, [("name", "Another"), ("plannedDay", "2025-01-02"), ("version", "0")])
                #expect(clash.status == 409)
                check(clash, language)
                let contact = "/partnerships/catania/entries/contacts/new?lang=\(language)"
                check(try await lead.post(contact, [("name", "A"), ("email", "nobody"), ("basis", "nonsense")]), language)
                let organisation = "/organisations/porta-aperta/edit?lang=\(language)"
                check(try await lead.post(organisation, [("name", ""), ("sector", "x"), ("city", "nowhere"), ("website", "x"), ("version", "1")]), language)
                check(try await lead.post(organisation, [("name", "Other"), ("sector", "public"), ("country", "IT"), ("version", "0")]), language)
                _ = try await empty.post("/partnerships", [("city", "odense")], from: "/partnerships")
                for path in ["", "/stakeholders", "/network", "/assessments", "/mechanisms"] { try await see(empty, "/partnerships/odense\(path)") }
            }
            #expect(house.log.errors == [])
        }
        expectNoMissingNames()
    }

    @Test func `Coordinators' pages are whole in every language`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let programme = "/coordination/mini-mistra"
            for language in Language.allCases {
                let coordinator = try await house.signIn(as: .programmeCoordinator, name: "Coordinator \(language)")
                let officer = try await house.signIn(as: .cityOfficer, name: "Officer \(language)")
                let kinds = ["work-packages", "deliverables", "milestones", "budget", "risks"]
                let deliverable = "\(programme)/deliverables/\(world.deliverable)"
                let paths = ["/coordination", "/coordination/new", programme, "\(programme)/programme", "\(programme)/partner-search", "\(programme)/calendar?month=2021-06", "\(programme)/calendar?month=1990-01",
                    deliverable, "\(programme)/plan/deliverables/\(world.deliverable)", "/programmes/mini-mistra", "/programmes/mini-mistra/partner-search",
                ] + kinds.flatMap { ["\(programme)/plan/\($0)", "\(programme)/plan/\($0)/new", "\(programme)/plan/\($0)?state=late&city=nowhere&page=3"] }
                for path in paths {
                    let page = try await coordinator.get(path + (path.contains("?") ? "&" : "?") + "lang=\(language)")
                    #expect(page.status == 200, "\(path) in \(language): \(page.text.prefix(200)) \(house.log.errors)")
                    check(page, language)
                }
                for path in ["/coordination", deliverable] { check(try await officer.get("\(path)?lang=\(language)"), language) }
                for kind in kinds {
                    let wrong = try await coordinator.post("\(programme)/plan/\(kind)/new?lang=\(language)", [("plannedDay", "31/09/14"), ("plannedStart", "30/13/2014"), ("reviewDay", "soon"), ("plannedAmount", "x")])
                    #expect(wrong.status == 400)
                    check(wrong, language)
                }
                let late = try await coordinator.post("\(deliverable)/steps?lang=\(language)", [("step", "submit")])
                #expect(late.status == 400)
                check(late, language)
                check(try await coordinator.post("/coordination/new?lang=\(language)", [("start", "30/09/14"), ("transnationalBudget", "5")]), language)
                let clash = try await coordinator.post("\(programme)/programme?lang=\(language)", [("name", "Other"), ("fullTitle", "Other"), ("countries", "IT"), ("leadCountry", "DE"), ("budget", "7"), ("start", "2021-02-01"), ("version", "0")])
                #expect(clash.status == 409)
                check(clash, language)
            }
            #expect(house.log.errors == [])
        }
        expectNoMissingNames()
    }

    @Test func `No page calls a city otherwise than its language does`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let bare = try await work(on: world)
            try await house.database.write { writer in
                // Names that stand in no other text.
                for city in try Cities.all(writer.reader) {
                    try writer.run("UPDATE city SET name = \("Kitezh \(city.slug)"), names = \("{\"fr\":\"Kitège \(city.slug)\"}") WHERE id = \(city.id)")
                    try house.trail.record(Fact("city.imported", RecordReference(city.id), by: .system("test")), in: writer)
                }
            }
            await house.settle()
            let partnership = try #require(try await house.database.read { try $0.first("SELECT id FROM partnership") { try $0["id"] as String } })
            let places = [("{need}", world.need), ("{bare}", bare), ("{book}", world.book), ("{transfer}", world.transfer)]
            let listed = (Self.open + Self.members).map { path in places.reduce(path) { $0.replacingOccurrences(of: $1.0, with: $1.1) } }
            let paths = accessTable.filter { $0.method == "GET" }.map { world.address($0.path) } + listed + ["/thread/partnership/\(partnership)"]
            let readers = try await [
                world.officer, house.signIn(as: .cityLead), house.signIn(as: .programmeCoordinator), house.signIn(as: .author), house.signIn(as: .editor), house.signIn(as: .administrator),
            ]
            var named: Set<String> = []
            for reader in readers {
                for path in paths {
                    let page = try await reader.get(path + (path.contains("?") ? "&" : "?") + "lang=fr")
                    guard ["text/html", "text/calendar", "application/atom+xml"].contains(where: page.type.hasPrefix), page.language ?? "fr" == "fr" else { continue }
                    #expect(!page.html.contains("Kitezh"), "\(path)")
                    if page.html.contains("Kitège") { named.insert(path) }
                }
            }
            #expect(named.count > 100 && named.contains { $0.hasSuffix(".ics") } && named.contains { $0.hasSuffix(".atom") }, "\(named.sorted())")
        }
    }

    @Test func `The demonstration's pages are whole in every language`() async throws {
        try await withHouse(.sqlite, .starter, settings: ["demo": "true"]) { house in
            for language in Language.allCases {
                for path in ["/styleguide", "/"] {
                    let page = try await house.visitor().get("\(path)?lang=\(language)")
                    #expect(page.status == 200, "\(path) in \(language): \(house.log.errors)")
                    check(page, language)
                }
            }
            let browser = house.visitor()
            for card in house.installation.compendium.catalogue.cards {
                let page = try await browser.get("/practices/\(card.slug)")
                #expect(page.status == 200, "\(card.slug)")
                check(page, .en)
            }
            for city in house.installation.compendium.catalogue.cities { check(try await browser.get("/cities/\(city.slug)"), .en) }
        }
        expectNoMissingNames()
    }

    @Test func `Administrators' pages are whole in every language`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let bare = try await house.signIn(as: .member, name: "Bare")
            for language in Language.allCases {
                let administrator = try await house.signIn(as: .administrator, name: "Administrator \(language)")
                let paths = [
                    "/administration", "/administration/mail", "/administration/mail?state=failed", "/administration/audit", "/administration/audit?record=need&action=nothing",
                    "/administration/people", "/administration/people?q=nobody", "/administration/people/\(world.bystander)",
                    "/administration/people/\(try #require(world.officer.person))", "/administration/people/invite", "/account/second-factor",
                    "/administration/providers", "/administration/providers/add", "/administration/providers/\(world.provider)",
                    "/administration/privacy", "/administration/people/\(world.bystander)/forget",
                    "/administration/tokens", "/administration/webhooks", "/administration/webhooks/\(world.webhook)", "/account/tokens",
                    "/administration/next-steps", "/administration/settings", "/administration/sessions", "/administration/jobs", "/administration/export", "/administration/site", "/administration/site/new",
                    "/administration/site/new?kind=page", "/administration/site/\(world.page)", "/administration/site/\(world.newsItem)", "/administration/site/\(world.page)/en",
                    "/administration/site/\(world.newsItem)/it", "/administration/site/\(world.newsItem)/ar", "/administration/site/\(world.newsItem)/it/versions",
                    "/administration/site/\(world.newsItem)/it/versions/1", "/administration/menus", "/administration/menus/header/add", "/administration/menu-items/\(world.menuItem)",
                    "/about", "/news", "/news/welcome", "/news?before=welcome",
                ]
                for path in paths {
                    let page = try await administrator.get(path + (path.contains("?") ? "&" : "?") + "lang=\(language)")
                    #expect(page.status == 200, "\(path) in \(language): \(page.text.prefix(200)) \(house.log.errors)")
                    check(page, language)
                }
                let invitation = [("email", "a.\(language)@test.example"), ("name", "A"), ("role", "editor"), ("scope", "network"), ("language", language.code), ("until", "2026-12-31")]
                let address = "/administration/people/invite?lang=\(language)"
                check(try await administrator.post(address, []), language)
                check(try await administrator.post(address, invitation), language)
                #expect(try await administrator.post(address, invitation + [("confirmed", "1")]).status == 303)
                check(try await administrator.post("/administration/people/\(world.bystander)/roles?lang=\(language)", [("role", "nonsense"), ("until", "x")]), language)
                check(try await administrator.post("/administration/providers/add?lang=\(language)", []), language)
                check(try await administrator.post("/administration/providers/\(world.provider)/try?lang=\(language)"), language)
                check(try await house.visitor().post("/sign-in/provider?lang=\(language)", [("provider", "none")], from: "/sign-in"), language)
                check(try await house.visitor().get("/sign-in/back/none?lang=\(language)"), language)
                check(try await administrator.post("/account/tokens?lang=\(language)", [("name", ""), ("scopes", "nonsense"), ("days", "1")]), language)
                check(try await administrator.post("/account/tokens?lang=\(language)", [("name", "Intranet"), ("scopes", "needs:read"), ("days", "30")]), language)
                check(try await administrator.get("/account/tokens?lang=\(language)"), language)
                check(try await administrator.get("/administration/tokens?lang=\(language)"), language)
                check(try await administrator.post("/administration/webhooks?lang=\(language)", [("address", "ftp://x")]), language)
                let kinds = ["practice.published", "practice.changed", "practice.retired", "practice.renewed", "need.shared"].map { ("kinds", $0) }
                check(try await administrator.post("/administration/webhooks?lang=\(language)", [("address", "https://intranet.city.example/\(language)")] + kinds), language)
                _ = try await administrator.post("/administration/webhooks/\(world.webhook)/test")
                check(try await administrator.get("/administration/webhooks/\(world.webhook)?lang=\(language)"), language)
                check(try await administrator.get("/administration/webhooks?lang=\(language)"), language)
                let text = "/administration/site/\(world.newsItem)/it?lang=\(language)"
                check(try await administrator.post(text, [("title", ""), ("body", ""), ("version", "1")]), language)
                check(try await administrator.post(text, [("title", "Un altro"), ("teaser", "Breve"), ("body", "# Testo"), ("version", "1"), ("then", "preview")]), language)
                let clash = try await administrator.post(text, [("title", "Un altro"), ("body", "Diverso"), ("version", "0")])
                #expect(clash.status == 409)
                check(clash, language)
                check(try await administrator.post("/administration/site/\(world.newsItem)/arrange?lang=\(language)", [("slug", "Not a name"), ("day", "x")]), language)
                check(try await administrator.post("/administration/site/new?lang=\(language)", [("kind", "news"), ("title", ""), ("body", "")]), language)
                check(try await administrator.post("/administration/menus/header/add?lang=\(language)", [("target", "link"), ("address", "http://x")]), language)
                check(try await administrator.post("/administration/settings?lang=\(language)", [("contact", "x"), ("legal", "x")]), language)
                check(try await administrator.post("/administration/export?lang=\(language)", [("password", "wrong")]), language)
                let link = try #require(try await house.database.read { try Outbox.letters(.waiting, before: nil, limit: 1, $0) }.first?.link)
                let visitor = house.visitor()
                #expect(link.hasSuffix("?lang=\(language)"))
                check(try await visitor.get(link), language)
                check(try await visitor.post(link, [("name", ""), ("password", "x")]), language)
                check(try await visitor.get("/invitation/none?lang=\(language)"), language)
                check(try await visitor.get("/password/new/none?lang=\(language)"), language)
                check(try await visitor.post("/password/forgotten?lang=\(language)", [("email", "nobody@test.example")]), language)
                check(try await bare.get("/account/second-factor?lang=\(language)"), language)
                _ = try await bare.post("/account/second-factor")
                check(try await bare.get("/account/second-factor?lang=\(language)"), language)
                check(try await bare.post("/account/second-factor/confirm?lang=\(language)", [("code", "1")]), language)
                try await house.database.write { try $0.run("DELETE FROM second_factor WHERE confirmed_at IS NULL") }
                check(try await administrator.post("/account/second-factor/codes?lang=\(language)", [("password", TestHouse.password)]), language)
                let second = try await visitor.post("/sign-in?lang=\(language)", [("email", TestHouse.email("Administrator \(language)")), ("password", TestHouse.password)], from: "/sign-in")
                #expect(second.status == 200)
                check(second, language)
                check(try await visitor.post("/sign-in/second?lang=\(language)", [("code", "1")]), language)
            }
            #expect(house.log.errors == [])
        }
        expectNoMissingNames()
    }

    // MARK: steps

    /// Answers, a shortlist and something set aside for the need; another need with nothing but a text.
    private func work(on world: World) async throws -> String {
        let officer = world.officer
        let match = try await officer.get("/needs/\(world.need)/matches/odense-mothers")
        let names = match.elements("input").compactMap { $0["name"] }.filter { $0.hasPrefix("answer.") }
        let answers = zip(Array(Set(names)).sorted(), ["met", "partly", "missed"]).flatMap { [($0, $1), ($0.replacingOccurrences(of: "answer.", with: "note."), "Noted")] }
        #expect(answers.count == 6, "three preconditions to answer")
        let answered = try await officer.post("/needs/\(world.need)/matches/odense-mothers/answers", answers)
        #expect(answered.status == 303, "\(answered.text.prefix(200)) \(world.house.log.errors)")
        _ = try await officer.post("/needs/\(world.need)/matches/odense-mothers/decision", [("decision", "shortlist")])
        _ = try await officer.post("/needs/\(world.need)/matches/vienna-housing/decision", [("decision", "aside"), ("reason", "Not for us")])
        let bare = try await officer.post("/needs/new", [("text", "Mothers")], from: "/needs/new")
        return String(try #require(bare.location).dropFirst("/needs/".count))
    }

    /// The pages of translators, in every state.
    private func checkTranslating(_ house: TestHouse, _ language: Language) async throws {
        let translator = try await house.signIn(as: .translator, name: "Translator \(language)")
        let sheet = "/translations/odense-mothers?to=it&lang=\(language)"
        for (path, status) in [
            ("/translations?lang=\(language)", 200), ("/translations?to=en&state=machine&lang=\(language)", 200), (sheet, 200), ("/translation-files?lang=\(language)", 200),
            ("/translation-files?practices=1&written=2&unchanged=3&lang=\(language)", 200),
        ] {
            let page = try await translator.get(path)
            #expect(page.status == status, "\(path): \(page.text.prefix(200)) \(house.log.errors)")
            check(page, language)
        }
        let revision = try await translator.get(sheet).value("revision") ?? ""
        let wrong = try await translator.post(sheet, [("t.partners", "One line"), ("revision", revision), ("version", "1"), ("then", "all")])
        #expect(wrong.status == 400)
        check(wrong, language)
        #expect(try await translator.post(sheet, [("t.problem", "Parole \(language)"), ("revision", revision), ("version", "1"), ("then", "save:problem")]).status == 303)
        let clash = try await translator.post(sheet, [("t.problem", "Altre parole \(language)"), ("revision", "0"), ("version", "1"), ("then", "all")])
        #expect(clash.status == 409)
        check(clash, language)
        check(try await translator.post("/translation-files?lang=\(language)", [("file", "")]), language)
    }

    private func checkWrongForms(_ lead: Browser, _ need: String, _ language: Language) async throws {
        let wrong: [(String, [(String, String)])] = [
            ("/account/data", [("password", "wrong")]), ("/account/forget", [("password", "")]),
            ("/searches", [("name", " "), ("q", "flats")]), ("/account", [("name", ""), ("language", "xx")]), ("/needs/new", [("text", ""), ("people", "many"), ("city", "nowhere"), ("group", "nonsense")]),
            ("/needs/\(need)/edit", [("text", ""), ("version", "1"), ("months", "9999"), ("competent", String(repeating: "a line\n", count: 30))]),
            ("/needs/\(need)/matches/odense-mothers/decision", [("decision", "aside"), ("reason", "")]),
            ("/needs/\(need)/matches/odense-mothers/decision", [("decision", "nonsense")]), ("/needs/\(need)/share", [("audience", "nonsense")]),
            ("/needs/\(need)/share", [("audience", "some")]),
        ]
        for (path, fields) in wrong {
            let page = try await lead.post("\(path)?lang=\(language)", fields)
            #expect(page.status == 400, "\(path): \(page.text.prefix(200))")
            check(page, language)
        }
        // An older version in the hands of a second writer.
        let conflict = try await lead.post("/needs/\(need)/edit?lang=\(language)", [("text", "Mine"), ("version", "0")])
        #expect([200, 409].contains(conflict.status))
        check(conflict, language)
        let expired = try await lead.post("/account?lang=\(language)", encoded: "_token=old&name=Kept&password=secret")
        #expect(expired.status == 403)
        check(expired, language)
    }

    private func checkSigningIn(_ visitor: Browser, _ language: Language) async throws {
        for _ in 1...7 {
            let page = try await visitor.post("/sign-in?lang=\(language)", [("email", "nobody@test.example"), ("password", "wrong")])
            #expect([400, 429].contains(page.status))
            check(page, language)
        }
        check(try await visitor.post("/sign-in?lang=\(language)", [("email", ""), ("password", "")]), language)
    }

    private func check(_ page: TestPage, _ language: Language, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(page.language == language.code, "\(page.address)", sourceLocation: sourceLocation)
        #expect(page.elements("html").first?["dir"] == language.direction, sourceLocation: sourceLocation)
        let text = page.text
        #expect(!page.html.contains("⟦"), "\(page.address): a text that is not there: \(page.html.split(separator: "⟦").dropFirst().first?.prefix(60) ?? "")", sourceLocation: sourceLocation)
        let unfilled = text.matches(of: /\{[a-zA-Z]+\}/).map { String($0.output) }
        #expect(unfilled == [], "\(page.address) in \(language): a place left unfilled", sourceLocation: sourceLocation)
        #expect(page.texts("h1").count == 1 && !page.heading.isEmpty, "\(page.address): one heading", sourceLocation: sourceLocation)
        #expect(page.title != "– Ponte", "\(page.address): a title", sourceLocation: sourceLocation)
        for trace in ["Optional(", "Nothing()", "View("] where text.contains(trace) {
            Issue.record("\(page.address) shows \(trace)", sourceLocation: sourceLocation)
        }
        let ids = page.elements.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count, "\(page.address): an id stands twice: \(Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.keys.sorted())", sourceLocation: sourceLocation)
    }

    private func expectNoMissingNames(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(MissingNames.shared.all.filter { !$0.hasPrefix("test-") } == [], "names that templates ask for and no record has", sourceLocation: sourceLocation)
    }
}
