import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif
import Kernel
import Matching

/// Asks an OpenAI-compatible `/v1/embeddings` for sentence vectors.
public struct EmbeddingsClient: Sendable {
    let url: URL
    private let session: URLSession

    init(url: URL) {
        self.url = url
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 4
        session = URLSession(configuration: configuration)
    }

    /// - Returns: one vector for each text, in order.
    /// - Throws: `Problem.unavailable` when there is no good answer in time.
    func vectors(of texts: [String], kind: PassageKind, within limit: Duration) async throws -> [[Float]] {
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONEncoder().encode(Question(model: "multilingual-e5-small", input: texts, inputType: kind.rawValue))
        let unavailable = Problem.unavailable(reason: "matching.problem.embeddings")
        let finished = request
        return try await withThrowingTaskGroup(of: [[Float]].self) { group in
            group.addTask {
                let (data, response) = try await session.data(for: finished)
                guard (response as? HTTPURLResponse)?.statusCode == 200, let answer = try? JSONDecoder().decode(Reply.self, from: data),
                    answer.data.count == texts.count
                else { throw unavailable }
                return answer.data.sorted { $0.index < $1.index }.map(\.embedding)
            }
            group.addTask {
                try await Task.sleep(for: limit)
                throw unavailable
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw unavailable }
            return first
        }
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
