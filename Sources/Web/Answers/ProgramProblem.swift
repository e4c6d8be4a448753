import Kernel

/// What only a program can do wrong, where HTTP has a status of its own for it.
public enum ProgramProblem: Error, Sendable, Equatable {
    /// 401. `isWrong`: one was shown, but it is unknown, over, or ended.
    case noToken(isWrong: Bool)
    /// 403: the token was not made for this.
    case scopeMissing(TokenScope)
    /// 428: `If-Match` does not say on which version a change is based.
    case versionNotNamed
    /// 422: the `Idempotency-Key` came before with another request.
    case keyOfAnotherRequest
    /// 409: the record is not as it must be for this step; each field says why.
    case incomplete([FieldProblem])

    var status: Int {
        switch self {
        case .noToken: 401
        case .scopeMissing: 403
        case .versionNotNamed: 428
        case .keyOfAnotherRequest: 422
        case .incomplete: 409
        }
    }

    var reason: String {
        switch self {
        case .noToken(let isWrong): isWrong ? "web.api.wrongToken" : "web.api.noToken"
        case .scopeMissing: "web.api.scopeMissing"
        case .versionNotNamed: "web.api.versionNotNamed"
        case .keyOfAnotherRequest: "web.api.keyOfAnotherRequest"
        case .incomplete: "web.api.incomplete"
        }
    }

    /// What it is called, where the status's own words say something else.
    var title: String? { if case .incomplete = self { "web.api.notReady" } else { nil } }

    var scope: TokenScope? { if case .scopeMissing(let scope) = self { scope } else { nil } }

    /// What `WWW-Authenticate` says (RFC 6750, section 3).
    var challenge: String? {
        switch self {
        case .noToken(let isWrong): "Bearer realm=\"Ponte\"" + (isWrong ? ", error=\"invalid_token\"" : "")
        case .scopeMissing(let scope): "Bearer realm=\"Ponte\", error=\"insufficient_scope\", scope=\"\(scope.name)\""
        case .versionNotNamed, .keyOfAnotherRequest, .incomplete: nil
        }
    }
}
