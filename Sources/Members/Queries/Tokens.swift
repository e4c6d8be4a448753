import Kernel
import Store
import Web

/// Questions about tokens.
enum Tokens {
    struct Bearer: Sendable {
        let person: Viewer.Person
        let token: TokenID
        let usedOn: Day?
    }

    /// For whom a token stands, with the roles that hold now, cut down to its scopes. Roles that ask for a second factor count only while
    /// the person has one.
    static func bearer(of digest: String, at now: Instant, asksSecondFactor: Bool, _ reader: Reader) throws -> Bearer? {
        let rows = try reader.rows(
            """
            SELECT person.id AS id, person.name AS name, person.email AS email, person.language AS language, access_token.id AS token_id,
                access_token.used_on AS used_on, role_grant.role AS role, role_grant.scope_kind AS scope_kind, role_grant.scope_id AS scope_id,
                role_grant.expires_at AS expires_at, second_factor.confirmed_at AS confirmed_at
            FROM access_token JOIN person ON person.id = access_token.person_id
            LEFT JOIN second_factor ON second_factor.person_id = person.id
            LEFT JOIN role_grant ON role_grant.person_id = person.id AND \(Grants.inForce(at: now))
            WHERE access_token.digest = \(digest) AND access_token.expires_at > \(now) AND access_token.ended_at IS NULL AND person.disabled_at IS NULL
            ORDER BY role_grant.id
            """)
        guard let first = rows.first else { return nil }
        let id: TokenID = try first["token_id"]
        let scopes = TokenScopes.withIncluded(Set(try scopes(of: [id], reader)[id] ?? []))
        let confirmed: Instant? = try first["confirmed_at"]
        let held = People.held(try rows.compactMap(People.grant), hasSecondFactor: confirmed != nil, asksSecondFactor: asksSecondFactor)
        let person = Viewer.Person(
            id: try first["id"], name: try first["name"], email: try first["email"], language: Language(rawValue: try first["language"]) ?? .en,
            session: "token:\(id)", grants: TokenScopes.narrow(held, to: scopes), token: Viewer.Token(id: id, scopes: scopes))
        return Bearer(person: person, token: id, usedOn: try first["used_on"])
    }

    /// Newest first.
    static func of(_ person: PersonID, at now: Instant, _ reader: Reader) throws -> [AccessToken] { try tokens("person_id = \(person)", at: now, limit: 200, reader) }

    /// Everybody's, newest first.
    static func all(before: TokenID?, limit: Int, at now: Instant, _ reader: Reader) throws -> [AccessToken] {
        try tokens(before.map { "id < \($0)" } ?? "1 = 1", at: now, limit: limit, reader)
    }

    static func countInUse(at now: Instant, _ reader: Reader) throws -> Int {
        try reader.number("SELECT count(*) AS n FROM access_token WHERE ended_at IS NULL AND expires_at > \(now)")
    }

    private static func tokens(_ condition: SQL, at now: Instant, limit: Int, _ reader: Reader) throws -> [AccessToken] {
        let since = now.adding(.zero - AccessToken.remembered)
        let rows = try reader.rows(
            """
            SELECT id, person_id, name, created_at, expires_at, used_on, ended_at, ended_by FROM access_token
            WHERE \(condition) AND expires_at > \(since) AND (ended_at IS NULL OR ended_at > \(since)) ORDER BY id DESC LIMIT \(limit)
            """)
        let scopes = try scopes(of: try rows.map { try $0["id"] }, reader)
        return try rows.map { row in
            let id: TokenID = try row["id"]
            return AccessToken(
                id: id, person: try row["person_id"], name: try row["name"], scopes: TokenScopes.all.filter { scopes[id]?.contains($0) ?? false },
                createdAt: try row["created_at"], expiresAt: try row["expires_at"], usedOn: try row["used_on"], endedAt: try row["ended_at"], endedBy: try row["ended_by"])
        }
    }

    private static func scopes(of ids: [TokenID], _ reader: Reader) throws -> [TokenID: [TokenScope]] {
        let rows: [(TokenID, TokenScope)] = try reader.all("SELECT token_id, scope FROM access_token_scope WHERE token_id IN \(list: ids)") {
            (try $0["token_id"], TokenScope(try $0["scope"] as String))
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }
}
