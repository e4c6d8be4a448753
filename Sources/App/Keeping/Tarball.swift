import Foundation

/// One file with a folder in it: tar, which every Debian has and anybody can look into.
enum Tarball {
    /// Packs the folder's contents; written beside, on disk, and then put in place whole. Only this user can read it.
    static func pack(_ folder: URL, into file: URL) throws {
        let compresses = file.pathExtension == "tgz" || file.path.hasSuffix(".gz")
        let draft = file.deletingLastPathComponent().appendingPathComponent(".ponte-\(UUID().uuidString).tar\(compresses ? ".gz" : "")")
        defer { try? FileManager.default.removeItem(at: draft) }
        // The manifest first: whoever looks in sees it without reading all.
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted { ($0 == manifestName ? "" : $0) < ($1 == manifestName ? "" : $1) }
        _ = FileManager.default.createFile(atPath: draft.path, contents: nil, attributes: [.posixPermissions: 0o600])
        try OutsideProgram.tar.run(
            (compresses ? ["--gzip"] : []) + ["--create", "--file", draft.path, "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "-C", folder.path, "--"] + names)
        let handle = try FileHandle(forUpdating: draft)
        try handle.synchronize()
        try handle.close()
        guard rename(draft.path, file.path) == 0 else { throw KeepingProblem.failed("\(file.path) cannot be put in place.") }
    }

    static func unpack(_ file: URL, into folder: URL) throws {
        guard FileManager.default.isReadableFile(atPath: file.path) else { throw KeepingProblem.toMend("\(file.path): there is no such file, or this user may not read it.") }
        do {
            try OutsideProgram.tar.run(["--extract", "--file", file.path, "--no-same-owner", "--no-same-permissions", "-C", folder.path])
        } catch let problem as KeepingProblem {
            throw KeepingProblem.failed("\(file.path) is damaged, or none of ours. \(problem.description)")
        }
    }

    static let manifestName = "manifest.json"
}

extension Encodable {
    /// For people and machines: sorted, indented, a line at the end.
    func readableJSON() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
