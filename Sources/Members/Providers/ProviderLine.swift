import Foundation
import Kernel
import Web

/// The conversation with providers: their descriptions and keys, kept for ten minutes, and codes exchanged for tokens. Many who come at
/// once wait for one question, and a provider that is down is asked every few seconds only.
actor ProviderLine {
    private let ask: @Sendable (OutsideQuestion) async throws -> OutsideAnswer
    private let clock: Clock
    private let allowsLocal: Bool
    private var descriptions: [String: Kept<ProviderDescription>] = [:]
    private var keys: [String: Kept<[ProviderKey]>] = [:]
    /// How often keys are asked for again because of a token that names one we do not have: by issuer.
    private let again: Throttle

    private struct Kept<Value: Sendable> {
        let task: Task<Value, any Error>
        var until: Instant
    }

    private static let most = 100
    private static let lifetime: Duration = .seconds(600)
    private static let pause: Duration = .seconds(5)

    /// - Parameter allowsLocal: whether plain http on this machine is spoken.
    init(clock: Clock, allowsLocal: Bool, ask: @escaping @Sendable (OutsideQuestion) async throws -> OutsideAnswer) {
        self.ask = ask
        self.clock = clock
        self.allowsLocal = allowsLocal
        again = Throttle(capacity: 5, refillIn: 600, clock: clock)
    }

    /// - Parameter isFresh: asks, whatever is kept.
    /// - Throws: `ProviderProblem`.
    func description(of issuer: String, isFresh: Bool = false) async throws -> ProviderDescription {
        if !isFresh, let kept = descriptions[issuer], kept.until > clock.now { return try await kept.task.value }
        if descriptions.count >= Self.most { descriptions = [:] }
        let task = Task { [ask, allowsLocal] in
            guard let url = ProviderAddress.read(ProviderAddress.description(of: issuer), allowsLocal: allowsLocal) else { throw ProviderProblem.unsafeAddress("issuer") }
            return try ProviderDescription(try await Self.bytes(OutsideQuestion(url), "description", ask), issuer: issuer, allowsLocal: allowsLocal)
        }
        descriptions[issuer] = Kept(task: task, until: clock.now.adding(Self.lifetime))
        do {
            return try await task.value
        } catch {
            descriptions[issuer]?.until = clock.now.adding(Self.pause)
            throw error
        }
    }

    /// What is known of it without asking.
    func known(_ issuer: String) async -> ProviderDescription? {
        guard let kept = descriptions[issuer], kept.until > clock.now else { return nil }
        return try? await kept.task.value
    }

    /// - Throws: `ProviderProblem`.
    func keys(of issuer: String, at url: URL, isFresh: Bool = false) async throws -> [ProviderKey] {
        if !isFresh, let kept = keys[issuer], kept.until > clock.now { return try await kept.task.value }
        if keys.count >= Self.most { keys = [:] }
        let task = Task { [ask] in try ProviderKey.all(in: try await Self.bytes(OutsideQuestion(url), "keys", ask)) }
        keys[issuer] = Kept(task: task, until: clock.now.adding(Self.lifetime))
        do {
            return try await task.value
        } catch {
            keys[issuer]?.until = clock.now.adding(Self.pause)
            throw error
        }
    }

    /// A code for who somebody is: exchanged at the provider, checked whole.
    /// - Throws: `ProviderProblem`.
    func identity(for code: String, verifier: String, nonce: String, backTo redirect: String, _ provider: Provider, secret: String) async throws -> IdentityToken {
        let description = try await description(of: provider.issuer)
        let tokens = try await exchange(
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier)], description, provider.clientID, secret)
        guard let text = tokens.id_token else { throw ProviderProblem.unreadable("token") }
        let expected = IdentityToken.Expected(issuer: provider.issuer, clientID: provider.clientID, nonce: nonce, accessToken: tokens.access_token, now: clock.now)
        let identity: IdentityToken
        do {
            identity = try await IdentityToken(text, keys: keys(of: provider.issuer, at: description.keys), expected: expected)
        } catch ProviderProblem.token(.unknownKey) {
            // Its keys may have changed since; whoever sends tokens with made-up names does not make us ask without end.
            guard (try? again.take(provider.issuer)) != nil else { throw ProviderProblem.token(.unknownKey) }
            identity = try await IdentityToken(text, keys: keys(of: provider.issuer, at: description.keys, isFresh: true), expected: expected)
        }
        guard identity.email == nil, let url = description.userInfo, let accessToken = tokens.access_token else { return identity }
        let more = try await Self.bytes(OutsideQuestion(url, headers: [("Authorization", "Bearer \(accessToken)")]), "userinfo", ask)
        guard let info = try? JSONDecoder().decode(UserInfo.self, from: Data(more)) else { throw ProviderProblem.unreadable("userinfo") }
        return identity.adding(info)
    }

    /// Whether the provider knows our client id and secret: asked with a code that cannot be good.
    /// - Returns: nil when its answer does not tell.
    func knowsClient(_ description: ProviderDescription, _ clientID: String, secret: String, backTo redirect: String) async throws -> Bool? {
        do {
            let fields = [("grant_type", "authorization_code"), ("code", "ponte-asks-only"), ("redirect_uri", redirect), ("code_verifier", Secrets.token())]
            _ = try await exchange(fields, description, clientID, secret)
            return nil
        } catch ProviderProblem.clientRefused {
            return false
        } catch ProviderProblem.refused(let word) {
            return word == "invalid_grant" ? true : nil
        }
    }

    private struct Tokens: Decodable {
        let id_token: String?
        let access_token: String?
    }

    private struct Refusal: Decodable { let error: String }

    private func exchange(_ fields: [(String, String)], _ description: ProviderDescription, _ clientID: String, _ secret: String) async throws -> Tokens {
        var headers = [(name: "Accept", value: "application/json")]
        var form = Fields(fields)
        if description.takesSecretInHeader {
            // Both encoded as in a form before they are joined (RFC 6749 §2.3.1).
            let both = Data("\(Fields.encode(clientID)):\(Fields.encode(secret))".utf8).base64EncodedString()
            headers.append(("Authorization", "Basic \(both)"))
        } else {
            form = form.adding("client_id", clientID).adding("client_secret", secret)
        }
        let answer = try await Self.answer(OutsideQuestion(description.token, headers: headers, form: form.encoded), ask)
        guard answer.status == 200 else {
            let word = (try? JSONDecoder().decode(Refusal.self, from: Data(answer.bytes)))?.error
            if word == "invalid_client" || word == "unauthorized_client" || (word == nil && answer.status == 401) { throw ProviderProblem.clientRefused }
            guard let word else { throw ProviderProblem.status(answer.status, of: "token") }
            throw ProviderProblem.refused(Self.plain(word))
        }
        guard let tokens = try? JSONDecoder().decode(Tokens.self, from: Data(answer.bytes)) else { throw ProviderProblem.unreadable("token") }
        return tokens
    }

    /// An error's name as OAuth writes it, and nothing else that could be put in its place.
    static func plain(_ word: String) -> String { String(word.unicodeScalars.filter { $0 == "_" || ("a"..."z").contains($0) }.map(Character.init).prefix(40)) }

    private static func answer(_ question: OutsideQuestion, _ ask: @Sendable (OutsideQuestion) async throws -> OutsideAnswer) async throws -> OutsideAnswer {
        do {
            return try await ask(question)
        } catch let silence as OutsideSilence {
            throw ProviderProblem.silent(silence.said)
        }
    }

    private static func bytes(_ question: OutsideQuestion, _ what: String, _ ask: @Sendable (OutsideQuestion) async throws -> OutsideAnswer) async throws -> [UInt8] {
        let answer = try await answer(question, ask)
        guard answer.status == 200 else { throw ProviderProblem.status(answer.status, of: what) }
        return answer.bytes
    }
}
