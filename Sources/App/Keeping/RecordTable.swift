import Foundation
import Kernel
import Store
import StoreSQLite

/// A table as an archive knows it: what its records look like. Read from the schema that the migrations make, so that a new table is
/// never forgotten.
struct RecordTable: Sendable, Equatable {
    enum Kind: String, Sendable { case text, whole, real, bytes }

    struct Column: Sendable, Equatable {
        let name: String
        let kind: Kind
        let isNullable: Bool
        /// The words of a closed list; none when any is good.
        let words: [String]
        /// `city.id`, when it must name one of those.
        let refersTo: String?
    }

    let name: String
    let columns: [Column]
    /// The columns that tell records apart, by which they are ordered.
    let key: [String]

    /// The migrations' own table is left out: the manifest has what it says.
    static let leftOut: Set<String> = ["migration"]

    /// Both engines make the same of the same migrations, so a throw-away SQLite is asked for either.
    static func all(madeBy migrations: [Migration]) async throws -> [RecordTable] {
        try await withWorkFolder(in: FileManager.default.temporaryDirectory, "schema-\(UUID().uuidString)") { work in
            let database = Database(driver: try SQLiteDriver(path: work.appendingPathComponent("schema.sqlite").path))
            try await database.migrate(migrations, at: Instant(milliseconds: 0))
            let tables = try await database.read { reader in
                try DatabaseFacts.tables(reader).filter { !leftOut.contains($0) }.map { try RecordTable($0, reader) }
            }
            await database.close()
            return tables
        }
    }

    private init(_ name: String, _ reader: Reader) throws {
        self.name = name
        let source = try reader.first("SELECT sql FROM sqlite_master WHERE name = \(name)") { try $0["sql"] as String } ?? ""
        let references = try Dictionary(
            reader.all("SELECT \"from\" AS mine, \"table\" AS other, \"to\" AS theirs FROM pragma_foreign_key_list(\(name))") {
                (try $0["mine"] as String, "\(try $0["other"] as String).\(try $0["theirs"] as String? ?? "id")")
            }, uniquingKeysWith: { first, _ in first })
        let columns = try reader.all("SELECT name, type, \"notnull\" AS needed, pk FROM pragma_table_info(\(name)) ORDER BY cid") { row in
            let column: String = try row["name"]
            let isKey = try row["pk"] as Int > 0
            return Column(
                name: column, kind: try Self.kind(try row["type"], "\(name).\(column)"), isNullable: try row["needed"] as Int == 0 && !isKey,
                words: Self.words(of: column, in: source), refersTo: references[column])
        }
        self.columns = columns
        key = try reader.all("SELECT name FROM pragma_table_info(\(name)) WHERE pk > 0 ORDER BY pk") { try $0["name"] }
        guard !key.isEmpty else { throw KeepingProblem.failed("The table \(name) has no primary key, and so its records have no order.") }
    }

    private static func kind(_ type: String, _ place: String) throws -> Kind {
        switch type.lowercased() {
        case "text": .text
        case "bigint": .whole
        case "double precision": .real
        case "bytea": .bytes
        default: throw KeepingProblem.failed("\(place) is of the type \(type), which an archive does not know; the portable ones are text, bigint, double precision, bytea.")
        }
    }

    /// `CHECK (part IN ('giving', 'receiving'))`.
    private static func words(of column: String, in source: String) -> [String] {
        guard let regex = try? Regex<(Substring, Substring)>("\\b\(column) IN \\(('[^)]*')\\)"), let found = source.firstMatch(of: regex) else { return [] }
        return found.1.split(separator: ",").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " '\n")) }
    }
}
