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
}
