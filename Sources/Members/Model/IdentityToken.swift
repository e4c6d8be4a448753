import Foundation
import JWTKit
import Kernel
import Web

/// What a provider vouches for: who somebody is, in a token that it signed for us, for this one sign-in (OpenID Connect Core 1.0 §3.1.3.7).
struct IdentityToken: Sendable, Equatable {
    /// The provider's own name for the person; it never means somebody else.
    let subject: String
    /// In small letters; nil when it does not say.
    let email: String?
    let isEmailVerified: Bool
    let name: String?
    /// How the person proved who they are: `amr`, and `acr`.
    let factorWords: Set<String>

    /// What the token must say.
    struct Expected: Sendable {
        let issuer: String
        let clientID: String
        let nonce: String
        /// The access token that came with it.
        let accessToken: String?
        let now: Instant
    }

    /// How far the clocks of two machines may be apart, in seconds.
    static let skew = 120.0
    /// A token is made when we ask for it; an older one was made for something else.
    static let oldest = 600.0

    private struct Header: Decodable {
        let alg: String
        let kid: String?
        let crit: [String]?
    }

    private struct Claims: JWTPayload {
        let iss: String
        let sub: String
        let aud: Audience
        let azp: String?
        let exp: Double
        let iat: Double
        let nbf: Double?
        let nonce: String?
        let at_hash: String?
        let email: String?
        let email_verified: Flag?
        let name: String?
        let amr: [String]?
        let acr: String?

        /// Everything is checked below, where the house's own clock is known.
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    /// - Parameter keys: the provider's.
    /// - Throws: `ProviderProblem.token`.
    init(_ text: String, keys: [ProviderKey], expected: Expected) async throws {
        let key = try Self.key(for: text, among: keys)
        let claims: Claims
        do {
            claims = try await key.ring().verify(text, as: Claims.self)
        } catch let error as JWTError where error.errorType == .signatureVerificationFailed {
            throw ProviderProblem.token(.signature)
        } catch {
            throw ProviderProblem.token(.malformed)
        }
        try Self.check(claims, expected)
        subject = claims.sub
        email = claims.email?.lowercased()
        isEmailVerified = claims.email_verified?.isTrue ?? false
        name = claims.name
        factorWords = Set((claims.amr ?? []) + [claims.acr].compactMap { $0 })
    }

    /// The one key that may have signed it.
    private static func key(for text: String, among keys: [ProviderKey]) throws -> ProviderKey {
        guard text.utf8.count <= 16_384, let first = text.split(separator: ".", omittingEmptySubsequences: false).first, let data = Base64Text.data(String(first)),
            let header = try? JSONDecoder().decode(Header.self, from: data), header.crit == nil
        else { throw ProviderProblem.token(.malformed) }
        // Not "none", and nothing that is signed with what is no secret.
        guard let algorithm = ProviderKey.Algorithm(rawValue: header.alg) else { throw ProviderProblem.token(.algorithm) }
        let possible = keys.filter { $0.algorithm == algorithm && (header.kid == nil || $0.name == header.kid) }
        // Without a name, only where there is no choice.
        guard let key = possible.first, possible.count == 1 else { throw ProviderProblem.token(.unknownKey) }
        return key
    }

    private static func check(_ claims: Claims, _ expected: Expected) throws {
        let now = Double(expected.now.milliseconds) / 1000
        func must(_ isSo: Bool, _ fault: ProviderProblem.TokenFault) throws { if !isSo { throw ProviderProblem.token(fault) } }
        try must(claims.iss == expected.issuer, .issuer)
        try must(claims.aud.all.contains(expected.clientID), .audience)
        try must(claims.azp.map { $0 == expected.clientID } ?? (claims.aud.all.count == 1), .audience)
        try must(claims.exp > now - skew, .expired)
        try must(claims.iat > now - oldest - skew, .expired)
        try must(claims.iat < now + skew && (claims.nbf ?? 0) < now + skew, .notYet)
        try must(claims.nonce.map { Secrets.same($0, expected.nonce) } ?? false, .nonce)
        if let hash = claims.at_hash, let accessToken = expected.accessToken {
            try must(Secrets.same(hash, Secrets.digestForAddresses(accessToken, half: true)), .accessToken)
        }
        try must(!claims.sub.isEmpty && claims.sub.utf8.count <= 255 && !claims.sub.utf8.contains(0), .subject)
    }

    /// The same with what the provider tells at its other address, where the token itself is silent.
    func adding(_ more: UserInfo) -> IdentityToken {
        guard more.sub == subject, email == nil else { return self }
        return IdentityToken(
            subject: subject, email: more.email?.lowercased(), isEmailVerified: more.email_verified?.isTrue ?? false, name: name ?? more.name, factorWords: factorWords)
    }

    private init(subject: String, email: String?, isEmailVerified: Bool, name: String?, factorWords: Set<String>) {
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.name = name
        self.factorWords = factorWords
    }
}

/// What a provider tells of somebody beside the token (§5.3).
struct UserInfo: Decodable, Sendable {
    let sub: String
    let email: String?
    let email_verified: Flag?
    let name: String?
}

/// One, or a list of them.
struct Audience: Codable, Sendable {
    let all: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        all = try (try? container.decode([String].self)) ?? [container.decode(String.self)]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(all)
    }
}

/// Yes or no; some providers write "true".
struct Flag: Codable, Sendable {
    let isTrue: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        isTrue = (try? container.decode(Bool.self)) ?? ((try? container.decode(String.self)) == "true")
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(isTrue)
    }
}

enum Base64Text {
    /// Reads the base64 of addresses (RFC 4648 §5).
    static func data(_ text: String) -> Data? {
        let usual = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        return Data(base64Encoded: usual + String(repeating: "=", count: (4 - usual.utf8.count % 4) % 4))
    }
}
