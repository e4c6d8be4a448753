import Kernel
import Store
import Trail
import Web

/// Gives a person a role in a scope, with or without an end.
struct GiveRole: Sendable {
    let person: PersonID
    let role: Role
    let scope: Scope
    let until: Instant?

    func run(_ house: House, _ trail: Trail, by actor: PersonID) async throws {
        try await house.database.write { writer in
            guard try PersonRecord.find(person, writer.reader) != nil else { throw Problem.notFound }
            try Self.write(role, scope, until: until, to: person, house.ids, at: trail.clock.now, in: writer)
            try trail.record(Fact("role.given", RecordReference(person), by: .person(actor), after: "{\"role\":\"\(role.rawValue)\"}"), in: writer)
        }
    }

    static func write(_ role: Role, _ scope: Scope, until: Instant?, to person: PersonID, _ ids: IDSource, at now: Instant, in writer: Writer) throws {
        try writer.run(
            """
            INSERT INTO role_grant (id, person_id, role, scope_kind, scope_id, granted_at, expires_at)
            VALUES (\(ids.text()), \(person), \(role.rawValue), \(scope.columns.kind), \(scope.columns.id), \(now), \(until))
            """)
    }
}

/// Takes a role away.
struct EndRole: Sendable {
    let person: PersonID
    let grant: String

    /// - Throws: `Problem.conflict` when nobody would be left to administer.
    func run(_ house: House, _ trail: Trail, by actor: PersonID) async throws {
        try await house.database.write { writer in
            let role: String? = try writer.reader.first("SELECT role FROM role_grant WHERE id = \(grant) AND person_id = \(person)") { try $0["role"] }
            guard let role else { throw Problem.notFound }
            // The fact first: it makes others wait, so that two people cannot each end the other's role at once.
            try trail.record(Fact("role.ended", RecordReference(person), by: .person(actor), before: "{\"role\":\"\(role)\"}"), in: writer)
            try writer.run("DELETE FROM role_grant WHERE id = \(grant)")
            if role == Role.administrator.rawValue { try Administrators.checkOneIsLeft(writer.reader) }
        }
    }
}

enum Administrators {
    /// Somebody must be able to administer tomorrow too: with a password, not disabled, and with a role that does not run out.
    /// - Throws: `Problem.conflict`.
    static func checkOneIsLeft(_ reader: Reader) throws {
        guard try count(besides: nil, reader) > 0 else { throw Problem.conflict(reason: "members.person.lastAdministrator") }
    }

    /// Whether nobody could administer without this person.
    static func isLast(_ person: PersonID, _ reader: Reader) throws -> Bool {
        try reader.number("SELECT count(*) AS n FROM role_grant WHERE person_id = \(person) AND role = 'administrator'") > 0 && count(besides: person, reader) == 0
    }

    private static func count(besides person: PersonID?, _ reader: Reader) throws -> Int {
        try reader.number(
            """
            SELECT count(*) AS n FROM role_grant JOIN person ON person.id = role_grant.person_id
            WHERE role_grant.role = 'administrator' AND role_grant.scope_kind = 'network' AND role_grant.expires_at IS NULL
                AND person.disabled_at IS NULL AND person.password_hash <> \(InvitePerson.noPassword) AND person.id <> \(person?.rawValue ?? "")
            """)
    }
}
