import Foundation
import Kernel
import Store
import Trail

/// Forgets what was removed a month ago and no version has, and clears the folder of what no record names. What a record names is
/// never touched.
public struct SweepFiles: Sendable {
    let store: FileStore
    let trail: Trail

    /// How long what was removed can be put back.
    static let keptFor: Duration = .seconds(30 * 86_400)
    /// How long what nobody names lies there: longer than an upload or a backup takes.
    static let grace: TimeInterval = 86_400

    public init(store: FileStore, trail: Trail) {
        self.store = store
        self.trail = trail
    }

    public struct Swept: Sendable, Equatable {
        /// Files whose records went.
        public let forgotten: Int
        /// Contents that went from the folder.
        public let cleared: Int
    }

    public func run(_ database: Database, today: Date = Date()) async throws -> Swept {
        let forgotten = try await forget(database)
        var cleared = 0
        let named = Set(try await database.read { try Files.contents($0).map(\.sha256) })
        for content in store.all() where !named.contains(content.sha256) && content.at < today.addingTimeInterval(-Self.grace) {
            if try await clear(content.sha256, database) { cleared += 1 }
        }
        store.removeAbandoned(before: today.addingTimeInterval(-Self.grace))
        return Swept(forgotten: forgotten, cleared: cleared)
    }

    private func forget(_ database: Database) async throws -> Int {
        let before = trail.clock.now.adding(.seconds(-Self.keptFor.components.seconds))
        return try await database.write { writer in
            let gone: [FileID] = try writer.reader.all(
                """
                SELECT DISTINCT file_id FROM file_attachment AS one WHERE removed_at IS NOT NULL AND removed_at < \(before)
                    AND NOT EXISTS (SELECT 1 FROM file_attachment AS other WHERE other.file_id = one.file_id AND (other.removed_at IS NULL OR other.removed_at >= \(before)))
                LIMIT 500
                """) { try $0["file_id"] }
            for id in gone {
                try writer.run("DELETE FROM file_attachment WHERE file_id = \(id)")
                try writer.run("UPDATE file_attachment SET captions_of = NULL WHERE captions_of = \(id)")
                let contents: [String] = try writer.reader.all("SELECT sha256 FROM file WHERE id = \(id) UNION SELECT sha256 FROM file_rendition WHERE file_id = \(id)") { try $0["sha256"] }
                try writer.run("DELETE FROM file_rendition WHERE file_id = \(id)")
                try writer.run("DELETE FROM file WHERE id = \(id)")
                try trail.record(Fact("file.forgotten", RecordReference(id), by: .system("files")), in: writer)
                // A backup that has just copied the record may still be about to copy its bytes.
                for content in contents { try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: store.file(content).path) }
            }
            return gone.count
        }
    }

    /// The row goes first and is locked by that; whoever adds the same content meanwhile waits, and then sees that it is gone.
    private func clear(_ sha256: String, _ database: Database) async throws -> Bool {
        try await database.write { writer in
            try writer.run(
                """
                DELETE FROM file_content WHERE sha256 = \(sha256)
                    AND NOT EXISTS (SELECT 1 FROM file WHERE sha256 = \(sha256)) AND NOT EXISTS (SELECT 1 FROM file_rendition WHERE sha256 = \(sha256))
                """)
            guard try writer.reader.number("SELECT count(*) AS n FROM file_content WHERE sha256 = \(sha256)") == 0 else { return false }
            try store.remove(sha256)
            return true
        }
    }
}
