import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0), as far as it is used.
struct ProviderDescription: Sendable {
    let authorization: URL
    let token: URL
    let keys: URL
    /// Where more is told of somebody; nil: everything is in the identity token.
    let userInfo: URL?
    /// Where one signs out; nil: it has no such place.
    let endSession: URL?
    /// Whether it takes the secret in a header; else in the form.
    let takesSecretInHeader: Bool
    /// Whether its answers name it (RFC 9207).
    let namesItself: Bool
    /// nil: it does not say.
    let challengeMethods: [String]?
    let algorithms: [String]
    let responseTypes: [String]

    private struct Document: Decodable {
        let issuer: String
        let authorization_endpoint: String?
        let token_endpoint: String?
        let jwks_uri: String?
        let userinfo_endpoint: String?
        let end_session_endpoint: String?
        let token_endpoint_auth_methods_supported: [String]?
        let authorization_response_iss_parameter_supported: Bool?
        let code_challenge_methods_supported: [String]?
        let id_token_signing_alg_values_supported: [String]?
        let response_types_supported: [String]?
    }

    /// - Throws: `ProviderProblem`.
    init(_ bytes: [UInt8], issuer: String, allowsLocal: Bool) throws {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else { throw ProviderProblem.unreadable("description") }
        // Another issuer's description would let it speak for this one.
        guard document.issuer == issuer else { throw ProviderProblem.otherIssuer(String(document.issuer.prefix(200))) }
        func address(_ name: String, _ text: String?) throws -> URL {
            guard let text else { throw ProviderProblem.lacksAddress(name) }
            guard let url = ProviderAddress.read(text, allowsLocal: allowsLocal) else { throw ProviderProblem.unsafeAddress(name) }
            return url
        }
        authorization = try address("authorization_endpoint", document.authorization_endpoint)
        token = try address("token_endpoint", document.token_endpoint)
        keys = try address("jwks_uri", document.jwks_uri)
        userInfo = document.userinfo_endpoint.flatMap { ProviderAddress.read($0, allowsLocal: allowsLocal) }
        endSession = document.end_session_endpoint.flatMap { ProviderAddress.read($0, allowsLocal: allowsLocal) }
        let methods = document.token_endpoint_auth_methods_supported
        takesSecretInHeader = methods == nil || methods?.contains("client_secret_basic") == true
        namesItself = document.authorization_response_iss_parameter_supported ?? false
        challengeMethods = document.code_challenge_methods_supported
        algorithms = document.id_token_signing_alg_values_supported ?? ["RS256"]
        responseTypes = document.response_types_supported ?? ["code"]
    }
}
