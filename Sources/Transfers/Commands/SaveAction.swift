import Kernel
import Store
import Trail
import Web

/// Plans an action, or changes one.
struct SaveAction: Sendable {
    let transfer: TransferID
    /// nil: a new one.
    let action: String?
    let content: PlanAction.Content
    /// The version the writer had before them; 0 for a new one.
    let basedOn: Int
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws -> SaveOutcome { try await house.database.write { try run(house.ids, trail, $0) } }

    func run(_ ids: IDSource, _ trail: Trail, _ writer: Writer) throws -> SaveOutcome {
        let now = trail.clock.now
        // What was not done by the end goes on, and is ticked off later.
        try Transfers.take(transfer, in: action == nil ? [.adapt, .reuse] : [.adapt, .reuse, .closed], writer)
        let id = action ?? ids.text()
        if action == nil {
            try Transfers.makeRoom(in: "transfer_action", of: transfer, writer)
            let position = try writer.reader.number("SELECT coalesce(max(position), 0) + 1 AS n FROM transfer_action WHERE transfer_id = \(transfer)")
            try writer.run(
                """
                INSERT INTO transfer_action (id, transfer_id, position, block_id, precondition_id, what, owner, owner_id, due_day, done_day, day_reason, resources,
                    budget_cents, spent_cents, risk, indicator, state, version, changed_at, changed_by)
                VALUES (\(id), \(transfer), \(position), \(content.block), \(content.precondition), \(content.what), \(content.owner), \(content.ownerID), \(content.due),
                    \(content.done), \(content.dayReason), \(content.resources), \(content.budget), \(content.spent), \(content.risk), \(content.indicator),
                    \(content.state), 1, \(now), \(person))
                """)
        } else {
            guard let current = try TransferDetails.of(transfer, writer.reader).actions.first(where: { $0.id == id }) else { throw Problem.notFound }
            if current.content == content { return .unchanged }
            guard current.version == basedOn else { return .conflict }
            try writer.run(
                """
                UPDATE transfer_action SET block_id = \(content.block), what = \(content.what), owner = \(content.owner), owner_id = \(content.ownerID),
                    due_day = \(content.due), done_day = \(content.done), day_reason = \(content.dayReason), resources = \(content.resources),
                    budget_cents = \(content.budget), spent_cents = \(content.spent), risk = \(content.risk), indicator = \(content.indicator), state = \(content.state),
                    version = \(basedOn + 1), changed_at = \(now), changed_by = \(person)
                WHERE id = \(id)
                """)
        }
        try trail.record(
            Fact("transfer.planned", RecordReference(transfer), by: .person(person), after: "{\"action\":\"\(id)\",\"state\":\"\(content.state.rawValue)\"}"), in: writer)
        return .saved
    }
}
