import Kernel
import Store
import Trail
import Web

/// Takes a transfer one step on, or back.
struct TakeTransferStep: Sendable {
    let transfer: TransferID
    let step: Transfer.Step
    let reason: String?
    /// What the person is in this transfer.
    let parts: Set<Transfer.Part>
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws { try await house.database.write { try run(trail, $0) } }

    func run(_ trail: Trail, _ writer: Writer) throws {
        let now = trail.clock.now
        // Taking the row first makes two who decide wait for one another on both engines.
        try writer.run("UPDATE transfer SET stage = stage WHERE id = \(transfer)")
        guard let before = try Transfers.byID(transfer, writer.reader) else { throw Problem.notFound }
        guard Transfer.workflow.steps.contains(where: { $0.name == step.rawValue && $0.from == before.stage }) else {
            throw Problem.conflict(reason: "transfers.problem.outOfOrder")
        }
        let stage = try Transfer.workflow.take(step.rawValue, at: before.stage, as: parts)
        if step.asksReason, reason == nil { throw Problem.invalid([FieldProblem("reason", "transfers.problem.reasonMissing")]) }
        let details = try TransferDetails.of(transfer, writer.reader)
        if let obstacle = details.obstacle(to: step, at: now.day) { throw Problem.conflict(reason: obstacle) }
        let start = stage == .adapt ? before.startDay ?? now.day : before.startDay
        try writer.run("UPDATE transfer SET stage = \(stage), stage_at = \(now), start_day = \(start) WHERE id = \(transfer)")
        try writer.run(
            """
            INSERT INTO transfer_step (transfer_id, position, step, reason, at, by_id)
            VALUES (\(transfer), \(details.steps.count), \(step), \(reason), \(now), \(person))
            """)
        // The calendar of a transfer begins with adapting and is kept when it goes back and forth.
        if let start, details.milestones.isEmpty {
            for month in Milestone.months {
                try writer.run(
                    "INSERT INTO transfer_milestone (transfer_id, month, planned_day, version) VALUES (\(transfer), \(month), \(start.adding(months: month)), 1)")
            }
        }
        try trail.record(
            Fact(
                "transfer.\(step.rawValue)", RecordReference(transfer), by: .person(person), before: "{\"stage\":\"\(before.stage.rawValue)\"}",
                after: "{\"stage\":\"\(stage.rawValue)\"}"), in: writer)
    }
}
