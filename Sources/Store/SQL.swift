/// A statement with its parameters. Interpolating a value binds it; it never becomes part of the text.
///
///     "SELECT title FROM practice WHERE slug = \(slug)"
public struct SQL: ExpressibleByStringInterpolation, Sendable, Hashable {
    /// The statement with `?` where a value goes.
    public private(set) var text: String
    public private(set) var values: [SQLValue]

    public init(stringLiteral value: String) {
        text = value
        values = []
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// Text taken as it is: for migration files and fixed fragments, never for anything a person typed.
    public init(trusted text: String) {
        self.text = text
        values = []
    }

    public static func + (one: SQL, other: SQL) -> SQL {
        var sum = one
        sum.text += other.text
        sum.values += other.values
        return sum
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + interpolationCount) }

        public mutating func appendLiteral(_ literal: String) { text += literal }

        public mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// A value that may be missing, bound as NULL.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// A list for `IN`: `(?, ?, ?)`. An empty list matches nothing.
        public mutating func appendInterpolation(list: [some SQLBindable]) {
            text += list.isEmpty ? "(NULL)" : "(" + Array(repeating: "?", count: list.count).joined(separator: ", ") + ")"
            values += list.map(\.sqlValue)
        }

        /// Another statement, spliced in with its values.
        public mutating func appendInterpolation(_ fragment: SQL) {
            text += fragment.text
            values += fragment.values
        }
    }
}
