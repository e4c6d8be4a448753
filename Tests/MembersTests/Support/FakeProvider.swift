import Foundation
import HTTPTypes
import JWTKit
import Kernel
@testable import Members
import Store
import TestKit
import Testing
import Web

/// A provider of OpenID Connect that does as a test tells it, right or wrong. It insists on what a good one insists on: the client's
/// secret, the redirect address, and PKCE.
final class FakeProvider: @unchecked Sendable {
    typealias Claims = [String: AnySendable]

    struct Key: Sendable {
        let name: String
        let key = ES256PrivateKey()

        var json: String {
            let point = key.parameters
            return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"kid\":\"\(name)\",\"x\":\"\(point?.x ?? "")\",\"y\":\"\(point?.y ?? "")\"}"
        }
    }

    private struct Code {
        let challenge: String
        let redirect: String
        let claims: Claims
    }

    static let clientID = "ponte"
    static let secret = "between+two:machines"

    let clock: Clock
    private let lock = NSLock()
    private var codes: [String: Code] = [:]
    private var signing = Key(name: "first")
    private var published: [Key] = []
    private var asked: [String: Int] = [:]
    private var down = false
    private var address = ""

    init(clock: Clock) {
        self.clock = clock
        published = [signing]
    }

    var issuer: String { lock.withLock { address } }
    func stand(at address: String) { lock.withLock { self.address = address } }

    /// How often a path was asked for.
    func questions(_ path: String) -> Int { lock.withLock { asked[path] ?? 0 } }

    /// Signs with another key from now on.
    /// - Parameter isPublished: whether its key set says so.
    func rotate(to name: String, isPublished: Bool = true) {
        lock.withLock {
            signing = Key(name: name)
            if isPublished { published = [signing] }
        }
    }

    func goDown(_ isDown: Bool = true) { lock.withLock { down = isDown } }

    /// Somebody signs in here: what it answers to the address that Ponte sent them to.
    /// - Parameter claims: of the identity token, over the right ones.
    /// - Returns: the query that goes back.
    func signIn(_ address: String, _ claims: Claims) throws -> Fields {
        let query = try Fields(encoded: address.split(separator: "?", maxSplits: 1).last ?? "")
        #expect(query["response_type"] == "code" && query["code_challenge_method"] == "S256" && query["client_id"] == Self.clientID && query["scope"]?.contains("openid") == true)
        let now = Double(clock.now.milliseconds) / 1000
        let right: Claims = ["iss": .text(issuer), "aud": .text(Self.clientID), "iat": .number(now), "exp": .number(now + 300), "nonce": .text(query["nonce"] ?? "")]
        let code = Secrets.token()
        lock.withLock {
            codes[code] = Code(challenge: query["code_challenge"] ?? "", redirect: query["redirect_uri"] ?? "", claims: right.merging(claims) { $1 })
        }
        return Fields([("code", code), ("state", query["state"] ?? "")])
    }

    func answer(_ question: LoopbackQuestion) async throws -> (status: Int, body: String) {
        let (isDown, issuer, keys) = lock.withLock {
            asked[question.path, default: 0] += 1
            return (down, address, published)
        }
        guard !isDown else { return (503, "{}") }
        switch question.path {
        case "/.well-known/openid-configuration":
            return (
                200,
                """
                {"issuer":"\(issuer)","authorization_endpoint":"\(issuer)/authorize","token_endpoint":"\(issuer)/token","jwks_uri":"\(issuer)/keys",
                "end_session_endpoint":"\(issuer)/end?theme=plain","response_types_supported":["code"],"code_challenge_methods_supported":["S256"],
                "id_token_signing_alg_values_supported":["ES256"]}
                """
            )
        // One key of a kind that we do not know must not be in the way.
        case "/keys": return (200, "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"other\",\"x\":\"AA\"},\(keys.map(\.json).joined(separator: ","))]}")
        case "/token": return try await token(question)
        default: return (404, "{}")
        }
    }

    private func token(_ question: LoopbackQuestion) async throws -> (status: Int, body: String) {
        let both = Data("\(Fields.encode(Self.clientID)):\(Fields.encode(Self.secret))".utf8).base64EncodedString()
        guard question.headers[.authorization] == "Basic \(both)" else { return (401, "{\"error\":\"invalid_client\"}") }
        // A code is good once.
        guard let code = lock.withLock({ codes.removeValue(forKey: question.form["code"] ?? "") }), question.form["redirect_uri"] == code.redirect,
            Secrets.digestForAddresses(question.form["code_verifier"] ?? "") == code.challenge
        else { return (400, "{\"error\":\"invalid_grant\"}") }
        let token = try await sign(code.claims)
        return (200, "{\"access_token\":\"an access token\",\"token_type\":\"Bearer\",\"id_token\":\"\(token)\"}")
    }

    private func sign(_ claims: Claims) async throws -> String {
        let key = lock.withLock { signing }
        return try await Self.sign(claims, with: key.key, named: key.name)
    }

    static func sign(_ claims: Claims, with key: ES256PrivateKey, named name: String?) async throws -> String {
        let ring = await JWTKeyCollection().add(ecdsa: key)
        var header = JWTHeader()
        if let name { header.kid = name }
        return try await ring.sign(AnyPayload(claims: claims), header: header)
    }
}

/// A claim of any kind.
enum AnySendable: Codable, Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    case text(String)
    case number(Double)
    case flag(Bool)
    case list([String])
    case nothing

    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(from decoder: any Decoder) throws { self = .nothing }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let list): try container.encode(list)
        case .nothing: try container.encodeNil()
        }
    }
}

struct AnyPayload: JWTPayload {
    let claims: [String: AnySendable]

    init(claims: [String: AnySendable]) { self.claims = claims }
    init(from decoder: any Decoder) throws { claims = [:] }
    func encode(to encoder: any Encoder) throws { try claims.encode(to: encoder) }
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}

/// A house that is served on this machine, with a provider beside it.
struct ProviderWorld: Sendable {
    static let secret = "a secret of the installation, for tests only"

    let house: TestHouse
    let provider: FakeProvider
    let id: String

    static func open(_ engine: Engine, factors: String = "", admits: String = "known", isOn: Bool = true, _ body: @escaping @Sendable (ProviderWorld) async throws -> Void) async throws {
        try await withHouse(engine, .small, settings: ["base.url": "http://127.0.0.1:8080", "secret": Self.secret]) { house in
            let provider = FakeProvider(clock: house.clock.clock)
            try await withLoopbackServer { try await provider.answer($0) } _: { address in
                provider.stand(at: address)
                let administrator = try await house.signIn(as: .administrator)
                let fields = Self.fields(issuer: address, factors: factors, admits: admits)
                let added = try await administrator.post("/administration/providers/add", fields)
                let path = try #require(added.location, "\(added.text.prefix(400)) \(house.log.errors)")
                if isOn { #expect(try await administrator.post(path + "/switch", [("to", "on")]).status == 303) }
                try await body(ProviderWorld(house: house, provider: provider, id: path.split(separator: "/").last.map(String.init) ?? ""))
            }
        }
    }

    static func fields(issuer: String, factors: String = "", admits: String = "known", label: String = "City of Catania", clientID: String = FakeProvider.clientID) -> [(String, String)] {
        [
            ("label", label), ("city", "catania"), ("issuer", issuer), ("clientID", clientID), ("secret", FakeProvider.secret), ("domains", "test.example, Comune.Catania.it"),
            ("admits", admits), ("factors", factors),
        ]
    }

    /// Leaves for the provider.
    /// - Returns: the address that Ponte sends them to.
    func leave(_ browser: Browser, next: String = "", more: [(String, String)] = []) async throws -> String {
        let form = await browser.cookie(Cookie.session) == nil ? "/sign-in" : "/account"
        let page = try await browser.post("/sign-in/provider", [("provider", id), ("next", next)] + more, from: form)
        #expect(page.status == 200, "\(page.text.prefix(300)) \(house.log.errors)")
        let address = try #require(page.links.first { $0.hasPrefix(provider.issuer) }, "\(page.text.prefix(300))")
        #expect(page.header("Refresh") == "0; url=\(address)")
        return address
    }

    func wayBack(_ answer: Fields) -> String { answer.link("/sign-in/back/\(id)") }

    /// The whole way, there and back.
    func signIn(_ browser: Browser, _ claims: FakeProvider.Claims, next: String = "") async throws -> TestPage {
        try await browser.get(wayBack(try provider.signIn(try await leave(browser, next: next), claims)))
    }

    /// A second factor of a person, with a secret that the test knows.
    func protect(_ person: PersonID) async throws -> [UInt8] {
        let secret = OneTimeCode.newSecret()
        let (sealed, now) = (SealedSecret(installation: Self.secret).seal(secret), house.clock.now)
        try await house.database.write { writer in
            try writer.run("DELETE FROM second_factor WHERE person_id = \(person)")
            try writer.run("INSERT INTO second_factor (person_id, secret, created_at, confirmed_at, last_step) VALUES (\(person), \(sealed), \(now), \(now), 0)")
        }
        return secret
    }

    func facts(_ action: String) async throws -> Int { try await house.database.read { try $0.number("SELECT count(*) AS n FROM audit WHERE action = \(action)") } }
    func number(_ statement: SQL) async throws -> Int { try await house.database.read { try $0.number(statement) } }
}
