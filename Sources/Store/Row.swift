/// One row of an answer. Columns are asked for by name and type; a wrong type is an error that names the column.
public struct Row: Sendable {
    public let columns: Columns
    public let values: [SQLValue]

    public init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    public subscript<Value: SQLReadable>(_ name: String) -> Value {
        get throws {
            let value = try value(of: name)
            guard let read = Value.read(value) else { throw StoreError.unreadable(column: name, as: "\(Value.self)", value: "\(value)") }
            return read
        }
    }

    public subscript<Value: SQLReadable>(_ name: String) -> Value? {
        get throws {
            let value = try value(of: name)
            if value == .null { return nil }
            guard let read = Value.read(value) else { throw StoreError.unreadable(column: name, as: "\(Value.self)", value: "\(value)") }
            return read
        }
    }

    private func value(of name: String) throws -> SQLValue {
        guard let index = columns.names.firstIndex(of: name) else { throw StoreError.noColumn(name, among: columns.names) }
        return values[index]
    }

    /// The column names of an answer, shared by its rows.
    public final class Columns: Sendable {
        public let names: [String]
        public init(_ names: [String]) { self.names = names }
    }
}

/// What can go wrong below the rooms. Shown to the log, never to a visitor.
public enum StoreError: Error, Sendable, CustomStringConvertible {
    case noColumn(String, among: [String])
    case unreadable(column: String, as: String, value: String)
    /// The engine refused a statement.
    case statement(String, message: String)
    /// A rule of the schema does not hold: a duplicate, a missing parent, a closed list.
    case constraint(String)
    /// Two transactions stood in each other's way; trying again may help.
    case collision(String)
    /// The database does not answer.
    case unreachable(String)
    case migration(String)

    public var description: String {
        switch self {
        case .noColumn(let name, let names): "no column \(name) among \(names.joined(separator: ", "))"
        case .unreadable(let column, let type, _): "column \(column) is not \(type)"
        case .statement(let sql, let message): "\(message) in: \(sql)"
        case .constraint(let message): "a rule of the schema does not hold: \(message)"
        case .collision(let message): "two writes collided: \(message)"
        case .unreachable(let message): "the database does not answer: \(message)"
        case .migration(let message): message
        }
    }
}
