import Foundation
import HTTPTypes
import Kernel

/// What a token may be used for: `needs:write`. Which there are and what each opens is one table in Members.
public struct TokenScope: Sendable, Hashable, ExpressibleByStringLiteral {
    public let name: String
    public init(stringLiteral value: String) { name = value }
    public init(_ name: String) { self.name = name }
}

extension Viewer {
    /// What a program showed instead of a person signing in.
    public struct Token: Sendable, Equatable {
        public let id: TokenID
        /// With those that a wider one includes.
        public let scopes: Set<TokenScope>

        public init(id: TokenID, scopes: Set<TokenScope>) {
            self.id = id
            self.scopes = scopes
        }
    }
}

/// `Authorization: Bearer …` (RFC 6750).
enum Bearer {
    /// Where tokens are looked at; anywhere else they open nothing.
    static let realm = "/api/v1/"

    /// - Returns: nil when no token is shown; an empty text when it is no possible one.
    static func token(_ request: HTTPFields, at path: String) -> String? {
        guard path.hasPrefix(realm), let header = request[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.first?.lowercased() == "bearer" else { return nil }
        let token = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        return token.utf8.count <= 200 ? token : ""
    }
}
