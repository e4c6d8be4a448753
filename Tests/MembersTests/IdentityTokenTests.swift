import Foundation
import JWTKit
import Kernel
@testable import Members
import Testing
import Web

/// What an identity token must say, each by itself: a token that is right in all but one thing is refused for that thing.
@Suite struct IdentityTokenTests {
    private static let now = Instant(milliseconds: 1_900_000_000_000)
    private static let seconds = 1_900_000_000.0
    private static let issuer = "https://login.city.example/realms/staff"

    private static func claims(_ other: FakeProvider.Claims = [:]) -> FakeProvider.Claims {
        let right: FakeProvider.Claims = [
            "iss": .text(issuer), "sub": "subject-1", "aud": "ponte", "exp": .number(seconds + 300), "iat": .number(seconds), "nonce": "the nonce",
            "email": "Chiara.Russo@Test.Example", "email_verified": true, "name": "Chiara Russo", "amr": .list(["pwd", "mfa"]), "acr": "gold",
        ]
        return right.merging(other) { $1 }
    }

    private static let expected = IdentityToken.Expected(issuer: issuer, clientID: "ponte", nonce: "the nonce", accessToken: "an access token", now: now)

    private static func keys(_ key: FakeProvider.Key) throws -> [ProviderKey] { try ProviderKey.all(in: Array("{\"keys\":[\(key.json)]}".utf8)) }

    private static func read(_ token: String, _ keys: [ProviderKey]) async throws -> IdentityToken { try await IdentityToken(token, keys: keys, expected: expected) }

    private static func fault(_ body: () async throws -> IdentityToken) async -> ProviderProblem.TokenFault? {
        do {
            _ = try await body()
            return nil
        } catch ProviderProblem.token(let fault) {
            return fault
        } catch {
            return nil
        }
    }

    @Test func `A right token says who somebody is`() async throws {
        let key = FakeProvider.Key(name: "one")
        for name in ["one", nil] {
            let token = try await Self.read(FakeProvider.sign(Self.claims(), with: key.key, named: name), Self.keys(key))
            #expect(token.subject == "subject-1" && token.email == "chiara.russo@test.example" && token.isEmailVerified && token.name == "Chiara Russo")
            #expect(token.factorWords == ["pwd", "mfa", "gold"])
        }
        let half = Secrets.digestForAddresses("an access token", half: true)
        let others: [FakeProvider.Claims] = [
            ["aud": .list(["ponte", "another"]), "azp": "ponte"], ["exp": .number(Self.seconds - 60)], ["iat": .number(Self.seconds + 60)], ["at_hash": .text(half)],
            ["email_verified": "true"],
        ]
        for other in others { _ = try await Self.read(FakeProvider.sign(Self.claims(other), with: key.key, named: "one"), Self.keys(key)) }
    }

    @Test func `An address that is not said to be confirmed is not`() async throws {
        let key = FakeProvider.Key(name: "one")
        let others: [AnySendable] = [.flag(false), .text("false"), .text("yes"), .nothing]
        for other in others {
            let token = try await Self.read(FakeProvider.sign(Self.claims(["email_verified": other]), with: key.key, named: "one"), Self.keys(key))
            #expect(!token.isEmailVerified, "\(other)")
        }
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let claims: FakeProvider.Claims
        let fault: ProviderProblem.TokenFault
    }

    @Test(arguments: [
        Wrong(testDescription: "another issuer", claims: ["iss": "https://login.city.example/realms/other"], fault: .issuer),
        Wrong(testDescription: "the issuer with a slash more", claims: ["iss": .text(issuer + "/")], fault: .issuer),
        Wrong(testDescription: "for another client", claims: ["aud": "another"], fault: .audience),
        Wrong(testDescription: "for several, and nobody says which", claims: ["aud": .list(["ponte", "another"])], fault: .audience),
        Wrong(testDescription: "given to another client", claims: ["azp": "another"], fault: .audience),
        Wrong(testDescription: "expired", claims: ["exp": .number(seconds - 121)], fault: .expired),
        Wrong(testDescription: "made long ago", claims: ["iat": .number(seconds - 721)], fault: .expired),
        Wrong(testDescription: "made in the future", claims: ["iat": .number(seconds + 121)], fault: .notYet),
        Wrong(testDescription: "not good yet", claims: ["nbf": .number(seconds + 121)], fault: .notYet),
        Wrong(testDescription: "another nonce", claims: ["nonce": "another nonce"], fault: .nonce),
        Wrong(testDescription: "no nonce", claims: ["nonce": .nothing], fault: .nonce),
        Wrong(testDescription: "with another access token", claims: ["at_hash": .text(Secrets.digestForAddresses("another", half: true))], fault: .accessToken),
        Wrong(testDescription: "of nobody", claims: ["sub": ""], fault: .subject),
        Wrong(testDescription: "without an end", claims: ["exp": .nothing], fault: .malformed),
        Wrong(testDescription: "without a beginning", claims: ["iat": .nothing], fault: .malformed),
    ])
    func `A token that is wrong in one thing is refused for it`(wrong: Wrong) async throws {
        let key = FakeProvider.Key(name: "one")
        let token = try await FakeProvider.sign(Self.claims(wrong.claims), with: key.key, named: "one")
        let keys = try Self.keys(key)
        #expect(await Self.fault { try await Self.read(token, keys) } == wrong.fault)
    }

    @Test func `A signature is by the named key, with an algorithm that needs the provider's own secret`() async throws {
        let (key, other) = (FakeProvider.Key(name: "one"), FakeProvider.Key(name: "one"))
        let keys = try Self.keys(key)
        let good = try await FakeProvider.sign(Self.claims(), with: key.key, named: "one")
        let parts = good.split(separator: ".").map(String.init)
        func base64(_ text: String) -> String {
            Data(text.utf8).base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
        }

        // Signed by somebody else under the same name; changed afterwards; by a key that is not there.
        let forged = try await FakeProvider.sign(Self.claims(), with: other.key, named: "one")
        #expect(await Self.fault { try await Self.read(forged, keys) } == .signature)
        let swapped = try await FakeProvider.sign(Self.claims(["sub": "subject-2"]), with: other.key, named: "one").split(separator: ".").map(String.init)
        #expect(await Self.fault { try await Self.read("\(parts[0]).\(swapped[1]).\(parts[2])", keys) } == .signature)
        let unknown = try await FakeProvider.sign(Self.claims(), with: other.key, named: "two")
        #expect(await Self.fault { try await Self.read(unknown, keys) } == .unknownKey)

        // Not signed at all, however it is written.
        for name in ["none", "None", "NONE", ""] {
            let bare = "\(base64("{\"alg\":\"\(name)\",\"kid\":\"one\"}")).\(parts[1])."
            #expect(await Self.fault { try await Self.read(bare, keys) } == .algorithm, "\(name)")
        }
        // With the public key as if it were a secret.
        for secret in [key.key.publicKey.pemRepresentation, key.json] {
            let ring = await JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
            var header = JWTHeader()
            header.kid = "one"
            let hashed = try await ring.sign(AnyPayload(claims: Self.claims()), header: header)
            #expect(await Self.fault { try await Self.read(hashed, keys) } == .algorithm)
        }
        // As if it were of the other kind of key.
        let otherKind = "\(base64("{\"alg\":\"RS256\",\"kid\":\"one\"}")).\(parts[1]).\(parts[2])"
        #expect(await Self.fault { try await Self.read(otherKind, keys) } == .unknownKey)
        // What says that it must be understood, and is not.
        let critical = "\(base64("{\"alg\":\"ES256\",\"kid\":\"one\",\"crit\":[\"b64\"]}")).\(parts[1]).\(parts[2])"
        #expect(await Self.fault { try await Self.read(critical, keys) } == .malformed)
        for text in ["", "a", "a.b", "..", good + ".x", String(repeating: "a", count: 20_000)] {
            #expect(await Self.fault { try await Self.read(text, keys) } == .malformed, "\(text.prefix(20))")
        }
        // Without a name, where there is a choice.
        let unnamed = try await FakeProvider.sign(Self.claims(), with: key.key, named: nil)
        let two = try keys + Self.keys(FakeProvider.Key(name: "two"))
        #expect(await Self.fault { try await Self.read(unnamed, two) } == .unknownKey)
    }

    @Test func `Keys of other kinds, uses and sizes are left out`() throws {
        let point = FakeProvider.Key(name: "good").json
        let short = String(repeating: "A", count: 172)
        let long = String(repeating: "A", count: 342)
        let all = [
            point, "{\"kty\":\"RSA\",\"kid\":\"short\",\"n\":\"\(short)\",\"e\":\"AQAB\"}", "{\"kty\":\"RSA\",\"kid\":\"long\",\"n\":\"\(long)\",\"e\":\"AQAB\"}",
            "{\"kty\":\"RSA\",\"kid\":\"sealing\",\"use\":\"enc\",\"n\":\"\(long)\",\"e\":\"AQAB\"}", "{\"kty\":\"RSA\",\"alg\":\"PS256\",\"n\":\"\(long)\",\"e\":\"AQAB\"}",
            "{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"AAAA\"}", "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}", "{\"kty\":7}", "{}", "null",
        ]
        let keys = try ProviderKey.all(in: Array("{\"keys\":[\(all.joined(separator: ","))]}".utf8))
        #expect(keys.map(\.name) == ["good", "long"])
        #expect(throws: ProviderProblem.unreadable("keys")) { try ProviderKey.all(in: Array("<html>".utf8)) }
    }

    @Test func `Only https is asked, and plain http on this machine where Ponte is on this machine alone`() {
        let good = ["https://login.city.example", "https://login.city.example/realms/staff?x=1", "https://10.0.0.7:8443/login"]
        for text in good { #expect(ProviderAddress.read(text, allowsLocal: false) != nil, "\(text)") }
        let local = ["http://127.0.0.1:9000", "http://localhost:9000/realms", "http://[::1]:9000"]
        for text in local {
            #expect(ProviderAddress.read(text, allowsLocal: true) != nil, "\(text)")
            #expect(ProviderAddress.read(text, allowsLocal: false) == nil, "\(text)")
        }
        let bad = [
            "http://login.city.example", "http://169.254.169.254/latest", "http://127.0.0.1.city.example", "http://127.0.0.1@city.example", "https://user:word@login.city.example",
            "https://login.city.example/#part", "file:///etc/passwd", "ftp://login.city.example", "javascript:alert(1)", "https://", "https:///path", "login.city.example", "",
            "https://login.city.example/a b", "https://login.city.example/\u{0}", "https://login.city.example\\@evil.example", "https://login.city.example/\r\nX: y",
        ]
        for text in bad { #expect(ProviderAddress.read(text, allowsLocal: true) == nil, "\(text)") }
    }

    @Test func `A description speaks for its own issuer only, and names safe addresses`() throws {
        func read(_ changes: [String: String?]) throws -> ProviderDescription {
            var fields: [String: String] = [
                "issuer": Self.issuer, "authorization_endpoint": Self.issuer + "/auth", "token_endpoint": Self.issuer + "/token", "jwks_uri": Self.issuer + "/certs",
            ]
            for (name, value) in changes { fields[name] = value }
            return try ProviderDescription(Array(JSONEncoder().encode(fields)), issuer: Self.issuer, allowsLocal: false)
        }
        #expect(try read([:]).takesSecretInHeader)
        #expect(throws: ProviderProblem.otherIssuer("https://evil.example")) { try read(["issuer": "https://evil.example"]) }
        #expect(throws: ProviderProblem.lacksAddress("token_endpoint")) { try read(["token_endpoint": nil]) }
        #expect(throws: ProviderProblem.unsafeAddress("jwks_uri")) { try read(["jwks_uri": "http://127.0.0.1/keys"]) }
        #expect(throws: ProviderProblem.unreadable("description")) { try ProviderDescription(Array("{}".utf8), issuer: Self.issuer, allowsLocal: false) }
    }
}
