import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif
import Kernel

/// Asks a LibreTranslate-compatible service for translations.
struct TranslationClient: Sendable {
    let url: URL
    let key: String?
    private let session: URLSession

    /// A few sentences take a small machine seconds.
    static let patience = Duration.seconds(15)

    /// - Parameter url: of the service, or of its `/translate`.
    init(url: URL, key: String?) {
        self.url = ["", "/"].contains(url.path) ? url.appendingPathComponent("translate") : url
        self.key = key
        session = URLSession(configuration: .ephemeral)
    }

    /// - Returns: one text for each, in order.
    /// - Throws: `Problem.unavailable` when there is no good answer in time.
    func translate(_ texts: [String], from source: String, to target: String) async throws -> [String] {
        guard !texts.isEmpty else { return [] }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONEncoder().encode(Question(texts: texts, source: source, target: target, key: key))
        let unavailable = Problem.unavailable(reason: "compendium.translations.problem.machine")
        let finished = request
        return try await withThrowingTaskGroup(of: [String].self) { group in
            group.addTask {
                guard let (data, response) = try? await session.data(for: finished), (response as? HTTPURLResponse)?.statusCode == 200,
                    let answer = try? JSONDecoder().decode(Reply.self, from: data), answer.translatedText.count == texts.count
                else { throw unavailable }
                return answer.translatedText
            }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                throw unavailable
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw unavailable }
            return first
        }
    }

    private struct Question: Encodable {
        let texts: [String]
        let source: String
        let target: String
        let key: String?

        enum CodingKeys: String, CodingKey { case texts = "q", source, target, format, key = "api_key" }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(texts, forKey: .texts)
            try container.encode(source, forKey: .source)
            try container.encode(target, forKey: .target)
            try container.encode("text", forKey: .format)
            try container.encodeIfPresent(key, forKey: .key)
        }
    }

    private struct Reply: Decodable { let translatedText: [String] }
}
