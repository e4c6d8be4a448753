import Foundation
import HTTPTypes
import Kernel
import Members
import Store
import TestKit
import Testing
import Trail
import Web

private let need = "{\"text\":\"Teenagers arrive in July and have nothing to do\",\"city\":\"catania\",\"people\":40,\"competent\":[\"Schools\"]}"
private let draft = "{\"title\":\"A night school\",\"language\":\"en\",\"city\":\"catania\"}"

/// One thing that programs can do: which scope it needs, which roles may do it, and what they are answered.
struct ProgramRow: Sendable, CustomTestStringConvertible {
    let method: HTTPRequest.Method
    let path: String
    let body: String?
    let scope: String
    let roles: Set<Role>
    let answer: Int

    var testDescription: String { "\(method) \(path)" }
}

/// Everybody's, of their own: needs, drafts, searches that are not there are not found.
private let everybody = Set(Role.allCases)
let programTable: [ProgramRow] = [
    ProgramRow(method: .get, path: "/api/v1/needs", body: nil, scope: "needs:read", roles: everybody, answer: 200),
    ProgramRow(method: .get, path: "/api/v1/needs/none", body: nil, scope: "needs:read", roles: everybody, answer: 404),
    ProgramRow(method: .post, path: "/api/v1/needs", body: need, scope: "needs:write", roles: [.cityOfficer, .cityLead], answer: 201),
    ProgramRow(method: .put, path: "/api/v1/needs/none", body: need, scope: "needs:write", roles: [.cityOfficer, .cityLead], answer: 404),
    ProgramRow(method: .get, path: "/api/v1/drafts", body: nil, scope: "drafts:read", roles: [.author, .editor], answer: 200),
    ProgramRow(method: .get, path: "/api/v1/drafts/none", body: nil, scope: "drafts:read", roles: [.author, .editor], answer: 404),
    ProgramRow(method: .post, path: "/api/v1/drafts", body: draft, scope: "drafts:write", roles: [.author, .editor], answer: 201),
    ProgramRow(method: .patch, path: "/api/v1/drafts/none", body: "{}", scope: "drafts:write", roles: [.author, .editor], answer: 404),
    ProgramRow(method: .post, path: "/api/v1/drafts/none/submit", body: nil, scope: "drafts:write", roles: [.author, .editor], answer: 404),
    ProgramRow(method: .get, path: "/api/v1/searches", body: nil, scope: "searches:read", roles: everybody, answer: 200),
    ProgramRow(method: .get, path: "/api/v1/partnerships", body: nil, scope: "partnerships:read", roles: everybody, answer: 200),
    ProgramRow(method: .get, path: "/api/v1/partnerships/none", body: nil, scope: "partnerships:read", roles: everybody, answer: 404),
    ProgramRow(method: .get, path: "/api/v1/transfers", body: nil, scope: "transfers:read", roles: everybody, answer: 200),
]
private let scopes = ["needs:read", "needs:write", "drafts:read", "drafts:write", "searches:read", "partnerships:read", "transfers:read"]

@Suite struct TokenTests {
    @Test func `Every route for programs stands in the table`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let routes = house.installation.routes.filter { $0.scope != nil }
            for route in routes {
                #expect(programTable.contains { $0.method == route.method && $0.path.replacingOccurrences(of: "none", with: route.path.contains("{city}") ? "{city}" : "{id}") == route.path && $0.scope == route.scope?.name }, "\(route.method) \(route.path)")
            }
            #expect(routes.count == programTable.count)
            #expect(TokenScopes.all.map(\.name) == scopes)
        }
    }

    @Test(arguments: Engines.all) func `A token does what its person may and no more`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            for role in Role.allCases {
                let owner = try await house.signIn(as: role, name: "Somebody as \(role)")
                let form = try await owner.get("/account/tokens")
                let open = form.elements("input").filter { $0["name"] == "scopes" }.compactMap { $0["value"] }
                #expect(Set(open) == Set(programTable.filter { $0.roles.contains(role) }.map(\.scope)), "what \(role) can make a token for")
                let program = try await Program.of(owner, open, in: house)
                for row in programTable {
                    let page = try await program.send(row.method, row.path, row.body)
                    #expect(page.status == (row.roles.contains(role) ? row.answer : 403), "\(role) at \(row.testDescription): \(page.status) \(page.text.prefix(200)) \(house.log.errors)")
                }
                let stolen = try await owner.post("/account/tokens", [("name", "More"), ("days", "30")] + scopes.filter { !open.contains($0) }.map { ("scopes", $0) })
                #expect(open.count == scopes.count || stolen.status == 400, "no scope that is not theirs")
            }
            #expect(house.log.errors == [])
        }
    }

    @Test(arguments: scopes) func `A token does what it was made for and no more`(scope: String) async throws {
        try await withHouse(.sqlite) { house in
            let owner = try await house.signIn(as: .cityOfficer)
            try await house.give(.author, to: try #require(owner.person), in: "catania")
            let program = try await Program.of(owner, [scope], in: house)
            let included = ["needs:write": "needs:read", "drafts:write": "drafts:read"][scope]
            for row in programTable {
                let page = try await program.send(row.method, row.path, row.body)
                let isMeant = row.scope == scope || row.scope == included
                #expect(page.status == (isMeant ? row.answer : 403), "\(scope) at \(row.testDescription): \(page.status)")
                guard !isMeant else { continue }
                #expect(page.type == "application/problem+json")
                #expect(try page.object()["scope"] as? String == row.scope)
                #expect(page.header("WWW-Authenticate") == "Bearer realm=\"Ponte\", error=\"insufficient_scope\", scope=\"\(row.scope)\"")
            }
        }
    }

    @Test(arguments: Engines.all) func `What holds is looked at with each request`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let owner = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let person = try #require(owner.person)
            let program = try await Program.of(owner, ["needs:write"], in: house)
            #expect(try await program.send(.post, "/api/v1/needs", need).status == 201)
            try await house.database.write { try $0.run("DELETE FROM role_grant WHERE person_id = \(person)") }
            #expect(try await program.send(.post, "/api/v1/needs", need).status == 403, "the role is gone")
            #expect(try await program.send(.get, "/api/v1/needs").object()["total"] as? Int == 1, "what is theirs is theirs")
            try await house.database.write { try $0.run("UPDATE person SET disabled_at = \(house.clock.now) WHERE id = \(person)") }
            #expect(try await program.send(.get, "/api/v1/needs").status == 401, "the account is closed")
            try await house.database.write { try $0.run("UPDATE person SET disabled_at = NULL WHERE id = \(person)") }
            #expect(try await program.send(.get, "/api/v1/needs").status == 200)
            house.clock.advance(by: .seconds(90 * 86_400))
            #expect(try await program.send(.get, "/api/v1/needs").status == 401, "it has run out")
        }
    }

    @Test(arguments: Engines.all) func `A token is shown once, kept as a digest, and ended by its person or an administrator`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let owner = try await house.signIn(as: .cityOfficer, name: "Chiara Russo")
            let other = try await house.signIn(as: .cityOfficer, name: "Anna Nowak")
            let program = try await Program.of(owner, ["needs:read"], in: house)
            #expect(program.token.hasPrefix("ponte_") && program.token.count == 49)
            #expect(try await !owner.get("/account/tokens").html.contains(program.token))
            let stored = try await house.database.read { try $0.rows("SELECT id, digest FROM access_token").map { (try $0["id"] as String, try $0["digest"] as String) } }
            let (id, digest) = try #require(stored.first)
            #expect(stored.count == 1 && digest == Secrets.digest(program.token) && !digest.contains(program.token.dropFirst(6)))
            #expect(try await owner.get("/account/tokens").says("Never used"))
            _ = try await program.send(.get, "/api/v1/needs")
            #expect(try await owner.get("/account/tokens").says("Last used on 2 March 2026"))

            #expect(try await other.post("/account/tokens/end", [("token", id)], from: "/account/tokens").status == 404, "somebody else's")
            #expect(try await program.send(.get, "/api/v1/needs").status == 200)
            #expect(try await owner.post("/account/tokens/end", [("token", id)], from: "/account/tokens").status == 303)
            #expect(try await program.send(.get, "/api/v1/needs").status == 401)

            let second = try await Program.of(owner, ["needs:read"], in: house)
            let administrator = try await house.signIn(as: .administrator)
            let page = try await administrator.get("/administration/tokens")
            #expect(page.says("Chiara Russo") && !page.html.contains(second.token))
            let newest: String? = try await house.database.read { try $0.first("SELECT id FROM access_token WHERE ended_at IS NULL") { try $0["id"] } }
            #expect(try await administrator.post("/administration/tokens/end", [("token", try #require(newest))]).status == 303)
            #expect(try await second.send(.get, "/api/v1/needs").status == 401)
            let facts = try await house.database.read { try Audit.entries(of: "token", by: nil, action: nil, before: nil, limit: 9, $0) }
            #expect(facts.map(\.action) == ["token.ended", "token.made", "token.ended", "token.made"])
            #expect(facts.allSatisfy { !($0.after ?? "").contains("program") }, "what it is called stays out of the chain")
        }
    }

    @Test func `Whatever is no token opens nothing, and a token opens no pages`() async throws {
        try await withHouse(.sqlite) { house in
            let owner = try await house.signIn(as: .administrator)
            let program = try await Program.of(owner, ["needs:read", "searches:read"], in: house)
            for header in ["Bearer", "Bearer ", "Bearer ponte_", "Bearer \(program.token)x", "bearer \(program.token.dropLast())", "Bearer \(String(repeating: "a", count: 5000))"] {
                let page = try await house.visitor().send(.get, "/api/v1/needs", headers: [.authorization: header])
                #expect(page.status == 401 && page.header("WWW-Authenticate") == "Bearer realm=\"Ponte\", error=\"invalid_token\"", "\(header.prefix(30))")
            }
            for header in ["Basic YWRhOnNlY3JldA==", program.token, ""] {
                let page = try await house.visitor().send(.get, "/api/v1/needs", headers: [.authorization: header])
                #expect(page.status == 401 && page.header("WWW-Authenticate") == "Bearer realm=\"Ponte\"", "\(header.prefix(30))")
            }
            #expect(try await owner.get("/api/v1/needs").status == 401, "a session in a browser opens none of these")
            for path in ["/account", "/needs", "/administration", "/account/tokens"] {
                #expect(try await program.send(.get, path).status == 401, "\(path)")
            }
            #expect(try await program.send(.get, "/api/v1/practices").status == 200)
            #expect(try await program.send(.get, "/api/v1/practices").headers[.eTag] != nil)
            #expect(try await program.send(.delete, "/api/v1/needs").status == 405)
        }
    }

    @Test func `A role that asks for a second factor counts only with one`() async throws {
        try await withHouse(.sqlite) { house in
            let owner = try await house.signIn(as: .editor)
            let program = try await Program.of(owner, ["drafts:write"], in: house)
            #expect(try await program.send(.post, "/api/v1/drafts", draft).status == 201)
            try await house.database.write { try $0.run("DELETE FROM second_factor") }
            #expect(try await program.send(.post, "/api/v1/drafts", draft).status == 403)
            let page = try await owner.get("/account/tokens")
            #expect(page.status == 303 && page.location == "/account/second-factor", "first the second factor, then a token")
        }
    }

    @Test func `A token that is too busy waits`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let program = try await Program.of(try await house.signIn(as: .member), ["searches:read"], in: house)
            for _ in 0..<300 { #expect(try await program.send(.get, "/api/v1/searches").status == 200) }
            let page = try await program.send(.get, "/api/v1/searches")
            #expect(page.status == 429 && page.header("Retry-After") == "1")
            house.clock.advance(by: .seconds(1))
            #expect(try await program.send(.get, "/api/v1/searches").status == 200)
        }
    }
}
