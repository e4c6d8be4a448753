import HTTPTypes
import Kernel
import Members
import Store
import TestKit
import Testing
import Web

@Suite struct SignInTests {
    @Test(arguments: Engines.all) func `The right password opens a session, and one goes on where one wanted to be`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            _ = try await house.person(.cityOfficer, name: "Chiara Russo")
            let browser = house.visitor()
            let refused = try await browser.get("/account?from=mail")
            #expect(refused.status == 401)
            #expect(refused.value("next") == "/account?from=mail")
            let page = try await browser.post("/sign-in", [("email", " Chiara.Russo@Test.Example "), ("password", TestHouse.password), ("next", refused.value("next") ?? "")])
            #expect(page.status == 303)
            #expect(page.location == "/account?from=mail")
            let cookie = try #require(page.headers[values: .setCookie].first { $0.hasPrefix("\(Cookie.session)=") })
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure") && cookie.contains("Path=/"))
            let account = try await browser.follow(page)
            #expect(account.status == 200)
            #expect(account.says("chiara.russo@test.example"))
            #expect(account.says("City of Catania"))
            // Only a digest of the token is kept.
            let token = try #require(await browser.cookie(Cookie.session))
            let kept: [String] = try await house.database.read { try $0.all("SELECT digest FROM session") { try $0["digest"] } }
            #expect(kept == [Secrets.digest(token)])
        }
    }

    @Test(arguments: Engines.all) func `A browser that remembers no language goes on in the person's own`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let person = try await house.person(.member, name: "Amal Haddad")
            try await house.database.write { try $0.run("UPDATE person SET language = 'ar' WHERE id = \(person)") }
            let signIn = [("email", TestHouse.email("Amal Haddad")), ("password", TestHouse.password)]
            let fresh = house.visitor()
            #expect(try await fresh.get("/sign-in").language == "en")
            #expect(try await fresh.post("/sign-in", signIn).status == 303)
            #expect(try await fresh.get("/account").language == "ar")
            _ = try await fresh.post("/sign-out", [])
            #expect(try await fresh.get("/sign-in").language == "ar", "and at the next sign-in too")

            let settled = house.visitor()
            _ = try await settled.get("/?lang=de")
            #expect(try await settled.post("/sign-in", signIn).status == 303)
            #expect(try await settled.get("/account").language == "de", "what the browser remembers was chosen on it")
        }
    }

    @Test(arguments: Engines.all) func `A wrong password and an unknown address look the same`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            _ = try await house.person(.member, name: "Anna Nowak")
            let wrong = try await house.visitor().post("/sign-in", [("email", "anna.nowak@test.example"), ("password", "not her password")])
            let unknown = try await house.visitor().post("/sign-in", [("email", "anna.nowak@other.example"), ("password", "not her password")])
            #expect(wrong.status == 400 && unknown.status == 400)
            #expect(wrong.text == unknown.text)
            #expect(wrong.says("Email or password is wrong"))
            #expect(wrong.value("email") == "anna.nowak@test.example", "what was typed is kept")
            #expect(wrong.value("password") == "", "but not the password")
            #expect(wrong.headers[values: .setCookie].allSatisfy { !$0.hasPrefix(Cookie.session) })
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM session") } == 0)
        }
    }

    @Test func `A disabled person cannot sign in and is out at once`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let browser = try await house.signIn(as: .editor, name: "Jonas Weber")
            #expect(try await browser.get("/account").status == 200)
            let now = house.clock.now
            try await house.database.write { try $0.run("UPDATE person SET disabled_at = \(now) WHERE name = 'Jonas Weber'") }
            #expect(try await browser.get("/account").status == 401)
            let page = try await house.visitor().post("/sign-in", [("email", "jonas.weber@test.example"), ("password", TestHouse.password)])
            #expect(page.status == 400)
        }
    }

    @Test func `Guessing is slowed down, and does not lock anybody out`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            _ = try await house.person(.member, name: "Anna Nowak")
            let guesser = house.visitor()
            let fields = [("email", "anna.nowak@test.example"), ("password", "a guess of mine")]
            for _ in 1...6 { #expect(try await guesser.post("/sign-in", fields).status == 400) }
            let slowed = try await guesser.post("/sign-in", fields)
            #expect(slowed.status == 429)
            #expect(slowed.says("Your account is not locked"))
            #expect(slowed.value("email") == "anna.nowak@test.example")
            // Even the right password has to wait, from there …
            let right = [("email", "anna.nowak@test.example"), ("password", TestHouse.password)]
            #expect(try await guesser.post("/sign-in", right).status == 429)
            // … but not from anywhere else.
            #expect(try await house.visitor().post("/sign-in", right).status == 303)
            house.clock.advance(by: .seconds(61))
            #expect(try await guesser.post("/sign-in", right).status == 303, "a token comes back every 50 seconds")
            // After a success the count begins anew.
            let afterwards = house.visitor()
            #expect(try await afterwards.post("/sign-in", fields).status == 400)
            #expect(try await afterwards.post("/sign-in", right).status == 303)
            await afterwards.setCookie(Cookie.session, nil)
            for _ in 1...6 { #expect(try await afterwards.post("/sign-in", fields, from: "/sign-in").status == 400) }
        }
    }

    @Test func `Many accounts from one address are slowed down too`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let guesser = house.visitor()
            var statuses: [Int] = []
            for number in 1...42 {
                statuses.append(try await guesser.post("/sign-in", [("email", "person\(number)@test.example"), ("password", "a guess of mine")]).status)
            }
            #expect(statuses.prefix(40).allSatisfy { $0 == 400 })
            #expect(statuses.suffix(2) == [429, 429])
        }
    }

    @Test func `A form that is too old is shown again with what was typed, but never a password`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            _ = try await house.person(.member, name: "Anna Nowak")
            let browser = house.visitor()
            let expired = try await browser.post("/sign-in", encoded: "_token=0000000000000000000000000000000000000000&email=anna.nowak%40test.example&password=a+secret+of+mine")
            #expect(expired.status == 403)
            #expect(expired.value("email") == "anna.nowak@test.example")
            #expect(!expired.html.contains("a secret of mine"))
            #expect(expired.elements("input").filter { $0["name"] == "_token" }.count == 1)
            #expect(expired.elements("form").last?["action"] == "/sign-in")
            // Sent again from there, it is good.
            let again = try await browser.post("/sign-in", [("email", expired.value("email") ?? ""), ("password", TestHouse.password)])
            #expect(again.status == 303)
            // Without any token it is the same.
            #expect(try await browser.post("/account", encoded: "name=New").status == 403)
            // The token of somebody else is not good either.
            let other = try await house.signIn(as: .member)
            let theirs = try #require(try await other.get("/account").token)
            #expect(try await browser.post("/account", encoded: "_token=\(theirs)&name=Forged&language=en").status == 403)
            #expect(try await browser.get("/account").value("name") == "Anna Nowak")
        }
    }

    @Test(arguments: [("cross-site", 403), ("same-site", 403), ("same-origin", 303), ("none", 303)])
    func `A form that another site sends is refused`(site: String, status: Int) async throws {
        try await withHouse(.sqlite, .empty) { house in
            let browser = try await house.signIn(as: .member)
            _ = try await browser.get("/account")
            var headers = HTTPFields()
            headers[try #require(HTTPField.Name("Sec-Fetch-Site"))] = site
            let page = try await browser.post("/account", [("name", "Changed"), ("language", "en")], headers: headers)
            #expect(page.status == status)
            #expect(try await browser.get("/account").value("name")?.hasPrefix("Changed") == (status == 303))
        }
    }

    @Test(arguments: [
        ("/practices?q=a", "/practices?q=a"), ("/needs/new", "/needs/new"), ("https://evil.example", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"),
        ("/\n/evil.example", "/"), ("/\t/evil.example", "/"), ("javascript:alert(1)", "/"), ("", "/"), ("evil.example", "/"),
    ])
    func `One goes on to a place on this site only`(next: String, location: String) async throws {
        try await withHouse(.sqlite, .empty) { house in
            _ = try await house.person(.member, name: "Anna Nowak")
            let browser = house.visitor()
            let page = try await browser.post("/sign-in", [("email", "anna.nowak@test.example"), ("password", TestHouse.password), ("next", next)])
            #expect(page.status == 303)
            #expect(page.location == location)
            // Somebody who is in already is led on at once, to the same places.
            let again = try await browser.get(Fields([("next", next)]).link("/sign-in"))
            #expect(again.location == location)
        }
    }
}

@Suite struct SessionTests {
    @Test(arguments: Engines.all) func `Sessions survive a restart, and forms that were open go on`(engine: Engine) async throws {
        try await withTestPlace(engine) { place in
            let first = try await TestHouse.open(place, .small, name: "first")
            let browser = try await first.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(browser.person)
            let session = try #require(await browser.cookie(Cookie.session))
            let token = try #require(try await browser.get("/account").token)
            await first.close()

            let second = try await TestHouse.open(place, name: "second")
            let again = second.visitor()
            await again.setCookie(Cookie.session, session)
            #expect(try await again.get("/account").says("Chiara Russo"))
            let saved = try await again.post("/account", encoded: Fields([("_token", token), ("name", "Chiara R."), ("language", "it")]).encoded)
            #expect(saved.status == 303, "the key of forms is kept too")
            let name: String? = try await second.database.read { try $0.first("SELECT name FROM person WHERE id = \(person)") { try $0["name"] } }
            #expect(name == "Chiara R.")
            await second.close()
        }
    }

    @Test(arguments: Engines.all) func `One session is ended, and no other`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let laptop = try await house.signIn(as: .member)
            let person = try #require(laptop.person)
            let phone = try await house.browser(of: person)
            let stranger = try await house.signIn(as: .member)
            let account = try await laptop.get("/account")
            let digests = account.elements("input").filter { $0["name"] == "session" }.compactMap { $0["value"] }
            let phoneDigest = Secrets.digest(try #require(await phone.cookie(Cookie.session)))
            #expect(digests == [phoneDigest], "this session ends by signing out: \(account.text)")

            // Nobody ends a session of somebody else.
            _ = try await stranger.post("/account/sessions/end", [("session", phoneDigest)], from: "/account")
            #expect(try await phone.get("/account").status == 200)

            let ended = try await laptop.post("/account/sessions/end", [("session", phoneDigest)])
            #expect(ended.location == "/account")
            #expect(try await laptop.follow(ended).says("That session has ended"))
            #expect(try await phone.get("/account").status == 401)
            #expect(try await laptop.get("/account").status == 200)
        }
    }

    @Test(arguments: Engines.all) func `Signing out ends this session, everywhere ends all`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let laptop = try await house.signIn(as: .member)
            let person = try #require(laptop.person)
            let phone = try await house.browser(of: person)
            let tablet = try await house.browser(of: person)
            let stranger = try await house.signIn(as: .member)
            let session = await phone.cookie(Cookie.session)
            #expect(try await phone.post("/sign-out").location == "/")
            #expect(await phone.cookie(Cookie.session) == nil)
            await phone.setCookie(Cookie.session, session)
            #expect(try await phone.get("/account").status == 401, "the old token is worth nothing")
            #expect(try await tablet.get("/account").status == 200)

            #expect(try await laptop.post("/account/sessions/end-all").location == "/sign-in")
            #expect(try await tablet.get("/account").status == 401)
            #expect(try await laptop.get("/account").status == 401)
            #expect(try await stranger.get("/account").status == 200)
        }
    }

    @Test(arguments: Engines.all) func `A session ends by itself`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let browser = try await house.signIn(as: .member)
            house.clock.advance(by: .seconds(13 * 86_400))
            #expect(try await browser.get("/account").status == 200)
            house.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await browser.get("/account").status == 401)
        }
    }

    @Test(arguments: Engines.all) func `The account says when a session was last used`(engine: Engine) async throws {
        try await withHouse(engine, .empty) { house in
            let browser = try await house.signIn(as: .member)
            house.clock.advance(by: .seconds(86_400))
            _ = try await browser.get("/")
            let page = try await browser.get("/account")
            #expect(page.says("Signed in 2 Mar 2026"), "\(page.text)")
            #expect(page.says("last used 3 Mar 2026"), "\(page.text)")
        }
    }

    @Test func `A strange cookie is a visitor's`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            for session in ["", "x", String(repeating: "a", count: 5000), "' OR 1=1 --", "%00"] {
                let browser = house.visitor()
                await browser.setCookie(Cookie.session, session)
                let account = try await browser.get("/account")
                #expect(account.status == 401)
                #expect(try await browser.get("/practices").status == 200)
            }
            #expect(house.log.errors == [])
        }
    }
}

@Suite struct RoleTests {
    @Test(arguments: Engines.all) func `A role ends on its day, and the account says when`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let until = house.clock.now.adding(.seconds(3 * 86_400))
            let browser = try await house.signIn(as: .cityOfficer, expires: until)
            #expect(try await browser.get("/needs/new").status == 200)
            #expect(try await browser.get("/account").says("5 March 2026"))
            house.clock.advance(by: .seconds(3 * 86_400))
            #expect(try await browser.get("/needs/new").status == 403)
            #expect(try await browser.get("/account").says("You have no role yet"))
        }
    }

    @Test func `The table of permissions`() {
        let table: [Role: Set<Permission>] = [
            .member: [.readNetwork],
            .cityOfficer: [.readNetwork, .writeNeeds, .keepPartnerships, .keepOrganisations, .writeTransfers, .arrangeGatherings, .workInProgrammes],
            .cityLead: [.readNetwork, .writeNeeds, .leadCity, .keepPartnerships, .keepOrganisations, .writeTransfers, .arrangeGatherings, .workInProgrammes],
            .author: [.readNetwork, .writePractices], .editor: [.readNetwork, .writePractices, .publishPractices, .prepareSite, .writeNews],
            .translator: [.readNetwork, .translate, .prepareSite],
            .programmeCoordinator: [.readNetwork, .coordinateProgrammes, .keepPartnerships, .keepOrganisations, .arrangeGatherings, .workInProgrammes],
            .administrator: [.readNetwork, .keepOrganisations, .managePeople, .readAudit, .runInstallation, .prepareSite, .writeNews, .editSite],
        ]
        for role in Role.allCases { #expect(AccessTable.permissions(of: role) == table[role], "\(role.rawValue)") }
    }

    @Test func `A permission holds in its scope`() {
        let catania = CityID("catania"), odense = CityID("odense")
        func viewer(_ scope: Scope) -> Viewer {
            let grant = Viewer.Grant(role: "city-officer", scope: scope, permissions: [.writeNeeds])
            return Viewer(person: .init(id: PersonID("p"), name: "P", email: "p@test.example", language: .en, session: "s", grants: [grant]))
        }
        #expect(viewer(.city(catania)).holds(.writeNeeds, inCity: catania))
        #expect(!viewer(.city(catania)).holds(.writeNeeds, inCity: odense))
        #expect(!viewer(.city(catania)).holds(.writeNeeds, inCity: nil))
        #expect(!viewer(.city(catania)).holds(.leadCity, inCity: catania))
        #expect(viewer(.network).holds(.writeNeeds, inCity: odense))
        #expect(!viewer(.programme(ProgrammeID("catania"))).holds(.writeNeeds, inCity: catania))
        #expect(!Viewer.visitor.holds(.writeNeeds))
    }

    @Test func `What was sent after the session had ended waits behind the sign-in and is sent once more`() async throws {
        try await withHouse(.sqlite) { house in
            _ = try await house.person(.cityOfficer, name: "Chiara Russo")
            let browser = house.visitor()
            let text = "Families wait for <b>a kindergarten</b> place"
            let fields = [("text", text), ("city", "catania"), ("password", "not to be shown")]
            let asked = try await browser.post("/needs/new", fields)
            #expect(asked.status == 401 && asked.says("Nothing is lost") && !asked.html.contains("not to be shown"))
            func signIn(_ page: TestPage, _ password: String) async throws -> TestPage {
                let carried = page.elements("input").filter { $0["type"] == "hidden" && $0["name"] != "_token" }.map { ($0["name"] ?? "", $0["value"] ?? "") }
                return try await browser.post("/sign-in", carried + [("email", TestHouse.email("Chiara Russo")), ("password", password)])
            }
            let wrong = try await signIn(asked, "a wrong one")
            #expect(wrong.status == 400)
            let again = try await signIn(wrong, TestHouse.password)
            #expect(again.status == 200 && again.says(text) && again.says("Chiara Russo"), "the page is theirs already")
            let form = try #require(again.elements("form").first { $0["action"] == "/needs/new" })
            #expect(form["method"] == "post")
            let sent = try await browser.post("/needs/new", [("text", again.value("text") ?? ""), ("city", again.value("city") ?? "")])
            #expect(sent.status == 303)
            #expect(try await browser.follow(sent).says(text))
        }
    }

    @Test func `A carried form never leads to another site`() async throws {
        try await withHouse(.sqlite) { house in
            _ = try await house.person(.member, name: "Mia")
            for target in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
                let answer = try await house.visitor().post(
                    "/sign-in", [("carriedTarget", target), ("carried.text", "x y"), ("email", TestHouse.email("Mia")), ("password", TestHouse.password)])
                #expect(answer.status == 303 && answer.location == "/", "\(target)")
            }
        }
    }
}
