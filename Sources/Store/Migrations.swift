import Foundation
import Kernel

/// One forward step of the schema: a plain SQL file, the same for both engines.
public struct Migration: Sendable, Equatable {
    /// `room/0001-name`: stable for ever, since the database remembers it.
    public let id: String
    public let statements: [String]

    /// Of what it does: comments and blank space may change afterwards, a statement may not.
    public var digest: String {
        let sum = statements.joined(separator: ";").split(whereSeparator: \.isWhitespace).joined(separator: " ").utf8
            .reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(sum, radix: 16)
    }

    public init(id: String, sql: String) {
        self.id = id
        statements = sql.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("--") }
            .joined(separator: "\n")
            .components(separatedBy: ";")
            .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            .filter { !$0.isEmpty }
    }

    /// The `.sql` files of a room, in the order of their names.
    public static func all(ofRoom room: String, in folder: URL) throws -> [Migration] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "sql" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { Migration(id: "\(room)/\($0.deletingPathExtension().lastPathComponent)", sql: try String(contentsOf: $0, encoding: .utf8)) }
    }
}

extension Database {
    /// The migrations that this database has not seen yet.
    public func pending(_ migrations: [Migration]) async throws -> [Migration] {
        let done = try await read { reader in try Set(appliedIfAny(reader)) }
        return migrations.filter { !done.contains($0.id) }
    }

    /// Brings the schema up to date in one transaction. Processes that start together wait for one another.
    /// - Returns: the ids that were applied now.
    @discardableResult
    public func migrate(_ migrations: [Migration], at now: Instant, told: @escaping @Sendable (String, Duration) -> Void = { _, _ in }) async throws -> [String] {
        try await write { try $0.migrate(migrations, at: now, told: told) }
    }
}

extension Writer {
    /// The same within a transaction that does more.
    /// - Parameter told: of each migration once it is applied, and how long it took.
    @discardableResult
    public func migrate(_ migrations: [Migration], at now: Instant, told: (String, Duration) -> Void = { _, _ in }) throws -> [String] {
        if reader.engine == .postgres {
            _ = try reader.rows("SELECT pg_advisory_xact_lock(720031)")
        }
        try run("CREATE TABLE IF NOT EXISTS migration (id text PRIMARY KEY, digest text NOT NULL, applied_at text NOT NULL)")
        let done: [String: String] = try Dictionary(
            uniqueKeysWithValues: reader.all("SELECT id, digest FROM migration") { (try $0["id"], try $0["digest"]) })
        let newer = Set(done.keys).subtracting(migrations.map(\.id))
        guard newer.isEmpty else {
            throw StoreError.migration("this database was written by a newer Ponte: it knows \(newer.sorted().joined(separator: ", "))")
        }
        var applied: [String] = []
        for migration in migrations {
            if let before = done[migration.id] {
                guard before == migration.digest else { throw StoreError.migration("\(migration.id) was another when this database was made") }
                continue
            }
            let began = ContinuousClock.now
            for statement in migration.statements { try run(SQL(trusted: statement)) }
            try run("INSERT INTO migration (id, digest, applied_at) VALUES (\(migration.id), \(migration.digest), \(now))")
            applied.append(migration.id)
            told(migration.id, ContinuousClock.now - began)
        }
        return applied
    }
}

private func appliedIfAny(_ reader: Reader) throws -> [String] {
    let known =
        switch reader.engine {
        case .sqlite: try reader.number("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'migration'")
        case .postgres: try reader.number("SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'migration'")
        }
    return known == 0 ? [] : try reader.all("SELECT id FROM migration ORDER BY id") { try $0["id"] }
}
