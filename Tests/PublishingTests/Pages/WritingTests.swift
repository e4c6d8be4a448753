import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Publishing

/// Writing the site: from a draft to readers, nothing typed lost, and who may do what.
@Suite struct WritingTests {
    @Test(arguments: Engines.all) func `An administrator writes, looks at a preview, translates and publishes`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let typed = [("kind", "page"), ("source", "en"), ("title", "Legal notice"), ("teaser", "Who answers"), ("body", "## We\n\n<b>No</b> **yes**")]
            let preview = try await administrator.post("/administration/site/new", typed + [("then", "preview")], from: "/administration/site/new?kind=page")
            #expect(preview.status == 200 && preview.texts("strong").contains("yes") && !preview.html.contains("<b>No</b>") && preview.value("title") == "Legal notice")
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM site_page") } == 0, "a preview keeps nothing")
            let begun = try await administrator.post("/administration/site/new", typed)
            let overview = try #require(begun.location, "\(begun.text.prefix(300))")
            #expect(try await house.visitor().get("/pages/legal-notice").status == 404, "a draft")
            let translated = try await administrator.post("\(overview)/ar", [("title", "البيان القانوني"), ("body", "نحن"), ("version", "0")])
            #expect(translated.location == overview)
            #expect(try await administrator.post("\(overview)/state", [("step", "publish")]).status == 303)
            await house.settle()
            #expect(try await house.visitor().get("/pages/legal-notice?lang=ar").heading == "البيان القانوني")
            #expect(try await house.visitor().get("/pages/legal-notice?lang=en").texts("h2").contains("We"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `Of two who write at once, the second sees both and loses nothing`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await published(.page, "help", [.en: "Help"], in: house)
            let one = try await house.signIn(as: .administrator, name: "Katarina Horvat")
            let two = try await house.signIn(as: .administrator, name: "Jonas Weber")
            let address = "/administration/site/\(id)/en"
            #expect(try await one.post(address, [("title", "Help"), ("body", "A text of Katarina"), ("version", "1")], from: address).status == 303)
            let clash = try await two.post(address, [("title", "Helping"), ("body", "A text of Jonas"), ("version", "1")], from: address)
            #expect(clash.status == 409 && clash.says("Katarina Horvat saved this text"))
            #expect(clash.value("title") == "Helping" && clash.value("body") == "A text of Jonas", "what was typed is still there")
            #expect(clash.says("removed: Katarina") && clash.says("added: Jonas"))
            let version = try #require(clash.value("version"))
            #expect(try await two.post(address, [("title", "Helping"), ("body", "A text of Jonas"), ("version", version)]).status == 303)
            // Both are kept.
            let versions = try await house.database.read { try SitePages.versions(of: id, .en, $0) }
            #expect(versions.map(\.content.body) == ["A text of Jonas", "A text of Katarina", "A text of Help"])
            // The same words twice are no clash.
            #expect(try await one.post(address, [("title", "Helping"), ("body", "A text of Jonas"), ("version", "2")]).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `Saves that race are taken one after the other`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await published(.page, "help", [.en: "Help"], in: house)
            let person = try await house.person(.administrator)
            let outcomes = try await withThrowingTaskGroup(of: SavePageText.Outcome.self) { group in
                for number in 1...6 {
                    group.addTask {
                        let content = PageText.Content(title: "Help", teaser: "", body: "Number \(number)")
                        return try await SavePageText(page: id, language: .en, content: content, basedOn: 1, person: person).run(house.installation.house, house.trail)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .saved } == 1 && outcomes.count { $0 == .conflict } == 5)
        }
    }

    @Test(arguments: Engines.all) func `An earlier version is read, compared and taken up again`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await published(.page, "help", [.en: "Help"], in: house)
            let administrator = try await house.signIn(as: .administrator)
            let address = "/administration/site/\(id)/en"
            _ = try await administrator.post(address, [("title", "Help"), ("body", "A worse text of Help"), ("version", "1")])
            let changed = try await administrator.get("\(address)/versions/2")
            #expect(changed.says("added: worse"))
            let restored = try await administrator.post("\(address)/versions/1", [("version", "2")])
            #expect(restored.location == "\(address)/versions")
            let list = try await administrator.get("\(address)/versions")
            #expect(list.says("Version 3") && list.says("Taken up again from version 1"))
            await house.settle()
            #expect(try await house.visitor().get("/pages/help").says("A text of Help"))
            // Somebody saved meanwhile: nothing is overwritten.
            _ = try await administrator.post("\(address)/versions/2", [("version", "2")])
            #expect(try await house.database.read { try SitePages.versions(of: id, .en, $0).count } == 3)
        }
    }

    @Test func `Editors write news and no pages, translators every language but the source`() async throws {
        try await withHouse(.sqlite) { house in
            let page = try await published(.page, "help", [.en: "Help"], in: house)
            let news = try await published(.news, "opening", [.en: "Opening"], in: house)
            let editor = try await house.signIn(as: .editor)
            let translator = try await house.signIn(as: .translator)
            func write(_ browser: Browser, _ id: SitePageID, _ language: String) async throws -> Int {
                try await browser.post("/administration/site/\(id)/\(language)", [("title", "T"), ("body", "B"), ("version", language == "en" ? "1" : "0")]).status
            }
            for language in ["en", "it"] {
                #expect(try await write(editor, page, language) == 403)
                #expect(try await write(editor, news, language) == 303)
            }
            #expect(try await write(translator, page, "en") == 403)
            #expect(try await write(translator, page, "de") == 303)
            #expect(try await write(translator, news, "fr") == 303)
            #expect(try await editor.post("/administration/site/\(page)/state", [("step", "withdraw")]).status == 403)
            #expect(try await editor.post("/administration/site/new", [("kind", "page"), ("title", "T"), ("body", "B")]).status == 403)
            #expect(try await editor.get("/administration/site/new?kind=page").status == 403)
            #expect(try await editor.post("/administration/site/\(news)/state", [("step", "withdraw")]).status == 303)
            #expect(try await house.visitor().get("/pages/help").status == 200)
        }
    }

    @Test func `What was typed stays when something is wrong with it`() async throws {
        try await withHouse(.sqlite) { house in
            let id = try await published(.page, "help", [.en: "Help"], in: house)
            let administrator = try await house.signIn(as: .administrator)
            let long = String(repeating: "س", count: PageTextForm.longest + 1)
            let page = try await administrator.post("/administration/site/\(id)/ar", [("title", ""), ("body", long), ("version", "0")])
            #expect(page.status == 400 && Set(["#title", "#body"]).isSubset(of: Set(page.links)) && page.value("body") == long)
            let fits = String(long.dropFirst())
            #expect(try await administrator.post("/administration/site/\(id)/ar", [("title", "عنوان"), ("body", fits), ("version", "0")]).status == 303)
            let arabic = try await administrator.post("/administration/site/new", [("kind", "page"), ("source", "ar"), ("title", "عنوان"), ("body", "نص")])
            #expect(arabic.status == 400 && arabic.links.contains("#slug"), "a title in Arabic makes no address")
        }
    }

    @Test(arguments: Engines.all) func `The pages that Ponte comes with are put on record once, whole in every language`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            try await LoadStarterPages(published: true).run(house.database, house.ids, house.trail)
            await house.settle()
            for language in Language.allCases {
                for path in ["/about", "/pages/how-it-works", "/news/welcome"] {
                    let page = try await house.visitor().get("\(path)?lang=\(language)")
                    #expect(page.status == 200 && page.elements("h1").first?["lang"] == language.code && page.elements("div").contains { $0["class"]?.contains("notice") == true } == false, "\(path) in \(language)")
                    for link in page.links where link.hasPrefix("/pages/") || link == "/about" { #expect(try await house.visitor().get(link).status == 200, "\(link)") }
                }
                #expect(try await house.visitor().get("/?lang=\(language)").links.contains("/about"), "the foot of the page leads there")
            }
            let administrator = try await house.signIn(as: .administrator)
            let about = try #require(try await house.database.read { try SitePages.named("about", .page, $0) })
            _ = try await administrator.post("/administration/site/\(about.id)/state", [("step", "archive")])
            try await LoadStarterPages(published: true).run(house.database, house.ids, house.trail)
            await house.settle()
            #expect(try await house.visitor().get("/about").status == 404, "what was archived stays so")
            #expect(try await !house.visitor().get("/").links.contains("/about"))
        }
    }
}
