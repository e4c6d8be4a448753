import Kernel
import Store
import Trail

/// Makes what is attached to one version of a record part of another: of a draft when it is published, of a published version when a new
/// one is begun. Runs inside the command that does that.
public struct CarryFiles: Sendable {
    public typealias Version = (owner: RecordReference, number: Int)

    let from: Version
    let to: Version
    let actor: Actor

    public init(from: Version, to: Version, by actor: Actor) {
        self.from = from
        self.to = to
        self.actor = actor
    }

    public func run(_ trail: Trail, in writer: Writer) throws {
        let count = try writer.run(
            """
            INSERT INTO file_attachment (owner_kind, owner_id, version, file_id, position, title, alternative, maker, licence, licence_note, consent, consent_note,
                language, captions_of, revision, changed_at, changed_by)
            SELECT \(to.owner.kind), \(to.owner.id), CAST(\(to.number) AS bigint), file_id, position, title, alternative, maker, licence, licence_note, consent, consent_note,
                language, captions_of, 1, changed_at, changed_by
            FROM file_attachment WHERE owner_kind = \(from.owner.kind) AND owner_id = \(from.owner.id) AND version = \(from.number) AND removed_at IS NULL
            """)
        guard count > 0 else { return }
        try trail.record(Fact("file.carried", to.owner, by: actor, after: "{\"files\":\(count),\"from\":\"\(from.owner)\",\"version\":\(to.number)}"), in: writer)
    }
}
