import HTTPTypes

/// The headers on every answer. No inline script or style, nothing from elsewhere, no framing.
enum SecurityHeaders {
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

    static func add(to headers: inout HTTPFields, secure: Bool) {
        headers[.contentSecurityPolicy] = policy
        headers[.xContentTypeOptions] = "nosniff"
        headers[name("Referrer-Policy")] = "same-origin"
        headers[name("Cross-Origin-Opener-Policy")] = "same-origin"
        headers[name("Cross-Origin-Resource-Policy")] = "same-origin"
        headers[name("Permissions-Policy")] = "camera=(), microphone=(), geolocation=()"
        if secure { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    }

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .contentSecurityPolicy }
}
