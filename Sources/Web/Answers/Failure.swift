import Foundation
import HTTPTypes
import Kernel
import Store

/// Turns whatever was thrown into an answer, in one place: a page for people, problem details (RFC 9457) for machines.
/// What is not a `Problem` is a 500 with a request number and never its description.
struct Failure {
    let status: HTTPResponse.Status
    /// Names the texts: `web.error.<name>.title` and `.text`.
    let name: String
    var reason: String?
    var fields: [FieldProblem] = []
    var retryAfter: Int?
    let isUnexpected: Bool

    init(_ error: any Error) {
        isUnexpected = !(error is Problem || error is Unreachable)
        switch error {
        case Problem.notFound: (status, name) = (.notFound, "notFound")
        case Problem.refused(let key): (status, name, reason) = (.forbidden, "refused", key)
        case Problem.invalid(let problems): (status, name, fields) = (.badRequest, "invalid", problems)
        case Problem.conflict(let key): (status, name, reason) = (.conflict, "conflict", key)
        case Problem.unavailable(let key): (status, name, reason, retryAfter) = (.serviceUnavailable, "unavailable", key, 10)
        case is Unreachable: (status, name, retryAfter) = (.serviceUnavailable, "unavailable", 10)
        case Problem.tooMany(let seconds): (status, name, retryAfter) = (.tooManyRequests, "tooMany", seconds)
        case Problem.tooLarge: (status, name) = (.contentTooLarge, "tooLarge")
        default: (status, name) = (.internalServerError, "unexpected")
        }
    }

    init(status: HTTPResponse.Status, name: String) {
        self.status = status
        self.name = name
        isUnexpected = false
    }

    func answer(_ kind: Route.Kind, _ visit: Visit, words: Words) throws -> Answer {
        var answer = kind == .api ? try details(visit, words) : .page(page(visit, words))
        if let retryAfter { answer.headers[.retryAfter] = String(retryAfter) }
        return answer
    }

    private func page(_ visit: Visit, _ words: Words) -> Page {
        let values = retryAfter.map { ["seconds": Format(visit.language).number($0)] } ?? [:]
        var page = Page(
            "error", title: words("web.error.\(name).title"),
            view: [
                "statusText": words("web.error.status", ["status": String(status.code)]),
                "heading": words("web.error.\(name).title"),
                "text": words("web.error.\(name).text", values),
                "reason": reason.map { words($0) },
                "problems": fields.map { ["text": words($0.message, $0.values), "field": $0.field] as View },
                "signIn": status == .forbidden && !visit.viewer.isSignedIn,
                "requestId": isUnexpected ? visit.id : nil,
            ])
        page.status = status
        return page
    }

    private func details(_ visit: Visit, _ words: Words) throws -> Answer {
        try .json(
            ProblemDetails(
                type: "about:blank", title: words("web.error.\(name).title"), status: status.code,
                detail: reason.map { words($0) } ?? words("web.error.\(name).text", retryAfter.map { ["seconds": String($0)] } ?? [:]),
                instance: visit.path, request: isUnexpected ? visit.id : nil,
                errors: fields.isEmpty ? nil : fields.map { .init(field: $0.field, detail: words($0.message, $0.values)) }),
            status: status, type: "application/problem+json")
    }

    struct ProblemDetails: Encodable {
        let type: String
        let title: String
        let status: Int
        let detail: String
        let instance: String
        let request: String?
        let errors: [FieldDetail]?

        struct FieldDetail: Encodable {
            let field: String
            let detail: String
        }
    }
}
