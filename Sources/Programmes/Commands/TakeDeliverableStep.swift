import Kernel
import Store
import Trail
import Web

/// Takes a deliverable one step further, by whoever may.
struct TakeDeliverableStep: Sendable {
    let deliverable: String
    let step: String
    let parts: Set<DeliverableStage.Part>
    let reason: String?
    let person: PersonID

    /// - Throws: `Problem.invalid` when a reason is asked for and none is given; `Problem.refused` when there is no such step from here, or
    ///   when it is for others to take.
    func run(_ house: House, _ trail: Trail) async throws { try await house.database.write { try write(trail, in: $0) } }

    func write(_ trail: Trail, in writer: Writer) throws {
        // Taking the row first makes two people wait for one another on both engines: the second finds the new stage.
        let taken = try writer.reader.first("UPDATE deliverable SET version = version WHERE id = \(deliverable) RETURNING *") { try PlanRecord(.deliverable, row: $0) }
        guard let record = taken, let before = record.stage else { throw Problem.notFound }
        let after = try DeliverableStage.life.take(step, at: before, as: parts)
        let today = trail.clock.now.day
        let isLate = step == "submit" && record.day("plannedDay").map { $0 < today } == true
        guard reason != nil || !(isLate || DeliverableStage.reasoned.contains(step)) else {
            throw Problem.invalid([FieldProblem("reason", isLate ? "programmes.problem.lateReason" : "programmes.problem.stepReason")])
        }
        let submitted: Day? = after == .submitted ? today : after == .accepted ? record.submittedOn : nil
        // Why it differs from the plan stays beside the plan; why it was sent back stands in the history only.
        let told: String? = isLate || after == .dropped ? reason : after == .accepted ? record.stageReason : nil
        try writer.run(
            """
            UPDATE deliverable SET stage = \(after), actual_day = \(submitted), reason = \(told), version = version + 1, changed_at = \(trail.clock.now),
                changed_by = \(person)
            WHERE id = \(deliverable)
            """)
        let number = try writer.reader.number("SELECT count(*) AS n FROM deliverable_step WHERE deliverable_id = \(deliverable)") + 1
        try writer.run(
            """
            INSERT INTO deliverable_step (deliverable_id, number, step, from_stage, to_stage, reason, at, by_id)
            VALUES (\(deliverable), \(number), \(step), \(before), \(after), \(reason), \(trail.clock.now), \(person))
            """)
        try trail.record(
            Fact(
                "deliverable.\(step)", record.reference, by: .person(person), before: "{\"stage\":\"\(before.rawValue)\"}", after: "{\"stage\":\"\(after.rawValue)\"}"),
            in: writer)
    }
}
