import Kernel
import Store
import Trail
import Web

/// Attaches what was taken to a record.
struct AddFile: Sendable {
    let owner: RecordReference
    let taken: TakenFile
    let facts: FileFacts
    let person: PersonID

    /// More than any record needs.
    static let most = 30

    /// What was in the folder a moment ago was swept away meanwhile; it must be taken once more.
    struct ContentGone: Error {}

    /// - Parameter allow: throws when the record is not open for it any more.
    /// - Throws: `FileRefusal` when it is there already, or there are too many; `ContentGone`.
    func run(_ house: House, _ trail: Trail, _ store: FileStore, allow: @escaping @Sendable (Reader) throws -> Void) async throws -> FileID {
        let id: FileID = house.ids.next()
        return try await house.database.write { writer in
            try allow(writer.reader)
            let present = try Files.attached(to: owner, writer.reader).present
            guard present.count < Self.most else { throw FileRefusal("files.problem.tooMany", ["limit": String(Self.most)]) }
            let same: FileID? = try writer.reader.first(
                """
                SELECT id FROM file JOIN file_attachment ON file_attachment.file_id = file.id
                WHERE owner_kind = \(owner.kind) AND owner_id = \(owner.id) AND version = 0 AND removed_at IS NULL AND source_sha256 = \(taken.source)
                """) { try $0["id"] }
            if let same { throw FileRefusal("files.problem.alreadyHere", ["title": present.first { $0.file.id == same }?.title ?? taken.name]) }
            let now = trail.clock.now
            for content in taken.contents {
                try writer.run(
                    """
                    INSERT INTO file_content (sha256, bytes, at) VALUES (\(content.sha256), \(content.bytes), \(now))
                    ON CONFLICT (sha256) DO UPDATE SET at = excluded.at
                    """)
                // The row is ours until the commit: from here on nobody sweeps it away.
                guard store.has(content.sha256) else { throw ContentGone() }
            }
            try writer.run(
                """
                INSERT INTO file (id, type, sha256, source_sha256, name, bytes, width, height, at, by_id)
                VALUES (\(id), \(taken.type), \(taken.sha256), \(taken.source), \(taken.name), \(taken.bytes), \(taken.width), \(taken.height), \(now), \(person))
                """)
            for rendition in taken.renditions {
                try writer.run(
                    """
                    INSERT INTO file_rendition (file_id, type, width, height, sha256, bytes)
                    VALUES (\(id), \(rendition.format), \(rendition.width), \(rendition.height), \(rendition.sha256), \(rendition.bytes))
                    """)
            }
            let last = try writer.reader.number(
                "SELECT coalesce(max(position), 0) AS n FROM file_attachment WHERE owner_kind = \(owner.kind) AND owner_id = \(owner.id) AND version = 0")
            try writer.run(
                """
                INSERT INTO file_attachment (owner_kind, owner_id, version, file_id, position, consent, consent_note, revision, changed_at, changed_by)
                VALUES (\(owner.kind), \(owner.id), 0, \(id), \(last + 1), \(facts.consent), \(facts.consentNote), 1, \(now), \(person))
                """)
            try trail.record(
                Fact("file.added", RecordReference(id), by: .person(person), after: "{\"owner\":\"\(owner)\",\"sha256\":\"\(taken.sha256)\",\"type\":\"\(taken.type.rawValue)\"}"),
                in: writer)
            return id
        }
    }
}
