import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Web

@Suite struct NetworkSettingsTests {
    private let fields = [("networkName", "Bridges"), ("contact", "office@city.example"), ("legal", "https://city.example/imprint"), ("siteLanguage", "it"), ("languages", "it"), ("languages", "ar")]

    @Test(arguments: Engines.all) func `Languages that are not shown vanish everywhere, and come back`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let english = house.visitor()
            #expect(try await english.get("/?lang=en").language == "en")
            #expect(try await administrator.post("/administration/settings", fields).status == 303)
            await house.settle()
            for path in ["/", "/practices/odense-mothers", "/sign-in", "/nowhere"] {
                let page = try await english.get(path)
                #expect(page.language == "it", "\(path): the remembered language is not shown any more")
                #expect(Set(page.elements("a").compactMap { $0["hreflang"] }) == ["it", "ar"])
                #expect(Set(page.elements("link").compactMap { $0["hreflang"] }).isSubset(of: ["it", "ar", "x-default"]))
            }
            #expect(try await house.visitor().get("/?lang=de").language == "it")
            #expect(try await house.visitor().get("/", headers: [.acceptLanguage: "de, ar;q=0.5"]).language == "ar")
            #expect(try await !house.visitor().get("/sitemap.xml").html.contains("hreflang=\"de\""))
            let account = try await administrator.get("/account")
            #expect(Set(account.elements("option").compactMap { $0["value"] }) == ["it", "ar"])
            let home = try await house.visitor().get("/?lang=it")
            #expect(home.links.contains("mailto:office@city.example") && home.links.contains("https://city.example/imprint") && home.says("Bridges"))

            // With one language there is nothing to choose.
            #expect(try await administrator.post("/administration/settings", [("networkName", "Bridges"), ("siteLanguage", "en"), ("languages", "en")]).status == 303)
            await house.settle()
            let alone = try await house.visitor().get("/?lang=it")
            #expect(alone.language == "en" && alone.elements("details").allSatisfy { $0["class"] != "menu" } && !alone.links.contains("mailto:office@city.example"))
            #expect(house.log.errors == [])
        }
    }

    @Test func `What cannot be is said at its field, and nothing changes`() async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            let wrong: [([(String, String)], String)] = [
                ([("networkName", "")], "#networkName"), ([("networkName", "N"), ("siteLanguage", "en")], "#languages"),
                ([("networkName", "N"), ("languages", "it"), ("siteLanguage", "en")], "#siteLanguage"),
                ([("networkName", "N"), ("languages", "en"), ("contact", "nobody")], "#contact"), ([("networkName", "N"), ("languages", "en"), ("legal", "javascript:alert(1)")], "#legal"),
                ([("networkName", "N"), ("languages", "en"), ("legal", "//city.example")], "#legal"),
                ([("networkName", "N"), ("languages", "en"), ("legal", "/nowhere")], "#legal"), ([("networkName", "N"), ("languages", "en"), ("legal", "/pages/Our imprint")], "#legal"),
            ]
            for (fields, link) in wrong {
                let page = try await administrator.post("/administration/settings", fields)
                #expect(page.status == 400 && page.links.contains(link), "\(link)")
            }
            #expect(try await house.database.read { try NetworkSettings.read($0) }.name == nil)
        }
    }

    @Test(arguments: Engines.all) func `A legal notice that is not written yet is begun as a draft, once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let own = [("networkName", "Bridges"), ("legal", "/pages/imprint"), ("siteLanguage", "en"), ("languages", "en")]
            for _ in 1...2 { #expect(try await administrator.post("/administration/settings", own).status == 303) }
            await house.settle()
            #expect(try await administrator.get("/administration/site").texts("a").filter { $0 == "Legal notice" }.count == 1)
            #expect(try await house.visitor().get("/pages/imprint").status == 404)
            #expect(try await !house.visitor().get("/practices").links.contains("/pages/imprint"))
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `The chain is told what changed, and nobody's address`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            _ = try await administrator.post("/administration/settings", fields)
            _ = try await administrator.post("/administration/settings", fields)
            let facts: [String] = try await house.database.read { reader in
                try reader.all("SELECT after_value AS a FROM audit WHERE action = 'installation.changed'") { try $0["a"] }
            }
            #expect(facts == ["{\"language\":\"it\",\"languages\":\"it ar\"}"])
        }
    }
}

@Suite struct SessionsTests {
    @Test(arguments: Engines.all) func `An administrator sees who is signed in where, and ends it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator, name: "Katarina Horvat")
            let person = try await house.person(.member, name: "Mirela Popa")
            let (one, two) = (try await house.browser(of: person), try await house.browser(of: person))
            let list = try await administrator.get("/administration/sessions")
            #expect(list.says("Mirela Popa") && list.says("2 devices"))
            #expect(try await administrator.post("/administration/sessions/end", [("person", person.rawValue)]).status == 303)
            for browser in [one, two] { #expect(try await browser.get("/account").status == 401) }
            #expect(try await !administrator.get("/administration/sessions").says("Mirela Popa"))
            // Their own: the others end, the one they work in stays.
            let other = try await house.browser(of: try #require(administrator.person))
            _ = try await administrator.post("/administration/sessions/end", [("person", try #require(administrator.person).rawValue)])
            #expect(try await administrator.get("/account").status == 200)
            #expect(try await other.get("/account").status == 401)
        }
    }

    @Test func `The page costs as much for many as for few`() async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            let few = try await house.statements { _ = try await administrator.get("/administration/sessions") }
            for number in 1...60 { _ = try await house.signIn(as: .member, name: "Member \(number)") }
            let page = try await administrator.get("/administration/sessions")
            #expect(try await house.statements { _ = try await administrator.get("/administration/sessions") } == few)
            let next = try #require(page.links.first { $0.hasPrefix("/administration/sessions?after=") })
            #expect(try await administrator.get(next).status == 200)
        }
    }
}
