import Kernel
import Store
import Trail
import Web

/// Moves a file one place on in its record.
struct MoveFile: Sendable {
    enum Direction: String, Sendable { case up, down }

    let owner: RecordReference
    let file: FileID
    let direction: Direction
    let person: PersonID

    func run(_ house: House, _ trail: Trail, allow: @escaping @Sendable (Reader) throws -> Void) async throws {
        try await house.database.write { writer in
            try allow(writer.reader)
            var order = try Files.attached(to: owner, writer.reader).present.map(\.file.id)
            guard let place = order.firstIndex(of: file) else { throw Problem.notFound }
            let other = direction == .up ? place - 1 : place + 1
            guard order.indices.contains(other) else { return }
            order.swapAt(place, other)
            for (position, id) in order.enumerated() {
                try writer.run(
                    "UPDATE file_attachment SET position = \(position + 1) WHERE owner_kind = \(owner.kind) AND owner_id = \(owner.id) AND version = 0 AND file_id = \(id)")
            }
            try trail.record(Fact("file.moved", RecordReference(file), by: .person(person), after: "{\"owner\":\"\(owner)\",\"place\":\(other + 1)}"), in: writer)
        }
    }
}

/// Takes a file out of what is being worked on, or puts it back. Versions that have it keep it.
struct RemoveFile: Sendable {
    let owner: RecordReference
    let file: FileID
    let isRemoved: Bool
    let person: PersonID

    func run(_ house: House, _ trail: Trail, allow: @escaping @Sendable (Reader) throws -> Void) async throws {
        try await house.database.write { writer in
            try allow(writer.reader)
            guard try Files.attached(to: owner, writer.reader).contains(where: { $0.file.id == file }) else { throw Problem.notFound }
            let at: Instant? = isRemoved ? trail.clock.now : nil
            let changed = try writer.run(
                """
                UPDATE file_attachment SET removed_at = \(at), revision = revision + 1, changed_at = \(trail.clock.now), changed_by = \(person)
                WHERE owner_kind = \(owner.kind) AND owner_id = \(owner.id) AND version = 0 AND file_id = \(file)
                    AND \(isRemoved ? "removed_at IS NULL" as SQL : "removed_at IS NOT NULL" as SQL)
                """)
            guard changed > 0 else { return }
            try trail.record(Fact(isRemoved ? "file.removed" : "file.putBack", RecordReference(file), by: .person(person), after: "{\"owner\":\"\(owner)\"}"), in: writer)
        }
    }
}
