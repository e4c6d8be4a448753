import App
import ArgumentParser
import Foundation
import Kernel
import Store

/// Where the data is; every command that opens the database has these.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of data (PONTE_DATA; default: data).", valueName: "folder"))
    var data: String?

    @Option(name: .customLong("database-url"), help: ArgumentHelp("postgres://… (PONTE_DATABASE_URL); without it, SQLite in the data folder.", valueName: "url"))
    var databaseURL: String?

    @Option(help: ArgumentHelp("JSON file with settings (PONTE_CONFIG).", valueName: "file"))
    var config: String?

    var flags: [String: String] {
        ["data": data, "database.url": databaseURL, "config": config].compactMapValues { $0 }
    }

    /// - Throws: `Settings.Invalid`.
    func settings(_ more: [String: String] = [:]) async throws -> Settings {
        try await Settings.read(flags: flags.merging(more) { $1 })
    }

    /// The database, made when it is not there and brought up to date: for commands that write.
    func openUpToDate() async throws -> Database {
        let database = try await Installation.openDatabase(try await settings())
        try await database.migrate(try Installation.migrations(), at: Clock.live.now)
        return database
    }

    /// The database as it is: for commands that only look.
    /// - Throws: `Trouble` when there is none, or when it is not up to date.
    func openToRead() async throws -> Database {
        let settings = try await settings()
        guard Installation.hasDatabase(settings) else {
            throw Trouble.toMend("There is no database in \(settings.dataFolder.path). Name the right folder with --data, or make one with `ponte import starter`.")
        }
        let database = try await Installation.openDatabase(settings)
        let pending = try await database.pending(try Installation.migrations())
        guard pending.isEmpty else {
            throw Trouble.toMend("The database is \(counted(pending.count, "migration")) behind this Ponte. Run `ponte migrate`.")
        }
        return database
    }
}

/// The embedding service; commands that rank have this.
struct EmbeddingsOption: ParsableArguments {
    @Option(name: .customLong("embeddings-url"), help: ArgumentHelp("OpenAI-compatible /v1/embeddings (PONTE_EMBEDDINGS_URL).", valueName: "url"))
    var embeddingsURL: String?

    var flags: [String: String] { ["embeddings.url": embeddingsURL].compactMapValues { $0 } }
}

/// A file a person named.
enum InputFile {
    /// - Throws: `Trouble` that says why it cannot be read.
    static func read(_ path: String) throws -> Data {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw Trouble.toMend("\(path): there is no such file.") }
        guard !isFolder.boolValue else { throw Trouble.toMend("\(path) is a folder; name its files, as in \(path)/*.json.") }
        guard let data = FileManager.default.contents(atPath: path) else { throw Trouble.toMend("\(path) cannot be read; check its permissions.") }
        return data
    }
}
