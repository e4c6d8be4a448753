import Foundation
import HTTPTypes
import Kernel
import Store
import TestKit
import Testing
import Web
@testable import Compendium

@Suite struct PracticePageTests {
    private let silence = "The source does not say"

    @Test(arguments: Engines.all) func `What the source does not say is said not to be said`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let page = try await house.visitor().get("/practices/catania-nursery")
            #expect(page.text.components(separatedBy: silence).count > 6, "\(page.text)")
            #expect(!page.text.contains("null") && !page.text.contains("nil"))
            let full = try await house.visitor().get("/practices/odense-mothers")
            #expect(full.text.components(separatedBy: silence).count < 4)
            for part in ["€800,000", "4,000", "Basic course", "Fourteen modules.", "Pay for childcare", "400 people", "A local coordinator", "Towns nationwide", "Danish", "Arabic", "National ministry", "European Website on Integration"] {
                #expect(full.says(part), "\(part)")
            }
        }
    }

    @Test func `Evidence and standing are shown with their reasons`() async throws {
        try await withHouse(.sqlite) { house in
            let strong = try await house.visitor().get("/practices/vienna-housing").text
            let weak = try await house.visitor().get("/practices/bruck-desk").text
            let lesson = try await house.visitor().get("/practices/vienna-lesson").text
            #expect(strong.contains("Good practice") && strong.contains("Lottery study"))
            #expect(weak.contains("Idea") || weak.contains("Promising"))
            #expect(!weak.contains("Good practice"))
            #expect(lesson.contains("Lesson from failure") || lesson.lowercased().contains("failure"))
        }
    }

    @Test func `A page in another language says that its text is not`() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.visitor().get("/practices/catania-nursery")
            #expect(page.heading == "Asilo nel cortile")
            #expect(page.elements("h1").first?["lang"] == "it" || page.elements.contains { $0["lang"] == "it" && $0.name != "a" })
            #expect(page.says("Italian"))
            let arabic = try await house.visitor().get("/practices/odense-mothers?lang=ar")
            #expect(arabic.elements("html").first?["dir"] == "rtl")
            #expect(arabic.elements.contains { $0["lang"] == "en" && $0["dir"] == "ltr" })
        }
    }

    @Test func `Machines read the same`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let browser = house.visitor()
            for path in ["/practices", "/practices/odense-bydelsmodre", "/cities/odense"] + house.installation.compendium.catalogue.cards.prefix(20).map({ "/practices/\($0.slug)" }) {
                let page = try await browser.get(path)
                let scripts = page.html.components(separatedBy: "<script type=\"application/ld+json\">").dropFirst()
                #expect(scripts.count == 1, "\(path)")
                for script in scripts {
                    let data = Data((script.components(separatedBy: "</script>").first ?? "").utf8)
                    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any], "\(path)")
                    #expect(json["@context"] as? String == "https://schema.org" && json["@type"] is String)
                }
                let links = page.elements("link")
                let canonical = try #require(links.first { $0["rel"] == "canonical" }?["href"], "\(path)")
                #expect(canonical == "https://ponte.example.eu\(path)?lang=en")
                let alternates = links.filter { $0["rel"] == "alternate" && $0["hreflang"] != nil }
                #expect(Set(alternates.compactMap { $0["hreflang"] }) == Set(Language.allCases.map(\.code) + ["x-default"]))
                #expect(alternates.allSatisfy { $0["href"]?.hasPrefix("https://ponte.example.eu\(path)") == true })
            }
            let page = try await browser.get("/practices/odense-bydelsmodre")
            let core = page.elements("meta").filter { $0["name"]?.hasPrefix("DCTERMS.") == true }
            #expect(Set(core.compactMap { $0["name"] }).isSuperset(of: ["DCTERMS.title", "DCTERMS.creator", "DCTERMS.identifier", "DCTERMS.language"]))
            #expect(try await browser.get("/practices?q=women").elements("meta").contains { $0["content"] == "noindex" })
        }
    }

    @Test func `Up to five are compared, and what is missing is said`() async throws {
        try await withHouse(.sqlite) { house in
            let browser = house.visitor()
            let slugs = ["odense-mothers", "vienna-housing", "gdansk-language", "bruck-desk", "vienna-lesson", "catania-nursery"]
            let five = try await browser.get(CompendiumPaths.compare(Array(slugs.prefix(5))))
            #expect(five.says("Start-up flats") && five.says("One desk"))
            #expect(five.elements("th").filter { $0["scope"] == "col" }.count >= 5)
            let six = try await browser.get(CompendiumPaths.compare(slugs))
            #expect(!six.elements("th").isEmpty && six.status == 200)
            let two = try await browser.get("/compare?p=odense-mothers&p=odense-mothers&p=gone&p=vienna-housing")
            #expect(two.status == 200)
            #expect(two.links.contains("/compare?p=vienna-housing"), "each can be taken away")
            #expect(try await browser.get("/compare").says("€") == false)
        }
    }

    @Test func `The map and the list beside it say the same`() async throws {
        try await withHouse(.sqlite, .starter) { house in
            let page = try await house.visitor().get("/map")
            let places = Set(house.installation.compendium.catalogue.cards.map(\.city.slug))
            let links = page.links.filter { $0.hasPrefix("/cities/") }.map { String($0.dropFirst("/cities/".count)) }
            #expect(Set(links) == places)
            #expect(links.count == places.count * 2, "a dot and a row for each")
            let dots = page.elements("circle")
            #expect(dots.count == places.count)
            #expect(dots.allSatisfy { (Double($0["cx"] ?? "") ?? -1) > 0 && (Double($0["cx"] ?? "") ?? 2000) < 1000 && (Double($0["cy"] ?? "") ?? -1) > 0 && (Double($0["cy"] ?? "") ?? 2000) < 860 }, "every city lies on the map")
        }
    }

    @Test func `A city is never ranked and says where its figures come from`() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await house.visitor().get("/cities/vienna")
            #expect(page.says("1,897,000") && page.says("31.5%") && page.says("Eurostat") && page.says("2021"))
            #expect(page.says("Start-up flats"))
            let unknown = try await house.visitor().get("/cities/bruck-an-der-leitha")
            #expect(unknown.says(silence))
            #expect(try await house.visitor().get("/cities/gdansk").says("Gdańsk"))
        }
    }
}

/// However many practices there are, a page asks the same number of questions.
@Suite struct StatementTests {
    @Test(arguments: Engines.all) func `Pages cost the same for one practice and for fifty`(engine: Engine) async throws {
        func counts(_ content: TestContent, _ compare: [String]) async throws -> [String: Int] {
            try await withHouse(engine, content) { house in
                // Signed in, so that no page is kept.
                let browser = try await house.signIn(as: .cityOfficer)
                var counts: [String: Int] = [:]
                let paths = [
                    "list": "/practices", "search": "/practices?q=people", "practice": "/practices/practice-1", "compare": CompendiumPaths.compare(compare),
                    "city": "/cities/odense", "cities": "/cities", "map": "/map", "programme": "/programmes/mini-mistra", "programmes": "/programmes", "home": "/",
                    "match": "/match?text=people+wait+for+a+course", "api list": "/api/v1/practices?limit=50", "api practice": "/api/v1/practices/practice-1",
                    "data": "/practices.json", "document": "/practices.docx",
                ]
                for (name, path) in paths {
                    counts[name] = try await house.statements {
                        let page = try await browser.get(path)
                        #expect(page.status == 200, "\(path): \(house.log.errors)")
                    }
                }
                return counts
            }
        }
        let one = try await counts(.many(1), ["practice-1"])
        let fifty = try await counts(.many(50), (1...5).map { "practice-\($0)" })
        #expect(one == fifty)
        // One of each is the question who is signed in.
        #expect(fifty["list"] == 1 && fifty["search"] == 1 && fifty["map"] == 1 && fifty["cities"] == 1, "\(fifty)")
        #expect(fifty["practice"] ?? 99 <= 13 && fifty["compare"] ?? 99 <= 10 && fifty["match"] ?? 99 <= 12, "\(fifty)")
    }
}
