import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore

/// An embedding service on this machine that knows no meaning: the numbers of a text follow from its words, the same each time.
public final class FakeEmbeddings: @unchecked Sendable {
    public enum Mood: Sendable {
        case answering
        /// Takes the question and never answers.
        case hanging
        /// Answers with an error.
        case failing
        /// Answers with something that is not what was asked for.
        case babbling
    }

    private let lock = NSLock()
    private var mood = Mood.answering
    private var isClosing = false
    private var asked = 0

    /// How many questions came.
    public var questions: Int { lock.withLock { asked } }
    public func become(_ mood: Mood) { lock.withLock { self.mood = mood } }

    fileprivate var now: Mood { lock.withLock { asked += 1; return mood } }
    fileprivate var isHanging: Bool { lock.withLock { mood == .hanging && !isClosing } }
    fileprivate func close() { lock.withLock { isClosing = true } }

    /// One number for each of 48 drawers that the words of the text fall into.
    public static func vector(_ text: String) -> [Float] {
        var numbers = [Float](repeating: 0.05, count: 48)
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
            let drawer = word.prefix(5).utf8.reduce(UInt64(5381)) { ($0 &* 33) ^ UInt64($1) } % 48
            numbers[Int(drawer)] += 1
        }
        let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return numbers.map { $0 / length }
    }
}

/// Runs the body beside such a service, which answers at the address the body is given.
public func withEmbeddings<Value: Sendable>(_ body: @escaping @Sendable (FakeEmbeddings, _ address: String) async throws -> Value) async throws -> Value {
    let service = FakeEmbeddings()
    let router = Router()
    router.post("/v1/embeddings") { request, _ -> ByteBuffer in
        let mood = service.now
        let buffer = try await request.body.collect(upTo: 4 * 1024 * 1024)
        switch mood {
        case .failing: throw HTTPError(.internalServerError)
        case .babbling: return ByteBuffer(string: "{\"data\":[{\"index\":0,\"embedding\":\"words\"}]}")
        case .hanging: while service.isHanging { try await Task.sleep(for: .milliseconds(20)) }
        case .answering: break
        }
        let question = try JSONDecoder().decode(Question.self, from: Data(buffer.readableBytesView))
        let data = question.input.enumerated().map { Reply.Item(index: $0, embedding: FakeEmbeddings.vector($1)) }
        return ByteBuffer(data: try JSONEncoder().encode(Reply(data: data)))
    }
    return try await Application(router: router, logger: TestLog().logger).test(.live) { client in
        defer { service.close() }
        return try await body(service, "http://127.0.0.1:\(client.port ?? 0)/v1/embeddings")
    }
}

private struct Question: Decodable { let input: [String] }

private struct Reply: Encodable {
    struct Item: Encodable {
        let index: Int
        let embedding: [Float]
    }

    let data: [Item]
}
