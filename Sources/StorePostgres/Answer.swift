import CPostgres
import Store

/// What the server said to one statement. Frees libpq's memory when it goes.
final class Answer {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }
    deinit { PQclear(result) }

    /// The five characters of the SQL state; empty when it went well or the connection broke.
    var state: String { PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? "" }

    /// What the server says, without its details: those quote the rows. Of wrong values (class 22) the quoted part is left out too.
    var message: String {
        let said = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) } ?? ""
        guard state.hasPrefix("22") else { return said }
        return said.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "…" }
            .joined(separator: "\"")
    }

    var isGood: Bool {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: true
        default: false
        }
    }

    /// `COMMIT`, `ROLLBACK`, `INSERT 0 1` …
    var tag: String { PQcmdStatus(result).map { String(cString: $0) } ?? "" }

    /// How many rows a change touched; 0 for statements that touch none.
    var touched: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }

    func rows() -> [Row] {
        let width = PQnfields(result)
        let types = (0..<width).map { PQftype(result, $0) }
        let columns = Row.Columns((0..<width).map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
        return (0..<PQntuples(result)).map { row in
            Row(columns: columns, values: (0..<width).map { value(row, $0, type: types[Int($0)]) })
        }
    }

    private func value(_ row: Int32, _ column: Int32, type: UInt32) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let length = Int(PQgetlength(result, row, column))
        return start.withMemoryRebound(to: UInt8.self, capacity: length) {
            Decoding.value(UnsafeBufferPointer(start: $0, count: length), type: type)
        }
    }
}
