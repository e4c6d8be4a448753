import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore

/// A LibreTranslate-compatible service on this machine that knows no language: it puts the target in front of each text.
public final class FakeTranslator: @unchecked Sendable {
    public enum Mood: Sendable {
        case answering
        /// Answers with an error.
        case failing
        /// Answers with fewer texts than were asked for.
        case forgetful
    }

    public struct Question: Decodable, Sendable {
        public let q: [String]
        public let source: String
        public let target: String
        public let format: String
        public let api_key: String?
    }

    private let lock = NSLock()
    private var mood = Mood.answering
    private var asked: [Question] = []

    public var questions: [Question] { lock.withLock { asked } }
    public func become(_ mood: Mood) { lock.withLock { self.mood = mood } }
    fileprivate func hear(_ question: Question) -> Mood { lock.withLock { asked.append(question); return mood } }
}

/// Runs the body beside such a service, which answers at the address the body is given.
public func withTranslator<Value: Sendable>(_ body: @escaping @Sendable (FakeTranslator, _ address: String) async throws -> Value) async throws -> Value {
    let service = FakeTranslator()
    let router = Router()
    router.post("/translate") { request, _ -> Response in
        let buffer = try await request.body.collect(upTo: 4 * 1024 * 1024)
        let question = try JSONDecoder().decode(FakeTranslator.Question.self, from: Data(buffer.readableBytesView))
        let mood = service.hear(question)
        guard mood != .failing else { throw HTTPError(.internalServerError) }
        let texts = question.q.dropFirst(mood == .forgetful ? 1 : 0).map { "[\(question.target)] \($0)" }
        return Response(
            status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(data: try JSONEncoder().encode(["translatedText": Array(texts)]))))
    }
    return try await Application(router: router, logger: TestLog().logger).test(.live) { client in
        try await body(service, "http://127.0.0.1:\(client.port ?? 0)")
    }
}
