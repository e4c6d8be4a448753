import Foundation
import HTTPTypes
import Kernel
import Members
import Store
import TestKit
import Testing
import Web

/// Markup, quotes and SQL in every field: they are shown as what they are, and do nothing.
@Suite struct HostileTests {
    static let words = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)> '; DROP TABLE practice; -- {{name}} {{{name}}} </title></textarea><!-- ${7*7} %s %27"

    @Test(arguments: Engines.all) func `A practice and a city full of markup do nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let evil = Self.words
            let city = Fixture.city("Evil", "IT", 40, 14, population: 1000, share: 5, localName: evil.prefix(110) + "")
            var named = city
            named["source"] = evil
            named["foreign_share_definition"] = evil
            _ = try await ImportCitiesFile.run(house, [named])
            let practice = Fixture.practice(
                "evil",
                [
                    "title": ["en": evil, "it": evil, "ar": evil], "city": "Evil", "lead_organisation": evil, "start_year": 2010, "status": "running",
                    "problem": evil + "\n\n" + evil, "solution": evil, "partners": [evil], "resources": evil, "budget_eur": 1000, "funding": [evil], "results": evil,
                    "beneficiaries": 10, "preconditions": [evil], "transferred_to": [evil], "languages_of_service": ["<b>"], "asked_by": [evil],
                    "sources": [["title": evil, "publisher": evil, "url": "https://example.org/\"><script>alert(1)</script>"]],
                    "building_blocks": [["title": evil, "description": evil, "core": true, "enabling_factors": [evil], "lessons": [evil], "preconditions": [evil]]],
                    "figures": [["label": evil, "value": 1, "unit": "<b>", "source": evil]],
                    "studies": [["title": evil, "design": "randomised", "independent": true, "done_by": evil, "url": "https://example.org/<script>"]],
                ])
            try await house.importPractices([practice])
            let world = try await World.settle(in: house)
            let paths = [
                "/practices/evil", "/practices", "/practices?q=alert", "/map", "/compare?p=evil&p=odense-mothers", "/cities", "/cities/evil", "/", "/match?text=alert+drop+table+practice&limit=50",
                "/practices/evil?lang=ar", "/practices/evil?lang=it", "/sitemap.xml", "/needs/\(world.need)/matches/evil",
            ]
            for path in paths {
                let page = try await world.officer.get(path)
                #expect(page.status == 200, "\(path): \(house.log.errors)")
                check(page)
            }
            let page = try await house.visitor().get("/practices/evil")
            #expect(page.heading == evil.trimmingCharacters(in: .whitespaces), "it is shown as it was written")
            let data = try #require(page.html.components(separatedBy: "<script type=\"application/ld+json\">").last?.components(separatedBy: "</script>").first)
            let json = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
            #expect(json["headline"] as? String == evil)
            let api = try await house.visitor().get("/api/v1/practices/evil").object()
            #expect((api["title"] as? [String: String])?["en"] == evil)
            #expect(try await house.visitor().get("/practices").status == 200, "and the tables are still there")
        }
    }

    @Test func `A search, a question and a form full of markup do nothing`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let evil = Fields.encode(Self.words)
            let names = ["q", "area", "group", "country", "city", "sort", "after", "limit", "p", "lang", "text", "textLang", "budget", "people", "months", "next", "from", "tab", "evil"]
            for path in ["/practices", "/map", "/compare", "/match", "/", "/sign-in", "/cities", "/needs/new", "/needs/\(world.need)", "/practices/odense-mothers"] {
                for name in names {
                    let page = try await world.officer.get("\(path)?\(name)=\(evil)")
                    #expect([200, 303, 400].contains(page.status), "\(path)?\(name): \(page.status) \(house.log.errors)")
                    if page.status != 303 { check(page) }
                    if let location = page.location { #expect(location.hasPrefix("/") && !location.hasPrefix("//")) }
                }
            }
            let fields = ["title", "text", "textLang", "city", "group", "area", "people", "budget", "months", "competent", "notCompetent", "inPlace"].map { ($0, Self.words) }
            let refused = try await world.officer.post("/needs/new", fields)
            #expect(refused.status == 400)
            check(refused)
            let texts = fields.filter { ["title", "text", "competent", "notCompetent", "inPlace"].contains($0.0) }.map { ($0.0, $0.0 == "title" ? String($0.1.prefix(100)) : $0.1) }
            let saved = try await world.officer.post("/needs/new", texts)
            #expect(saved.status == 303, "\(saved.text.prefix(300))")
            for path in ["", "/edit", "/matches/odense-mothers"] {
                let page = try await world.officer.get((saved.location ?? "") + path)
                #expect(page.status == 200)
                check(page)
            }
            #expect(try await world.officer.get((saved.location ?? "") + "/edit").value("text") == Self.words)
            let signIn = try await house.visitor().post("/sign-in", [("email", Self.words), ("password", Self.words), ("next", Self.words)])
            #expect(signIn.status == 400)
            check(signIn)
            let expired = try await world.officer.post("/needs/new", encoded: Fields([("text", Self.words), ("\"><script>alert(1)</script>", "x")]).encoded)
            #expect(expired.status == 403)
            check(expired)
            #expect(house.log.errors == [])
        }
    }

    @Test func `Headers full of markup do nothing`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = try await house.signIn(as: .member, name: "Anna Nowak")
            var headers = HTTPFields()
            headers[.userAgent] = "<script>alert(1)</script>\"'" + String(repeating: "a", count: 5000)
            headers[.acceptLanguage] = Self.words
            headers[.referer] = Self.words
            headers[.ifNoneMatch] = Self.words
            let phone = house.visitor()
            #expect(try await phone.post("/sign-in", [("email", "anna.nowak@test.example"), ("password", TestHouse.password)], headers: headers).status == 303)
            let account = try await browser.get("/account", headers: headers)
            #expect(account.status == 200)
            check(account)
            let page = try await house.visitor().get("/practices", headers: headers)
            #expect(page.status == 200)
            check(page)
        }
    }

    private func check(_ page: TestPage, sourceLocation: SourceLocation = #_sourceLocation) {
        let source = page.html
        #expect(!source.contains("<script>alert"), "\(page.address)", sourceLocation: sourceLocation)
        for element in page.elements {
            #expect(element["onerror"] == nil && element["src"] != "x", "\(page.address): \(element)", sourceLocation: sourceLocation)
            #expect(element.name != "b" && !element.name.contains("script") || element.attributes["src"]?.hasPrefix("/assets/") == true || element["type"] == "application/ld+json", "\(page.address): \(element)", sourceLocation: sourceLocation)
        }
    }
}



/// Cities, imported and followed.
enum ImportCitiesFile {
    static func run(_ house: TestHouse, _ cities: [Fixture.Record]) async throws -> Int {
        let outcome = try await ImportCities(file: "cities.json", data: Fixture.data(cities)).run(house.database, house.ids, house.trail)
        await house.settle()
        return outcome.new
    }
}
