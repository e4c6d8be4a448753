import Store

/// PostgreSQL through libpq. Opens connections when they are needed, never more than `poolSize`.
///
/// Reads see one snapshot (repeatable read, read only). Writes are read-committed: rows another transaction has changed
/// are waited for, so take a row with `UPDATE … RETURNING` before computing its next value in Swift.
public final class PostgresDriver: Driver {
    public let engine = Engine.postgres
    private let crew: Crew

    /// - Parameters:
    ///   - url: `postgres://user:password@host1:5432,host2:5433/name?sslmode=require`. Several hosts are tried in order
    ///     until one accepts writes.
    ///   - poolSize: connections at most.
    /// - Throws: `StoreError.unreachable` when the address cannot be read. A server that is down is found out later, by
    ///   the first read or write.
    public convenience init(url: String, poolSize: Int = 8) throws {
        try self.init(url: url, poolSize: poolSize, patience: .seconds(10), answerWithin: .seconds(40))
    }

    /// - Parameters:
    ///   - patience: how long a read or write waits for a free connection.
    ///   - answerWithin: how long a statement may go unanswered before the server is taken for frozen. Longer than the
    ///     30 s after which the server itself gives a statement up.
    public init(url: String, poolSize: Int, patience: Duration, answerWithin: Duration) throws {
        let address = try PostgresAddress(url: url)
        crew = Crew(size: max(1, poolSize), patience: patience) {
            Seat { try Session(address: address, answerWithin: answerWithin) }
        }
    }

    public var pool: PoolFigures { crew.figures }

    deinit { crew.dismiss() }

    /// - Throws: `StoreError.unreachable`, `StoreError.statement`, what the body throws, and `CancellationError` when the
    ///   task is cancelled while it waits for a connection.
    public func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await crew.perform { seat in try seat.transaction(.read, body) }
    }

    /// - Throws: as `read`, and `StoreError.constraint`, and `StoreError.collision` when four attempts were not enough.
    public func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value {
        try await crew.perform { seat in try seat.transaction(.write, body) }
    }

    /// Lets running transactions finish, closes every connection, and refuses what comes after.
    public func close() async { await crew.close() }
}
