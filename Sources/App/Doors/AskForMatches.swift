import Foundation
import Kernel
import Matching
import Web

/// A need put to the API without a server.
public struct MatchRequest: Encodable, Sendable {
    public var text: String
    public var lang: String?
    public var areas: [String]
    public var groups: [String]
    /// A slug.
    public var city: String?
    public var limit: Int

    public init(text: String, lang: String? = nil, areas: [String] = [], groups: [String] = [], city: String? = nil, limit: Int = 10) {
        self.text = text
        self.lang = lang
        self.areas = areas
        self.groups = groups
        self.city = city
        self.limit = limit
    }

    enum CodingKeys: String, CodingKey { case text, lang, areas = "policy_areas", groups = "target_groups", city, limit }
}

extension Installation {
    /// What `POST /api/v1/matches` answers: the same handler, the same bytes.
    public func matches(_ request: MatchRequest) async throws -> Data {
        guard let route = routes.first(where: { $0.method == .post && $0.path == MatchingPaths.apiMatches }) else { throw Problem.notFound }
        let visit = Visit(
            method: .post, path: route.path, headers: [.contentType: "application/json"],
            language: request.lang.flatMap { Language(rawValue: $0) } ?? .en, body: try JSONEncoder().encode(request))
        guard case .bytes(let bytes, _) = try await route.handle(visit).content else { throw Problem.notFound }
        return Data(bytes)
    }
}
