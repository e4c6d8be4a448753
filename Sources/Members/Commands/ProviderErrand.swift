import Foundation
import Kernel
import Store
import Web

/// Somebody's way to a provider and back: begun here, good once, for ten minutes, in the same browser only.
struct ProviderErrand: Sendable {
    static let cookie = "ponte_errand"
    static let lifetime: Duration = .seconds(600)

    let provider: ProviderID
    /// Whose account is to be joined with the provider's; nil: somebody signs in.
    let person: PersonID?
    /// Where the person wanted to be.
    let next: String
    let carried: CarriedForm?

    /// What an errand says to the provider and nobody else. Made from the token that travels and the installation's secret, so that the
    /// database alone is not enough to finish somebody's sign-in.
    struct Words: Sendable {
        let nonce: String
        /// PKCE: shown when the code is exchanged; its digest went ahead.
        let verifier: String

        init(state: String, secret: String) {
            nonce = Secrets.seal("provider nonce \(state)", key: secret)
            verifier = Secrets.seal("provider verifier \(state)", key: secret)
        }
    }

    /// - Parameter browser: the token of the cookie.
    /// - Returns: the token that travels (`state`).
    func begin(browser: String, at now: Instant, in writer: Writer) throws -> String {
        let state = Secrets.token()
        try writer.run("DELETE FROM provider_errand WHERE expires_at < \(now)")
        try writer.run(
            """
            INSERT INTO provider_errand (digest, browser, provider_id, person_id, next, carried, subject, email, has_factor, expires_at)
            VALUES (\(Secrets.digest(state)), \(Secrets.digest(browser)), \(provider), \(person), \(next), \(carried.map(Self.write)), NULL, NULL, 0,
                \(now.adding(Self.lifetime)))
            """)
        return state
    }

    /// Ends an errand when its browser is back.
    /// - Returns: nil when there is none: never begun, over, done already, or begun in another browser.
    static func end(state: String, browser: String, at now: Instant, in writer: Writer) throws -> ProviderErrand? {
        let found = try writer.reader.first(
            """
            SELECT provider_id, person_id, next, carried FROM provider_errand
            WHERE digest = \(Secrets.digest(state)) AND browser = \(Secrets.digest(browser)) AND subject IS NULL AND expires_at > \(now)
            """, ProviderErrand.init(row:))
        // Of two that come back at once, one finds it.
        guard let found, try writer.run("DELETE FROM provider_errand WHERE digest = \(Secrets.digest(state))") > 0 else { return nil }
        return found
    }

    // MARK: who has yet to prove that an account is theirs

    struct Claim: Sendable {
        let errand: ProviderErrand
        let subject: String
        let email: String
        let hasFactor: Bool
    }

    /// Keeps what the provider said of somebody until they have given the password of the account.
    /// - Returns: the token by which it is found again, together with the browser's.
    func wait(_ identity: IdentityToken, email: String, hasFactor: Bool, browser: String, at now: Instant, in writer: Writer) throws -> String {
        let token = Secrets.token()
        try writer.run(
            """
            INSERT INTO provider_errand (digest, browser, provider_id, person_id, next, carried, subject, email, has_factor, expires_at)
            VALUES (\(Secrets.digest(token)), \(Secrets.digest(browser)), \(provider), NULL, \(next), \(carried.map(Self.write)), \(identity.subject), \(email),
                \(hasFactor ? 1 : 0), \(now.adding(Self.lifetime)))
            """)
        return token
    }

    static func claim(_ token: String, browser: String, at now: Instant, _ reader: Reader) throws -> Claim? {
        try reader.first(
            """
            SELECT provider_id, person_id, next, carried, subject, email, has_factor FROM provider_errand
            WHERE digest = \(Secrets.digest(token)) AND browser = \(Secrets.digest(browser)) AND subject IS NOT NULL AND expires_at > \(now)
            """
        ) { row in
            let factor: Int = try row["has_factor"]
            return Claim(errand: try ProviderErrand(row: row), subject: try row["subject"], email: try row["email"], hasFactor: factor == 1)
        }
    }

    // MARK: rows

    init(provider: ProviderID, person: PersonID?, next: String, carried: CarriedForm?) {
        self.provider = provider
        self.person = person
        self.next = next
        self.carried = carried
    }

    private init(row: Row) throws {
        let kept: String? = try row["carried"]
        self.init(provider: try row["provider_id"], person: try row["person_id"], next: try row["next"], carried: kept.flatMap(Self.read))
    }

    private static func write(_ form: CarriedForm) -> String { Fields([("", form.target)] + form.fields.pairs.map { ($0.name, $0.value) }).encoded }

    private static func read(_ text: String) -> CarriedForm? {
        guard let fields = try? Fields(encoded: text), let target = fields.pairs.first?.value else { return nil }
        return CarriedForm(target: target, fields: Fields(fields.pairs.dropFirst().map { ($0.name, $0.value) }))
    }
}
