import Kernel
import Store

/// Questions about sessions.
enum Sessions {
    struct Session: Sendable {
        let digest: String
        let createdAt: Instant
        let seenAt: Instant
        let device: String
    }

    static func of(_ person: PersonID, at now: Instant, _ reader: Reader) throws -> [Session] {
        try reader.all(
            "SELECT digest, created_at, seen_at, device FROM session WHERE person_id = \(person) AND expires_at > \(now) ORDER BY seen_at DESC"
        ) { Session(digest: try $0["digest"], createdAt: try $0["created_at"], seenAt: try $0["seen_at"], device: try $0["device"]) }
    }

    /// Somebody who is signed in, on so many devices, last seen then.
    struct Signed: Sendable {
        let person: PersonID
        let name: String
        let count: Int
        let seenAt: Instant
        let cursor: String
    }

    /// Who is signed in now, by address.
    /// - Parameter email: the last address of the page before.
    static func people(at now: Instant, after email: String?, limit: Int, _ reader: Reader) throws -> [Signed] {
        try reader.all(
            """
            SELECT person.id AS id, person.name AS name, person.email AS email, count(*) AS n, max(session.seen_at) AS seen FROM session
            JOIN person ON person.id = session.person_id WHERE session.expires_at > \(now) AND person.email > \(email ?? "")
            GROUP BY person.id, person.name, person.email ORDER BY person.email LIMIT \(limit)
            """
        ) { Signed(person: try $0["id"], name: try $0["name"], count: try $0["n"], seenAt: try $0["seen"], cursor: try $0["email"]) }
    }
}
