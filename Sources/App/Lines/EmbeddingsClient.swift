import Foundation
import Kernel
import Matching

/// Asks an OpenAI-compatible `/v1/embeddings` for sentence vectors.
public struct EmbeddingsClient: Sendable {
    private let line: ServiceLine

    init(url: URL) { line = ServiceLine(url, silence: .unavailable(reason: "matching.problem.embeddings")) }

    /// - Returns: one vector for each text, in order.
    /// - Throws: `Problem.unavailable` when there is no good answer in time.
    func vectors(of texts: [String], kind: PassageKind, within limit: Duration) async throws -> [[Float]] {
        let answer: Reply = try await line.ask(Question(model: "multilingual-e5-small", input: texts, inputType: kind.rawValue), within: limit)
        guard answer.data.count == texts.count else { throw line.silence }
        return answer.data.sorted { $0.index < $1.index }.map(\.embedding)
    }

    private struct Question: Encodable {
        let model: String
        let input: [String]
        let inputType: String

        enum CodingKeys: String, CodingKey { case model, input, inputType = "input_type" }
    }

    private struct Reply: Decodable {
        struct Item: Decodable {
            let index: Int
            let embedding: [Float]
        }

        let data: [Item]
    }
}
