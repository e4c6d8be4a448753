import Foundation

/// Which addresses of a provider are asked: https only; plain http on this machine, where Ponte itself is only served on this machine.
enum ProviderAddress {
    static let localHosts: Set<String> = ["127.0.0.1", "localhost", "::1", "[::1]"]

    static func isLocal(_ url: URL) -> Bool { url.host.map(localHosts.contains) ?? false }

    /// - Returns: nil when it is no address, or not one that is asked.
    static func read(_ text: String, allowsLocal: Bool) -> URL? {
        guard text.utf8.count <= 500, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 34 && $0 != 60 && $0 != 62 && $0 != 92 }), let url = URL(string: text),
            let host = url.host, !host.isEmpty, url.user == nil, url.password == nil, url.fragment == nil
        else { return nil }
        switch url.scheme {
        case "https": return url
        case "http": return allowsLocal && isLocal(url) ? url : nil
        default: return nil
        }
    }

    /// The address of the description of an issuer.
    static func description(of issuer: String) -> String { (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + wellKnown }

    static let wellKnown = "/.well-known/openid-configuration"
}
