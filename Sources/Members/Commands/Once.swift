import Foundation
import HTTPTypes
import Kernel
import Store
import Web

/// Does once what a program asks for with POST, however often it asks: a request that names itself with `Idempotency-Key` gets the answer
/// of the first one for a day. The answer is kept in the transaction of the change, so that both are there or neither, whatever ends when.
public struct Once: Sendable {
    static let kept: Duration = .seconds(86_400)
    private static let header = HTTPField.Name("Idempotency-Key")
    private static let replayed = HTTPField.Name("Idempotency-Replayed")
    static let longestName = 255

    private let token: TokenID
    /// nil: the program does not name its request, and every one counts.
    private let name: String?
    private let request: String

    /// - Throws: `Problem.invalid` when the name is empty, too long, or not of visible ASCII.
    public init(_ visit: Visit) throws {
        guard let token = try visit.person().token else { throw ProgramProblem.noToken(isWrong: false) }
        self.token = token.id
        name = Self.header.flatMap { visit.headers[$0] }
        request = Secrets.digest(Array("\(visit.method.rawValue) \(visit.path)\n".utf8) + visit.body)
        if let name, name.isEmpty || name.utf8.count > Self.longestName || !name.utf8.allSatisfy({ (33...126).contains($0) }) {
            throw Problem.invalid([FieldProblem("Idempotency-Key", "web.api.wrongKey", ["limit": String(Self.longestName)])])
        }
    }

    /// - Throws: `ProgramProblem.keyOfAnotherRequest`; what the body throws, and then nothing is kept.
    public func answer(_ house: House, _ body: @escaping @Sendable (Writer) throws -> Answer) async throws -> Answer {
        guard let name else { return try await house.database.write(body) }
        let now = house.clock.now
        return try await house.database.write { writer in
            try writer.run("DELETE FROM kept_answer WHERE token_id = \(token) AND at < \(now.adding(.zero - Self.kept))")
            // Two that come at once: the second waits here until the first is committed or undone.
            let isFirst = try writer.run(
                """
                INSERT INTO kept_answer (token_id, name, request, at, status, body) VALUES (\(token), \(name), \(request), \(now), 0, '')
                ON CONFLICT DO NOTHING
                """) > 0
            guard isFirst else { return try earlier(name, writer.reader) }
            let answer = try body(writer)
            guard case .bytes(let bytes, _) = answer.content else { return answer }
            try writer.run(
                """
                UPDATE kept_answer SET status = \(answer.status.code), location = \(answer.headers[.location]), etag = \(answer.headers[.eTag]),
                    body = \(String(decoding: bytes, as: UTF8.self)) WHERE token_id = \(token) AND name = \(name)
                """)
            return answer
        }
    }

    private func earlier(_ name: String, _ reader: Reader) throws -> Answer {
        let answer: Answer? = try reader.first("SELECT request, status, location, etag, body FROM kept_answer WHERE token_id = \(token) AND name = \(name)") { row in
            guard try row["request"] == request else { throw ProgramProblem.keyOfAnotherRequest }
            var answer = Answer.text(try row["body"], type: "application/json", status: HTTPResponse.Status(code: try row["status"]))
            answer.headers[.location] = try row["location"] as String?
            answer.headers[.eTag] = try row["etag"] as String?
            if let replayed = Self.replayed { answer.headers[replayed] = "true" }
            return answer
        }
        guard let answer else { throw Problem.unavailable(reason: "web.error.503.message") }
        return answer
    }
}
