import Kernel

/// What a column can hold on both engines. Truth is 0 or 1, instants and days are text.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

public protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

public protocol SQLReadable {
    /// - Returns: nil when the column holds something else.
    static func read(_ value: SQLValue) -> Self?
}

extension SQLValue: SQLBindable { public var sqlValue: SQLValue { self } }

extension String: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(self) }
    public static func read(_ value: SQLValue) -> String? {
        if case .text(let text) = value { text } else { nil }
    }
}

extension Int: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    public static func read(_ value: SQLValue) -> Int? { Int64.read(value).flatMap { Int(exactly: $0) } }
}

extension Int64: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self) }
    public static func read(_ value: SQLValue) -> Int64? {
        switch value {
        case .integer(let number): number
        case .real(let number): Int64(exactly: number)
        case .text(let text): Int64(text)
        default: nil
        }
    }
}

extension Double: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .real(self) }
    public static func read(_ value: SQLValue) -> Double? {
        switch value {
        case .real(let number): number
        case .integer(let number): Double(number)
        case .text(let text): Double(text)
        default: nil
        }
    }
}

extension Bool: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    public static func read(_ value: SQLValue) -> Bool? { Int64.read(value).map { $0 != 0 } }
}

extension [UInt8]: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .bytes(self) }
    public static func read(_ value: SQLValue) -> [UInt8]? {
        if case .bytes(let bytes) = value { bytes } else { nil }
    }
}

extension Instant: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(description) }
    public static func read(_ value: SQLValue) -> Instant? { String.read(value).flatMap { Instant($0) } }
}

extension Day: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(description) }
    public static func read(_ value: SQLValue) -> Day? { String.read(value).flatMap { Day($0) } }
}

extension ID: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(rawValue) }
    public static func read(_ value: SQLValue) -> Self? { String.read(value).map { Self($0) } }
}

extension Money: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(cents) }
    public static func read(_ value: SQLValue) -> Money? { Int64.read(value).map { Money(cents: $0) } }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension RawRepresentable where Self: SQLBindable, RawValue == String {
    public var sqlValue: SQLValue { .text(rawValue) }
}

extension RawRepresentable where Self: SQLReadable, RawValue == String {
    public static func read(_ value: SQLValue) -> Self? { String.read(value).flatMap { Self(rawValue: $0) } }
}

/// For closed lists kept as text with a check: `enum Status: String, SQLWord { … }`.
public protocol SQLWord: SQLBindable, SQLReadable, RawRepresentable, Sendable where RawValue == String {}
