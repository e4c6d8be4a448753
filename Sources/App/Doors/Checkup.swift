import Foundation
import Kernel
import Store
import Web

/// Questions that `ponte doctor` and other commands ask before anything is opened.
extension Installation {
    /// Whether there is a database to open: a server that is named, or a file in the data folder.
    public static func hasDatabase(_ settings: Settings) -> Bool {
        settings.databaseURL != nil || FileManager.default.fileExists(atPath: databaseFile(settings).path)
    }

    public static func databaseFile(_ settings: Settings) -> URL { settings.dataFolder.appendingPathComponent("ponte.sqlite") }

    /// "SQLite 3.40.1".
    public static func engineVersion(_ database: Database) async throws -> String {
        try await database.read { reader in
            switch reader.engine {
            case .sqlite: "SQLite " + (try reader.first("SELECT sqlite_version() AS version") { try $0["version"] } ?? "?")
            case .postgres: "PostgreSQL " + (try reader.first("SELECT current_setting('server_version') AS version") { try $0["version"] } ?? "?")
            }
        }
    }

    /// Settings with a new, empty SQLite database in a folder of its own. The caller removes the folder.
    public static func temporary(like settings: Settings) throws -> Settings {
        var temporary = settings
        temporary.databaseURL = nil
        temporary.isDemonstration = false
        temporary.dataFolder = FileManager.default.temporaryDirectory.appendingPathComponent("ponte-\(UUID().uuidString.lowercased())", isDirectory: true)
        try FileManager.default.createDirectory(at: temporary.dataFolder, withIntermediateDirectories: true)
        return temporary
    }
}

extension Database {
    /// The ids of the migrations this database has seen; none when it is new.
    public func applied() async throws -> [String] {
        do {
            return try await read { try $0.all("SELECT id FROM migration ORDER BY id") { try $0["id"] } }
        } catch StoreError.statement {
            return []
        }
    }
}
