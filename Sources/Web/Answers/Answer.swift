import Foundation
import HTTPTypes

/// What a handler gives back: status, headers and bytes, or a page still to be laid out.
public struct Answer: Sendable {
    public enum Content: Sendable {
        case page(Page)
        case bytes([UInt8], type: String)
        case stored(StoredFile, type: String)
        case none
    }

    public var status: HTTPResponse.Status
    public var headers: HTTPFields = [:]
    public var cookies: [Cookie] = []
    public let content: Content
    /// Good for this once and not to be kept, though the route's answers are: something was not to be had just now.
    public var isPassing = false

    public init(status: HTTPResponse.Status = .ok, content: Content) {
        self.status = status
        self.content = content
    }

    public static func page(_ page: Page) -> Answer { Answer(status: page.status, content: .page(page)) }

    public static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status: status, content: .bytes(Array(text.utf8), type: type))
    }

    /// - Throws: when the value cannot be encoded.
    public static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json") throws -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Answer(status: status, content: .bytes([UInt8](try encoder.encode(value)), type: type))
    }

    /// After a form: look at the result with GET.
    public static func seeOther(_ location: String) -> Answer {
        var answer = Answer(status: .seeOther, content: .none)
        answer.headers[.location] = location
        return answer
    }

    /// A small message for the next page, kept in a cookie for one minute. The text is a key, so it cannot be forged into words.
    public func with(notice key: String) -> Answer {
        var answer = self
        answer.cookies.append(Cookie(name: Cookie.notice, value: key, maxAge: 60))
        return answer
    }

    public func with(_ cookie: Cookie) -> Answer {
        var answer = self
        answer.cookies.append(cookie)
        return answer
    }
}

public struct Cookie: Sendable {
    public static let session = "ponte_session"
    public static let visit = "ponte_visit"
    public static let language = "ponte_language"
    static let notice = "ponte_notice"

    public let name: String
    public let value: String
    /// Seconds; nil lasts as long as the browser; 0 deletes.
    public let maxAge: Int?

    public init(name: String, value: String, maxAge: Int?) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
    }

    func header(secure: Bool) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax" + (maxAge.map { "; Max-Age=\($0)" } ?? "") + (secure ? "; Secure" : "")
    }

    /// The values of a `Cookie` header.
    static func read(_ headers: HTTPFields) -> [String: String] {
        var cookies: [String: String] = [:]
        for header in headers[values: .cookie] {
            for part in header.split(separator: ";") {
                let halves = part.split(separator: "=", maxSplits: 1)
                guard halves.count == 2 else { continue }
                cookies[String(halves[0].drop { $0 == " " })] = String(halves[1])
            }
        }
        return cookies
    }
}
