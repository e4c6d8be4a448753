import Kernel
import Members
import Store
import TestKit
import Testing
import Web
@testable import Publishing

/// Menus: made in place, in order, by language and role; and never in anybody's way.
@Suite struct MenuTests {
    private func header(_ page: TestPage) -> [String] {
        let html = page.html.components(separatedBy: "<nav class=\"nav\"").dropFirst().first?.components(separatedBy: "</nav>").first ?? ""
        return TestPage(address: "", status: 200, headers: [:], bytes: Array(html.utf8)).links.filter { $0 != "/sign-in" && $0 != "/account" }
    }

    @Test(arguments: Engines.all) func `An administrator changes the header, and every reader sees it in their language`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let id = try await published(.page, "about", [.en: "About us", .it: "Chi siamo"], in: house)
            let administrator = try await house.signIn(as: .administrator)
            let builtIn = header(try await house.visitor().get("/"))
            #expect(try await administrator.post("/administration/menus/header/begin").status == 303)
            await house.settle()
            #expect(header(try await house.visitor().get("/")) == builtIn, "begun with what was there")
            #expect(try await administrator.post("/administration/menus/header/add", [("target", "page:\(id)"), ("label-de", "Wer wir sind")]).status == 303)
            let items = try await house.database.read { try Menus.items($0) }
            let about = try #require(items.last?.id)
            for _ in 1..<items.count { _ = try await administrator.post("/administration/menu-items/\(about)/move", [("to", "up")]) }
            _ = try await administrator.post("/administration/menu-items/\(about)/move", [("to", "up")])
            await house.settle()
            #expect(header(try await house.visitor().get("/")) == ["/about"] + builtIn)
            for (language, label) in [("en", "About us"), ("it", "Chi siamo"), ("de", "Wer wir sind"), ("fr", "About us")] {
                #expect(try await house.visitor().get("/practices?lang=\(language)").texts("a").contains(label), "\(language)")
            }
            let page = try await house.visitor().get("/about")
            #expect(page.elements("a").contains { $0["href"] == "/about" && $0["aria-current"] == "page" })
            // A page that is no longer published leaves the menu, and comes back with it.
            _ = try await administrator.post("/administration/site/\(id)/state", [("step", "withdraw")])
            await house.settle()
            #expect(header(try await house.visitor().get("/")) == builtIn)
            #expect(try await administrator.get("/administration/menus").says("Not shown: what it leads to is not published"))
            #expect(try await administrator.post("/administration/menu-items/\(about)/remove").status == 303)
            #expect(try await administrator.post("/administration/menus/header/reset").status == 303)
            await house.settle()
            #expect(header(try await house.visitor().get("/")) == builtIn)
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `An entry is hidden from roles; whoever has another role too sees it`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let fields = [("target", "link"), ("address", "https://city.example/inside"), ("label-en", "Inside"), ("hidden", "visitor"), ("hidden", "member")]
            #expect(try await administrator.post("/administration/menus/footer/add", fields).status == 303)
            await house.settle()
            let member = try await house.signIn(as: .member)
            let officer = try await house.signIn(as: .cityOfficer)
            let link = "https://city.example/inside"
            #expect(try await !house.visitor().get("/practices").links.contains(link))
            #expect(try await !member.get("/practices").links.contains(link))
            #expect(try await officer.get("/practices").links.contains(link))
        }
    }

    @Test func `No menu locks anybody out`() async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            _ = try await administrator.post("/administration/menus/header/begin")
            for item in try await house.database.read({ try Menus.items($0) }) {
                let roles = MenuItemForm.roles.map { ("hidden", $0) }
                #expect(try await administrator.post("/administration/menu-items/\(item.id)", [("target", "\(item.target.kind):\(item.target.value)")] + roles).status == 303)
            }
            // Entries that lead nowhere any more, as after an upgrade.
            try await house.database.write { try $0.run("UPDATE menu_item SET target = 'no-such-part' WHERE position = 1") }
            await house.settle()
            let page = try await administrator.get("/practices")
            #expect(page.status == 200 && header(page).contains("/administration"))
            #expect(header(try await house.visitor().get("/")) == [])
            #expect(try await house.visitor().get("/").links.contains("/sign-in"))
        }
    }

    @Test(arguments: ["http://city.example/", "javascript:alert(1)", "//city.example", "https://", "https://a b.example", ""])
    func `An address elsewhere is https or nothing`(address: String) async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            let page = try await administrator.post("/administration/menus/footer/add", [("target", "link"), ("address", address), ("label-en", "There")])
            #expect(page.status == 400 && page.links.contains("#address") && page.value("address") == address && page.value("label-en") == "There")
            #expect(try await house.database.read { try Menus.items($0) } == [])
        }
    }

    @Test(arguments: Engines.all) func `A menu is bounded, and keeps its order when two move at once`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            for number in 1...MenuItem.most {
                #expect(try await administrator.post("/administration/menus/footer/add", [("target", "link"), ("address", "https://city.example/\(number)"), ("label-en", "\(number)")]).status == 303)
            }
            let more = try await administrator.post("/administration/menus/footer/add", [("target", "part:news")])
            #expect(more.status == 400 && more.links.contains("#target"))
            let items = try await house.database.read { try Menus.items($0) }
            let person = try #require(administrator.person)
            async let one: Void = MoveMenuItem(id: items[3].id, isUp: true, person: person).run(house.installation.house, house.trail)
            async let two: Void = MoveMenuItem(id: items[6].id, isUp: false, person: person).run(house.installation.house, house.trail)
            _ = try await (one, two)
            let after = try await house.database.read { try Menus.items($0) }
            #expect(Set(after.map(\.id)) == Set(items.map(\.id)) && Set(after.map(\.position)).count == items.count)
        }
    }

    @Test func `Labels in languages that are not shown stay`() async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            _ = try await administrator.post("/administration/menus/footer/add", [("target", "part:news"), ("label-it", "Novità"), ("label-en", "New")])
            let item = try #require(try await house.database.read { try Menus.items($0) }.first)
            #expect(try await administrator.post("/administration/settings", [("networkName", "N"), ("languages", "en"), ("siteLanguage", "en")]).status == 303)
            await house.settle()
            #expect(try await administrator.get("/administration/menu-items/\(item.id)").value("label-it") == nil)
            _ = try await administrator.post("/administration/menu-items/\(item.id)", [("target", "part:news"), ("label-en", "Newer")])
            #expect(try await house.database.read { try Menus.items($0) }.first?.labels == [.it: "Novità", .en: "Newer"])
        }
    }
}
