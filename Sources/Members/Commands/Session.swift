import Kernel
import Store
import Trail
import Web

/// Opens and closes sessions.
public enum Session {
    public static let lifetime: Duration = .seconds(14 * 86_400)

    /// - Parameter pass: through which provider they came; nil: with a password.
    /// - Returns: the token for the cookie; only its digest is kept.
    static func open(for person: PersonID, device: String, through pass: ProviderPass? = nil, _ trail: Trail, _ writer: Writer) throws -> String {
        let token = Secrets.token()
        let now = trail.clock.now
        try writer.run("DELETE FROM session WHERE expires_at < \(now)")
        try writer.run(
            """
            INSERT INTO session (digest, person_id, created_at, seen_at, expires_at, device, provider_id, has_provider_factor)
            VALUES (\(Secrets.digest(token)), \(person), \(now), \(now), \(now.adding(lifetime)), \(String(device.prefix(200))), \(pass?.provider),
                \(pass?.hasFactor == true ? 1 : 0))
            """)
        try trail.record(Fact("session.opened", RecordReference(person), by: .person(person)), in: writer)
        return token
    }

    /// Notes that it is in use; no fact, since nothing changes hands.
    static func touch(_ digest: String, at now: Instant, _ writer: Writer) throws {
        try writer.run("UPDATE session SET seen_at = \(now) WHERE digest = \(digest)")
    }

    /// - Parameter actor: who ends it; nil: the person themselves.
    static func close(_ digest: String, of person: PersonID, _ trail: Trail, by actor: PersonID? = nil, _ writer: Writer) throws {
        guard try writer.run("DELETE FROM session WHERE digest = \(digest) AND person_id = \(person)") > 0 else { return }
        try trail.record(Fact("session.closed", RecordReference(person), by: .person(actor ?? person)), in: writer)
    }

    static func closeAll(of person: PersonID, _ trail: Trail, _ writer: Writer) throws {
        try writer.run("DELETE FROM session WHERE person_id = \(person)")
        try trail.record(Fact("session.closedEverywhere", RecordReference(person), by: .person(person)), in: writer)
    }
}
