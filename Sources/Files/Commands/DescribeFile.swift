import Kernel
import Store
import Trail
import Web

/// Says of a file what it is, who made it, and under what it may be used.
struct DescribeFile: Sendable {
    let owner: RecordReference
    let file: FileID
    let facts: FileFacts
    /// The revision the writer had before them.
    let basedOn: Int
    let person: PersonID

    enum Outcome: Sendable {
        case saved
        /// Somebody else said something else meanwhile.
        case clash(AttachedFile)
    }

    func run(_ house: House, _ trail: Trail, allow: @escaping @Sendable (Reader) throws -> Void) async throws -> Outcome {
        try await house.database.write { writer in
            try allow(writer.reader)
            let changed = try writer.run(
                """
                UPDATE file_attachment SET title = \(facts.title), alternative = \(facts.alternative), maker = \(facts.maker), licence = \(facts.licence),
                    licence_note = \(facts.licenceNote), consent = \(facts.consent), consent_note = \(facts.consentNote), language = \(facts.language),
                    captions_of = \(facts.captionsOf), revision = revision + 1, changed_at = \(trail.clock.now), changed_by = \(person)
                WHERE owner_kind = \(owner.kind) AND owner_id = \(owner.id) AND version = 0 AND file_id = \(file) AND removed_at IS NULL AND revision = \(basedOn)
                """)
            guard changed > 0 else {
                guard let theirs = try Files.attached(to: owner, writer.reader).present.first(where: { $0.file.id == file }) else { throw Problem.notFound }
                return theirs.facts == facts ? .saved : .clash(theirs)
            }
            try trail.record(
                Fact("file.described", RecordReference(file), by: .person(person), after: "{\"owner\":\"\(owner)\",\"revision\":\(basedOn + 1)}"), in: writer)
            return .saved
        }
    }
}
