public enum Engine: String, Sendable, CaseIterable {
    case sqlite, postgres
}

/// One open transaction of a driver. Used on one thread, for the length of one `read` or `write`.
public protocol Connection {
    var engine: Engine { get }

    /// Runs a statement that answers with rows.
    func rows(_ statement: SQL) throws -> [Row]

    /// Runs a statement that changes something.
    /// - Returns: how many rows it touched.
    @discardableResult func change(_ statement: SQL) throws -> Int
}

/// A driver opens transactions. Bodies are synchronous: nothing can suspend half-way.
public protocol Driver: Sendable {
    var engine: Engine { get }

    /// A consistent read-only view.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// One transaction, committed when the body returns and undone when it throws. A driver may run the body again after
    /// `StoreError.collision`, so it must not have effects of its own.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws -> Value

    /// Leaves nothing of what was deleted in the files of the engine, as far as the engine itself does not see to it. Everybody else waits meanwhile.
    /// - Throws: `StoreError.collision` when somebody still reads what it was before; then it is to be tried again.
    func clean() async throws

    /// How busy its connections are.
    var pool: PoolFigures { get }

    func close() async
}

extension Driver {
    /// A server sees to it by itself: PostgreSQL's autovacuum gives the place of deleted rows to others.
    public func clean() async throws {}
}
