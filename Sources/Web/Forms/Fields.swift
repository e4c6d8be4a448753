import Foundation
import Kernel

/// What came in a query or a form: names with one or more values, in the order they came.
public struct Fields: Sendable, Equatable {
    public private(set) var pairs: [Pair]

    public struct Pair: Sendable, Equatable {
        public let name: String
        public let value: String
    }

    public init(_ pairs: [(String, String)] = []) { self.pairs = pairs.map { Pair(name: $0.0, value: $0.1) } }

    /// Reads `application/x-www-form-urlencoded`.
    /// - Throws: `Problem.invalid` when the bytes are not UTF-8 or hold a NUL.
    public init(encoded: some StringProtocol) throws {
        pairs = []
        for part in encoded.utf8.split(separator: UInt8(ascii: "&")).prefix(2000) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Fields.decode(halves[0]), let value = halves.count > 1 ? Fields.decode(halves[1]) : "" else {
                throw Problem.invalid([FieldProblem("", "web.problem.notUTF8")])
            }
            pairs.append(Pair(name: name, value: value))
        }
    }

    public subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    public func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }

    public var isEmpty: Bool { pairs.isEmpty }

    /// Trimmed text of one field, nil when absent or blank.
    public func text(_ name: String) -> String? {
        guard let value = self[name]?.trimmingCharacters(in: .whitespacesAndNewlines), !value.isEmpty else { return nil }
        return value
    }

    /// The version that whoever typed this had before them; 0 where there was none.
    public var version: Int { self["version"].flatMap { Int($0) } ?? 0 }

    public func setting(_ name: String, _ value: String?) -> Fields {
        var copy = removing(name)
        if let value { copy.pairs.append(Pair(name: name, value: value)) }
        return copy
    }

    public func adding(_ name: String, _ value: String) -> Fields {
        var copy = self
        copy.pairs.append(Pair(name: name, value: value))
        return copy
    }

    /// Without one value of a field, or without the field.
    public func removing(_ name: String, value: String? = nil) -> Fields {
        var copy = self
        copy.pairs.removeAll { $0.name == name && (value == nil || $0.value == value) }
        return copy
    }

    public func keeping(_ names: Set<String>) -> Fields {
        var copy = self
        copy.pairs.removeAll { !names.contains($0.name) || $0.value.isEmpty }
        return copy
    }

    /// `a=1&b=2`, percent-encoded.
    public var encoded: String {
        pairs.map { "\(Fields.encode($0.name))=\(Fields.encode($0.value))" }.joined(separator: "&")
    }

    /// A link: path alone when there is nothing to say.
    public func link(_ path: String) -> String { isEmpty ? path : "\(path)?\(encoded)" }

    public static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 8)
        let hex = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: bytes.append(byte)
            case 32: bytes.append(43)
            default: bytes += [37, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decode(_ bytes: some Sequence<UInt8>) -> String? {
        var decoded: [UInt8] = []
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case 43: decoded.append(32)
            case 37:
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        guard !decoded.contains(0) else { return nil }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
