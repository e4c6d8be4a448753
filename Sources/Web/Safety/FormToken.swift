/// Forgery protection for forms: a token sealed from a cookie that other sites cannot read, beside the browser's own word on
/// where a request comes from.
enum FormToken {
    static let field = "_token"

    static func make(for holder: String, key: String) -> String {
        String(Secrets.seal("form:\(holder)", key: key).prefix(40))
    }

    static func isGenuine(_ token: String?, for holder: String, key: String) -> Bool {
        guard let token, !holder.isEmpty else { return false }
        return Secrets.same(token, make(for: holder, key: key))
    }
}
