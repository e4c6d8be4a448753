import Kernel
import Store
import Trail
import Web

/// Says what came of a transfer, and who looks again when.
struct ConcludeTransfer: Sendable {
    let transfer: TransferID
    let content: Outcome.Content
    let followUps: [FollowUp.Plan]
    let basedOn: Int
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws -> SaveOutcome { try await house.database.write { try run(house.ids, trail, $0) } }

    func run(_ ids: IDSource, _ trail: Trail, _ writer: Writer) throws -> SaveOutcome {
        let now = trail.clock.now
        try Transfers.take(transfer, in: [.reuse], writer)
        let details = try TransferDetails.of(transfer, writer.reader)
        if details.outcome?.content == content, details.followUps.map(\.plan) == followUps { return .unchanged }
        guard (details.outcome?.version ?? 0) == basedOn else { return .conflict }
        try writer.run(
            """
            INSERT INTO transfer_outcome (transfer_id, kept, changed, failed, why, unfinished, version, changed_at, changed_by)
            VALUES (\(transfer), \(content.kept), \(content.changed), \(content.failed), \(content.why), \(content.unfinished), \(basedOn + 1), \(now), \(person))
            ON CONFLICT (transfer_id) DO UPDATE SET kept = excluded.kept, changed = excluded.changed, failed = excluded.failed, why = excluded.why,
                unfinished = excluded.unfinished, version = excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """)
        for plan in followUps {
            let id: FollowUpID = ids.next()
            let isNew = !details.followUps.contains { $0.months == plan.months }
            try writer.run(
                """
                INSERT INTO transfer_follow_up (id, transfer_id, months, due_day, owner, owner_id)
                VALUES (\(id), \(transfer), \(plan.months), \(plan.due), \(plan.owner), \(plan.ownerID))
                ON CONFLICT (transfer_id, months) DO UPDATE SET due_day = excluded.due_day, owner = excluded.owner, owner_id = excluded.owner_id
                """)
            if isNew { try trail.link(RecordReference(id), to: RecordReference(transfer), as: "follows up", in: writer) }
        }
        try trail.record(Fact("transfer.concluded", RecordReference(transfer), by: .person(person), after: "{\"version\":\(basedOn + 1)}"), in: writer)
        return .saved
    }
}
