import Kernel
import Store
import Web

/// A link that opens one thing, once. Whoever gets the letter has the token; the database has its digest.
enum OneTimeLink {
    enum Purpose: String, Sendable {
        case invitation
        case password

        var lifetime: Duration { self == .invitation ? .seconds(14 * 86_400) : .seconds(2 * 3600) }
    }

    struct Record: Sendable {
        let person: PersonID
        let name: String
        let email: String
        let createdAt: Instant
    }

    /// Makes a link; older ones of the person for the same purpose no longer work.
    /// - Returns: the token.
    static func make(_ purpose: Purpose, for person: PersonID, at now: Instant, in writer: Writer) throws -> String {
        let token = Secrets.token()
        try writer.run("DELETE FROM one_time_link WHERE (person_id = \(person) AND purpose = \(purpose.rawValue)) OR expires_at < \(now)")
        try writer.run(
            """
            INSERT INTO one_time_link (digest, person_id, purpose, created_at, expires_at)
            VALUES (\(Secrets.digest(token)), \(person), \(purpose.rawValue), \(now), \(now.adding(purpose.lifetime)))
            """)
        return token
    }

    /// Whose link it is; nil when it is unknown, used, too old, or the person's account is disabled.
    static func find(_ token: String, _ purpose: Purpose, at now: Instant, _ reader: Reader) throws -> Record? {
        try reader.first(
            """
            SELECT person.id AS id, person.name AS name, person.email AS email, one_time_link.created_at AS created_at
            FROM one_time_link JOIN person ON person.id = one_time_link.person_id
            WHERE one_time_link.digest = \(Secrets.digest(token)) AND one_time_link.purpose = \(purpose.rawValue)
                AND one_time_link.expires_at > \(now) AND person.disabled_at IS NULL
            """) { Record(person: try $0["id"], name: try $0["name"], email: try $0["email"], createdAt: try $0["created_at"]) }
    }
}
