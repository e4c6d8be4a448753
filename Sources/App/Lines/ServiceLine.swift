import Foundation
import Kernel
import Members

/// Questions to a service that whoever runs Ponte named: JSON there and back, within a time.
struct ServiceLine: Sendable {
    let url: URL
    /// What is thrown when there is no good answer in time.
    let silence: Problem
    private let line = ConversationLine(atOnce: 8, mostWaiting: 256)

    /// Sixteen times as much as the vectors of a large batch take.
    private static let mostBytes = 16 * 1024 * 1024

    init(_ url: URL, silence: Problem) {
        self.url = url
        self.silence = silence
    }

    /// - Throws: `silence`; `CancellationError` at once when the task is cancelled.
    func ask<Answer: Decodable>(_ question: some Encodable, within limit: Duration) async throws -> Answer {
        let body = String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
        let answer: OutsideAnswer
        do {
            answer = try await line.ask(url, headers: [("Content-Type", "application/json"), ("Accept", "application/json")], body: body, within: limit, mostBytes: Self.mostBytes)
        } catch is OutsideSilence {
            throw silence
        }
        guard answer.status == 200, let read = try? JSONDecoder().decode(Answer.self, from: Data(answer.bytes)) else { throw silence }
        return read
    }
}
