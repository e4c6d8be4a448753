import Foundation
import Store
import StorePostgres

/// A database beside the real one on the same PostgreSQL server, for a rehearsal or a check; dropped afterwards.
struct ScratchDatabase {
    let address: String

    /// - Parameter dump: what it is filled with, as pg_dump wrote it.
    static func with<Value>(
        _ dump: URL, onServerOf url: String, isolation: isolated (any Actor)? = #isolation, _ body: (ScratchDatabase) async throws -> Value
    ) async throws -> Value {
        let access = try PostgresAccess(url: url, in: dump.deletingLastPathComponent())
        defer { access.forget() }
        let name = "ponte_scratch_\(UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "_"))"
        do {
            try sql("CREATE DATABASE \(name) TEMPLATE template0", access)
        } catch let problem as KeepingProblem {
            throw KeepingProblem.failed("This needs a database beside the real one for some minutes, and cannot make it; give the user the right with ALTER ROLE … CREATEDB. \(problem.description)")
        }
        defer { try? sql("DROP DATABASE \(name) WITH (FORCE)", access) }
        try fill(dump, access, database: name)
        return try await body(ScratchDatabase(address: access.address(ofDatabase: name)))
    }

    /// - Parameter database: the one the address names when left out.
    static func fill(_ dump: URL, _ access: PostgresAccess, database: String? = nil) throws {
        try OutsideProgram.restore.run(
            ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname=\(database.map { "dbname=\($0)" } ?? "service=ponte")", dump.path],
            environment: access.environment)
    }

    private static func sql(_ statement: String, _ access: PostgresAccess) throws {
        try OutsideProgram.psql.run(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement], environment: access.environment)
    }
}
