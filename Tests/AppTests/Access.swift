import Kernel
import Members
import Store
import TestKit
import Testing
import Web

/// Who gets in where: every address of the house, written down. A route without a row fails, and so does a row without a
/// route; every row is run for a visitor and for every role.
enum Entrance: Sendable {
    /// Everybody.
    case open
    /// Everybody, but who is signed in is led on.
    case visitors
    /// Everybody with an account; visitors are shown the way in.
    case account
    /// Everybody with an account; those whose role asks for a second factor have one already, and are told so.
    case unprotected
    /// These roles; others are refused, visitors are shown the way in.
    case roles(Set<Role>)
    /// These roles, of the city that the need belongs to; others do not learn that it exists, visitors are shown the way in.
    case concerned(Set<Role>)
    /// Who leads that city (and who described the need); others of the city are refused, the rest do not learn that it exists.
    case leading
    /// Editors; others do not learn that it exists, visitors are shown the way in.
    case reviewing
    /// Editors; authors of others do not learn that it exists, the rest are refused.
    case mending
    /// Nobody from the network without the token; nobody learns that it exists.
    case watcher
    /// Nobody, but for the demonstration.
    case demonstration
}

struct AccessRow: Sendable, CustomTestStringConvertible {
    let method: String
    let path: String
    let entrance: Entrance
    /// What is sent, and what those who get in are answered.
    let fields: [(String, String)]
    let answer: Int

    static func page(_ path: String, _ entrance: Entrance, answer: Int = 200) -> AccessRow {
        AccessRow(method: "GET", path: path, entrance: entrance, fields: [], answer: answer)
    }

    static func form(_ path: String, _ entrance: Entrance, _ fields: [(String, String)] = [], answer: Int = 303) -> AccessRow {
        AccessRow(method: "POST", path: path, entrance: entrance, fields: fields, answer: answer)
    }

    var name: String { "\(method) \(path)" }
    var testDescription: String { name }
}

private let practiceWriters: Set<Role> = [.author, .editor]
private let needWriters: Set<Role> = [.cityOfficer, .cityLead]

let accessTable: [AccessRow] = [
    // Ground
    .page("/health", .open),
    .page("/robots.txt", .open),
    .page("/sitemap.xml", .open),
    .page("/api/v1/openapi.json", .open),
    .page("/metrics", .watcher),
    .page("/styleguide", .demonstration),

    // Members
    .page("/sign-in", .visitors),
    .form("/sign-in", .open, [("email", "nobody@test.example"), ("password", "not the password")], answer: 400),
    .form("/sign-out", .account),
    .page("/account", .account),
    .form("/account", .account, [("name", "A new name"), ("language", "it")]),
    .form("/account/sessions/end", .account, [("session", "none")]),
    .form("/account/sessions/end-all", .account),

    .form("/account/password", .account, [("currentPassword", "wrong"), ("newPassword", "another bridge")], answer: 400),
    .page("/account/second-factor", .account),
    .form("/account/second-factor", .unprotected),
    .form("/account/second-factor/confirm", .account, [("code", "000000")], answer: 409),
    .form("/account/second-factor/end", .account, [("password", "wrong")], answer: 400),
    .form("/account/second-factor/codes", .account, [("password", "wrong")], answer: 400),
    .page("/sign-in/second", .open, answer: 303),
    .form("/sign-in/second", .open, [("code", "000000")]),
    .page("/invitation/{token}", .open, answer: 404),
    .form("/invitation/{token}", .open, answer: 404),
    .page("/first-run/{token}", .open, answer: 404),
    .form("/first-run/{token}", .open, answer: 404),
    .page("/password/forgotten", .open),
    .form("/password/forgotten", .open, [("email", "nobody@test.example")], answer: 200),
    .page("/password/new/{token}", .open, answer: 404),
    .form("/password/new/{token}", .open, answer: 404),

    // Administration
    .page("/administration/people", .roles([.administrator])),
    .page("/administration/people/invite", .roles([.administrator])),
    .form("/administration/people/invite", .roles([.administrator]), [("email", "new@test.example"), ("name", "New"), ("role", "member")], answer: 200),
    .page("/administration/people/{id}", .roles([.administrator])),
    .form("/administration/people/{id}/invite-again", .roles([.administrator]), answer: 409),
    .form("/administration/people/{id}/roles", .roles([.administrator]), [("role", "member")]),
    .form("/administration/people/{id}/roles/end", .roles([.administrator]), [("grant", "none")], answer: 404),
    .form("/administration/people/{id}/sessions/end", .roles([.administrator]), [("session", "none")]),
    .form("/administration/people/{id}/second-factor/end", .roles([.administrator])),
    .form("/administration/people/{id}/disable", .roles([.administrator])),
    .form("/administration/people/{id}/enable", .roles([.administrator])),
    .page("/administration", .roles([.administrator])),
    .page("/administration/audit", .roles([.administrator])),
    .page("/administration/mail", .roles([.administrator])),
    .form("/administration/mail/test", .roles([.administrator])),
    .form("/administration/mail/{id}/again", .roles([.administrator])),
    .form("/administration/mail/{id}/drop", .roles([.administrator])),

    // Compendium
    .page("/practices", .open),
    .page("/practices/{slug}", .open),
    .page("/practices/{slug}/versions", .open),
    .page("/practices/{slug}/versions/{version}", .open),
    AccessRow(method: "GET", path: "/practices/{slug}/versions/{version}/changes", entrance: .open, fields: [], answer: 303),
    .page("/practices/{slug}/versions/{version}/cite.bib", .open),
    .page("/practices/{slug}/versions/{version}/cite.ris", .open),
    .page("/practices/{slug}/versions/{version}/practice.json", .open),
    .page("/practices/{slug}/versions/{version}/practice.csv", .open),
    .page("/practices/{slug}/versions/{version}/practice.pdf", .open),
    .page("/practices/{slug}/versions/{version}/practice.docx", .open),
    .page("/books/new", .open),
    .form("/books", .open, [("q", "mothers")]),
    .page("/books/{book}", .open),
    .page("/books/{book}/book.pdf", .open),
    .page("/searches", .account),
    .page("/searches/new", .account),
    .form("/searches", .account, [("name", "Mothers"), ("q", "mothers")]),
    .form("/searches/{search}/seen", .account, answer: 404),
    .form("/searches/{search}/forget", .account, answer: 404),
    .page("/practices.csv", .open),
    .page("/practices.atom", .open),
    .page("/map", .open),
    .page("/compare", .open),
    .page("/cities", .open),
    .page("/cities/{slug}", .open),
    .page("/programmes", .open),
    .page("/programmes/{slug}", .open),
    .page("/practices/{slug}/life", .account),
    .form("/practices/{slug}/life", .roles([.editor]), [("step", "confirm")]),
    .form("/practices/{slug}/revise", .roles(practiceWriters)),
    .page("/drafts", .account),
    .page("/drafts/new", .roles(practiceWriters)),
    .form("/drafts/new", .roles(practiceWriters), [("title", "A night school"), ("language", "en"), ("city", "catania")]),
    .page("/drafts/{id}", .reviewing),
    .page("/drafts/{id}/preview", .reviewing),
    .page("/drafts/{id}/review", .reviewing),
    .page("/drafts/{id}/fields/{field}", .reviewing),
    .page("/drafts/{id}/write/{section}", .mending),
    .form("/drafts/{id}/write/{section}", .mending, [("_fields", "title"), ("title", "Another title"), ("revision", "9"), ("then", "stay")]),
    .form("/drafts/{id}/fields", .mending, [("_fields", "title"), ("title", "A third title"), ("revision", "9")], answer: 200),
    .form("/drafts/{id}/authors", .mending, [("remove", "nobody")]),
    .page("/queue", .roles([.editor])),
    .form("/drafts/{id}/steps", .reviewing, [("step", "askForChanges"), ("reason", "Say more")]),
    .page("/api/v1/practices", .open),
    .page("/api/v1/practices/{slug}", .open),
    .page("/api/v1/cities", .open),

    // Matching
    .page("/", .open),
    .page("/match", .open),
    .page("/vocabulary", .open),
    .page("/vocabulary/{id}", .open),
    .form("/api/v1/matches", .open, answer: 200),
    .page("/api/v1/vocabulary", .open),
    .page("/needs", .account),
    .page("/needs/new", .roles(needWriters)),
    .form("/needs/new", .roles(needWriters), [("text", "A new need"), ("city", "catania")]),
    .page("/needs/{id}", .concerned(needWriters)),
    .page("/needs/{id}/edit", .roles(needWriters)),
    .form("/needs/{id}/edit", .roles(needWriters), [("text", "Said in other words"), ("city", "catania"), ("version", "1")], answer: 303),
    .page("/needs/{id}/history", .concerned(needWriters)),
    .page("/needs/{id}/versions/{version}", .concerned(needWriters)),
    .page("/needs/{id}/compare", .concerned(needWriters)),
    .page("/needs/{id}/briefing", .concerned(needWriters)),
    .page("/needs/{id}/share", .leading),
    .form("/needs/{id}/share", .leading, [("audience", "city")]),
    .page("/needs/{id}/matches/{slug}", .concerned(needWriters)),
    .form("/needs/{id}/matches/{slug}/answers", .roles(needWriters)),
    .form("/needs/{id}/matches/{slug}/decision", .roles(needWriters), [("decision", "shortlist")]),
]

@Suite struct AccessTests {
    @Test func `Every route has a row and every row a route`() async throws {
        try await withHouse(.sqlite, .empty) { house in
            let routes = Set(house.installation.routes.map { "\($0.method.rawValue) \($0.path)" })
            let rows = Set(accessTable.map(\.name))
            #expect(routes.subtracting(rows).sorted() == [], "routes that nobody has said who may open")
            #expect(rows.subtracting(routes).sorted() == [], "rows for routes that are not there")
            #expect(rows.count == accessTable.count, "a row stands twice")
            #expect(routes.count == house.installation.routes.count, "a route stands twice")
        }
    }

    @Test(arguments: Engines.all) func `Everybody gets in where the table says, and nowhere else`(engine: Engine) async throws {
        try await withHouse(engine) { house in
            let world = try await World.settle(in: house)
            for row in accessTable {
                for guest in Guest.all {
                    let page = try await knock(row, guest, world)
                    let wanted = expected(row, guest)
                    #expect(page.status == wanted, "\(guest) at \(row.name): \(page.status) instead of \(wanted); \(page.text.prefix(160)) \(house.log.errors)")
                    if wanted == 401 { #expect(page.value("password") != nil, "\(row.name) does not show the way in") }
                    if page.status == 303 { #expect(page.location?.hasPrefix("/") == true && page.location?.hasPrefix("//") == false) }
                }
            }
            #expect(house.log.errors == [])
        }
    }

    @Test func `The style guide is open in the demonstration`() async throws {
        try await withHouse(.sqlite, settings: ["demo": "true"]) { house in
            let page = try await house.visitor().get("/styleguide")
            #expect(page.status == 200, "\(house.log.errors)")
        }
    }

    @Test func `A role holds in its own city only`() async throws {
        try await withHouse(.sqlite) { house in
            let world = try await World.settle(in: house)
            let elsewhere = try await house.signIn(as: .cityLead, in: "odense")
            for row in accessTable where row.path.hasPrefix("/needs/{id}") {
                let page =
                    row.method == "GET"
                    ? try await elsewhere.get(world.address(row.path)) : try await elsewhere.post(world.address(row.path), row.fields)
                #expect(page.status == 404, "a city lead of Odense at \(row.name)")
                #expect(!page.says("Mothers at home"))
            }
        }
    }

    private func knock(_ row: AccessRow, _ guest: Guest, _ world: World) async throws -> TestPage {
        let browser =
            switch guest {
            case .visitor: world.house.visitor()
            case .role(let role): try await world.house.signIn(as: role)
            }
        let address = world.address(row.path)
        if row.method == "GET" { return try await browser.get(address) }
        if address.hasPrefix("/api/") { return try await browser.postJSON(address, "{\"text\":\"Women at home\"}") }
        if row.path.hasSuffix("/edit") {
            // A form that is sent says on which version it is based.
            let version = try await world.officer.get(address).value("version") ?? ""
            return try await browser.post(address, row.fields.map { ($0.0, $0.0 == "version" ? version : $0.1) })
        }
        return try await browser.post(address, row.fields)
    }

    private func expected(_ row: AccessRow, _ guest: Guest) -> Int {
        switch (row.entrance, guest) {
        case (.open, _), (.visitors, .visitor): row.answer
        case (.visitors, .role): 303
        case (.demonstration, _), (.watcher, _): 404
        case (.account, .role): row.answer
        case (.unprotected, .role(let role)): [.administrator, .editor].contains(role) ? 409 : row.answer
        case (.roles(let roles), .role(let role)): roles.contains(role) ? row.answer : 403
        case (.concerned(let roles), .role(let role)): roles.contains(role) ? row.answer : 404
        case (.leading, .role(let role)): role == .cityLead ? row.answer : role == .cityOfficer ? 403 : 404
        case (.reviewing, .role(let role)): role == .editor ? row.answer : 404
        case (.mending, .role(let role)): role == .editor ? row.answer : role == .author ? 404 : 403
        case (_, .visitor): 401
        }
    }
}
