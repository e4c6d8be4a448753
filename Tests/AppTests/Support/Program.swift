import Foundation
import HTTPTypes
import Kernel
import Members
import TestKit
import Testing
import Web

/// A program that shows a token with each request.
struct Program {
    let browser: Browser
    let token: String

    /// Lets somebody who is signed in make a token at their page.
    static func of(_ owner: Browser, _ scopes: [String], days: Int = 90, in house: TestHouse) async throws -> Program {
        let fields = [("name", "A program"), ("days", String(days))] + scopes.map { ("scopes", $0) }
        let page = try await owner.post("/account/tokens", fields, from: "/account/tokens")
        let token = page.elements("input").first { $0["id"] == "made" }?["value"]
        return Program(browser: house.visitor(), token: try #require(token, "no token was made: \(page.status) \(page.text.prefix(300))"))
    }

    func send(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, _ more: [(String, String)] = []) async throws -> TestPage {
        var headers: HTTPFields = [.authorization: "Bearer \(token)"]
        if body != nil { headers[.contentType] = "application/json" }
        for (name, value) in more { headers[try #require(HTTPField.Name(name))] = value }
        return try await browser.send(method, path, headers: headers, body: body.map { Array($0.utf8) })
    }
}

extension TestHouse {
    /// Gives somebody one role more.
    func give(_ role: Role, to person: PersonID, in city: String? = nil) async throws {
        let (grant, now) = (ids.text(), clock.now)
        try await database.write { writer in
            let city = try city.flatMap { try Cities.bySlug($0, writer.reader)?.id }
            try writer.run(
                """
                INSERT INTO role_grant (id, person_id, role, scope_kind, scope_id, granted_at) VALUES (\(grant), \(person), \(role.rawValue),
                    \(city == nil ? "network" : "city"), \(city), \(now))
                """)
        }
    }
}
