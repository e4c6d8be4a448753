import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Web

/// What a server of a test's own is asked.
public struct LoopbackQuestion: Sendable {
    public let path: String
    public let headers: HTTPFields
    /// The form that was sent; empty for a GET.
    public let form: Fields
}

/// A server of a test's own on this machine; the body is given its address, without a slash at the end.
public func withLoopbackServer<Value: Sendable>(
    _ answer: @escaping @Sendable (LoopbackQuestion) async throws -> (status: Int, body: String), _ body: @escaping @Sendable (_ address: String) async throws -> Value
) async throws -> Value {
    let router = Router()
    for method in [HTTPRequest.Method.get, .post] {
        router.on("**", method: method) { request, _ -> Response in
            let buffer = try await request.body.collect(upTo: 1024 * 1024)
            let form = try Fields(encoded: String(buffer: buffer))
            let (status, text) = try await answer(LoopbackQuestion(path: request.uri.path, headers: request.headers, form: form))
            return Response(status: .init(code: status), headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(string: text)))
        }
    }
    return try await Application(router: router, logger: TestLog().logger).test(.live) { client in
        try await body("http://127.0.0.1:\(client.port ?? 0)")
    }
}
