import Kernel
import Store
import Trail
import Web

/// Puts a person on record, with one role.
public struct CreatePerson: Sendable {
    public let email: String
    public let name: String
    public let language: Language
    public let password: String
    public let role: Role
    public let scope: Scope

    public init(email: String, name: String, language: Language, password: String, role: Role, scope: Scope) {
        self.email = email.lowercased()
        self.name = name
        self.language = language
        self.password = password
        self.role = role
        self.scope = scope
    }

    /// - Throws: `Problem.invalid` naming the field.
    public func check() throws {
        var problems: [FieldProblem] = []
        if !EmailAddress.isPossible(email) { problems.append(FieldProblem("email", "web.field.notAMail")) }
        if name.isEmpty || name.count > 120 { problems.append(FieldProblem("name", "members.field.name")) }
        if password.count < Passwords.shortest || password.count > Passwords.longest {
            problems.append(FieldProblem("password", "members.field.password", ["from": String(Passwords.shortest), "to": String(Passwords.longest)]))
        }
        if !problems.isEmpty { throw Problem.invalid(problems) }
    }

    /// - Throws: `Problem.conflict` when the address is already in use.
    public func run(_ database: Database, _ ids: IDSource, _ trail: Trail, by actor: Actor) async throws -> PersonID {
        try check()
        let hash = try await Passwords.hash(password)
        let id: PersonID = ids.next()
        let grant = ids.text()
        return try await database.write { writer in
            let now = trail.clock.now
            guard try writer.reader.number("SELECT count(*) AS n FROM person WHERE email = \(email)") == 0 else {
                throw Problem.conflict(reason: "members.problem.emailTaken")
            }
            try writer.run(
                """
                INSERT INTO person (id, email, name, language, password_hash, created_at)
                VALUES (\(id), \(email), \(name), \(language.code), \(hash), \(now))
                """)
            try writer.run(
                """
                INSERT INTO role_grant (id, person_id, role, scope_kind, scope_id, granted_at)
                VALUES (\(grant), \(id), \(role.rawValue), \(scope.columns.kind), \(scope.columns.id), \(now))
                """)
            try trail.record(Fact("person.created", RecordReference(id), by: actor, after: "{\"role\":\"\(role.rawValue)\"}"), in: writer)
            return id
        }
    }
}
