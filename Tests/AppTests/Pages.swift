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
        "/match?text=Abbiamo+400+donne+rifugiate+con+poca+istruzione+e+senza+asilo+nido&limit=50", "/sign-in", "/sign-in?next=/account", "/password/forgotten",
        "/vocabulary", "/vocabulary?q=madri", "/vocabulary?q=zzzzqqqq", "/vocabulary/adolescents", "/vocabulary/adolescents?all=1", "/match?text=Isolated+mothers&limit=2",
        "/match?text=%E1%89%A4%E1%89%B5+%E1%8B%A8%E1%88%88%E1%8A%9D%E1%88%9D", "/match?text=hus+til+flygtninge+og+deres+familier+i+byen",
    ]

    /// For somebody of the city; `{need}` is a need with answers and decisions, `{bare}` one with a text and nothing else.
    static let members = [
        "/", "/practices/odense-mothers", "/match?text=Isolated+mothers", "/account", "/needs/new", "/needs/new?text=Isolated+mothers&group=women",
        "/needs/{need}", "/needs/{need}?tab=shortlist", "/needs/{need}?tab=aside", "/needs/{need}?from=2", "/needs/{need}/edit",
        "/needs/{need}/matches/odense-mothers", "/needs/{need}/matches/vienna-housing", "/needs/{need}/matches/catania-nursery",
        "/books/{book}", "/searches", "/searches/new", "/searches/new?q=flats&area=housing", "/needs", "/needs/{need}/history", "/needs/{need}/versions/1", "/needs/{bare}/versions/1", "/needs/{need}/edit?takeUp=1", "/needs/{need}/compare", "/needs/{need}/briefing", "/needs/{need}/share", "/needs/{bare}/history", "/needs/{bare}/compare",
        "/needs/{bare}/briefing", "/needs/{bare}/share", "/needs/{bare}", "/needs/{bare}?tab=shortlist", "/needs/{bare}/edit", "/needs/{bare}/matches/odense-mothers",
    ]

    static let manuscript = [
        "/drafts/{id}", "/drafts/{id}/preview", "/drafts/{id}/review", "/drafts/{id}/fields/title", "/drafts/{id}/write/basics", "/drafts/{id}/write/story",
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
                    let address = path.replacingOccurrences(of: "{need}", with: world.need).replacingOccurrences(of: "{bare}", with: bare).replacingOccurrences(of: "{book}", with: world.book)
                    let viewer = path.contains("{bare}") ? world.officer : lead
                    let page = try await viewer.get(address + (path.contains("?") ? "&" : "?") + "lang=\(language)")
                    #expect(page.status == 200, "\(path) in \(language): \(page.text.prefix(200)) \(house.log.errors)")
                    check(page, language)
                }
                let editor = try await house.signIn(as: .editor, name: "Editor \(language)")
                for path in ["/queue", "/queue?stage=refused", "/drafts", "/drafts/new", "/practices/odense-mothers/life"] + Self.manuscript {
                    let address = path.replacingOccurrences(of: "{id}", with: world.manuscript)
                    let page = try await editor.get(address + (path.contains("?") ? "&" : "?") + "lang=\(language)")
                    #expect(page.status == 200, "\(path) in \(language): \(page.text.prefix(200)) \(house.log.errors)")
                    check(page, language)
                }
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
                let link = try #require(try await house.database.read { try Outbox.letters(.waiting, before: nil, limit: 1, $0) }.first?.link)
                let visitor = house.visitor()
                check(try await visitor.get("\(link)?lang=\(language)"), language)
                check(try await visitor.post("\(link)?lang=\(language)", [("name", ""), ("password", "x")]), language)
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

    private func checkWrongForms(_ lead: Browser, _ need: String, _ language: Language) async throws {
        let wrong: [(String, [(String, String)])] = [
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
