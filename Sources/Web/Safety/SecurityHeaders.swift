import HTTPTypes

/// The headers on every answer. No inline script, no inline style but the one sheet whose digest is named, nothing from elsewhere, no framing.
enum SecurityHeaders {
    /// - Parameter style: the digest of a style sheet inside the page.
    private static func policy(_ style: String?) -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'\(style.map { " \($0)" } ?? ""); img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    }

    private static let plain = policy(nil)

    static func add(to headers: inout HTTPFields, secure: Bool, style: String? = nil) {
        headers[.contentSecurityPolicy] = style.map { policy($0) } ?? plain
        headers[.xContentTypeOptions] = "nosniff"
        headers[name("Referrer-Policy")] = "same-origin"
        headers[name("Cross-Origin-Opener-Policy")] = "same-origin"
        headers[name("Cross-Origin-Resource-Policy")] = "same-origin"
        headers[name("Permissions-Policy")] = "camera=(), microphone=(), geolocation=()"
        if secure { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    }

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .contentSecurityPolicy }
}
