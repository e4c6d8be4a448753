import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web

@Suite struct FirstRunTests {
    private let fields = [
        ("network", "MiStra network"), ("starter", "no"), ("name", "Katarina Horvat"), ("email", "Katarina@City.example"), ("language", "de"),
        ("password", "the first of many bridges"), ("contact", "office@city.example"), ("legal", "/pages/imprint"), ("siteLanguage", "de"), ("languages", "en"), ("languages", "de"),
    ]

    private func path(_ house: TestHouse) async throws -> String {
        let address = try #require(try await house.installation.members.firstRunAddress())
        #expect(address.hasPrefix("https://ponte.example.eu/first-run/"))
        return String(address.dropFirst("https://ponte.example.eu".count))
    }

    @Test(arguments: Engines.all) func `Whoever opens the link becomes the first administrator, with a second factor before anything else`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let path = try await path(house)
            let visitor = house.visitor()
            #expect(try await visitor.get(path).status == 200)
            let wrong = try await visitor.post(path, [("network", ""), ("email", "x"), ("password", "short")], from: path)
            #expect(wrong.status == 400 && Set(["#network", "#name", "#email", "#password", "#starter", "#languages"]).isSubset(of: Set(wrong.links)))
            let begun = try await visitor.post(path, fields, from: path)
            #expect(begun.status == 303 && begun.location == "/account/second-factor", "\(begun.text.prefix(300)) \(house.log.errors)")
            #expect(try await visitor.get("/administration").location == "/account/second-factor")
            let page = try await visitor.get("/account/second-factor")
            #expect(page.status == 200 && page.language == "de")
            #expect(try await house.visitor().get(path).status == 404, "once")
            #expect(try await house.installation.members.firstRunAddress() == nil)
            let accounts = try await house.database.read { try Accounts.all(at: house.clock.now, $0) }
            #expect(accounts.map(\.email) == ["katarina@city.example"] && accounts.first?.role == "administrator" && accounts.first?.scope == "network")
            #expect(try await house.database.read { try InstallationSetting.value(MembersModule.networkNameSetting, $0) } == "MiStra network")
            await house.settle()
            let home = try await house.visitor().get("/")
            #expect(home.language == "de" && !home.links.contains("/pages/imprint") && home.links.contains("mailto:office@city.example") && home.says("MiStra network"))
            #expect(Set(home.elements("a").compactMap { $0["hreflang"] }) == ["en", "de"], "the languages that were chosen and no others")
            #expect(try await house.visitor().get("/?lang=fr").language == "de")
            // The legal notice that was named is there to be written, and nobody is led to it before it is published.
            let administrator = try await house.signIn(as: .administrator)
            #expect(try await administrator.get("/administration/next-steps?lang=en").texts("span").filter { $0 == "to do" }.count == 2, "a letter, and the legal notice")
            let imprint: String? = try await house.database.read { try $0.first("SELECT id FROM site_page WHERE slug = 'imprint' AND state = 'draft'") { try $0["id"] } }
            #expect(try await administrator.post("/administration/site/\(try #require(imprint))/state", [("step", "publish")]).status == 303)
            await house.settle()
            #expect(try await house.visitor().get("/").links.contains("/pages/imprint"))
            #expect(try await house.visitor().get("/pages/imprint").status == 200)
            #expect(try await administrator.get("/administration/next-steps?lang=en").texts("span").filter { $0 == "to do" } == ["to do"])
            #expect(try await administrator.get("/administration").says("1 step is left to set up Ponte"))
        }
    }

    @Test(arguments: Engines.all) func `Of two who use the link at once, one becomes administrator`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let path = try await path(house)
            let (one, two) = (house.visitor(), house.visitor())
            _ = try await one.get(path)
            _ = try await two.get(path)
            let others = fields.map { name, value in (name, name == "email" ? "other@city.example" : value) }
            async let first = one.post(path, fields)
            async let second = two.post(path, others)
            let statuses = try await [first.status, second.status].sorted()
            #expect(statuses == [303, 404])
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM person") } == 1)
        }
    }

    @Test func `A later start makes the earlier link useless, and a person on record makes all of them so`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let first = try await path(house)
            let second = try await path(house)
            #expect(try await house.visitor().get(first).status == 404)
            #expect(try await house.visitor().get(second).status == 200)
            _ = try await house.person(.member)
            #expect(try await house.visitor().get(second).status == 404)
            #expect(try await house.installation.members.firstRunAddress() == nil)
        }
    }

    @Test func `The content that comes with Ponte is there when it was wished for`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let path = try await path(house)
            let begun = try await house.visitor().post(path, fields.map { name, value in (name, name == "starter" ? "yes" : value) }, from: path)
            #expect(begun.status == 303, "\(house.log.errors)")
            await house.settle()
            #expect(house.installation.compendium.catalogue.cards.count > 100)
        }
    }

    @Test(arguments: Language.allCases) func `It speaks every language`(language: Language) async throws {
        try await withHouse(.sqlite, .empty) { house in
            let path = try await path(house)
            for page in [try await house.visitor().get("\(path)?lang=\(language)"), try await house.visitor().post("\(path)?lang=\(language)", [], from: path)] {
                #expect(page.language == language.code && !page.html.contains("⟦"))
            }
        }
    }
}
