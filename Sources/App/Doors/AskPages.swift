import Foundation
import HTTPTypes
import Kernel
import Web

extension Installation {
    /// Answers a request as the server does once it knows who asks: handler and layout, without network, session and kept pages.
    /// - Parameter pattern: the route as `ponte routes` prints it: `/drafts/{id}`.
    /// - Throws: `Problem.notFound` when there is no such route.
    public func answer(
        _ method: HTTPRequest.Method, _ pattern: String, _ parameters: [String: String] = [:], query: Fields = Fields(), form: Fields = Fields(),
        by viewer: Viewer = .visitor, in language: Language = .en
    ) async throws -> (status: HTTPResponse.Status, location: String?, bytes: [UInt8]) {
        guard let route = routes.first(where: { $0.method == method && $0.path == pattern }) else { throw Problem.notFound }
        let path = parameters.reduce(pattern) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
        let visit = Visit(method: method, path: path, query: query, parameters: parameters, viewer: viewer, language: language, form: form)
        let answer = try await route.handle(visit)
        let bytes: [UInt8] =
            switch answer.content {
            case .none, .stored: []
            case .bytes(let bytes, _): bytes
            case .page(let page): try page.laidOut(house, for: visit)
            }
        return (answer.status, answer.headers[.location], bytes)
    }
}
