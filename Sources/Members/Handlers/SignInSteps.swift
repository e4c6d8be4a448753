import HTTPTypes
import Kernel
import Store
import Trail
import Web

extension Cookie {
    /// Remembers a language for a year, as `?lang=` does.
    static func language(_ language: Language) -> Cookie { Cookie(name: Self.language, value: language.code, maxAge: 31_536_000) }
}

/// What comes after the right password: the second factor where there is one, then the session, then where the person wanted to be.
struct SignInSteps: Sendable {
    static let cookie = "ponte_pending"
    private static let lifetime: Duration = .seconds(600)

    let house: House
    let trail: Trail

    /// - Parameter pass: through which provider they came; where it vouches for a second factor, none is asked for here.
    func enter(_ person: PersonID, _ visit: Visit, next: String, carried: CarriedForm?, through pass: ProviderPass? = nil, _ words: Wording) async throws -> Answer {
        let now = house.clock.now
        let token = Secrets.token()
        let isPending = try await house.database.write { writer in
            guard pass?.hasFactor != true, try SecondFactor.of(person, writer.reader)?.isConfirmed == true else { return false }
            try writer.run("DELETE FROM pending_sign_in WHERE expires_at < \(now)")
            try writer.run(
                """
                INSERT INTO pending_sign_in (digest, person_id, created_at, expires_at, provider_id)
                VALUES (\(Secrets.digest(token)), \(person), \(now), \(now.adding(Self.lifetime)), \(pass?.provider))
                """)
            return true
        }
        guard isPending else { return try await open(person, visit, next: next, carried: carried, through: pass, words) }
        return Answer.page(SecondStepPage.page(next: next, carried: carried, words))
            .with(Cookie(name: Self.cookie, value: token, maxAge: Int(Self.lifetime.components.seconds)))
    }

    /// Who owes a second factor, by the cookie of the first step.
    func pending(_ visit: Visit) async throws -> (person: PersonID, digest: String, pass: ProviderPass?)? {
        guard let token = visit.cookie(Self.cookie) else { return nil }
        let (digest, now) = (Secrets.digest(token), house.clock.now)
        return try await house.database.read { reader in
            try reader.first(
                """
                SELECT person.id AS id, pending_sign_in.provider_id AS provider_id FROM pending_sign_in JOIN person ON person.id = pending_sign_in.person_id
                WHERE pending_sign_in.digest = \(digest) AND pending_sign_in.expires_at > \(now) AND person.disabled_at IS NULL
                """
            ) { row in
                let provider: ProviderID? = try row["provider_id"]
                return (person: try row["id"], digest: digest, pass: provider.map { ProviderPass(provider: $0, hasFactor: false) })
            }
        }
    }

    /// A browser that remembers no language goes on in the person's own.
    func open(_ person: PersonID, _ visit: Visit, next: String, carried: CarriedForm?, through pass: ProviderPass? = nil, _ words: Wording) async throws -> Answer {
        let device = visit.headers[.userAgent] ?? ""
        let (token, language) = try await house.database.write { writer in
            (try Session.open(for: person, device: device, through: pass, trail, writer), try People.languages([person], writer.reader).first?.language)
        }
        let answer = carried.map { Answer.page(ExpiredForm(fields: $0.fields).page($0.target, words, status: 200)) } ?? .seeOther(next.nilIfEmpty ?? "/")
        let opened = answer.with(Cookie(name: Cookie.session, value: token, maxAge: Int(Session.lifetime.components.seconds)))
            .with(Cookie(name: Self.cookie, value: "", maxAge: 0))
        guard let language, visit.cookie(Cookie.language) == nil else { return opened }
        return opened.with(.language(language))
    }
}
