import Foundation
import Kernel
import Store
import Trail

/// One thing looked at in a restored database.
public struct Inspected: Sendable, Equatable {
    public let subject: String
    public let isGood: Bool
    public let text: String
}

/// Whether a database is what its manifest says, and sound in itself.
enum Inspection {
    /// - Parameter files: where the folder of files lies beside this database; nil: it is not looked at.
    static func run(_ database: Database, expected: DatabaseFacts, files: URL? = nil) async throws -> [Inspected] {
        let migrations = try Installation.migrations()
        return try await database.read { reader in
            let found = try DatabaseFacts(reader)
            return try [integrity(reader), steps(found, migrations), rows(found, expected), settings(found, expected), chain(reader, expected)]
                + [files].compactMap { $0 }.map { try FileInspection.run(reader, in: $0) }
        }
    }

    /// PostgreSQL has built every constraint and index anew while it restored; SQLite is asked.
    private static func integrity(_ reader: Reader) throws -> Inspected {
        guard reader.engine == .sqlite else { return Inspected(subject: "integrity", isGood: true, text: "every table, index and constraint was built anew") }
        let said = try reader.all("SELECT integrity_check AS said FROM pragma_integrity_check") { try $0["said"] as String }
        guard said == ["ok"] else { return Inspected(subject: "integrity", isGood: false, text: said.first ?? "the check says nothing") }
        let orphans = try reader.all("SELECT \"table\" AS name FROM pragma_foreign_key_check") { try $0["name"] as String }
        return Inspected(
            subject: "integrity", isGood: orphans.isEmpty,
            text: orphans.isEmpty ? "pages, indexes and references are sound" : "\(orphans.count) rows refer to what is not there, first in \(orphans[0])")
    }

    private static func steps(_ found: DatabaseFacts, _ migrations: [Migration]) -> Inspected {
        let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.id, $0.digest) })
        if let newer = found.migrations.first(where: { known[$0.id] == nil }) {
            return Inspected(subject: "migrations", isGood: false, text: "\(newer.id) is of a newer Ponte; use that one")
        }
        if let other = found.migrations.first(where: { known[$0.id] != $0.digest }) {
            return Inspected(subject: "migrations", isGood: false, text: "\(other.id) was another when this database was made")
        }
        let left = migrations.count - found.migrations.count
        return Inspected(subject: "migrations", isGood: true, text: "\(found.migrations.count) with the digests of this Ponte\(left == 0 ? "" : "; \(left) newer ones will be applied")")
    }

    private static func rows(_ found: DatabaseFacts, _ expected: DatabaseFacts) -> Inspected {
        for table in Set(found.rows.keys).union(expected.rows.keys).sorted() where found.rows[table] != expected.rows[table] {
            let (there, wanted) = (found.rows[table].map(String.init) ?? "no", expected.rows[table].map(String.init) ?? "no")
            return Inspected(subject: "rows", isGood: false, text: "\(table) has \(there) rows and should have \(wanted)")
        }
        return Inspected(subject: "rows", isGood: true, text: "\(found.rows.values.reduce(0, +)) in \(found.rows.count) tables, as the manifest says")
    }

    private static func settings(_ found: DatabaseFacts, _ expected: DatabaseFacts) -> Inspected {
        let missing = Set(expected.settings).subtracting(found.settings).sorted()
        return Inspected(
            subject: "keys", isGood: missing.isEmpty,
            text: missing.isEmpty ? "\(found.settings.joined(separator: ", "))" : "missing: \(missing.joined(separator: ", "))")
    }

    private static func chain(_ reader: Reader, _ expected: DatabaseFacts) throws -> Inspected {
        switch try VerifyChain.run(reader) {
        case .broken(let seq, let why): return Inspected(subject: "audit chain", isGood: false, text: "entry \(seq) \(why)")
        case .whole(let entries):
            let hash = try reader.first("SELECT hash FROM audit_head WHERE id = 'head'") { try $0["hash"] as String }
            guard entries == expected.chain.entry, hash == expected.chain.hash else {
                return Inspected(subject: "audit chain", isGood: false, text: "it ends at entry \(entries) and should end at \(expected.chain.entry)")
            }
            return Inspected(subject: "audit chain", isGood: true, text: "whole, \(entries) entries")
        }
    }
}
