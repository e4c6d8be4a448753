import HTTPTypes

/// Who may read the figures.
enum Watcher {
    /// Whether the request comes from this very machine with no proxy in between, or carries the token.
    static func isGenuine(_ visit: Visit, _ site: Site) -> Bool {
        if let token = site.watchToken, let given = visit.headers[.authorization], given.hasPrefix("Bearer ") {
            return Secrets.same(String(given.dropFirst(7)), token)
        }
        // What a proxy passes on comes from this machine too, but for what it says of where it had it from.
        let passedOn = ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Proto"].compactMap { HTTPField.Name($0) }
        return ["127.0.0.1", "::1", "::ffff:127.0.0.1"].contains(visit.address) && passedOn.allSatisfy { visit.headers[$0] == nil }
    }
}
