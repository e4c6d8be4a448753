import Kernel
import Store
import Trail
import Web

/// Makes a token for a person's program.
struct MakeToken: Sendable {
    let name: String
    let scopes: [TokenScope]
    /// How many days it holds.
    let days: Int
    let person: PersonID

    /// - Returns: the token, to be shown this once; only its digest is kept.
    /// - Throws: `Problem.invalid` when the person has as many as allowed.
    func run(_ house: House, _ trail: Trail) async throws -> String {
        let token = AccessToken.prefix + Secrets.token()
        let id: TokenID = house.ids.next()
        try await house.database.write { writer in
            let now = trail.clock.now
            let inUse = try writer.reader.number("SELECT count(*) AS n FROM access_token WHERE person_id = \(person) AND ended_at IS NULL AND expires_at > \(now)")
            guard inUse < AccessToken.most else { throw Problem.invalid([FieldProblem("name", "members.tokens.tooMany", ["most": String(AccessToken.most)])]) }
            try writer.run("DELETE FROM kept_answer WHERE at < \(now.adding(.zero - Once.kept))")
            try writer.run(
                """
                INSERT INTO access_token (id, person_id, name, digest, created_at, expires_at)
                VALUES (\(id), \(person), \(name), \(Secrets.digest(token)), \(now), \(now.adding(.seconds(days * 86_400))))
                """)
            for scope in scopes { try writer.run("INSERT INTO access_token_scope (token_id, scope) VALUES (\(id), \(scope.name))") }
            let names = scopes.map { "\"\($0.name)\"" }.joined(separator: ",")
            try trail.record(Fact("token.made", RecordReference(id), by: .person(person), after: "{\"days\":\(days),\"scopes\":[\(names)]}"), in: writer)
        }
        return token
    }
}

/// Ends a token at once.
struct EndToken: Sendable {
    let id: TokenID
    /// Whose it must be; nil: anybody's, for administrators.
    let owner: PersonID?
    let person: PersonID

    /// - Throws: `Problem.notFound` when there is no such token, or when it is somebody else's.
    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let found: PersonID? = try writer.reader.first("SELECT person_id FROM access_token WHERE id = \(id)") { try $0["person_id"] }
            guard let found, owner == nil || owner == found else { throw Problem.notFound }
            let ended = try writer.run("UPDATE access_token SET ended_at = \(trail.clock.now), ended_by = \(person) WHERE id = \(id) AND ended_at IS NULL")
            guard ended > 0 else { return }
            try writer.run("DELETE FROM kept_answer WHERE token_id = \(id)")
            try trail.record(Fact("token.ended", RecordReference(id), by: .person(person)), in: writer)
        }
    }
}
