import Foundation
import Kernel
import Store
import Web

/// Sends files: pictures to be shown, everything else to be saved, and nothing in a way that a browser would run.
struct FileHandlers: Sendable {
    let house: House
    let store: FileStore
    let ports: FilesPorts

    func file(_ visit: Visit) async throws -> Answer {
        let (file, cache) = try await readable(visit)
        if file.type.kind == .picture {
            return try .stored(store.file(file.sha256), size: file.bytes, type: GivenFile.Rendition.Format.webp.mediaType, tag: file.sha256, savedName: nil, cache: cache, to: visit)
        }
        return try .stored(store.file(file.sha256), size: file.bytes, type: file.type.mediaType, tag: file.sha256, savedName: file.name, cache: cache, to: visit)
    }

    func rendition(_ visit: Visit) async throws -> Answer {
        let name = try visit.parameter("name")
        let (file, cache) = try await readable(visit)
        guard let rendition = file.renditions.first(where: { $0.name == name }) else { throw Problem.notFound }
        return try .stored(
            store.file(rendition.sha256), size: rendition.bytes, type: rendition.format.mediaType, tag: rendition.sha256, savedName: nil, cache: cache, to: visit)
    }

    /// - Throws: `Problem.notFound` when there is no such file, or not for this viewer; `Problem.unavailable` when its bytes are not there.
    private func readable(_ visit: Visit) async throws -> (GivenFile, cache: String) {
        let id = FileID(try visit.parameter("file"))
        let found = try await house.database.read { reader in try Files.byID(id, reader).map { (file: $0, owners: try Files.owners(of: id, reader)) } }
        guard let found else { throw Problem.notFound }
        let reading = try await FilePermissions.reading(found.owners, visit.viewer, ports)
        guard reading != .nobody else { throw Problem.notFound }
        guard store.has(found.file.sha256) else {
            house.logger.error("a file is missing in the folder of files", metadata: ["file": "\(id)", "sha256": "\(found.file.sha256)"])
            throw Problem.unavailable(reason: "files.problem.missing")
        }
        // Under this address there is never anything else; a published file stays what it is.
        return (found.file, reading == .everybody ? "public, max-age=31536000, immutable" : "private, no-cache")
    }
}
