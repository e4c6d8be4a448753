import Foundation
import GRDB
import Kernel
import Store

/// SQLite through GRDB's pool: one writer, several readers, write-ahead log, every commit on disk before it is acknowledged.
public struct SQLiteDriver: Driver {
    public let engine = Engine.sqlite
    private let connections: DatabasePool
    private let meter = PoolMeter(limit: 5)

    public var pool: PoolFigures { meter.figures }

    /// Opens the file, making it when it is not there.
    public init(path: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            // What is deleted is overwritten with zeros.
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        do {
            connections = try DatabasePool(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw StoreError.unreachable("\(path): \(error.message ?? "cannot be opened")")
        }
    }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (any Store.Connection) throws -> Value) async throws -> Value {
        try await counted { meter in try await connections.read { database in try meter.counting { try SQLiteConnection(database: database).transaction(body) } } }
    }

    public func write<Value: Sendable>(_ body: @escaping @Sendable (any Store.Connection) throws -> Value) async throws -> Value {
        try await counted { meter in try await connections.write { database in try meter.counting { try SQLiteConnection(database: database).transaction(body) } } }
    }

    /// Writes the whole file anew, without the rests that moving rows about leaves in it, and empties the write-ahead log.
    public func clean() async throws {
        try await translating {
            try await connections.writeWithoutTransaction { database in
                try database.execute(sql: "VACUUM")
                let busy = try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? 1
                guard busy == 0 else { throw StoreError.collision("somebody still reads the database as it was before it was cleaned") }
            }
        }
    }

    public func close() async { try? connections.close() }

    private func counted<Value>(_ body: (Turn) async throws -> Value) async throws -> Value {
        let turn = Turn(meter)
        defer { turn.end() }
        return try await translating { try await body(turn) }
    }

    private func translating<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw storeError(error)
        }
    }
}

/// One read or write on its way: it comes, it may begin, it ends.
private final class Turn: @unchecked Sendable {
    private let meter: PoolMeter
    private let lock = NSLock()
    private var hasBegun = false

    init(_ meter: PoolMeter) {
        self.meter = meter
        meter.come()
    }

    func counting<Value>(_ body: () throws -> Value) rethrows -> Value {
        lock.withLock { hasBegun = true }
        meter.begin()
        return try body()
    }

    func end() { lock.withLock { hasBegun } ? meter.end() : meter.leave() }
}

/// One open transaction. After a failed statement it takes no other and is undone, as PostgreSQL does it.
private final class SQLiteConnection: Store.Connection {
    let engine = Engine.sqlite
    private let database: GRDB.Database
    private var failure: StoreError?

    init(database: GRDB.Database) { self.database = database }

    func transaction<Value>(_ body: (any Store.Connection) throws -> Value) throws -> Value {
        let value = try body(self)
        if let failure { throw failure }
        return value
    }

    func rows(_ statement: Store.SQL) throws -> [Store.Row] {
        try translating(statement) {
            let prepared = try database.cachedStatement(sql: statement.text)
            let columns = Store.Row.Columns(prepared.columnNames)
            let cursor = try GRDB.Row.fetchCursor(prepared, arguments: arguments(statement))
            var rows: [Store.Row] = []
            while let row = try cursor.next() {
                rows.append(Store.Row(columns: columns, values: row.databaseValues.map(value)))
            }
            return rows
        }
    }

    func change(_ statement: Store.SQL) throws -> Int {
        try translating(statement) {
            let prepared = try database.cachedStatement(sql: statement.text)
            try prepared.execute(arguments: arguments(statement))
            return database.changesCount
        }
    }

    /// - Throws: `StoreError.constraint` for text with a NUL character, which PostgreSQL could not store.
    private func arguments(_ statement: Store.SQL) throws -> StatementArguments {
        StatementArguments(
            try statement.values.map { value -> DatabaseValue in
                switch value {
                case .null: return .null
                case .integer(let number): return number.databaseValue
                case .real(let number): return number.databaseValue
                case .text(let text):
                    guard !text.utf8.contains(0) else { throw StoreError.constraint("text must not contain the NUL character (U+0000)") }
                    return text.databaseValue
                case .bytes(let bytes): return Data(bytes).databaseValue
                }
            })
    }

    private func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .double(let number): .real(number)
        case .string(let text): .text(text)
        case .blob(let data): .bytes([UInt8](data))
        }
    }

    private func translating<Value>(_ statement: Store.SQL, _ body: () throws -> Value) throws -> Value {
        if let failure { throw failure }
        do {
            return try body()
        } catch let error as DatabaseError {
            throw remembered(storeError(error, statement: statement.text))
        } catch let error as StoreError {
            throw remembered(error)
        }
    }

    private func remembered(_ error: StoreError) -> StoreError {
        failure = error
        return error
    }
}

private func storeError(_ error: DatabaseError, statement: String? = nil) -> StoreError {
    let message = error.message ?? error.resultCode.description
    return switch error.resultCode {
    case .SQLITE_CONSTRAINT: .constraint(message)
    case .SQLITE_BUSY, .SQLITE_LOCKED: .collision(message)
    case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_CORRUPT, .SQLITE_NOTADB: .unreachable(message)
    default: .statement(statement ?? error.sql ?? "", message: message)
    }
}
