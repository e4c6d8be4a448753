import Foundation
import Kernel
import Members
import TestKit
import Testing
import Web
@testable import Compendium

/// What lists, comparisons, cities and the map say beside the practices themselves.
@Suite struct ListedPagesTests {
    @Test(arguments: [
        "/practices?lang=it", "/?lang=it", "/cities/vienna?lang=it", "/compare?p=vienna-housing&p=odense-mothers&lang=it",
    ])
    func `A text in another language than the page is said to be`(path: String) async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            #expect(try await browser.get(path).says("In inglese"))
            let english = try await browser.get(path.replacing("lang=it", with: "lang=en"))
            #expect(!english.says("In English"), "and its own language is not")
        }
    }

    @Test func `A card in its own language beside others is not marked`() async throws {
        try await withHouse(.sqlite) { house in
            let italian = try await house.visitor().get("/cities/catania?lang=it")
            #expect(italian.says("Asilo nel cortile") && !italian.says("In italiano"))
            #expect(try await house.visitor().get("/cities/catania?lang=ar").says("باللغة الإيطالية"))
        }
    }

    @Test func `A comparison names its columns by their short titles, and says what is not known`() async throws {
        try await withHouse(.sqlite) { house in
            try await house.importPractices([
                Fixture.practice("vienna-one", ["city": "Vienna", "country": "AT", "title": ["en": "College 25+: a weekly timetable"]]),
                Fixture.practice("vienna-two", ["city": "Vienna", "country": "AT", "title": ["en": "Hub: everything under one roof"]]),
            ])
            await house.settle()
            let page = try await house.visitor().get("/compare?p=vienna-one&p=vienna-two")
            for name in ["College 25+", "Hub"] { #expect(page.html.contains("class=\"compare__name\" aria-hidden=\"true\" lang=\"en\" dir=\"ltr\">\(name)</span>"), "\(name)") }
            #expect(!page.html.contains("\"ltr\">Vienna</span>"))
            #expect(page.says("We know of no study of this practice."))
        }
    }

    @Test func `Where nothing is found there is nothing to filter by`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            let none = try await browser.get("/practices?q=xyzzyqq")
            #expect(!none.says("Show results") && !none.says("Remove all filters") && none.says("Describe the need"))
            let narrowed = try await browser.get("/practices?q=xyzzyqq&area=housing")
            #expect(narrowed.says("Show results") && narrowed.says("Remove all filters"))
            let same = try await browser.get(Fields([("q", "<mohters>")]).link("/practices"))
            #expect(!same.says("Did you mean"), "the same once more is no suggestion")
        }
    }

    @Test func `The facts of a practice stand before its story`() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.visitor().get("/practices/odense-mothers").html
            let facts = try #require(page.range(of: "id=\"facts-heading\"")?.lowerBound)
            let story = try #require(page.range(of: "id=\"problem\"")?.lowerBound)
            #expect(facts < story)
        }
    }

    @Test(arguments: [
        ("it", "Danzica", "Gdańsk"), ("ar", "غدانسك", "Gdańsk"), ("fr", "Gdańsk", nil), ("en", "Gdansk", "Gdańsk"),
    ])
    func `A city is called as the page's language calls it, with its own name beside where that is another`(language: String, name: String, own: String?) async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            let page = try await browser.get("/cities/gdansk?lang=\(language)")
            #expect(page.heading == name)
            #expect(page.html.contains("lang=\"pl\" dir=\"auto\">") == (own != nil) && (own.map { page.says($0) } ?? true))
            for path in ["/cities", "/map", "/practices/gdansk-language", "/practices", "/programmes/mini-mistra"] {
                #expect(try await browser.get("\(path)?lang=\(language)").says(name), "\(path)")
            }
        }
    }

    @Test func `Practices stand in the order of the names that the page gives their cities`() async throws {
        try await withHouse(.sqlite) { house in
            let cities = [
                Fixture.city("Stockholm", "SE", 59.33, 18.06, population: nil, names: ["it": "Stoccolma"]), Fixture.city("Thessaloniki", "GR", 40.64, 22.94, population: nil, names: ["it": "Salonicco"]),
            ]
            _ = try await ImportCities(file: "c", data: Fixture.data(cities)).run(house.database, house.ids, house.trail)
            try await house.importPractices([
                Fixture.practice("north", ["city": "Stockholm", "country": "SE"]), Fixture.practice("south", ["city": "Thessaloniki", "country": "GR"]),
            ])
            await house.settle()
            func slugs(_ language: Language) -> [String] {
                house.installation.compendium.search.answer(SearchQuestion(Fields([("sort", "city")])), in: language).cards.map(\.slug).filter { ["north", "south"].contains($0) }
            }
            #expect(slugs(.en) == ["north", "south"] && slugs(.it) == ["south", "north"])
            #expect(try await house.visitor().get("/practices?city=stockholm&lang=it").says("Stoccolma"), "what was narrowed to is said in words")
        }
    }

    @Test func `A city says once where its figures come from, with a link`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let page = try await house.visitor().get("/cities/vienna?lang=it")
            #expect(page.links.contains("https://www.geonames.org/2761369"))
            #expect(page.text.components(separatedBy: "GeoNames").count == 2 && !page.text.contains("https://www.geonames"), "\(page.text)")
            #expect(page.html.contains("lang=\"en\" dir=\"ltr\">residents without Austrian citizenship</span>"))
        }
    }

    @Test(arguments: ["/practices", "/map", "/cities", "/cities/odense", "/practices/odense-mothers"])
    func `Public pages say in Dublin Core what they are`(path: String) async throws {
        try await withHouse(.sqlite) { house in
            let terms = try await house.visitor().get("\(path)?lang=de").elements("meta").filter { $0["name"]?.hasPrefix("DCTERMS.") == true }
            let said = Dictionary(terms.map { ($0["name"] ?? "", $0["content"] ?? "") }, uniquingKeysWith: { first, _ in first })
            for term in ["title", "language", "publisher", "identifier", "date"] { #expect(said["DCTERMS.\(term)"]?.isEmpty == false, "\(term)") }
            #expect(said["DCTERMS.identifier"]?.hasSuffix(path) == true)
        }
    }

    @Test func `Every entry of the list has its address`() async throws {
        try await withHouse(.sqlite) { house in
            let html = try await house.visitor().get("/practices").html
            let script = try #require(html.components(separatedBy: "<script type=\"application/ld+json\">").last?.components(separatedBy: "</script>").first)
            let list = try #require(try JSONSerialization.jsonObject(with: Data(script.utf8)) as? [String: Any])
            let items = try #require(list["itemListElement"] as? [[String: Any]])
            #expect(items.count == 6 && items.allSatisfy { ($0["url"] as? String)?.contains("/practices/") == true })
        }
    }
}
