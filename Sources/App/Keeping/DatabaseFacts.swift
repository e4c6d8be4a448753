import Store

/// What a database must come back with: its migrations, the end of its chain, and how many rows there are of what.
public struct DatabaseFacts: Codable, Sendable, Equatable {
    public struct Step: Codable, Sendable, Equatable {
        public let id: String
        public let digest: String
    }

    public struct ChainEnd: Codable, Sendable, Equatable {
        /// The number of the last entry.
        public let entry: Int64
        public let hash: String
        /// When it was written; empty for an empty chain.
        public let at: String
    }

    public let migrations: [Step]
    public let chain: ChainEnd
    /// Rows by table.
    public let rows: [String: Int]
    /// The names of what the installation made for itself, such as the key that seals forms. The values are in the database.
    public let settings: [String]

    init(_ reader: Reader) throws {
        let tables = try Self.tables(reader)
        guard tables.contains("migration"), tables.contains("audit_head") else { throw KeepingProblem.toMend("There is a database, but not one that Ponte has made.") }
        migrations = try reader.all("SELECT id, digest FROM migration ORDER BY id") { Step(id: try $0["id"], digest: try $0["digest"]) }
        let last = try reader.first("SELECT seq, at FROM audit ORDER BY seq DESC LIMIT 1") { try $0["at"] as String }
        chain = try reader.first("SELECT seq, hash FROM audit_head WHERE id = 'head'") { ChainEnd(entry: try $0["seq"], hash: try $0["hash"], at: last ?? "") }
            ?? ChainEnd(entry: 0, hash: "", at: "")
        rows = try Dictionary(uniqueKeysWithValues: tables.map { ($0, try reader.number(SQL(trusted: "SELECT count(*) AS n FROM \"\($0)\""))) })
        settings = try reader.all("SELECT name FROM setting ORDER BY name") { try $0["name"] }
    }

    /// The names of all tables there are, sorted.
    static func tables(_ reader: Reader) throws -> [String] {
        let names: [String] =
            switch reader.engine {
            case .sqlite: try reader.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'") { try $0["name"] }
            case .postgres: try reader.all("SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()") { try $0["name"] }
            }
        return names.sorted()
    }
}
