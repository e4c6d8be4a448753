import Foundation
import Web

/// One file of a backup or an archive: where it lies within, how long it is, and what it must read like.
public struct KeptFile: Codable, Sendable, Equatable {
    public let path: String
    public let bytes: Int
    public let sha256: String

    init(_ path: String, in folder: URL) throws {
        self.path = path
        let file = folder.appendingPathComponent(path)
        bytes = (try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? NSNumber)?.intValue ?? 0
        sha256 = try Secrets.digest(ofFile: file)
    }
}

/// The files of the data folder beside the database: whatever lies there, but for logs and what is made again.
enum DataFiles {
    /// Paths from the folder on, sorted; none when there is no folder.
    static func all(in folder: URL) -> [String] {
        let root = folder.standardizedFileURL.resolvingSymlinksInPath().path + "/"
        guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
        var found: [String] = []
        while let path = walk.nextObject() as? String {
            let type = walk.fileAttributes?[.type] as? FileAttributeType
            let isOurs = path.split(separator: "/").contains { $0.hasPrefix(".ponte-") }
            if isOurs { walk.skipDescendants() }
            guard type == .typeRegular, !isOurs, !path.hasPrefix("ponte.sqlite"), !path.hasSuffix(".log") else { continue }
            found.append(path)
        }
        return found.sorted()
    }

    /// Everything that belongs to an installation beside its database, as it lies in its data folder: the folder of files too, wherever
    /// the settings put it.
    static func copyAll(_ settings: Settings, to: URL) throws {
        let usual = settings.dataFolder.appendingPathComponent(filesName).standardizedFileURL.path
        let place = settings.filesFolder.standardizedFileURL.path
        if place == usual { return try copy(all(in: settings.dataFolder), from: settings.dataFolder, to: to) }
        guard !place.hasPrefix(settings.dataFolder.standardizedFileURL.path + "/") else {
            throw KeepingProblem.toMend("PONTE_FILES is \(place), within the data folder under another name; leave it out, or name a folder elsewhere.")
        }
        try copy(all(in: settings.dataFolder).filter { !$0.hasPrefix("\(filesName)/") }, from: settings.dataFolder, to: to)
        try copy(all(in: settings.filesFolder), from: settings.filesFolder, to: to.appendingPathComponent(filesName))
    }

    /// Puts the folder of files where the settings want it; it came within the data folder.
    static func moveFiles(_ settings: Settings) throws {
        let here = settings.dataFolder.appendingPathComponent(filesName)
        guard here.standardizedFileURL.path != settings.filesFolder.standardizedFileURL.path, FileManager.default.fileExists(atPath: here.path) else { return }
        try copy(all(in: here), from: here, to: settings.filesFolder)
        try FileManager.default.removeItem(at: here)
    }

    /// How the folder of files is called in the data folder, in backups and in archives.
    static let filesName = "files"

    static func copy(_ paths: [String], from: URL, to: URL) throws {
        for path in paths {
            let target = to.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            do {
                try FileManager.default.copyItem(at: from.appendingPathComponent(path), to: target)
            } catch let error as CocoaError where error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile {
                continue  // taken away meanwhile, and so no longer part of the data
            }
        }
    }

    /// - Throws: `KeepingProblem` naming the first file that is missing, was changed, or is not in the list.
    static func check(_ files: [KeptFile], in folder: URL, besides: Set<String>) throws {
        let there = Set(everything(in: folder)).subtracting(besides)
        for file in files {
            guard there.contains(file.path) else { throw KeepingProblem.failed("\(file.path) is missing in it.") }
            guard try KeptFile(file.path, in: folder) == file else { throw KeepingProblem.failed("\(file.path) is not as it was written: its digest is another.") }
        }
        if let more = there.subtracting(files.map(\.path)).min() { throw KeepingProblem.failed("\(more) is in it and not in its manifest.") }
    }

    static func everything(in folder: URL) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        var found: [String] = []
        while let path = walk.nextObject() as? String {
            if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular { found.append(path) }
        }
        return found.sorted()
    }

    /// Whether there is nothing in the way: no such folder, or an empty one.
    /// - Parameter name: what may lie there nevertheless.
    static func isFree(_ folder: URL, besides name: String? = nil) -> Bool {
        guard FileManager.default.fileExists(atPath: folder.path) else { return true }
        return (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.allSatisfy { $0 == name } == true
    }
}

/// A folder for the length of one piece of work, which only this user can read.
func withWorkFolder<Value>(in parent: URL, _ name: String, isolation: isolated (any Actor)? = #isolation, _ body: (URL) async throws -> Value) async throws -> Value {
    let folder = parent.appendingPathComponent(".ponte-\(name)-\(ProcessInfo.processInfo.processIdentifier)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
