import Foundation
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web

/// The links of letters, as they stand in the outbox.
extension TestHouse {
    func links(to person: PersonID) async throws -> [String] {
        try await database.read { try Outbox.letters(nil, before: nil, limit: 50, $0) }.filter { $0.person == person }.compactMap(\.link)
    }

    func id(ofEmail email: String) async throws -> PersonID? { try await database.read { try Accounts.id(ofEmail: email, $0) } }
}

@Suite struct InvitationTests {
    private let fields = [
        ("email", "Giulia@Catania.example"), ("name", "Giulia Conti"), ("language", "it"), ("role", "city-officer"), ("scope", "city:catania"), ("until", "2026-12-31"),
    ]

    private func invite(_ administrator: Browser, _ house: TestHouse) async throws -> (id: PersonID, link: String) {
        let sent = try await administrator.post("/administration/people/invite", fields + [("confirmed", "1")], from: "/administration/people/invite")
        #expect(sent.status == 303, "\(sent.text.prefix(300)) \(house.log.errors)")
        let id = try #require(try await house.id(ofEmail: "giulia@catania.example"))
        return (id, try #require(try await house.links(to: id).first))
    }

    @Test(arguments: Engines.all) func `Somebody is invited, comes, and may do what the preview said`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator, name: "Katarina Horvat")
            let preview = try await administrator.post("/administration/people/invite", fields, from: "/administration/people/invite")
            #expect(preview.status == 200 && preview.says("Describe needs, judge matches") && preview.says("City of Catania") && preview.says("31 December 2026"))
            #expect(try await house.id(ofEmail: "giulia@catania.example") == nil, "a preview invites nobody")
            let (id, link) = try await invite(administrator, house)
            #expect(link.hasPrefix("/invitation/") && link.hasSuffix("?lang=it"))
            let kept: [String] = try await house.database.read { try $0.all("SELECT digest FROM one_time_link") { try $0["digest"] } }
            #expect(kept.count == 1 && !link.contains(kept[0]), "only a digest is kept")

            let visitor = house.visitor()
            let wrong = try await visitor.post("/sign-in", [("email", "giulia@catania.example"), ("password", "!")])
            #expect(wrong.status == 400, "no password is right before one is chosen")
            let page = try await visitor.get(link)
            #expect(page.status == 200 && page.value("name") == "Giulia Conti" && page.language == "it", "in the language of the letter")
            for bad in ["short", "giulia@catania.example", "aaaaaaaaaaaaaaaa"] {
                #expect(try await visitor.post(link, [("name", "Giulia C."), ("password", bad)], from: link).status == 400, "\(bad)")
            }
            let come = try await visitor.post(link, [("name", "Giulia C."), ("password", "a bridge over the strait")], from: link)
            #expect(come.status == 303 && come.location == "/account")
            let account = try await visitor.get("/account")
            #expect(account.status == 200 && account.value("name") == "Giulia C." && account.language == "it")
            #expect(try await visitor.get("/needs/new").status == 200, "an officer of Catania")
            #expect(try await visitor.get("/administration/people").status == 403)

            let again = try await house.visitor().get(link)
            #expect(again.status == 404 && again.says("Questo link non funziona più"))
            let facts = try await house.database.read { try Audit.entries(of: RecordReference(id), limit: 9, $0) }
            #expect(facts.map(\.action).contains("person.joined") && facts.map(\.action).contains("person.invited"))
            #expect(!facts.contains { ($0.after ?? "").lowercased().contains("giulia") }, "no personal data in the chain")
            // The role ends by itself.
            house.clock.advance(by: .seconds(310 * 86_400))
            let later = try await house.browser(of: id)
            #expect(try await later.get("/needs/new").status == 403)
        }
    }

    @Test(arguments: Engines.all) func `A newer letter, two weeks, or a disabled account make a link useless`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            let (id, first) = try await invite(administrator, house)
            #expect(try await administrator.post("/administration/people/\(id)/invite-again").status == 303)
            let second = try #require(try await house.links(to: id).first { $0 != first })
            #expect(try await house.visitor().get(first).status == 404)
            #expect(try await house.visitor().get(second).status == 200)
            house.clock.advance(by: .seconds(14 * 86_400 - 1))
            #expect(try await house.visitor().get(second).status == 200)
            house.clock.advance(by: .seconds(2))
            #expect(try await house.visitor().get(second).status == 404)
            // The administrator's session is over by now too.
            let anew = try await house.browser(of: try #require(administrator.person))
            #expect(try await anew.post("/administration/people/\(id)/invite-again").status == 303)
            let third = try #require(try await house.links(to: id).first { $0 != first && $0 != second })
            #expect(try await anew.post("/administration/people/\(id)/disable").status == 303)
            #expect(try await house.visitor().get(third).status == 404)
            #expect(try await anew.post("/administration/people/\(id)/enable").status == 303)
            #expect(try await house.visitor().get(third).status == 404, "disabling takes links away for good")
        }
    }

    @Test(arguments: [
        ([("email", "nobody")], "email"), ([("email", "a@b.eu,c@d.eu")], "email"), ([("name", "")], "name"), ([("role", "")], "role"), ([("role", "mayor")], "role"),
        ([("scope", "city:atlantis")], "scope"), ([("role", "administrator")], "scope"), ([("until", "2020-01-01")], "until"), ([("until", "soon")], "until"),
    ]) func `A wrong invitation keeps what was typed and names the field`(changed: [(String, String)], field: String) async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            let sent = fields.map { name, value in (name, changed.first { $0.0 == name }?.1 ?? value) } + [("confirmed", "1")]
            let page = try await administrator.post("/administration/people/invite", sent, from: "/administration/people/invite")
            #expect(page.status == 400 && page.links.contains("#\(field)"), "\(page.text.prefix(300))")
            if field != "name" { #expect(page.value("name") == "Giulia Conti") }
        }
    }

    @Test func `The audit record says in the reader's words what happened, and keeps how it is recorded`() async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            _ = try await invite(administrator, house)
            try await house.database.write { try house.trail.record(Fact("person.neverHeardOf", RecordReference(kind: "person", id: "x"), by: .system("test")), in: $0) }
            let page = try await administrator.get("/administration/audit?lang=de")
            #expect(page.texts("summary").contains("Brief: verfasst") && page.texts("summary").contains("Person: eingeladen"), "\(page.texts("summary"))")
            #expect(page.says("letter.written") && page.says("{\"kind\":\"members.mail.invitation\"}") && page.says("person.neverHeardOf"))
        }
    }

    @Test(arguments: Engines.all) func `Somebody on record is not invited twice`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let administrator = try await house.signIn(as: .administrator)
            _ = try await invite(administrator, house)
            let page = try await administrator.post("/administration/people/invite", fields, from: "/administration/people/invite")
            #expect(page.status == 400 && page.says("There is already an account with this email"))
        }
    }
}

@Suite struct LookingAfterPeopleTests {
    @Test(arguments: Engines.all) func `Nobody takes away the last administrator`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let first = try await house.signIn(as: .administrator, name: "First")
            let second = try await house.person(.administrator, name: "Second")
            let temporary = try await house.person(.administrator, name: "Temporary", expires: house.clock.now.adding(.seconds(86_400)))
            let one = try #require(first.person)
            func grant(_ person: PersonID) async throws -> String {
                try await house.database.read { try $0.first("SELECT id FROM role_grant WHERE person_id = \(person)") { try $0["id"] } } ?? ""
            }
            #expect(try await first.post("/administration/people/\(second)/roles/end", [("grant", grant(second))]).status == 303)
            let last = try await first.post("/administration/people/\(one)/roles/end", [("grant", grant(one))])
            #expect(last.status == 409 && last.says("Make another person administrator"))
            let other = try await house.browser(of: temporary)
            #expect(try await other.post("/administration/people/\(one)/disable").status == 409, "a role that runs out is not enough")
            #expect(try await first.get("/administration").status == 200, "nothing was changed")
            #expect(try await first.post("/administration/people/\(second)/roles", [("role", "administrator"), ("scope", "network")]).status == 303)
            #expect(try await other.post("/administration/people/\(one)/disable").status == 303)
            #expect(try await first.get("/administration").status == 401, "sessions are gone at once")
        }
    }

    @Test func `Two administrators cannot end one another at once`() async throws {
        try await withHouse(.postgres, .empty) { house in
            for round in 1...5 {
                let one = try await house.signIn(as: .administrator, name: "One \(round)")
                let two = try await house.signIn(as: .administrator, name: "Two \(round)")
                let (first, second) = (try #require(one.person), try #require(two.person))
                try await house.database.write { try $0.run("UPDATE person SET disabled_at = \(house.clock.now) WHERE id NOT IN \(list: [first, second])") }
                _ = try await one.get("/administration/people")
                _ = try await two.get("/administration/people")
                async let a = one.post("/administration/people/\(second)/disable")
                async let b = two.post("/administration/people/\(first)/disable")
                _ = try await (a, b)
                let left = try await house.database.read { try $0.number("SELECT count(*) AS n FROM person WHERE disabled_at IS NULL") }
                #expect(left == 1)
            }
        }
    }

    @Test(arguments: Engines.all) func `People are found by name, address and role, page by page`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let administrator = try await house.signIn(as: .administrator, name: "Zz Admin")
            _ = try await house.person(.author, name: "Zoë Müller")
            for number in 100..<160 { _ = try await house.person(.member, name: "Member \(number)") }
            func names(_ page: TestPage) -> [String] { page.texts("bdi").filter { !$0.contains("@") } }
            #expect(names(try await administrator.get("/administration/people?q=zoe")) == ["Zoë Müller"])
            #expect(names(try await administrator.get("/administration/people?q=MULLER")) == ["Zoë Müller"])
            #expect(names(try await administrator.get("/administration/people?role=author")) == ["Zoë Müller"])
            #expect(names(try await administrator.get("/administration/people?q=zoe&role=member")) == [])
            var all: [String] = []
            var address: String? = "/administration/people"
            while let next = address {
                let page = try await administrator.get(next)
                all += names(page)
                address = page.elements("a").first { $0["rel"] == "next" }?["href"]
            }
            #expect(all.count == 62 && Set(all).count == 62)
        }
    }

    @Test(arguments: Engines.all) func `A forgotten password is replaced by a letter, and the page does not tell who is known`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let person = try await house.person(.member, name: "Ada")
            let elsewhere = try await house.browser(of: person)
            let visitor = house.visitor()
            let known = try await visitor.post("/password/forgotten", [("email", "Ada@test.example")], from: "/password/forgotten")
            let unknown = try await visitor.post("/password/forgotten", [("email", "xyz@test.example")], from: "/password/forgotten")
            #expect(known.status == 200 && known.text.replacingOccurrences(of: "ada@", with: "xyz@") == unknown.text)
            #expect(try await house.links(to: person).count == 1)
            _ = try await visitor.post("/password/forgotten", [("email", "ada@test.example")], from: "/password/forgotten")
            #expect(try await house.links(to: person).count == 1, "a mailbox is not filled by others")
            #expect(try await visitor.post("/password/forgotten", [("email", "ada")], from: "/password/forgotten").status == 400)

            let link = try #require(try await house.links(to: person).first)
            let changed = try await visitor.post(link, [("password", "another bridge entirely")], from: link)
            #expect(changed.status == 303)
            #expect(try await visitor.get("/account").status == 200)
            #expect(try await elsewhere.get("/account").status == 401, "whoever was in is out")
            #expect(try await house.visitor().post("/sign-in", [("email", "ada@test.example"), ("password", TestHouse.password)]).status == 400)
            #expect(try await house.visitor().post("/sign-in", [("email", "ada@test.example"), ("password", "another bridge entirely")]).status == 303)
            #expect(try await house.visitor().get(link).status == 404)
        }
    }

    @Test(arguments: Engines.all) func `A person changes their own password, and other sessions end`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let browser = try await house.signIn(as: .member, name: "Ada")
            let elsewhere = try await house.browser(of: try #require(browser.person))
            let wrong = try await browser.post("/account/password", [("currentPassword", "no"), ("newPassword", "short")], from: "/account")
            #expect(wrong.status == 400 && wrong.links.contains("#currentPassword") && wrong.links.contains("#newPassword"))
            let right = try await browser.post("/account/password", [("currentPassword", TestHouse.password), ("newPassword", "seven other arches")], from: "/account")
            #expect(right.status == 303)
            #expect(try await browser.get("/account").status == 200)
            #expect(try await elsewhere.get("/account").status == 401)
        }
    }
}
