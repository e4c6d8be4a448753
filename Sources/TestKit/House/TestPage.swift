import Foundation
import HTTPTypes

/// What a browser got: status, headers, and the page as text and as elements.
public struct TestPage: Sendable {
    public let address: String
    public let status: Int
    public let headers: HTTPFields
    public let bytes: [UInt8]

    public init(address: String, status: Int, headers: HTTPFields, bytes: [UInt8]) {
        self.address = address
        self.status = status
        self.headers = headers
        self.bytes = bytes
    }

    public var html: String { String(decoding: bytes, as: UTF8.self) }
    public var location: String? { headers[.location] }
    public var type: String { headers[.contentType] ?? "" }
    public func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// - Throws: when the body is not JSON.
    public func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) }
    public func object() throws -> [String: Any] { try json() as? [String: Any] ?? [:] }

    // MARK: what is seen

    /// What a reader sees, in one line: no markup, no scripts, entities read.
    public var text: String { HTMLReader(bytes).text }
    public var elements: [Element] { HTMLReader(bytes).elements }

    public func says(_ text: String) -> Bool { self.text.contains(text) }
    public func elements(_ name: String) -> [Element] { elements.filter { $0.name == name } }
    /// The text of every element of this name.
    public func texts(_ name: String) -> [String] { HTMLReader(bytes).texts(of: name) }
    public var heading: String { texts("h1").first ?? "" }
    public var title: String { texts("title").first ?? "" }
    public var links: [String] { elements("a").compactMap { $0["href"] } }
    public var language: String? { elements("html").first?["lang"] }

    // MARK: forms

    /// The token that the page's forms carry.
    public var token: String? { elements("input").first { $0["name"] == "_token" }?["value"] }

    /// The value of a named control, as the page shows it.
    public func value(_ name: String) -> String? {
        if let input = elements("input").first(where: { $0["name"] == name && $0["type"] != "radio" && $0["type"] != "checkbox" }) { return input["value"] }
        if let ticked = elements("input").first(where: { $0["name"] == name && $0["checked"] != nil }) { return ticked["value"] }
        return HTMLReader(bytes).textArea(name)
    }

    /// Every control of a name that is ticked.
    public func ticked(_ name: String) -> [String] {
        elements("input").filter { $0["name"] == name && $0["checked"] != nil }.compactMap { $0["value"] }
    }

    public struct Element: Sendable, Equatable {
        public let name: String
        public let attributes: [String: String]
        public subscript(_ name: String) -> String? { attributes[name] }
    }
}

/// Reads HTML as Ponte writes it: a start tag for each element, attributes in double quotes.
struct HTMLReader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private enum Piece {
        case text(ArraySlice<UInt8>)
        case tag(ArraySlice<UInt8>)
    }

    private func pieces(_ visit: (Piece) -> Void) {
        var at = 0
        while at < bytes.count {
            guard bytes[at] == 60 else {
                let end = bytes[at...].firstIndex(of: 60) ?? bytes.count
                visit(.text(bytes[at..<end]))
                at = end
                continue
            }
            var end = at + 1
            var isQuoted = false
            while end < bytes.count, isQuoted || bytes[end] != 62 {
                if bytes[end] == 34 { isQuoted.toggle() }
                end += 1
            }
            visit(.tag(bytes[min(at + 1, bytes.count)..<min(end, bytes.count)]))
            at = end + 1
        }
    }

    private static func name(_ tag: ArraySlice<UInt8>) -> String {
        String(decoding: tag.prefix { $0 != 32 && $0 != 10 }, as: UTF8.self).lowercased()
    }

    var text: String {
        var parts: [UInt8] = []
        var silent: String?
        pieces { piece in
            switch piece {
            case .tag(let tag):
                let name = Self.name(tag)
                if let now = silent {
                    if name == "/" + now { silent = nil }
                } else if ["script", "style", "head"].contains(name) {
                    silent = name
                }
                if !["b", "em", "strong", "span", "/span", "mark", "/mark", "small", "/small"].contains(name) { parts.append(32) }
            case .text(let text):
                if silent == nil { parts += text }
            }
        }
        return Self.plain(String(decoding: parts, as: UTF8.self))
    }

    var elements: [TestPage.Element] {
        var found: [TestPage.Element] = []
        pieces { piece in
            guard case .tag(let tag) = piece, let first = tag.first, first != 47, first != 33 else { return }
            found.append(TestPage.Element(name: Self.name(tag), attributes: Self.attributes(tag)))
        }
        return found
    }

    func texts(of element: String) -> [String] {
        var found: [String] = []
        var open: [UInt8]?
        pieces { piece in
            switch piece {
            case .tag(let tag):
                let name = Self.name(tag)
                if name == element {
                    open = []
                } else if name == "/" + element, let text = open {
                    found.append(Self.plain(String(decoding: text, as: UTF8.self)))
                    open = nil
                }
            case .text(let text): open? += text
            }
        }
        return found
    }

    func textArea(_ name: String) -> String? {
        var value: String?
        var isOpen = false
        pieces { piece in
            switch piece {
            case .tag(let tag):
                let isIt = Self.name(tag) == "textarea" && Self.attributes(tag)["name"] == name
                if isIt { value = "" }
                isOpen = isIt
            case .text(let text):
                if isOpen { value = Self.decode(String(decoding: text, as: UTF8.self)) }
            }
        }
        return value
    }

    private static func attributes(_ tag: ArraySlice<UInt8>) -> [String: String] {
        var found: [String: String] = [:]
        var rest = tag.drop { $0 != 32 && $0 != 10 }
        while true {
            rest = rest.drop { $0 == 32 || $0 == 10 || $0 == 47 }
            guard !rest.isEmpty else { return found }
            let name = String(decoding: rest.prefix { $0 != 61 && $0 != 32 && $0 != 10 }, as: UTF8.self)
            rest = rest.dropFirst(name.utf8.count)
            guard rest.first == 61 else {
                found[name] = ""
                continue
            }
            rest = rest.dropFirst()
            let isQuoted = rest.first == 34
            if isQuoted { rest = rest.dropFirst() }
            let value = rest.prefix { isQuoted ? $0 != 34 : $0 != 32 }
            found[name] = decode(String(decoding: value, as: UTF8.self))
            rest = rest.dropFirst(value.count + (isQuoted ? 1 : 0))
        }
    }

    private static func plain(_ text: String) -> String {
        decode(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    static func decode(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&quot;", with: "\"")
            .replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&amp;", with: "&")
    }
}
