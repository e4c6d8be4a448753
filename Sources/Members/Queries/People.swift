import Kernel
import Store
import Web

/// Questions about people.
public enum People {
    struct SignInRecord {
        let id: PersonID
        let passwordHash: String
    }

    static func forSignIn(email: String, _ reader: Reader) throws -> SignInRecord? {
        try reader.first("SELECT id, password_hash FROM person WHERE email = \(email.lowercased()) AND disabled_at IS NULL") {
            SignInRecord(id: try $0["id"], passwordHash: try $0["password_hash"])
        }
    }

    /// Who holds the session, with the roles that hold now, and when it was last used, in one statement. Where a role asks for a second
    /// factor that is not set up yet, such roles are left out, and the person is led to set it up.
    /// - Parameter asksSecondFactor: false in the demonstration.
    static func holding(session digest: String, at now: Instant, asksSecondFactor: Bool, _ reader: Reader) throws -> (person: Viewer.Person, seenAt: Instant)? {
        let rows = try reader.rows(
            """
            SELECT person.id AS id, person.name AS name, person.email AS email, person.language AS language,
                role_grant.role AS role, role_grant.scope_kind AS scope_kind, role_grant.scope_id AS scope_id,
                role_grant.expires_at AS expires_at, session.seen_at AS seen_at, second_factor.confirmed_at AS confirmed_at,
                session.has_provider_factor AS has_provider_factor
            FROM session JOIN person ON person.id = session.person_id
            LEFT JOIN second_factor ON second_factor.person_id = person.id
            LEFT JOIN role_grant ON role_grant.person_id = person.id AND \(Grants.inForce(at: now))
            WHERE session.digest = \(digest) AND session.expires_at > \(now) AND person.disabled_at IS NULL
            ORDER BY role_grant.id
            """)
        guard let first = rows.first else { return nil }
        let confirmed: Instant? = try first["confirmed_at"]
        let providerFactor: Int = try first["has_provider_factor"]
        let all = try rows.compactMap(grant)
        let held = held(all, hasSecondFactor: confirmed != nil || providerFactor != 0, asksSecondFactor: asksSecondFactor)
        let person = Viewer.Person(
            id: try first["id"], name: try first["name"], email: try first["email"],
            language: Language(rawValue: try first["language"]) ?? .en, session: digest, grants: held,
            firstStep: held.count < all.count ? MembersPaths.secondFactor : nil)
        return (person, try first["seen_at"])
    }

    /// Colleagues: everybody with a role in the city, by name, with those roles.
    public static func inCity(_ city: CityID, at now: Instant, _ reader: Reader) throws -> [(id: PersonID, name: String, roles: [Role])] {
        let rows = try reader.rows(
            """
            SELECT DISTINCT person.id AS id, person.name AS name, role_grant.role AS role
            FROM person JOIN role_grant ON role_grant.person_id = person.id
            WHERE role_grant.scope_kind = 'city' AND role_grant.scope_id = \(city) AND person.disabled_at IS NULL
                AND \(Grants.inForce(at: now))
            ORDER BY person.name, person.id, role_grant.role
            """)
        var colleagues: [(id: PersonID, name: String, roles: [Role])] = []
        for row in rows {
            let id: PersonID = try row["id"]
            if colleagues.last?.id != id { colleagues.append((id: id, name: try row["name"], roles: [])) }
            if let role = Role(rawValue: try row["role"]) { colleagues[colleagues.count - 1].roles.append(role) }
        }
        return colleagues
    }

    /// Everybody who has one of these roles anywhere, by name, with the cities of their roles.
    public static func withRoles(_ roles: [Role], at now: Instant, _ reader: Reader) throws -> [(id: PersonID, name: String, cities: [CityID])] {
        let rows = try reader.rows(
            """
            SELECT DISTINCT person.id AS id, person.name AS name, role_grant.scope_kind AS scope_kind, role_grant.scope_id AS scope_id
            FROM person JOIN role_grant ON role_grant.person_id = person.id
            WHERE role_grant.role IN \(list: roles.map(\.rawValue)) AND person.disabled_at IS NULL
                AND \(Grants.inForce(at: now))
            ORDER BY person.name, person.id, role_grant.scope_id
            """)
        var people: [(id: PersonID, name: String, cities: [CityID])] = []
        for row in rows {
            let id: PersonID = try row["id"]
            if people.last?.id != id { people.append((id: id, name: try row["name"], cities: [])) }
            if case .city(let city) = Scope(kind: try row["scope_kind"], id: try row["scope_id"]) { people[people.count - 1].cities.append(city) }
        }
        return people
    }

    /// In which language each of these people is written to; nobody who may not sign in.
    public static func languages(_ ids: [PersonID], _ reader: Reader) throws -> [(id: PersonID, language: Language)] {
        try reader.all("SELECT id, language FROM person WHERE id IN \(list: ids) AND disabled_at IS NULL ORDER BY id") {
            (id: try $0["id"], language: Language(rawValue: try $0["language"]) ?? .en)
        }
    }

    /// Who is forgotten has none: pages say "a former member" for whoever is not among them.
    public static func names(_ ids: [PersonID], _ reader: Reader) throws -> [PersonID: String] {
        let rows: [(PersonID, String)] = try reader.all("SELECT id, name FROM person WHERE id IN \(list: ids) AND forgotten_at IS NULL") { (try $0["id"], try $0["name"]) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Where letters to a person go; nil for somebody who is not there or whose account is disabled.
    public static func correspondent(_ id: PersonID, _ reader: Reader) throws -> (name: String, email: String)? {
        try reader.first("SELECT name, email FROM person WHERE id = \(id) AND disabled_at IS NULL") { (name: try $0["name"], email: try $0["email"]) }
    }

    /// Roles that ask for a second factor, left out while there is none.
    static func held(_ grants: [Viewer.Grant], hasSecondFactor: Bool, asksSecondFactor: Bool) -> [Viewer.Grant] {
        hasSecondFactor || !asksSecondFactor ? grants : grants.filter { !(Role(rawValue: $0.role)?.needsSecondFactor ?? false) }
    }

    static func grant(_ row: Row) throws -> Viewer.Grant? {
        guard let name: String = try row["role"], let role = Role(rawValue: name) else { return nil }
        return Viewer.Grant(
            role: role.rawValue, scope: Scope(kind: try row["scope_kind"] ?? "", id: try row["scope_id"]),
            permissions: AccessTable.permissions(of: role), until: try row["expires_at"])
    }
}

extension Scope {
    init(kind: String, id: String?) {
        let id = id ?? ""
        self =
            switch kind {
            case "programme": .programme(ProgrammeID(id))
            case "city": .city(CityID(id))
            case "organisation": .organisation(OrganisationID(id))
            case "record": .record(RecordReference(kind: String(id.split(separator: "/").first ?? ""), id: String(id.split(separator: "/").last ?? "")))
            default: .network
            }
    }

    var columns: (kind: String, id: String?) {
        switch self {
        case .network: ("network", nil)
        case .programme(let id): ("programme", id.rawValue)
        case .city(let id): ("city", id.rawValue)
        case .organisation(let id): ("organisation", id.rawValue)
        case .record(let reference): ("record", reference.description)
        }
    }
}
