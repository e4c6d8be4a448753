import Kernel
import Store

/// Everybody on record with their roles, as the command line lists them.
public enum Accounts {
    public struct Account: Sendable, Equatable {
        public let email: String
        public let name: String
        public let language: String
        public let isDisabled: Bool
        public let role: String?
        /// `network`, `city:catania`, `programme:mistra` …
        public let scope: String?
    }

    public static func id(ofEmail email: String, _ reader: Reader) throws -> PersonID? {
        try reader.first("SELECT id FROM person WHERE email = \(email.lowercased()) AND forgotten_at IS NULL") { try $0["id"] }
    }

    /// One for each role of each person, by address.
    public static func all(at now: Instant, _ reader: Reader) throws -> [Account] {
        try reader.all(
            """
            SELECT person.email AS email, person.name AS name, person.language AS language, person.disabled_at AS disabled_at,
                role_grant.role AS role, role_grant.scope_kind AS scope_kind,
                coalesce(city.slug, programme.slug, role_grant.scope_id) AS scope_name
            FROM person
            LEFT JOIN role_grant ON role_grant.person_id = person.id AND \(Grants.inForce(at: now))
            LEFT JOIN city ON role_grant.scope_kind = 'city' AND city.id = role_grant.scope_id
            LEFT JOIN programme ON role_grant.scope_kind = 'programme' AND programme.id = role_grant.scope_id
            WHERE person.forgotten_at IS NULL
            ORDER BY person.email, role_grant.id
            """
        ) { row in
            let disabled: String? = try row["disabled_at"]
            let kind: String? = try row["scope_kind"]
            let name: String? = try row["scope_name"]
            return Account(
                email: try row["email"], name: try row["name"], language: try row["language"], isDisabled: disabled != nil, role: try row["role"],
                scope: kind.map { kind in name.map { "\(kind):\($0)" } ?? kind })
        }
    }
}
