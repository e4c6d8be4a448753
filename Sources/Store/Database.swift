import Foundation
import Kernel

/// The database of the house: `read { }` for questions, `write { }` for commands.
public struct Database: Sendable {
    public let driver: any Driver
    /// How many statements have been run, for tests that assert a page's cost.
    public let meter = StatementMeter()

    public init(driver: any Driver) { self.driver = driver }

    public var engine: Engine { driver.engine }

    /// - Throws: `Problem.unavailable` when the database does not answer.
    public func read<Value: Sendable>(_ body: @escaping @Sendable (Reader) throws -> Value) async throws -> Value {
        try await answering {
            try await driver.read { try body(Reader(connection: $0, meter: meter)) }
        }
    }

    /// - Throws: `Problem.unavailable` when the database does not answer; then nothing is known to have been written.
    @discardableResult
    public func write<Value: Sendable>(_ body: @escaping @Sendable (Writer) throws -> Value) async throws -> Value {
        let (value, effects) = try await answering {
            try await driver.write { connection in
                let effects = Effects()
                let value = try body(Writer(reader: Reader(connection: connection, meter: meter), effects: effects))
                return (value, effects)
            }
        }
        effects.run()
        return value
    }

    /// Leaves nothing of what was deleted in the engine's files.
    /// - Throws: `StoreError.collision` when it is to be tried again.
    public func clean() async throws { try await answering { try await driver.clean() } }

    public func close() async { await driver.close() }

    private func answering<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch StoreError.unreachable(let message) {
            throw Unreachable(message: message)
        }
    }
}

/// The database did not answer. Pages show it as "unavailable"; the log keeps the message.
public struct Unreachable: Error, Sendable, CustomStringConvertible {
    public let message: String
    public init(message: String) { self.message = message }
    public var description: String { "the database does not answer: \(message)" }
}

/// Asks questions of one consistent view.
public struct Reader {
    let connection: any Connection
    let meter: StatementMeter

    public init(connection: any Connection, meter: StatementMeter = StatementMeter()) {
        self.connection = connection
        self.meter = meter
    }

    public var engine: Engine { connection.engine }

    public func rows(_ statement: SQL) throws -> [Row] {
        meter.count()
        return try connection.rows(statement)
    }

    public func all<Value>(_ statement: SQL, _ make: (Row) throws -> Value) throws -> [Value] {
        try rows(statement).map(make)
    }

    public func first<Value>(_ statement: SQL, _ make: (Row) throws -> Value) throws -> Value? {
        try rows(statement).first.map(make)
    }

    /// The single column `n` of the first row.
    public func number(_ statement: SQL) throws -> Int {
        try first(statement) { try $0["n"] } ?? 0
    }
}

/// Changes things inside one transaction. Everything a `Reader` can ask, it can ask too, and sees its own changes.
public struct Writer {
    public let reader: Reader
    let effects: Effects

    public init(reader: Reader, effects: Effects = Effects()) {
        self.reader = reader
        self.effects = effects
    }

    @discardableResult
    public func run(_ statement: SQL) throws -> Int {
        reader.meter.count()
        return try reader.connection.change(statement)
    }

    /// Something to do once the change is safe; not done when the transaction is undone.
    public func afterCommit(_ effect: @escaping @Sendable () -> Void) { effects.add(effect) }
}

/// What waits for a commit.
public final class Effects: @unchecked Sendable {
    private let lock = NSLock()
    private var waiting: [@Sendable () -> Void] = []

    public init() {}

    func add(_ effect: @escaping @Sendable () -> Void) { lock.withLock { waiting.append(effect) } }

    public func run() {
        let effects = lock.withLock {
            defer { waiting = [] }
            return waiting
        }
        for effect in effects { effect() }
    }
}

public final class StatementMeter: @unchecked Sendable {
    private let lock = NSLock()
    private var total = 0

    public init() {}

    public var statements: Int { lock.withLock { total } }
    func count() { lock.withLock { total += 1 } }
}
