/// What went wrong between us and a provider. Whoever signs in is told in plain words; the log and the administrator's try tell which.
enum ProviderProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// It does not answer in time; with what the line said.
    case silent(String)
    /// It answers something other than was asked for: an HTTP status, or what is no JSON.
    case status(Int, of: String)
    case unreadable(String)
    /// It calls itself something else.
    case otherIssuer(String)
    /// Its description lacks an address, or names one that is not safe.
    case lacksAddress(String)
    case unsafeAddress(String)
    /// It refused our client id or secret.
    case clientRefused
    /// It refused, with its own word for it (`access_denied`, `invalid_grant` …).
    case refused(String)
    /// Its identity token is not good.
    case token(TokenFault)

    enum TokenFault: String, Sendable {
        case malformed, algorithm, unknownKey, signature, issuer, audience, expired, notYet, nonce, accessToken, subject
    }

    var description: String {
        switch self {
        case .silent(let said): "silent: \(said)"
        case .status(let status, let what): "\(what) answered \(status)"
        case .unreadable(let what): "\(what) is unreadable"
        case .otherIssuer(let name): "calls itself \(name)"
        case .lacksAddress(let name): "names no \(name)"
        case .unsafeAddress(let name): "\(name) is not https"
        case .clientRefused: "refused our client id or secret"
        case .refused(let word): "refused: \(word)"
        case .token(let fault): "identity token: \(fault.rawValue)"
        }
    }

    /// The word for it that a person may be shown and pass on.
    var code: String {
        switch self {
        case .silent: "silent"
        case .status(let status, _): "http-\(status)"
        case .unreadable: "unreadable"
        case .otherIssuer: "issuer"
        case .lacksAddress, .unsafeAddress: "address"
        case .clientRefused: "client"
        case .refused(let word): word
        case .token(let fault): "token-\(fault.rawValue)"
        }
    }
}
