import Foundation
import Kernel
import Web

/// What everybody needs who has to do with providers: the line to them, the seal of their secrets, and the addresses that they are told.
struct ProviderDesk: Sendable {
    let line: ProviderLine
    /// The installation's, from which an errand's words are made.
    let secret: String
    /// Whether plain http on this machine is spoken: only where Ponte itself is served on this machine alone.
    let allowsLocal: Bool
    private let seal: SealedSecret
    private let baseURL: String

    init(house: House, ports: MembersPorts) {
        secret = ports.secret
        seal = SealedSecret(installation: ports.secret, for: "provider")
        baseURL = house.site.baseURL
        allowsLocal = URL(string: baseURL).map { $0.scheme == "http" && ProviderAddress.isLocal($0) } ?? false
        line = ProviderLine(clock: house.clock, allowsLocal: allowsLocal, ask: ports.ask)
    }

    func sealed(_ secret: String) -> String { seal.seal(Array(secret.utf8)) }

    /// nil when it was sealed with another secret of the installation.
    func secret(of provider: Provider) -> String? { seal.open(provider.secret).map { String(decoding: $0, as: UTF8.self) } }

    /// To where a provider sends people back, to the last character; an address of its own for each provider, so that one cannot
    /// answer in the name of another.
    func wayBack(_ provider: ProviderID) -> String { baseURL + MembersPaths.path(MembersPaths.backFromProvider, provider: provider) }

    /// To where it may send them when they have signed out there.
    var afterSigningOut: String { baseURL + MembersPaths.signIn }

    /// To where somebody is sent to sign in.
    func authorization(_ provider: Provider, _ description: ProviderDescription, state: String, _ language: Language) -> String {
        let errand = ProviderErrand.Words(state: state, secret: secret)
        return Self.adding(
            [
                ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", wayBack(provider.id)), ("scope", "openid email profile"), ("state", state),
                ("nonce", errand.nonce), ("code_challenge", Secrets.digestForAddresses(errand.verifier)), ("code_challenge_method", "S256"),
                ("ui_locales", language.code),
            ], to: description.authorization)
    }

    /// To where somebody is sent to sign out; nil when it has no such place.
    func signingOut(_ provider: Provider, _ description: ProviderDescription) -> String? {
        description.endSession.map { Self.adding([("client_id", provider.clientID), ("post_logout_redirect_uri", afterSigningOut)], to: $0) }
    }

    private static func adding(_ fields: [(String, String)], to url: URL) -> String {
        let text = url.absoluteString
        return text + (text.contains("?") ? (text.hasSuffix("?") || text.hasSuffix("&") ? "" : "&") : "?") + Fields(fields).encoded
    }
}
