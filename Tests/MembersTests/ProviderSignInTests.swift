import Foundation
import HTTPTypes
import Kernel
@testable import Members
import Store
import TestKit
import Testing
import Web

private func somebody(_ subject: String, _ email: String?, verified: Bool = true, _ more: FakeProvider.Claims = [:]) -> FakeProvider.Claims {
    var claims: FakeProvider.Claims = ["sub": .text(subject), "email_verified": .flag(verified), "name": "Chiara Russo"]
    if let email { claims["email"] = .text(email) }
    return claims.merging(more) { $1 }
}

/// The way to a provider and back, with the program's own line to it, on loopback.
@Suite struct ProviderSignInTests {
    @Test(arguments: Engines.all) func `Somebody who was invited comes through the provider, and is known from then on`(engine: Engine) async throws {
        try await ProviderWorld.open(engine) { world in
            let administrator = try await world.house.signIn(as: .administrator)
            let invitation = [("email", "chiara@comune.catania.it"), ("name", "Chiara Russo"), ("role", "city-officer"), ("scope", "city:catania"), ("language", "it"), ("confirmed", "1")]
            #expect(try await administrator.post("/administration/people/invite", invitation).status == 303)

            let browser = world.house.visitor()
            #expect(try await browser.get("/sign-in").says("Sign in with City of Catania"))
            let entered = try await world.signIn(browser, somebody("s-1", "Chiara@Comune.Catania.it"), next: "/needs")
            #expect(entered.status == 303 && entered.location == "/needs", "\(entered.text.prefix(300)) \(world.house.log.errors)")
            #expect(try await browser.get("/account?lang=en").says("City officer"))
            #expect(try await world.facts("person.joined") == 1)
            #expect(try await world.number("SELECT count(*) AS n FROM one_time_link") == 0, "the invitation is used up")
            #expect(try await world.number("SELECT count(*) AS n FROM provider_errand") == 0)

            // By the provider's own name for them, whatever their address is now.
            let again = world.house.visitor()
            #expect(try await world.signIn(again, somebody("s-1", "other@elsewhere.example", verified: false)).location == "/")
            #expect(try await again.get("/account").says("chiara@comune.catania.it"))
            #expect(world.provider.questions("/.well-known/openid-configuration") == 1 && world.provider.questions("/keys") == 1, "what a provider says of itself is kept")
            #expect(world.house.log.errors == [])
        }
    }

    @Test(arguments: Engines.all) func `An account with a password is joined once its password was given`(engine: Engine) async throws {
        try await ProviderWorld.open(engine) { world in
            let person = try await world.house.person(.cityOfficer, name: "Chiara Russo")
            let browser = world.house.visitor()
            let asked = try await world.signIn(browser, somebody("s-1", "chiara.russo@test.example"), next: "/needs")
            #expect(asked.status == 200 && asked.says("Join two accounts") && asked.says("chiara.russo@test.example"))
            #expect(try await browser.get("/account").status == 401, "nobody is in yet")
            let claim = try #require(asked.value("claim"))
            #expect(try await browser.post("/sign-in/join", [("claim", claim), ("password", "not the password")]).status == 400)
            // The claim alone, in another browser, is worth nothing.
            let thief = world.house.visitor()
            await thief.setCookie(ProviderErrand.cookie, Secrets.token())
            #expect(try await thief.post("/sign-in/join", [("claim", claim), ("password", TestHouse.password)]).status == 400)
            let joined = try await browser.post("/sign-in/join", [("claim", claim), ("password", TestHouse.password)])
            #expect(joined.status == 303 && joined.location == "/needs", "\(joined.text.prefix(300)) \(world.house.log.errors)")
            #expect(try await world.facts("identity.joined") == 1)
            let known = try await world.house.database.read { try Providers.person(of: "s-1", at: ProviderID(world.id), $0) }
            #expect(known == person)
            #expect(try await browser.post("/sign-in/join", [("claim", claim), ("password", TestHouse.password)], from: "/account").status == 400, "a claim is good once")

            // From now on without a password; and the address is not good for somebody else's name.
            #expect(try await world.signIn(world.house.visitor(), somebody("s-1", "chiara.russo@test.example")).status == 303)
            let successor = try await world.signIn(world.house.visitor(), somebody("s-2", "chiara.russo@test.example"))
            #expect(successor.status == 403 && successor.says("joined with another account of this city"))
        }
    }

    @Test(arguments: Engines.all) func `Joining is no way around a second factor`(engine: Engine) async throws {
        try await ProviderWorld.open(engine, factors: "mfa") { world in
            let person = try await world.house.person(.cityOfficer, name: "Chiara Russo")
            let secret = try await world.protect(person)
            func code() -> String { OneTimeCode.code(secret, step: OneTimeCode.step(at: world.house.clock.now)) }
            let claims = somebody("s-1", "chiara.russo@test.example", ["amr": .list(["pwd", "mfa"])])
            let browser = world.house.visitor()
            let asked = try await world.signIn(browser, claims)
            let claim = try #require(asked.value("claim"))
            #expect(asked.value("code") == "")
            let right = [("claim", claim), ("password", TestHouse.password)]
            #expect(try await browser.post("/sign-in/join", right).status == 400)
            #expect(try await browser.post("/sign-in/join", right + [("code", "000000")]).status == 400)
            #expect(try await world.number("SELECT count(*) AS n FROM provider_identity") == 0)
            #expect(try await browser.post("/sign-in/join", right + [("code", code())]).status == 303)
            #expect(try await browser.get("/account").status == 200)

            // Afterwards: what the provider vouches for counts, and without it ours is asked for.
            #expect(try await world.signIn(world.house.visitor(), claims).status == 303)
            let bare = world.house.visitor()
            let step = try await world.signIn(bare, somebody("s-1", "chiara.russo@test.example", ["amr": .list(["pwd"])]), next: "/account")
            #expect(step.status == 200 && step.says("One more step"))
            #expect(try await bare.get("/account").status == 401)
            world.house.clock.advance(by: .seconds(60))
            #expect(try await bare.post("/sign-in/second", [("code", code()), ("next", "/account")]).location == "/account")
            #expect(try await world.number("SELECT count(*) AS n FROM session WHERE provider_id IS NOT NULL") == 3, "each session says through what it was opened")
        }
    }

    @Test(arguments: Engines.all) func `A role that asks for a second factor has it from the provider only where that was said`(engine: Engine) async throws {
        for factors in ["", "mfa"] {
            try await ProviderWorld.open(engine, factors: factors) { world in
                let person = try await world.house.person(.editor, name: "Ada")
                try await world.house.database.write { writer in
                    try writer.run("DELETE FROM second_factor WHERE person_id = \(person)")
                    try JoinIdentity(provider: ProviderID(world.id), subject: "ada", person: person).run(world.house.trail, in: writer)
                }
                let browser = world.house.visitor()
                #expect(try await world.signIn(browser, somebody("ada", nil, ["amr": .list(["pwd", "mfa"])])).status == 303)
                #expect(try await browser.get("/queue").status == (factors.isEmpty ? 303 : 200), "\(factors)")
                let weak = world.house.visitor()
                #expect(try await world.signIn(weak, somebody("ada", nil, ["amr": .list(["pwd"]), "acr": "0"])).status == 303)
                #expect(try await weak.get("/queue").location == "/account/second-factor")
            }
        }
    }

    @Test(arguments: Engines.all) func `Who is unknown is let in only where the provider lets everybody in`(engine: Engine) async throws {
        for admits in ["known", "everyone"] {
            try await ProviderWorld.open(engine, admits: admits) { world in
                let browser = world.house.visitor()
                let page = try await world.signIn(browser, somebody("new", "ugo@comune.catania.it"), next: "/account")
                if admits == "known" {
                    #expect(page.status == 403 && page.says("nobody here has the address ugo@comune.catania.it"))
                    #expect(page.value("next") == "/account", "they can go on with a password")
                    #expect(try await browser.get("/account").status == 401)
                } else {
                    #expect(page.location == "/account", "\(page.text.prefix(300))")
                    let account = try await browser.get("/account")
                    #expect(account.says("Member") && account.says("City of Catania") && account.value("name") == "Chiara Russo")
                    #expect(try await world.facts("person.admitted") == 1)
                    #expect(!account.links.contains("/administration"))
                }
            }
        }
    }

    @Test(arguments: [
        (somebody("s", "chiara.russo@test.example", verified: false), "has not confirmed your email address"), (somebody("s", nil), "did not say your email address"),
        (somebody("s", "chiara.russo@elsewhere.example"), "is not one that City of Catania may vouch for"),
        (somebody("s", "chiara.russo@test.example.evil.example"), "may vouch for"), (somebody("s", "no address"), "did not say your email address"),
    ]) func `An address that the provider cannot vouch for tells nobody who it is`(claims: FakeProvider.Claims, said: String) async throws {
        try await ProviderWorld.open(.sqlite, admits: "everyone") { world in
            _ = try await world.house.person(.cityOfficer, name: "Chiara Russo")
            let browser = world.house.visitor()
            let page = try await world.signIn(browser, claims)
            #expect(page.status == 403 && page.says(said), "\(page.text.prefix(400))")
            #expect(try await browser.get("/account").status == 401)
            #expect(try await world.number("SELECT count(*) AS n FROM provider_identity") == 0)
            #expect(try await world.number("SELECT count(*) AS n FROM person WHERE email LIKE '%elsewhere%'") == 0)
        }
    }

    @Test(arguments: Engines.all) func `A way back is good once, in its browser, for ten minutes, from its provider`(engine: Engine) async throws {
        try await ProviderWorld.open(engine, admits: "everyone") { world in
            let claims = somebody("s-1", "ugo@comune.catania.it")
            func isStale(_ page: TestPage) -> Bool { page.status == 400 && page.says("Begin again here") && page.headers[values: .setCookie].allSatisfy { !$0.hasPrefix(Cookie.session) } }

            // Replayed.
            let browser = world.house.visitor()
            let answer = try world.provider.signIn(try await world.leave(browser), claims)
            #expect(try await browser.get(world.wayBack(answer)).status == 303)
            #expect(isStale(try await browser.get(world.wayBack(answer))))

            // In another browser: one that never left, and one that left by itself. The first browser can still go on.
            let stolen = try world.provider.signIn(try await world.leave(browser), claims)
            #expect(isStale(try await world.house.visitor().get(world.wayBack(stolen))))
            let other = world.house.visitor()
            _ = try await world.leave(other)
            #expect(isStale(try await other.get(world.wayBack(stolen))))
            #expect(try await browser.get(world.wayBack(stolen)).status == 303)

            // Made up, or without anything.
            #expect(isStale(try await browser.get(world.wayBack(answer.setting("state", Secrets.token())))))
            #expect(isStale(try await browser.get("/sign-in/back/\(world.id)")))

            // Too late.
            let late = try world.provider.signIn(try await world.leave(browser), claims)
            world.house.clock.advance(by: .seconds(601))
            #expect(isStale(try await browser.get(world.wayBack(late))))

            // Two tabs at once.
            let (one, two) = (try await world.leave(browser), try await world.leave(browser))
            for address in [one, two] { #expect(try await browser.get(world.wayBack(try world.provider.signIn(address, claims))).status == 303) }

            // A code of one errand with the state of another.
            let (first, second) = (try world.provider.signIn(try await world.leave(browser), claims), try world.provider.signIn(try await world.leave(browser), claims))
            let mixed = try await browser.get(world.wayBack(first.setting("code", second["code"])))
            #expect(mixed.status == 502 && mixed.says("invalid_grant"), "PKCE keeps a code to its errand: \(mixed.text.prefix(300))")
        }
    }

    @Test(arguments: Engines.all) func `One provider cannot answer for another`(engine: Engine) async throws {
        try await ProviderWorld.open(engine, admits: "everyone") { world in
            let administrator = try await world.house.signIn(as: .administrator)
            let fields = ProviderWorld.fields(issuer: world.provider.issuer, label: "City of Odense", clientID: "another")
            let path = try #require(try await administrator.post("/administration/providers/add", fields).location)
            _ = try await administrator.post(path + "/switch", [("to", "on")])
            let other = path.split(separator: "/").last.map(String.init) ?? ""
            let browser = world.house.visitor()
            let answer = try world.provider.signIn(try await world.leave(browser), somebody("s-1", "ugo@comune.catania.it"))
            let page = try await browser.get(answer.link("/sign-in/back/\(other)"))
            #expect(page.status == 502 && page.says("issuer"), "\(page.text.prefix(300))")
            // Named by itself, it must be itself (RFC 9207).
            let named = try world.provider.signIn(try await world.leave(browser), somebody("s-1", "ugo@comune.catania.it"))
            #expect(try await browser.get(world.wayBack(named.adding("iss", "https://evil.example"))).status == 502)
            let right = try world.provider.signIn(try await world.leave(browser), somebody("s-1", "ugo@comune.catania.it"))
            #expect(try await browser.get(world.wayBack(right.adding("iss", world.provider.issuer))).status == 303)
        }
    }

    @Test(arguments: Engines.all) func `New keys are fetched once when a token names one, and made-up names do not make us ask without end`(engine: Engine) async throws {
        try await ProviderWorld.open(engine, admits: "everyone") { world in
            let claims = somebody("s-1", "ugo@comune.catania.it")
            #expect(try await world.signIn(world.house.visitor(), claims).status == 303)
            world.provider.rotate(to: "second")
            #expect(try await world.signIn(world.house.visitor(), claims).status == 303)
            #expect(world.provider.questions("/keys") == 2)
            world.provider.rotate(to: "nowhere", isPublished: false)
            for _ in 0..<8 {
                let page = try await world.signIn(world.house.visitor(), claims)
                #expect(page.status == 502 && page.says("token-unknownKey"))
            }
            #expect(world.provider.questions("/keys") == 6, "five times in ten minutes, and the first")
        }
    }

    @Test(arguments: Engines.all) func `What was typed survives the way there and back, and what went wrong there`(engine: Engine) async throws {
        try await ProviderWorld.open(engine) { world in
            let person = try await world.house.person(.cityOfficer, name: "Chiara Russo")
            try await world.house.database.write { try JoinIdentity(provider: ProviderID(world.id), subject: "s-1", person: person).run(world.house.trail, in: $0) }
            let carried = [("carriedTarget", "/needs/new"), ("carried.text", "Mothers at home & alone, day=night"), ("carried.city", "catania"), ("carried.password", "never this")]
            let browser = world.house.visitor()
            let refused = Fields([("error", "access_denied"), ("state", try Fields(encoded: try await world.leave(browser, more: carried))["state"] ?? "")])
            let denied = try await browser.get(world.wayBack(refused))
            #expect(denied.status == 403 && denied.says("You were not signed in at City of Catania"))
            #expect(denied.value("carried.text") == "Mothers at home & alone, day=night" && denied.value("carried.password") == nil)

            let back = try await browser.get(world.wayBack(try world.provider.signIn(try await world.leave(browser, more: carried), somebody("s-1", nil))))
            #expect(back.status == 200 && back.value("text") == "Mothers at home & alone, day=night", "\(back.text.prefix(300))")
            #expect(back.elements("form").contains { $0["action"] == "/needs/new" })
            let saved = try await browser.post("/needs/new", [("text", back.value("text") ?? ""), ("city", "catania")])
            #expect(saved.status == 303, "and is sent with the token of the new session")

            // Only to places on this site.
            for next in ["https://evil.example", "//evil.example", "/\\evil.example"] {
                let page = try await world.signIn(world.house.visitor(), somebody("s-1", nil), next: next)
                #expect(page.location == "/")
            }
        }
    }

    @Test(arguments: Engines.all) func `A provider that is down is said to be, and passwords still work`(engine: Engine) async throws {
        try await ProviderWorld.open(engine) { world in
            _ = try await world.house.person(.cityOfficer, name: "Chiara Russo")
            world.provider.goDown()
            let browser = world.house.visitor()
            let fields = [("provider", world.id), ("next", "/needs"), ("carriedTarget", "/needs/new"), ("carried.text", "Kept")]
            for _ in 0..<3 {
                let page = try await browser.post("/sign-in/provider", fields, from: "/sign-in")
                #expect(page.status == 503 && page.says("City of Catania does not answer at the moment") && page.value("carried.text") == "Kept")
            }
            #expect(world.provider.questions("/.well-known/openid-configuration") == 1, "who is down is left in peace for some seconds")
            #expect(try await browser.post("/sign-in", [("email", "chiara.russo@test.example"), ("password", TestHouse.password), ("next", "/needs")]).location == "/needs")
            world.provider.goDown(false)
            world.house.clock.advance(by: .seconds(6))
            let other = world.house.visitor()
            let address = try await world.leave(other)
            // Down in the middle of the way.
            let answer = try world.provider.signIn(address, somebody("s-1", "chiara.russo@test.example"))
            world.provider.goDown()
            #expect(try await other.get(world.wayBack(answer)).status == 503)
        }
    }

    @Test(arguments: Engines.all) func `An account is joined from inside, and parted again where there is a password`(engine: Engine) async throws {
        try await ProviderWorld.open(engine) { world in
            let browser = try await world.house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(browser.person)
            func leave() async throws -> String {
                let page = try await browser.post("/account/providers", [("provider", world.id)], from: "/account")
                return try #require(page.links.first { $0.hasPrefix(world.provider.issuer) }, "\(page.text.prefix(300))")
            }
            // Without any address: who is signed in says who it is.
            let joined = try await browser.get(world.wayBack(try world.provider.signIn(try await leave(), somebody("s-1", nil))))
            #expect(joined.location == "/account", "\(joined.text.prefix(300))")
            #expect(try await browser.follow(joined).says("Joined since"))

            // Not somebody else's.
            let other = try await world.house.signIn(as: .cityOfficer, name: "Anna Nowak")
            let begun = try await other.post("/account/providers", [("provider", world.id)], from: "/account")
            let address = try #require(begun.links.first { $0.hasPrefix(world.provider.issuer) })
            let taken = try await other.get(world.wayBack(try world.provider.signIn(address, somebody("s-1", nil))))
            #expect(taken.status == 403 && taken.says("joined with somebody else’s account"))
            // Nor by somebody who was signed out meanwhile.
            let again = try await other.post("/account/providers", [("provider", world.id)], from: "/account")
            let second = try #require(again.links.first { $0.hasPrefix(world.provider.issuer) })
            await other.setCookie(Cookie.session, nil)
            #expect(try await other.get(world.wayBack(try world.provider.signIn(second, somebody("s-9", nil)))).status == 403)

            // Sessions that came through it end with it; this one stays.
            let phone = world.house.visitor()
            #expect(try await world.signIn(phone, somebody("s-1", nil)).status == 303)
            #expect(try await browser.post("/account/providers/part", [("provider", world.id)], from: "/account").location == "/account")
            #expect(try await phone.get("/account").status == 401)
            #expect(try await browser.get("/account").status == 200)
            #expect(try await world.facts("identity.parted") == 1)

            // Without a password nobody locks themselves out.
            _ = try await browser.get(world.wayBack(try world.provider.signIn(try await leave(), somebody("s-1", nil))))
            try await world.house.database.write { try $0.run("UPDATE person SET password_hash = '!' WHERE id = \(person)") }
            #expect(try await browser.get("/account").says("first choose a password of Ponte"))
            #expect(try await browser.post("/account/providers/part", [("provider", world.id)]).status == 409)
            #expect(try await world.number("SELECT count(*) AS n FROM provider_identity") == 1)
        }
    }

    @Test(arguments: Engines.all) func `Signing out says where one is still signed in`(engine: Engine) async throws {
        try await ProviderWorld.open(engine, admits: "everyone") { world in
            let browser = world.house.visitor()
            #expect(try await world.signIn(browser, somebody("s-1", "ugo@comune.catania.it")).status == 303)
            let out = try await browser.post("/sign-out", from: "/account")
            #expect(out.location == "/sign-in/ended/\(world.id)")
            let page = try await browser.follow(out)
            let fields = Fields([("client_id", "ponte"), ("post_logout_redirect_uri", "http://127.0.0.1:8080/sign-in")])
            #expect(page.links.contains("\(world.provider.issuer)/end?theme=plain&\(fields.encoded)"), "\(page.links)")
            #expect(try await browser.get("/account").status == 401)
            // Who came with a password leaves as before.
            #expect(try await world.house.signIn(as: .member).post("/sign-out").location == "/")
        }
    }

    @Test(arguments: Engines.all) func `A closed account stays closed, and a provider that is switched off lets nobody in and whoever came with it out`(engine: Engine) async throws {
        try await ProviderWorld.open(engine, admits: "everyone") { world in
            let claims = somebody("s-1", "ugo@comune.catania.it")
            let browser = world.house.visitor()
            #expect(try await world.signIn(browser, claims).status == 303)
            let begun = try world.provider.signIn(try await world.leave(world.house.visitor()), claims)
            let administrator = try await world.house.signIn(as: .administrator)
            #expect(try await administrator.post("/administration/providers/\(world.id)/switch", [("to", "off")]).status == 303)
            #expect(try await browser.get("/account").status == 401)
            #expect(try await world.house.visitor().get(world.wayBack(begun)).status == 400)
            #expect(try await !world.house.visitor().get("/sign-in").says("City of Catania"))
            #expect(try await world.house.visitor().post("/sign-in/provider", [("provider", world.id)], from: "/sign-in").status == 404)
            _ = try await administrator.post("/administration/providers/\(world.id)/switch", [("to", "on")])
            try await world.house.database.write { try $0.run("UPDATE person SET disabled_at = '2026-01-01T00:00:00.000Z' WHERE email = 'ugo@comune.catania.it'") }
            let page = try await world.signIn(world.house.visitor(), claims)
            #expect(page.status == 403 && page.says("Your account here is closed"))
        }
    }
}
