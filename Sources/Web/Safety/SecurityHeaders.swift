import HTTPTypes

/// The headers on every answer. No inline script, no inline style but the one sheet whose digest is named, nothing from elsewhere, no framing.
enum SecurityHeaders {
    /// - Parameter style: the digest of a style sheet inside the page.
    private static func policy(_ style: String?) -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'\(style.map { " \($0)" } ?? ""); img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    }

    private static let plain = policy(nil)

    static func add(to headers: inout HTTPFields, secure: Bool, style: String? = nil) {
        headers[.contentSecurityPolicy] = style.map { policy($0) } ?? plain
        for field in fixed { headers.append(field) }
        if secure { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    }

    /// What people gave may do nothing at all, even when somebody opens it by itself.
    static func addForFile(to headers: inout HTTPFields) { headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'; sandbox" }

    /// Made once: each is checked, letter by letter, when it is made.
    private static let fixed = [
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"), ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ].compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } }
}
