import Foundation
import JWTKit

/// A public key with which a provider signs (RFC 7517): RSA for RS256, or P-256 for ES256. Others are left out, so that one we do not
/// know keeps nobody from signing in with one we do.
struct ProviderKey: Sendable, Equatable {
    enum Algorithm: String, Sendable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    let name: String?
    let algorithm: Algorithm
    /// Modulus and exponent, or x and y.
    let first: String
    let second: String

    private struct List: Decodable { let keys: [Entry?] }

    private struct Entry: Decodable {
        let kty: String?
        let kid: String?
        let use: String?
        let alg: String?
        let crv: String?
        let n: String?
        let e: String?
        let x: String?
        let y: String?

        enum CodingKeys: CodingKey { case kty, kid, use, alg, crv, n, e, x, y }

        /// What is not text is as good as not there.
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            func text(_ key: CodingKeys) -> String? { try? container.decode(String.self, forKey: key) }
            (kty, kid, use, alg, crv) = (text(.kty), text(.kid), text(.use), text(.alg), text(.crv))
            (n, e, x, y) = (text(.n), text(.e), text(.x), text(.y))
        }
    }

    /// The usable keys of a key set, at most 50.
    /// - Throws: `ProviderProblem.unreadable`.
    static func all(in bytes: [UInt8]) throws -> [ProviderKey] {
        guard let list = try? JSONDecoder().decode(List.self, from: Data(bytes)) else { throw ProviderProblem.unreadable("keys") }
        return list.keys.prefix(50).compactMap { $0.flatMap(ProviderKey.init) }
    }

    private init?(_ entry: Entry) {
        guard entry.use == nil || entry.use == "sig" else { return nil }
        name = entry.kid
        switch (entry.kty, entry.alg) {
        case ("RSA", nil), ("RSA", "RS256"):
            // 2048 bits are 342 letters of base64; shorter keys are no longer safe.
            guard let modulus = entry.n, let exponent = entry.e, modulus.utf8.count >= 341 else { return nil }
            (algorithm, first, second) = (.rs256, modulus, exponent)
        case ("EC", nil), ("EC", "ES256"):
            guard entry.crv == "P-256", let x = entry.x, let y = entry.y else { return nil }
            (algorithm, first, second) = (.es256, x, y)
        default: return nil
        }
    }

    /// A ring of this key alone, for its own algorithm alone: what a token says of itself chooses neither.
    func ring() async throws -> JWTKeyCollection {
        let identifier = JWKIdentifier(string: name ?? "")
        let key: JWK =
            switch algorithm {
            case .rs256: .rsa(.rs256, identifier: identifier, modulus: first, exponent: second)
            case .es256: .ecdsa(.es256, identifier: identifier, x: first, y: second, curve: .p256)
            }
        return try await JWTKeyCollection().add(jwk: key)
    }
}
