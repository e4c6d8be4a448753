import Foundation
import HTTPTypes
import Kernel
import Store

/// Turns whatever was thrown into an answer, in one place: a page for people, problem details (RFC 9457) for machines.
/// What is not a `Problem` is a 500 with a request number and never its description.
struct Failure {
    let status: HTTPResponse.Status
    var reason: String?
    var fields: [FieldProblem] = []
    var retryAfter: Int?
    var program: ProgramProblem?
    let isUnexpected: Bool

    init(_ error: any Error) {
        isUnexpected = !(error is Problem || error is Unreachable || error is ProgramProblem)
        switch error {
        case Problem.notFound: status = .notFound
        case Problem.refused(let key): (status, reason) = (.forbidden, key)
        case Problem.invalid(let problems): (status, fields) = (.badRequest, problems)
        case Problem.conflict(let key): (status, reason) = (.conflict, key)
        case Problem.unavailable(let key): (status, reason, retryAfter) = (.serviceUnavailable, key, 10)
        case is Unreachable: (status, retryAfter) = (.serviceUnavailable, 10)
        case Problem.tooMany(let seconds): (status, retryAfter) = (.tooManyRequests, seconds)
        case Problem.tooLarge: status = .contentTooLarge
        case let problem as ProgramProblem: (status, reason, program) = (HTTPResponse.Status(code: problem.status), problem.reason, problem)
            if case .incomplete(let problems) = problem { fields = problems }
        default: status = .internalServerError
        }
    }

    init(status: HTTPResponse.Status) {
        self.status = status
        isUnexpected = false
    }

    func answer(_ kind: Route.Kind, _ visit: Visit, words: Wording) throws -> Answer {
        var answer = kind == .api ? try details(visit, words) : .page(page(visit, words))
        if let retryAfter { answer.headers[.retryAfter] = String(retryAfter) }
        if let challenge = program?.challenge { answer.headers[.wwwAuthenticate] = challenge }
        return answer
    }

    private func text(_ name: String, _ words: Wording) -> String { words("web.error.\(status.code).\(name)") }

    private func page(_ visit: Visit, _ words: Wording) -> Page {
        let said = fields.map { words($0.message, $0.values) } + [reason.map { words($0) }].compactMap { $0 }
        let next = said + [text("next", words)]
        var actions: [View] = [["href": "/", "label": words("web.error.backHome"), "quiet": false]]
        if status == .forbidden && !visit.viewer.isSignedIn {
            actions.insert(["href": "/sign-in", "label": words("web.error.signIn"), "quiet": false], at: 0)
        }
        if status == .notFound { actions.append(["href": "/practices", "label": words("web.error.searchPractices"), "quiet": true]) }
        var page = Page(
            "error", title: text("heading", words),
            view: [
                "statusText": text("status", words), "heading": text("heading", words), "message": text("message", words),
                "whatToDo": ["items": next.map { ["text": $0] as View }] as View, "actions": actions,
                "reference": isUnexpected ? visit.id : nil, "written": visit.form.written,
            ])
        page.status = status
        return page
    }

    private func details(_ visit: Visit, _ words: Wording) throws -> Answer {
        try .json(
            ProblemDetails(
                type: "about:blank", title: program?.title.map { words($0) } ?? text("heading", words), status: status.code, detail: reason.map { words($0, ["scope": program?.scope?.name ?? ""]) } ?? text("message", words),
                instance: visit.path, request: isUnexpected ? visit.id : nil, scope: program?.scope?.name,
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
        /// The scope that a token lacks.
        let scope: String?
        let errors: [FieldDetail]?

        struct FieldDetail: Encodable {
            let field: String
            let detail: String
        }
    }
}
