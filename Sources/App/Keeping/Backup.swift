import Foundation
import Kernel
import Store
import StorePostgres
import StoreSQLite

/// What a backup says of itself; `manifest.json` in it.
public struct BackupManifest: Codable, Sendable, Equatable {
    public static let format = "ponte-backup-1"

    public let format: String
    /// Which Ponte wrote it.
    public let ponte: String
    /// `sqlite` or `postgres`.
    public let engine: String
    public let engineVersion: String
    public let at: String
    public let facts: DatabaseFacts
    public let files: [KeptFile]

    static let sqliteFile = "database.sqlite"
    static let dumpFile = "database.dump"
    static let folder = "files"
}

/// Writes the whole installation into one file while everybody goes on working.
public struct Backup: Sendable {
    let settings: Settings
    let clock: Clock

    public init(_ settings: Settings, clock: Clock = .live) {
        self.settings = settings
        self.clock = clock
    }

    /// The database first, then the files of the data folder: a file is written before the record that names it, and so is there.
    /// - Throws: `KeepingProblem`, `StoreError`.
    public func write(to file: URL) async throws -> BackupManifest {
        guard Installation.hasDatabase(settings) else {
            throw KeepingProblem.toMend("There is no database in \(settings.dataFolder.path). Name the right folder with --data.")
        }
        guard !FileManager.default.fileExists(atPath: file.path) else { throw KeepingProblem.toMend("\(file.path) is there already; name a new file.") }
        let parent = file.deletingLastPathComponent()
        guard FileManager.default.isWritableFile(atPath: parent.path) else { throw KeepingProblem.toMend("\(parent.path) is not a folder this user may write in.") }
        return try await withWorkFolder(in: parent, "backup") { work in
            let at = clock.now
            let (facts, version) = try await settings.databaseURL == nil ? copySQLite(to: work) : dumpPostgres(to: work)
            let folder = work.appendingPathComponent(BackupManifest.folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try DataFiles.copyAll(settings, to: folder)
            let manifest = BackupManifest(
                format: BackupManifest.format, ponte: Release.version, engine: settings.databaseURL == nil ? "sqlite" : "postgres", engineVersion: version,
                at: at.description, facts: facts, files: try DataFiles.everything(in: work).map { try KeptFile($0, in: work) })
            try manifest.readableJSON().write(to: work.appendingPathComponent(Tarball.manifestName))
            try Tarball.pack(work, into: file)
            return manifest
        }
    }

    private func copySQLite(to work: URL) async throws -> (DatabaseFacts, String) {
        let copy = work.appendingPathComponent(BackupManifest.sqliteFile)
        try SQLiteCopy.write(Installation.databaseFile(settings).path, to: copy.path)
        let database = Database(driver: try SQLiteDriver(path: copy.path))
        let found = (try await database.read { try DatabaseFacts($0) }, try await Installation.engineVersion(database))
        await database.close()
        try SQLiteCopy.makeOneFile(copy.path)
        return found
    }

    /// Counts and dump are of the same moment: pg_dump reads in the snapshot in which the rows were counted.
    private func dumpPostgres(to work: URL) async throws -> (DatabaseFacts, String) {
        let database = try await Installation.openDatabase(settings)
        let access = try PostgresAccess(url: settings.databaseURL ?? "", in: work)
        defer { access.forget() }
        let version = try await Installation.engineVersion(database)
        let facts = try await database.read { reader in
            _ = try reader.rows("SET LOCAL idle_in_transaction_session_timeout = 0")
            let facts = try DatabaseFacts(reader)
            let snapshot: String = try reader.first("SELECT pg_export_snapshot() AS name") { try $0["name"] } ?? ""
            try OutsideProgram.dump.run(
                ["--format=custom", "--no-owner", "--no-privileges", "--snapshot=\(snapshot)", "--file=\(work.appendingPathComponent(BackupManifest.dumpFile).path)"],
                environment: access.environment)
            return facts
        }
        await database.close()
        return (facts, version)
    }
}
