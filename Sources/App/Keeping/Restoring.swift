import Foundation
import Kernel
import Members
import Store
import StorePostgres
import StoreSQLite
import Trail

/// Puts a backup in place, or proves that it could be.
public struct Restoring: Sendable {
    public struct Outcome: Sendable {
        public let manifest: BackupManifest
        public let inspected: [Inspected]
        /// How many people the backup still knew and the register of erasures did not; nil when there was no register to ask.
        public var forgottenAgain: Int?
        public var isGood: Bool { inspected.allSatisfy(\.isGood) }
    }

    let settings: Settings
    let file: URL
    /// Who was forgotten since the backup was taken, beside what lies in the data folder.
    let erasures: ErasureRegister?

    public init(_ file: URL, _ settings: Settings, erasures: URL? = nil) {
        self.file = file
        self.settings = settings
        self.erasures = erasures.map { ErasureRegister(file: $0) }
    }

    /// Restores into a temporary place, looks at it, and clears it away. A PostgreSQL backup needs a server for that: the one of
    /// the settings, on which a database is made beside the real one.
    public func check() async throws -> Outcome {
        try await withWorkFolder(in: FileManager.default.temporaryDirectory, "check") { work in
            let manifest = try open(in: work)
            return Outcome(manifest: manifest, inspected: [files(manifest)] + (try await tryOut(manifest, in: work)))
        }
    }

    /// Restores into the data folder and the database of the settings, which must be empty. What does not pass its inspection is not
    /// put in place.
    public func run() async throws -> Outcome {
        let folder = settings.dataFolder
        guard DataFiles.isFree(folder, besides: ErasureRegister.name) else { throw KeepingProblem.toMend("\(folder.path) is not empty. A backup is restored into an empty place only; name another with --data.") }
        // Before anything is filled: a register that cannot be read is to be mended first.
        _ = try (erasures?.read(), ErasureRegister(in: folder).read())
        let isNew = !FileManager.default.fileExists(atPath: folder.path)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        do {
            // Within the folder: whoever may write there need not be allowed to beside it.
            let outcome = try await withWorkFolder(in: folder, "restore") { try await put(in: $0) }
            if !outcome.isGood, isNew { try? FileManager.default.removeItem(at: folder) }
            return outcome
        } catch {
            if isNew { try? FileManager.default.removeItem(at: folder) }
            throw error
        }
    }

    private func put(in work: URL) async throws -> Outcome {
        let manifest = try open(in: work)
        guard (manifest.engine == "sqlite") == (settings.databaseURL == nil) else { throw wrongEngine(manifest) }
        let inspected = [files(manifest)] + (manifest.engine == "sqlite" ? try await tryOut(manifest, in: work) : try await fillPostgres(manifest, in: work))
        var outcome = Outcome(manifest: manifest, inspected: inspected)
        guard outcome.isGood else { return outcome }
        let data = work.appendingPathComponent(BackupManifest.folder)
        outcome.forgottenAgain = try await forgetAgain(manifest, in: work)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: data.path)) ?? [] {
            let place = settings.dataFolder.appendingPathComponent(name)
            // The joined register takes the place of the one that lay there.
            if name == ErasureRegister.name { try? FileManager.default.removeItem(at: place) }
            try FileManager.default.moveItem(at: data.appendingPathComponent(name), to: place)
        }
        try DataFiles.moveFiles(settings)
        if manifest.engine == "sqlite" {
            let database = work.appendingPathComponent(BackupManifest.sqliteFile)
            try SQLiteCopy.makeOneFile(database.path)
            // Last: where there is a database, everything is there.
            try FileManager.default.moveItem(at: database, to: Installation.databaseFile(settings))
        }
        return outcome
    }

    /// Before the database is put in place, so that nobody who was forgotten is ever there again.
    private func forgetAgain(_ manifest: BackupManifest, in work: URL) async throws -> Int? {
        let (inFolder, inBackup) = (ErasureRegister(in: settings.dataFolder), ErasureRegister(in: work.appendingPathComponent(BackupManifest.folder)))
        let isAsked = erasures != nil || inFolder.isThere
        let register = ErasureRegister.joined([try erasures?.read() ?? [], try inFolder.read(), try inBackup.read()])
        guard !register.isEmpty else { return isAsked ? 0 : nil }
        try inBackup.write(register)
        let database =
            manifest.engine == "sqlite"
            ? Database(driver: try SQLiteDriver(path: work.appendingPathComponent(BackupManifest.sqliteFile).path)) : try await Installation.openDatabase(settings)
        do {
            try await database.migrate(try Installation.migrations(), at: Clock.live.now)
            let again = try await database.write { try Erasure.carryOut(register, kept: Installation.kept, Trail(clock: .live), in: $0) }
            if again > 0 { try await database.clean() }
            await database.close()
            return isAsked ? again : nil
        } catch {
            await database.close()
            throw error
        }
    }

    private func open(in work: URL) throws -> BackupManifest {
        try Tarball.unpack(file, into: work)
        guard let data = FileManager.default.contents(atPath: work.appendingPathComponent(Tarball.manifestName).path),
            let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data), manifest.format == BackupManifest.format
        else { throw KeepingProblem.failed("\(file.path) is no backup that this Ponte can read: it has no manifest of the kind \(BackupManifest.format).") }
        do {
            try DataFiles.check(manifest.files, in: work, besides: [Tarball.manifestName])
        } catch let problem as KeepingProblem {
            throw KeepingProblem.failed("\(file.path) is damaged. \(problem.description)")
        }
        return manifest
    }

    private func files(_ manifest: BackupManifest) -> Inspected {
        Inspected(subject: "files", isGood: true, text: "\(manifest.files.count), each with its digest")
    }

    private func tryOut(_ manifest: BackupManifest, in work: URL) async throws -> [Inspected] {
        if manifest.engine == "sqlite" {
            return try await inspect(Database(driver: try SQLiteDriver(path: work.appendingPathComponent(BackupManifest.sqliteFile).path)), manifest, in: work)
        }
        guard let url = settings.databaseURL else {
            throw KeepingProblem.toMend("This is a backup of PostgreSQL; name a server to try it on with --database-url. A database is made there beside the others, and dropped.")
        }
        return try await ScratchDatabase.with(work.appendingPathComponent(BackupManifest.dumpFile), onServerOf: url) { scratch in
            try await inspect(Database(driver: try PostgresDriver(url: scratch.address, poolSize: 2)), manifest, in: work)
        }
    }

    private func fillPostgres(_ manifest: BackupManifest, in work: URL) async throws -> [Inspected] {
        guard let url = settings.databaseURL else { throw wrongEngine(manifest) }
        let database = Database(driver: try PostgresDriver(url: url, poolSize: 2))
        let tables = try await database.read { try DatabaseFacts.tables($0) }
        guard tables.isEmpty else { throw KeepingProblem.toMend("The database has tables already. A backup is restored into an empty database only; make one with createdb.") }
        let access = try PostgresAccess(url: url, in: work)
        defer { access.forget() }
        try ScratchDatabase.fill(work.appendingPathComponent(BackupManifest.dumpFile), access)
        return try await inspect(database, manifest, in: work)
    }

    private func inspect(_ database: Database, _ manifest: BackupManifest, in work: URL) async throws -> [Inspected] {
        let found: [Inspected]
        do {
            found = try await Inspection.run(
                database, expected: manifest.facts, files: work.appendingPathComponent("\(BackupManifest.folder)/\(DataFiles.filesName)"))
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        return found
    }

    private func wrongEngine(_ manifest: BackupManifest) -> KeepingProblem {
        manifest.engine == "sqlite"
            ? .toMend("This is a backup of SQLite; leave --database-url out. To change the engine, use `ponte export` and `ponte import archive`.")
            : .toMend("This is a backup of PostgreSQL; name an empty database with --database-url. To change the engine, use `ponte export` and `ponte import archive`.")
    }
}
