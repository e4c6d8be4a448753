import Foundation
import Kernel
import Store
import Trail

/// Puts an archive on record in an empty installation, of either engine: everything, or nothing.
public struct ArchiveImport: Sendable {
    let settings: Settings
    let place: URL

    public init(_ place: URL, _ settings: Settings) {
        self.place = place
        self.settings = settings
    }

    /// - Throws: `KeepingProblem` naming file, line and field.
    public func run() async throws -> ArchiveManifest {
        guard !Installation.hasDatabase(settings) || settings.databaseURL != nil, DataFiles.isFree(settings.dataFolder) else {
            throw KeepingProblem.toMend("\(settings.dataFolder.path) is not empty. An archive is put into an empty place only; name another with --data.")
        }
        return try await withWorkFolder(in: FileManager.default.temporaryDirectory, "import-\(UUID().uuidString)") { work in
            var folder = place
            if ArchiveManifest.isArchive(place) {
                try Tarball.unpack(place, into: work)
                folder = work
            }
            let manifest = try read(folder)
            let isNew = !FileManager.default.fileExists(atPath: settings.dataFolder.path)
            let database = try await Installation.openDatabase(settings)
            do {
                try await put(manifest, folder, database)
            } catch {
                await database.close()
                // The place is left as it was found: empty, or not there.
                for name in (try? FileManager.default.contentsOfDirectory(atPath: settings.dataFolder.path)) ?? [] where name.hasPrefix("ponte.sqlite") {
                    try? FileManager.default.removeItem(at: settings.dataFolder.appendingPathComponent(name))
                }
                if isNew { try? FileManager.default.removeItem(at: settings.dataFolder) }
                throw error
            }
            await database.close()
            let files = DataFiles.all(in: folder.appendingPathComponent("files"))
            try DataFiles.copy(files, from: folder.appendingPathComponent("files"), to: settings.dataFolder)
            try DataFiles.moveFiles(settings)
            return manifest
        }
    }

    private func read(_ folder: URL) throws -> ArchiveManifest {
        guard let data = FileManager.default.contents(atPath: folder.appendingPathComponent(Tarball.manifestName).path),
            let manifest = try? JSONDecoder().decode(ArchiveManifest.self, from: data), manifest.format == ArchiveManifest.format
        else { throw KeepingProblem.toMend("\(place.path) is no archive that this Ponte can read: it has no manifest of the kind \(ArchiveManifest.format).") }
        try DataFiles.check(manifest.files, in: folder, besides: [Tarball.manifestName])
        return manifest
    }

    /// An archive of an older Ponte is put on record as it was, and then brought up to date, all in one transaction.
    private func put(_ manifest: ArchiveManifest, _ folder: URL, _ database: Database) async throws {
        let known = try Installation.migrations()
        let wanted = Set(manifest.facts.migrations.map(\.id))
        let then = known.filter { wanted.contains($0.id) }
        guard then.count == wanted.count else { throw KeepingProblem.toMend("This archive was written by a newer Ponte (\(manifest.ponte)); use that one or a later one.") }
        let tables = try await RecordTable.all(madeBy: then)
        let now = Clock.live.now
        try await database.write { writer in
            guard try DatabaseFacts.tables(writer.reader).isEmpty else {
                throw KeepingProblem.toMend("The database has tables already. An archive is put into an empty database only; make one with createdb.")
            }
            try writer.migrate(then, at: now)
            try writer.withReferencesCheckedAtTheEnd {
                for table in tables { try writer.run(SQL(trusted: "DELETE FROM \"\(table.name)\"")) }
                for table in tables { try table.load(folder.appendingPathComponent("records/\(table.name).jsonl"), writer) }
            }
            let found = try DatabaseFacts(writer.reader)
            guard found.chain == manifest.facts.chain, found.rows == manifest.facts.rows else { throw KeepingProblem.failed("What was put on record is not what the manifest says.") }
            if case .broken(let seq, let why) = try VerifyChain.run(writer.reader) { throw KeepingProblem.failed("The audit chain of this archive is broken: entry \(seq) \(why).") }
            try writer.migrate(known, at: now)
            let files = try FileInspection.run(writer.reader, in: folder.appendingPathComponent("files/\(DataFiles.filesName)"))
            guard files.isGood else { throw KeepingProblem.failed("Files are missing in this archive: \(files.text).") }
        }
    }
}

extension RecordTable {
    func load(_ file: URL, _ writer: Writer) throws {
        guard let data = FileManager.default.contents(atPath: file.path) else { throw KeepingProblem.toMend("records/\(name).jsonl: is missing") }
        let start = SQL(trusted: "INSERT INTO \"\(name)\" (\(columns.map { "\"\($0.name)\"" }.joined(separator: ", "))) VALUES (")
        for (number, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
            var statement = start
            do {
                for (place, value) in try values(String(decoding: line, as: UTF8.self)).enumerated() {
                    statement = statement + SQL(trusted: place == 0 ? "" : ", ") + "\(value)"
                }
            } catch let problem as KeepingProblem {
                throw KeepingProblem.toMend("records/\(name).jsonl: line \(number + 1): \(problem.description)")
            }
            try writer.run(statement + ")")
        }
    }
}

extension Writer {
    /// Within it, records may come before those they refer to.
    func withReferencesCheckedAtTheEnd(_ body: () throws -> Void) throws {
        guard reader.engine == .postgres else {
            try run("PRAGMA defer_foreign_keys = ON")
            return try body()
        }
        let references = try reader.all(
            """
            SELECT conname::text AS name, relname::text AS owner FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
            WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace
            """
        ) { (name: try $0["name"] as String, owner: try $0["owner"] as String) }
        for one in references { try run(SQL(trusted: "ALTER TABLE \"\(one.owner)\" ALTER CONSTRAINT \"\(one.name)\" DEFERRABLE INITIALLY DEFERRED")) }
        try body()
        try run("SET CONSTRAINTS ALL IMMEDIATE")
        for one in references { try run(SQL(trusted: "ALTER TABLE \"\(one.owner)\" ALTER CONSTRAINT \"\(one.name)\" NOT DEFERRABLE")) }
    }
}
