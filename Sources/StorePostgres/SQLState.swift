import Store

/// PostgreSQL's five-character error codes, told apart by what the house can do about them.
/// https://www.postgresql.org/docs/current/errcodes-appendix.html
struct SQLState {
    private let code: String
    private let isReused: Bool

    /// - Parameter isReused: it came from a statement prepared earlier.
    init(_ code: String, isReused: Bool = false) {
        self.code = code
        self.isReused = isReused
    }

    func error(_ message: String, in statement: String) -> StoreError {
        if code.hasPrefix("23") { return .constraint(message) }
        if Self.collisions.contains(code) || isStalePlan { return .collision(message) }
        if isUnreachable { return .unreachable(message) }
        return .statement(statement, message: "\(message) (\(code))")
    }

    /// The connection is not used again although it is still open.
    var spoilsTheConnection: Bool { isStalePlan || code.hasPrefix("08") || code.hasPrefix("57P") || code.hasPrefix("25P0") && code != "25P02" }

    /// A migration changed the table since the statement was prepared ("cached plan must not change result type"), or
    /// the server forgot the statement. A new connection knows better.
    private var isStalePlan: Bool { code == "26000" || isReused && code == "0A000" }

    /// Connection trouble (08), no room on the server (53), shut down, starting up or out of time (57), idle for too
    /// long within a transaction (25P03).
    private var isUnreachable: Bool { code.isEmpty || ["08", "53", "57", "25P03", "25P04"].contains { code.hasPrefix($0) } }

    /// Serialization failure, deadlock, lock not available in time.
    private static let collisions: Set<String> = ["40001", "40P01", "55P03"]
}
