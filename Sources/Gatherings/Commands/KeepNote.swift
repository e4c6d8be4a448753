import Kernel
import Store
import Trail
import Web

/// Keeps a note. Its id was made where it was written, so that sending it again, after a lost connection or by an impatient finger, changes
/// nothing.
struct KeepNote: Sendable {
    let id: NoteID
    let gathering: GatheringID
    let slot: String?
    let text: String
    /// As the clock of the device said.
    let writtenAt: Instant
    let author: PersonID

    /// - Throws: `Problem.conflict` when there is another note of that id.
    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let now = trail.clock.now
            // A device's clock may be wrong; nothing was written tomorrow.
            let new = try writer.run(
                """
                INSERT INTO note (id, gathering_id, author_id, slot_id, text, written_at, received_at)
                VALUES (\(id), \(gathering), \(author), \(slot), \(text), \(min(writtenAt, now)), \(now)) ON CONFLICT (id) DO NOTHING
                """)
            guard new == 0 else {
                try trail.record(Fact("note.written", RecordReference(id), by: .person(author)), in: writer)
                return
            }
            let known: (PersonID, GatheringID)? = try writer.reader.first("SELECT author_id, gathering_id FROM note WHERE id = \(id)") { (try $0["author_id"], try $0["gathering_id"]) }
            guard let known, known == (author, gathering) else { throw Problem.conflict(reason: "gatherings.problem.otherNote") }
        }
    }
}

/// Takes a note of one's own away.
struct DropNote: Sendable {
    let id: NoteID
    let gathering: GatheringID
    let author: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            guard try writer.run("DELETE FROM note WHERE id = \(id) AND gathering_id = \(gathering) AND author_id = \(author)") == 1 else { return }
            try trail.record(Fact("note.dropped", RecordReference(id), by: .person(author)), in: writer)
        }
    }
}
