import Foundation

/// A question to a server elsewhere, as Members asks it: short, and answered within seconds or not at all.
public struct OutsideQuestion: Sendable {
    public let url: URL
    /// `Accept`, `Authorization` …
    public let headers: [(name: String, value: String)]
    /// The body of a form; nil: it is a GET.
    public let form: String?

    public init(_ url: URL, headers: [(name: String, value: String)] = [], form: String? = nil) {
        self.url = url
        self.headers = headers
        self.form = form
    }

    /// The most that an answer may have, in bytes, and the longest it may take, in seconds.
    public static let mostBytes = 256 * 1024
    public static let mostSeconds = 8
}

public struct OutsideAnswer: Sendable {
    public let status: Int
    public let bytes: [UInt8]

    public init(status: Int, bytes: [UInt8]) {
        self.status = status
        self.bytes = bytes
    }
}

/// No answer: nobody is there, it took too long, was too much, or the certificate is not to be trusted; with what the line said.
public struct OutsideSilence: Error, Sendable {
    public let said: String
    public init(_ said: String) { self.said = said }
}
