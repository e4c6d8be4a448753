import Foundation
import FoundationXML
import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Publishing

/// What readers see: their language or the source, old addresses, news and feed, and nothing that is not published.
@Suite struct ReadingTests {
    @Test(arguments: Engines.all) func `A reader gets their language, else the source and is told which`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            _ = try await published(.page, "about", [.en: "About us", .ar: "من نحن"], in: house)
            let arabic = try await house.visitor().get("/about?lang=ar")
            #expect(arabic.status == 200 && arabic.heading == "من نحن" && arabic.elements("h1").first?["dir"] == "rtl")
            #expect(!arabic.says("لغتك"))
            let italian = try await house.visitor().get("/about?lang=it")
            #expect(italian.heading == "About us" && italian.elements("h1").first?["lang"] == "en" && italian.says("non è ancora disponibile"))
            let alternates = italian.elements("link").filter { $0["rel"] == "alternate" }.compactMap { $0["hreflang"] }
            #expect(alternates == ["en", "ar", "x-default"], "only the languages it is there in")
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `A translation says when its source has changed since`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await published(.page, "help", [.en: "Help", .de: "Hilfe"], in: house)
            #expect(try await !house.visitor().get("/pages/help?lang=de").says("Original"))
            let administrator = try await house.signIn(as: .administrator)
            let saved = try await administrator.post("/administration/site/\(id)/en", [("title", "Help"), ("body", "Now in other words"), ("version", "1")])
            #expect(saved.status == 303)
            await house.settle()
            let page = try await house.visitor().get("/pages/help?lang=de")
            #expect(page.heading == "Hilfe" && page.says("Das Original auf Englisch wurde seitdem geändert"))
            // Looked at and saved as it is: it fits again.
            #expect(try await administrator.post("/administration/site/\(id)/de", [("title", "Hilfe"), ("body", "A text of Hilfe"), ("version", "1")]).status == 303)
            await house.settle()
            #expect(try await !house.visitor().get("/pages/help?lang=de").says("seitdem geändert"))
        }
    }

    @Test(arguments: Engines.all) func `Only what is published is read, and an old address leads to the new one`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await published(.page, "help", [.en: "Help"], in: house)
            let administrator = try await house.signIn(as: .administrator)
            #expect(try await administrator.post("/administration/site/\(id)/arrange", [("slug", "guide")]).status == 303)
            await house.settle()
            let old = try await house.visitor().get("/pages/help?lang=it")
            #expect(old.status == 301 && old.location == "/pages/guide?lang=it")
            #expect(try await house.visitor().get("/pages/guide").heading == "Help")
            // The old name is given to no other page.
            let taken = try await administrator.post("/administration/site/new", [("kind", "page"), ("title", "Other"), ("body", "x"), ("slug", "help")])
            #expect(taken.status == 400 && taken.links.contains("#slug") && taken.value("body") == "x")
            for step in ["withdraw", "archive"] {
                #expect(try await administrator.post("/administration/site/\(id)/state", [("step", step)]).status == 303)
                await house.settle()
                #expect(try await house.visitor().get("/pages/guide").status == 404, "\(step)")
                #expect(try await house.visitor().get("/pages/help").status == 404, "\(step)")
                #expect(try await !house.visitor().get("/sitemap.xml").html.contains("/pages/guide"))
            }
            #expect(try await administrator.post("/administration/site/\(id)/state", [("step", "publish")]).status == 303)
            await house.settle()
            #expect(try await house.visitor().get("/pages/guide").status == 200)
            #expect(try await house.visitor().get("/sitemap.xml").html.contains("<loc>https://ponte.example.eu/pages/guide</loc>"))
        }
    }

    @Test(arguments: Engines.all) func `What is scheduled is published on its day, once, by whoever looks first`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let id = try await published(.news, "opening", [.en: "Opening"], in: house)
            _ = try await administrator.post("/administration/site/\(id)/state", [("step", "withdraw")])
            let missing = try await administrator.post("/administration/site/\(id)/state", [("step", "schedule")])
            #expect(missing.status == 400 && missing.links.contains("#publishAt"))
            let tomorrow = house.clock.now.day.following
            #expect(try await administrator.post("/administration/site/\(id)/state", [("step", "schedule"), ("publishAt", "\(tomorrow)")]).status == 303)
            await house.settle()
            #expect(try await house.installation.publishing.publishDue() == 0)
            #expect(try await house.visitor().get("/news/opening").status == 404)
            house.clock.advance(by: .seconds(86_400))
            async let one = house.installation.publishing.publishDue()
            async let two = house.installation.publishing.publishDue()
            #expect(try await one + two == 1)
            await house.settle()
            #expect(try await house.visitor().get("/news/opening").status == 200)
            let facts = try await house.database.read { try $0.number("SELECT count(*) AS n FROM audit WHERE action = 'page.published' AND actor = 'system:schedule'") }
            #expect(facts == 1)
        }
    }

    @Test(arguments: Engines.all) func `News stand newest first, page after page, with as many statements for many as for few`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            #expect(try await house.visitor().get("/news").says("There is no news yet."))
            var counts: [Int] = []
            for number in 1...45 {
                _ = try await published(.news, "item-\(number)", [.en: "Item \(number)", .fr: "Nouvelle \(number)"], day: Day(daysSince1970: 20_000 + number), in: house)
                if number == 3 || number == 45 {
                    await house.settle()
                    counts.append(try await house.statements { _ = try await house.visitor().get("/news") })
                }
            }
            #expect(counts[0] == counts[1] && counts[0] <= 4, "\(counts)")
            let first = try await house.visitor().get("/news?lang=fr")
            let titles = first.texts("h2")
            #expect(titles.count == 20 && titles.first == "Nouvelle 45" && titles.last == "Nouvelle 26")
            let next = try #require(first.links.first { $0.hasPrefix("/news?before=") })
            let second = try await house.visitor().get(next + "&lang=fr")
            #expect(second.texts("h2").first == "Nouvelle 25")
            #expect(try await house.visitor().get("/news?before=item-6").texts("h2") == (1...5).reversed().map { "Item \($0)" })
            let feed = try await house.visitor().get("/news.atom?lang=fr")
            #expect(feed.type.hasPrefix("application/atom+xml"))
            let parser = XMLParser(data: Data(feed.bytes))
            #expect(parser.parse(), "the feed is XML")
            #expect(feed.html.components(separatedBy: "<entry ").count == 21 && feed.html.contains("<title>Nouvelle 45</title>"))
        }
    }

    @Test func `A news item tells search engines what it is, whatever is in its title`() async throws {
        try await withHouse(.sqlite) { house in
            _ = try await published(.news, "odd", [.en: "</script><script>alert(1)</script> \"x\""], in: house)
            let page = try await house.visitor().get("/news/odd")
            #expect(page.elements("script").count == 2, "the module and the data, nothing else")
            let json = try #require(page.html.components(separatedBy: "application/ld+json\">").last?.components(separatedBy: "</script>").first)
            let article = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            let publisher = article["publisher"] as? [String: String]
            #expect(publisher?["@type"] == "Organization" && publisher?["name"]?.isEmpty == false)
            #expect(article["@type"] as? String == "NewsArticle" && article["headline"] as? String == "</script><script>alert(1)</script> \"x\"")
        }
    }

    @Test func `A visitor's page costs no statement the second time`() async throws {
        try await withHouse(.sqlite) { house in
            _ = try await published(.page, "about", [.en: "About"], in: house)
            let first = try await house.statements { _ = try await house.visitor().get("/about") }
            #expect(first == 2)
            #expect(try await house.statements { _ = try await house.visitor().get("/about") } == 0)
        }
    }
}

/// Puts a page on record and publishes it; each text says "A text of" its title.
func published(_ kind: SitePage.Kind, _ slug: String, _ titles: [Language: String], day: Day? = nil, in house: TestHouse) async throws -> SitePageID {
    @Sendable func content(_ title: String) -> PageText.Content { PageText.Content(title: title, teaser: "", body: "A text of \(title)") }
    let source = content(titles[.en] ?? "")
    let id = try await BeginPage(kind: kind, slug: slug, source: .en, day: day ?? house.clock.now.day, content: source, person: nil)
        .run(house.installation.house, house.trail)
    let now = house.clock.now
    try await house.database.write { writer in
        for (language, title) in titles where language != .en {
            try PageWriting.write(content(title), 1, of: id, language, digest: source.digest, at: now, by: nil, in: writer)
        }
        try writer.run("UPDATE site_page SET state = 'published' WHERE id = \(id)")
    }
    await house.settle()
    return id
}
