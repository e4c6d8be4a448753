import Foundation
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import Web

/// Asks a house for pages as a browser would: it keeps cookies, knows the token of the last form it saw, and has an address of
/// its own, so that limits for one do not hold up another. It does not follow redirects by itself.
public actor Browser {
    /// Who is signed in; nil for a visitor.
    public nonisolated let person: PersonID?
    public nonisolated let address: String
    private let client: any TestClientProtocol
    private var cookies: [String: String] = [:]
    private var token: String?

    init(client: any TestClientProtocol, address: String, person: PersonID? = nil, session: String? = nil) {
        self.client = client
        self.address = address
        self.person = person
        if let session { cookies[Cookie.session] = session }
    }

    public func cookie(_ name: String) -> String? { cookies[name] }
    public func setCookie(_ name: String, _ value: String?) { cookies[name] = value }

    public func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestPage {
        try await send(.get, path, headers: headers)
    }

    /// Sends a form, with the token of the page named, or else of the last page that had one.
    /// - Parameter from: the page that holds the form.
    public func post(_ path: String, _ fields: [(String, String)] = [], from page: String? = nil, headers: HTTPFields = [:]) async throws -> TestPage {
        if let page { _ = try await get(page) }
        if token == nil { _ = try await get(cookies[Cookie.session] == nil ? "/sign-in" : "/account") }
        return try await post(path, encoded: Fields([("_token", token ?? "")] + fields).encoded, headers: headers)
    }

    /// Sends a form's body as it is.
    public func post(_ path: String, encoded body: String, headers: HTTPFields = [:]) async throws -> TestPage {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers: headers, body: Array(body.utf8))
    }

    /// Sends a form with files, as browsers do, with the token of the last page that had one.
    /// - Parameter files: the field, the name that the file is said to have, and its bytes.
    public func upload(_ path: String, _ fields: [(String, String)] = [], files: [(field: String, name: String, bytes: [UInt8])], headers: HTTPFields = [:]) async throws -> TestPage {
        if token == nil { _ = try await get(cookies[Cookie.session] == nil ? "/sign-in" : "/account") }
        let boundary = "----bridge7arches"
        var body: [UInt8] = []
        for (name, value) in [("_token", token ?? "")] + fields {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        for file in files {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\nContent-Type: application/octet-stream\r\n\r\n".utf8
            body += file.bytes + Array("\r\n".utf8)
        }
        body += "--\(boundary)--\r\n".utf8
        var headers = headers
        headers[.contentType] = "multipart/form-data; boundary=\(boundary)"
        return try await send(.post, path, headers: headers, body: body)
    }

    public func postJSON(_ path: String, _ body: String, headers: HTTPFields = [:]) async throws -> TestPage {
        var headers = headers
        headers[.contentType] = "application/json"
        return try await send(.post, path, headers: headers, body: Array(body.utf8))
    }

    /// The page that a redirect leads to.
    public func follow(_ page: TestPage) async throws -> TestPage {
        guard let location = page.location else { throw CommandFailed("\(page.address) answered \(page.status) and leads nowhere") }
        return try await get(location)
    }

    public func send(_ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8]? = nil) async throws -> TestPage {
        var headers = headers
        if headers[Browser.forwarded] == nil { headers[Browser.forwarded] = address }
        if headers[.userAgent] == nil { headers[.userAgent] = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" }
        if !cookies.isEmpty, headers[.cookie] == nil {
            headers[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        let response = try await client.executeRequest(uri: path, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) })
        for header in response.headers[values: .setCookie] { keep(header) }
        let page = TestPage(address: path, status: response.status.code, headers: response.headers, bytes: Array(response.body.readableBytesView))
        if page.type.hasPrefix("text/html"), let token = page.token { self.token = token }
        return page
    }

    private func keep(_ header: String) {
        let parts = header.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let halves = parts.first?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false), halves.count == 2 else { return }
        let isGone = parts.contains("Max-Age=0")
        cookies[String(halves[0])] = isGone ? nil : String(halves[1])
    }

    private static let forwarded = HTTPField.Name("X-Forwarded-For") ?? .from
}
