import Foundation
import Store

/// One record as one line of JSON: keys in the order of the columns, the same bytes for the same record on either engine.
extension RecordTable {
    func line(_ row: Row) throws -> String {
        var line = "{"
        for (place, column) in columns.enumerated() {
            if place > 0 { line += "," }
            line += "\"\(column.name)\":"
            guard let index = row.columns.names.firstIndex(of: column.name) else { throw StoreError.noColumn(column.name, among: row.columns.names) }
            line += try Self.written(row.values[index], as: column, of: name)
        }
        return line + "}\n"
    }

    private static func written(_ value: SQLValue, as column: Column, of table: String) throws -> String {
        switch (value, column.kind) {
        case (.null, _): return "null"
        case (.text(let text), .text): return quoted(text)
        case (.integer(let number), .whole): return String(number)
        case (.integer(let number), .real): return "\(Double(number))"
        case (.real(let number), .real) where number.isFinite: return "\(number)"
        case (.bytes(let bytes), .bytes): return "\"\(Data(bytes).base64EncodedString())\""
        default: throw KeepingProblem.failed("\(table).\(column.name) holds what it should not: no \(column.kind.rawValue).")
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            // The separators end a line for some readers of JSON Lines.
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029:
                out += "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count) + String(scalar.value, radix: 16)
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// The values in the order of the columns.
    /// - Throws: `KeepingProblem` that names the field.
    func values(_ line: some StringProtocol) throws -> [SQLValue] {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { throw KeepingProblem.toMend("is no JSON object") }
        if let more = Set(object.keys).subtracting(columns.map(\.name)).min() { throw KeepingProblem.toMend("\(more): there is no such field") }
        return try columns.map { column in
            guard let value = object[column.name] else { throw KeepingProblem.toMend("\(column.name): is missing") }
            return try Self.read(value, column)
        }
    }

    private static func read(_ value: Any, _ column: Column) throws -> SQLValue {
        if value is NSNull {
            guard column.isNullable else { throw KeepingProblem.toMend("\(column.name): must not be null") }
            return .null
        }
        switch column.kind {
        case .text:
            if let text = value as? String { return .text(text) }
        case .bytes:
            if let text = value as? String, let data = Data(base64Encoded: text) { return .bytes([UInt8](data)) }
        case .whole:
            if let number = value as? NSNumber, !(value is String), number.doubleValue == number.doubleValue.rounded() { return .integer(number.int64Value) }
        case .real:
            if let number = value as? NSNumber, !(value is String) { return .real(number.doubleValue) }
        }
        throw KeepingProblem.toMend("\(column.name): is no \(column.kind.rawValue)")
    }
}
