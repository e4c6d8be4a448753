import Kernel
import Store
import Trail
import Web

/// What somebody gets who saved on top of an older version than the newest: nothing was overwritten.
enum SaveOutcome: Sendable, Equatable { case saved, unchanged, conflict }

/// Keeps, adapts or drops a block, or adds one of the city's own.
struct DecideOnBlock: Sendable {
    let transfer: TransferID
    /// nil: a block that is added.
    let block: PlanBlockID?
    let content: PlanBlock.Content
    /// The version the writer had before them; 0 for a new one.
    let basedOn: Int
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws -> SaveOutcome { try await house.database.write { try run(house.ids, trail, $0) } }

    func run(_ ids: IDSource, _ trail: Trail, _ writer: Writer) throws -> SaveOutcome {
        let now = trail.clock.now
        try Transfers.take(transfer, in: [.adapt, .reuse], writer)
        guard let block else {
            try Transfers.makeRoom(in: "transfer_block", of: transfer, writer)
            let new: PlanBlockID = ids.next()
            let position = try writer.reader.number("SELECT coalesce(max(position), 0) + 1 AS n FROM transfer_block WHERE transfer_id = \(transfer)")
            try writer.run(
                """
                INSERT INTO transfer_block (id, transfer_id, position, title, is_core, decision, adaptation, reason, version, changed_at, changed_by)
                VALUES (\(new), \(transfer), \(position), \(content.title), \(false), 'add', \(content.adaptation), \(content.reason), 1, \(now), \(person))
                """)
            try trail.record(fact(new, content.decision), in: writer)
            return .saved
        }
        guard let current = try TransferDetails.of(transfer, writer.reader).blocks.first(where: { $0.id == block }) else { throw Problem.notFound }
        let kept = PlanBlock.Content(title: current.title, decision: current.decision ?? content.decision, adaptation: current.adaptation, reason: current.reason)
        if current.decision != nil, kept == content { return .unchanged }
        guard current.version == basedOn else { return .conflict }
        try writer.run(
            """
            UPDATE transfer_block SET title = \(current.isAdded ? content.title : current.title), decision = \(content.decision), adaptation = \(content.adaptation),
                reason = \(content.reason), version = \(basedOn + 1), changed_at = \(now), changed_by = \(person)
            WHERE id = \(block)
            """)
        try trail.record(fact(block, content.decision), in: writer)
        return .saved
    }

    private func fact(_ block: PlanBlockID, _ decision: PlanBlock.Decision) -> Fact {
        Fact("transfer.decided", RecordReference(transfer), by: .person(person), after: "{\"block\":\"\(block)\",\"decision\":\"\(decision.rawValue)\"}")
    }
}
