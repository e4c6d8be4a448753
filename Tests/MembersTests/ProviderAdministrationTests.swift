import Foundation
import Kernel
@testable import Members
import Store
import TestKit
import Testing
import Web

@Suite struct ProviderAdministrationTests {
    @Test(arguments: Engines.all) func `A provider is added, tried, switched on, changed and removed, and its secret is nowhere to be read`(engine: Engine) async throws {
        try await ProviderWorld.open(engine, isOn: false) { world in
            let administrator = try await world.house.signIn(as: .administrator)
            let path = "/administration/providers/\(world.id)"
            let page = try await administrator.get(path)
            #expect(page.says("http://127.0.0.1:8080/sign-in/back/\(world.id)") && page.says("http://127.0.0.1:8080/sign-in"))
            #expect(page.value("secret") == "" && !page.html.contains(FakeProvider.secret))
            #expect(try await !world.house.visitor().get("/sign-in").says("City of Catania"), "nobody is offered what was not tried")

            let tried = try await administrator.post(path + "/try")
            #expect(tried.says("Everything that is needed is there") && tried.says("It knows our client id and secret"), "\(tried.text.prefix(900))")

            // A wrong secret is found by the try, and a right one can take its place.
            let changed = ProviderWorld.fields(issuer: "", label: "Comune di Catania").filter { $0.0 != "issuer" && $0.0 != "secret" }
            #expect(try await administrator.post(path, changed + [("secret", "another")]).status == 303)
            #expect(try await administrator.post(path + "/try").says("It refuses our client id or secret"))
            #expect(try await administrator.post(path, changed + [("secret", FakeProvider.secret)]).status == 303)
            #expect(try await administrator.post(path, changed + [("secret", "")]).status == 303)
            #expect(try await administrator.post(path + "/try").says("It knows our client id and secret"), "an empty secret leaves it as it is")
            #expect(try await administrator.get("/administration/providers").says("Comune di Catania"))

            #expect(try await administrator.post(path + "/switch", [("to", "on")]).status == 303)
            #expect(try await world.house.visitor().get("/sign-in").says("Sign in with Comune di Catania"))
            let kept: [String] = try await world.house.database.read { reader in
                let rows: [String] = try reader.all("SELECT secret AS t FROM provider") { try $0["t"] }
                return try rows + reader.all("SELECT coalesce(after_value, '') AS t FROM audit") { try $0["t"] }
            }
            #expect(!kept.contains { $0.contains(FakeProvider.secret) || $0.contains("another") })
            for (action, count) in [("provider.added", 1), ("provider.changed", 3), ("provider.switchedOn", 1)] { #expect(try await world.facts(action) == count, "\(action)") }
            let fact: String = try #require(try await world.house.database.read { try $0.first("SELECT after_value FROM audit WHERE action = 'provider.added'") { try $0["after_value"] } })
            let told = try #require(try JSONSerialization.jsonObject(with: Data(fact.utf8)) as? [String: Any])
            #expect(told["domains"] as? [String] == ["comune.catania.it", "test.example"] && told["admits"] as? String == "known")

            #expect(try await administrator.post(path + "/remove").location == "/administration/providers")
            for table in ["provider", "provider_domain", "provider_factor", "provider_identity"] {
                #expect(try await world.number(SQL(trusted: "SELECT count(*) AS n FROM \(table)")) == 0)
            }
            #expect(try await administrator.get(path).status == 404)
            #expect(try await administrator.get("/administration/providers").says("No provider is set"))
            #expect(world.house.log.errors == [])
        }
    }

    @Test(arguments: [
        ("issuer", "http://login.city.example", "begins with https://"), ("issuer", "login", "begins with https://"), ("issuer", "https://user:word@login.city.example", "begins with https://"),
        ("label", "", "label"), ("city", "nowhere", "Choose the city"), ("clientID", "two words", "plain letters"), ("secret", "", "secret"), ("domains", "", "at least one domain"),
        ("domains", "catania", "is no domain"), ("domains", "catania.it\n*.it", "is no domain"), ("factors", "\"mfa\"", "is no value"),
    ]) func `What cannot be right is said, and what was typed is kept`(field: String, value: String, said: String) async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            let fields = ProviderWorld.fields(issuer: "https://login.city.example/realms/staff").map { ($0.0, $0.0 == field ? value : $0.1) }
            let page = try await administrator.post("/administration/providers/add", fields, from: "/administration/providers/add")
            #expect(page.status == 400, "\(page.text.prefix(300))")
            #expect(page.links.contains("#\(field)"), "\(page.links)")
            if said != field { #expect(page.says(said), "\(page.text.prefix(600))") }
            if field != "label" { #expect(page.value("label") == "City of Catania") }
            #expect(page.value("secret") == "")
            #expect(try await house.database.read { try $0.number("SELECT count(*) AS n FROM provider") } == 0)
        }
    }

    @Test func `The address of the description is taken for the issuer's, and a client stands there once`() async throws {
        try await withHouse(.sqlite) { house in
            let administrator = try await house.signIn(as: .administrator)
            let fields = ProviderWorld.fields(issuer: "https://login.city.example/realms/staff/.well-known/openid-configuration")
            #expect(try await administrator.post("/administration/providers/add", fields, from: "/administration/providers/add").status == 303)
            let issuer: String? = try await house.database.read { try $0.first("SELECT issuer FROM provider") { try $0["issuer"] } }
            #expect(issuer == "https://login.city.example/realms/staff")
            #expect(try await administrator.post("/administration/providers/add", fields).says("on record already"))
        }
    }

    @Test func `A try says in plain words what is wrong`() async throws {
        let answers: [(status: Int, body: String, said: String)] = [
            (404, "", "answers with status 404"), (200, "<html>", "is no description"), (302, "", "answers with status 302"),
            (200, "{\"issuer\":\"https://other.example\"}", "calls itself https://other.example"), (200, "{\"issuer\":\"ISSUER\"}", "does not name the address"),
            (200, "{\"issuer\":\"ISSUER\",\"authorization_endpoint\":\"http://elsewhere.example\"}", "is not one that begins with https://"),
            (200, "{\"issuer\":\"ISSUER\"," + String(repeating: " ", count: 300_000) + "}", "larger than 256 KiB"),
        ]
        for answer in answers {
            try await withHouse(.sqlite, settings: ["base.url": "http://127.0.0.1:8080"]) { house in
                let own = Mutexed("")
                try await withLoopbackServer { _ in (answer.status, answer.body.replacingOccurrences(of: "ISSUER", with: own.value)) } _: { address in
                    own.value = address
                    let administrator = try await house.signIn(as: .administrator)
                    let path = try #require(try await administrator.post("/administration/providers/add", ProviderWorld.fields(issuer: address), from: "/administration/providers/add").location)
                    let page = try await administrator.post(path + "/try")
                    #expect(page.status == 200 && page.says(answer.said) && page.says("Something has to be mended first"), "\(page.text.prefix(900))")
                }
            }
        }
    }
}

/// A value that two threads may touch.
private final class Mutexed: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: String
    init(_ value: String) { kept = value }
    var value: String {
        get { lock.withLock { kept } }
        set { lock.withLock { kept = newValue } }
    }
}
