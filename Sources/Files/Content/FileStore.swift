import Foundation
import Web

/// The folder of files: each under the digest of its bytes, `ab/cdef…`, so that the same bytes lie there once. Several processes may
/// share it.
public struct FileStore: Sendable {
    public let folder: URL

    public init(folder: URL) { self.folder = folder }

    public struct Stored: Sendable, Equatable {
        public let sha256: String
        public let bytes: Int
    }

    /// `ab/cdef…` below the folder.
    public static func path(of sha256: String) -> String { "\(sha256.prefix(2))/\(sha256.dropFirst(2))" }

    public func file(_ sha256: String) -> URL { folder.appendingPathComponent(Self.path(of: sha256)) }

    public func has(_ sha256: String) -> Bool { FileManager.default.fileExists(atPath: file(sha256).path) }

    /// Keeps a file under its digest. When this returns, its bytes and its name are on disk.
    /// - Parameter source: taken away from where it is; on the same disk.
    public func keep(_ source: URL) throws -> Stored {
        let sha256 = try Secrets.digest(ofFile: source)
        let bytes = (try FileManager.default.attributesOfItem(atPath: source.path)[.size] as? NSNumber)?.intValue ?? 0
        let target = file(sha256)
        if has(sha256) {
            // Seen again: whoever sweeps leaves it for another day.
            try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: target.path)
            return Stored(sha256: sha256, bytes: bytes)
        }
        let parent = target.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: source.path)
        try Self.synchronize(source)
        guard rename(source.path, target.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        try Self.synchronize(parent)
        try Self.synchronize(folder)
        return Stored(sha256: sha256, bytes: bytes)
    }

    /// Gives the body a folder for one piece of work, on the same disk; backups leave it out.
    public func withWorkFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
        let work = folder.appendingPathComponent(".ponte-incoming-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: work) }
        return try await body(work)
    }

    public func remove(_ sha256: String) throws {
        do {
            try FileManager.default.removeItem(at: file(sha256))
        } catch let error as CocoaError where error.code == .fileNoSuchFile {}
    }

    /// Every digest that lies there, with when it was last put there.
    func all() -> [(sha256: String, at: Date)] {
        let manager = FileManager.default
        let digits = Set("0123456789abcdef")
        return ((try? manager.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.count == 2 && digits.isSuperset(of: $0) }.sorted().flatMap { start in
            ((try? manager.contentsOfDirectory(atPath: folder.appendingPathComponent(start).path)) ?? []).filter { $0.count == 62 && digits.isSuperset(of: $0) }.map { rest in
                let attributes = try? manager.attributesOfItem(atPath: folder.appendingPathComponent(start).appendingPathComponent(rest).path)
                return (start + rest, attributes?[.modificationDate] as? Date ?? Date())
            }
        }
    }

    /// What a process that was killed left half-done.
    func removeAbandoned(before: Date) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] where name.hasPrefix(".ponte-incoming-") {
            let place = folder.appendingPathComponent(name)
            let at = (try? FileManager.default.attributesOfItem(atPath: place.path))?[.modificationDate] as? Date ?? Date()
            if at < before { try? FileManager.default.removeItem(at: place) }
        }
    }

    private static func synchronize(_ place: URL) throws {
        let descriptor = open(place.path, O_RDONLY)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
