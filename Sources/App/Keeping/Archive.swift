import Foundation
import Kernel
import Store

/// What an archive says of itself; `manifest.json` in it. Nothing in it depends on the engine or on when it was written: the same data
/// makes the same archive.
public struct ArchiveManifest: Codable, Sendable, Equatable {
    public static let format = "ponte-archive-1"

    public let format: String
    public let ponte: String
    public let facts: DatabaseFacts
    public let files: [KeptFile]

    static func isArchive(_ file: URL) -> Bool { ["tar", "tgz"].contains(file.pathExtension) || file.path.hasSuffix(".tar.gz") }
}

/// Writes everything there is as documented JSON, to be read without Ponte.
public struct Archive: Sendable {
    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    /// - Parameters:
    ///   - place: a new or empty folder; or a file ending in .tar, .tar.gz or .tgz.
    ///   - database: one that is open already; nil: that of the settings is opened for this.
    ///   - progress: told of each kind of records that is written, and how many there are.
    public func write(to place: URL, from database: Database? = nil, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil) async throws -> ArchiveManifest {
        let isFile = ArchiveManifest.isArchive(place)
        guard isFile ? !FileManager.default.fileExists(atPath: place.path) : DataFiles.isFree(place) else {
            throw KeepingProblem.toMend("\(place.path) is there already; name a new file, or a new or empty folder.")
        }
        let parent = place.standardizedFileURL.deletingLastPathComponent()
        guard FileManager.default.isWritableFile(atPath: parent.path) else { throw KeepingProblem.toMend("\(parent.path) is not a folder this user may write in.") }
        return try await withWorkFolder(in: parent, "export") { work in
            let folder = work.appendingPathComponent("archive")
            try FileManager.default.createDirectory(at: folder.appendingPathComponent("records"), withIntermediateDirectories: true)
            let manifest = try await fill(folder, database, progress)
            if isFile {
                try Tarball.pack(folder, into: place)
            } else {
                if FileManager.default.fileExists(atPath: place.path) { try FileManager.default.removeItem(at: place) }
                try FileManager.default.moveItem(at: folder, to: place)
                try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: place.path)
            }
            return manifest
        }
    }

    private func fill(_ folder: URL, _ given: Database?, _ progress: (@Sendable (Int, Int) -> Void)?) async throws -> ArchiveManifest {
        let tables = try await RecordTable.all(madeBy: try Installation.migrations())
        let database = if let given { given } else { try await Installation.openDatabase(settings) }
        let facts = try await database.read { reader in
            let facts = try DatabaseFacts(reader)
            if let stranger = Set(facts.rows.keys).subtracting(tables.map(\.name)).subtracting(RecordTable.leftOut).min() {
                throw KeepingProblem.failed("The table \(stranger) is none of this Ponte's. An archive has everything or is not written; move it to a database of its own.")
            }
            for (done, table) in tables.enumerated() {
                try table.write(to: folder.appendingPathComponent("records/\(table.name).jsonl"), reader)
                progress?(done + 1, tables.count)
            }
            return facts
        }
        if given == nil { await database.close() }
        try ArchiveSchema(tables).readableJSON().write(to: folder.appendingPathComponent("schema.json"))
        try FileManager.default.copyItem(at: appResources.appendingPathComponent("archive/README.md"), to: folder.appendingPathComponent("README.md"))
        try DataFiles.copyAll(settings, to: folder.appendingPathComponent("files"))
        let manifest = ArchiveManifest(
            format: ArchiveManifest.format, ponte: Release.version, facts: facts, files: try DataFiles.everything(in: folder).map { try KeptFile($0, in: folder) })
        try manifest.readableJSON().write(to: folder.appendingPathComponent(Tarball.manifestName))
        return manifest
    }
}

extension RecordTable {
    private static let pageSize = 1000

    /// Page after page by the key, so that a long table does not have to fit into memory.
    func write(to file: URL, _ reader: Reader) throws {
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        var last: [SQLValue]?
        while true {
            let rows = try reader.rows(page(after: last, reader.engine))
            try handle.write(contentsOf: Data(try rows.map(line).joined().utf8))
            guard rows.count == Self.pageSize, let row = rows.last else { return }
            last = key.compactMap { name in row.columns.names.firstIndex(of: name).map { row.values[$0] } }
        }
    }

    /// Text is ordered by its bytes, whatever the language of the database.
    private func page(after last: [SQLValue]?, _ engine: Engine) -> SQL {
        let parts = key.map { name in
            let isText = columns.contains { $0.name == name && $0.kind == .text }
            return "\"\(name)\"" + (isText && engine == .postgres ? " COLLATE \"C\"" : "")
        }
        var statement = SQL(trusted: "SELECT \(columns.map { "\"\($0.name)\"" }.joined(separator: ", ")) FROM \"\(name)\"")
        if let last {
            statement = statement + SQL(trusted: " WHERE (\(parts.joined(separator: ", "))) > (")
            for (place, value) in last.enumerated() { statement = statement + SQL(trusted: place == 0 ? "" : ", ") + "\(value)" }
            statement = statement + SQL(trusted: ")")
        }
        return statement + SQL(trusted: " ORDER BY \(parts.joined(separator: ", ")) LIMIT \(Self.pageSize)")
    }
}
