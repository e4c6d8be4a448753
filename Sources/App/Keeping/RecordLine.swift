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
        guard let object = try? JSONDecoder().decode([String: Written].self, from: Data(line.utf8)) else { throw KeepingProblem.toMend("is no JSON object") }
        if let more = Set(object.keys).subtracting(columns.map(\.name)).min() { throw KeepingProblem.toMend("\(more): there is no such field") }
        return try columns.map { column in
            guard let value = object[column.name] else { throw KeepingProblem.toMend("\(column.name): is missing") }
            return try Self.read(value, column)
        }
    }

    /// A value as it stands in the line. Numbers are read to their last digit.
    private enum Written: Decodable {
        case nothing, text(String), whole(Int64), real(Double)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self =
                if container.decodeNil() { .nothing }
                else if let text = try? container.decode(String.self) { .text(text) }
                else if let number = try? container.decode(Int64.self) { .whole(number) }
                else { .real(try container.decode(Double.self)) }
        }
    }

    private static func read(_ value: Written, _ column: Column) throws -> SQLValue {
        switch (column.kind, value) {
        case (_, .nothing):
            guard column.isNullable else { throw KeepingProblem.toMend("\(column.name): must not be null") }
            return .null
        case (.text, .text(let text)): return .text(text)
        case (.bytes, .text(let text)):
            if let data = Data(base64Encoded: text) { return .bytes([UInt8](data)) }
        case (.whole, .whole(let number)): return .integer(number)
        case (.real, .whole(let number)): return .real(Double(number))
        case (.real, .real(let number)): return .real(number)
        default: break
        }
        throw KeepingProblem.toMend("\(column.name): is no \(column.kind.rawValue)")
    }
}
