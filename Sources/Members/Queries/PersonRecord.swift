import Foundation
import Kernel
import Store
import Web

/// A person as administrators see them.
struct PersonRecord: Sendable {
    let id: PersonID
    let name: String
    let email: String
    let language: Language
    let createdAt: Instant
    let disabledAt: Instant?
    /// Has neither chosen a password yet nor come through a provider.
    let isInvited: Bool
    let hasSecondFactor: Bool
    let hasPassword: Bool

    var isDisabled: Bool { disabledAt != nil }

    private static let columns: SQL = """
        SELECT person.id AS id, person.name AS name, person.email AS email, person.language AS language, person.created_at AS created_at,
            person.disabled_at AS disabled_at, person.password_hash AS password_hash, second_factor.confirmed_at AS confirmed_at,
            (SELECT count(*) FROM provider_identity WHERE provider_identity.person_id = person.id) AS identities
        FROM person LEFT JOIN second_factor ON second_factor.person_id = person.id
        """

    static func find(_ id: PersonID, _ reader: Reader) throws -> PersonRecord? {
        try reader.first(columns + " WHERE person.id = \(id) AND person.forgotten_at IS NULL", PersonRecord.init(row:))
    }

    /// By address, after a cursor.
    /// - Parameters:
    ///   - text: in name or address, without regard to case and accents.
    ///   - role: who holds it now, anywhere.
    static func search(_ text: String?, role: Role?, after email: String?, limit: Int, at now: Instant, _ reader: Reader) throws -> [PersonRecord] {
        let holding: SQL = role.map {
            """
            AND EXISTS (SELECT 1 FROM role_grant WHERE role_grant.person_id = person.id AND role_grant.role = \($0.rawValue)
                AND \(Grants.inForce(at: now)))
            """
        } ?? ""
        var found: [PersonRecord] = []
        var cursor = email ?? ""
        let folded = text.map(fold)
        // Text is folded in Swift, the same on both engines; so a search reads on until the page is full.
        while found.count < limit {
            let batch = try reader.all(columns + " WHERE person.email > \(cursor) AND person.forgotten_at IS NULL \(holding) ORDER BY person.email LIMIT \(folded == nil ? limit : 500)", PersonRecord.init(row:))
            found += batch.filter { person in folded.map { fold(person.name).contains($0) || person.email.contains($0) } ?? true }
            guard folded != nil, batch.count == 500, let last = batch.last else { break }
            cursor = last.email
        }
        return Array(found.prefix(limit))
    }

    private static func fold(_ text: String) -> String { text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil) }

    init(row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        email = try row["email"]
        language = Language(rawValue: try row["language"]) ?? .en
        createdAt = try row["created_at"]
        disabledAt = try row["disabled_at"]
        let hash: String = try row["password_hash"]
        let identities: Int = try row["identities"]
        hasPassword = hash != InvitePerson.noPassword
        isInvited = hash == InvitePerson.noPassword && identities == 0
        let confirmed: Instant? = try row["confirmed_at"]
        hasSecondFactor = confirmed != nil
    }
}

/// A role as given: with its own name, so that it can be ended.
struct GivenRole: Sendable {
    let id: String
    let person: PersonID
    let role: String
    let scope: Scope
    let until: Instant?

    /// Roles that hold now or later, in the order they were given.
    static func of(_ people: [PersonID], at now: Instant, _ reader: Reader) throws -> [PersonID: [GivenRole]] {
        let all: [GivenRole] = try reader.all(
            """
            SELECT id, person_id, role, scope_kind, scope_id, expires_at FROM role_grant
            WHERE person_id IN \(list: people) AND \(Grants.inForce(at: now)) ORDER BY granted_at, id
            """
        ) { row in
            GivenRole(
                id: try row["id"], person: try row["person_id"], role: try row["role"], scope: Scope(kind: try row["scope_kind"], id: try row["scope_id"]),
                until: try row["expires_at"])
        }
        return Dictionary(grouping: all, by: \.person)
    }
}
