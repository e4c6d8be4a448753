import Foundation
import Kernel

/// Asks a LibreTranslate-compatible service for translations.
struct TranslationClient: Sendable {
    let key: String?
    private let line: ServiceLine

    /// A few sentences take a small machine seconds.
    static let patience = Duration.seconds(15)

    /// - Parameter url: of the service, or of its `/translate`.
    init(url: URL, key: String?) {
        line = ServiceLine(["", "/"].contains(url.path) ? url.appendingPathComponent("translate") : url, silence: .unavailable(reason: "compendium.translations.problem.machine"))
        self.key = key
    }

    /// - Returns: one text for each, in order.
    /// - Throws: `Problem.unavailable` when there is no good answer in time.
    func translate(_ texts: [String], from source: String, to target: String) async throws -> [String] {
        guard !texts.isEmpty else { return [] }
        let answer: Reply = try await line.ask(Question(texts: texts, source: source, target: target, key: key), within: Self.patience)
        guard answer.translatedText.count == texts.count else { throw line.silence }
        return answer.translatedText
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
