import Kernel
import Store
import Trail
import Web

/// Takes a gathering to its next stage, when nothing is missing for that.
struct TakeStep: Sendable {
    let id: GatheringID
    let step: String
    /// Why, for cancelling.
    let reason: String?
    let person: PersonID

    /// - Returns: what is missing; nothing when the step was taken.
    func run(_ house: House, _ trail: Trail) async throws -> [Gap] {
        try await house.database.write { writer in
            let now = trail.clock.now
            guard try writer.run("UPDATE gathering SET version = version WHERE id = \(id)") == 1, let before = try Gatherings.byID(id, writer.reader) else { throw Problem.notFound }
            // Twice is once: whoever presses a button again, or second, finds it done.
            if Gathering.life.steps.contains(where: { $0.name == step && $0.to == before.stage }) { return [] }
            let stage = try Gathering.life.take(step, at: before.stage, as: [.organiser])
            if stage == .cancelled, reason == nil { throw Problem.invalid([FieldProblem("reason", "web.field.missing")]) }
            let gaps = Gap.before(step, before, try Gatherings.lessons(id, writer.reader), try Gatherings.followUps(id, writer.reader), at: now)
            guard gaps.isEmpty else { return gaps }
            try writer.run(
                """
                UPDATE gathering SET stage = \(stage), cancel_reason = \(stage == .cancelled ? reason : nil), version = version + 1, changed_at = \(now), changed_by = \(person)
                WHERE id = \(id)
                """)
            if let after = try Gatherings.byID(id, writer.reader) {
                let letters = GatheringLetters(house: house, trail: trail)
                if stage == .announced { try letters.write("gatherings.mail.invited", after, to: [.invited], in: writer) }
                if stage == .cancelled, before.stage == .announced { try letters.write("gatherings.mail.cancelled", after, to: [.invited, .registered, .waiting], in: writer) }
            }
            try trail.record(
                Fact("gathering.\(stage.rawValue)", RecordReference(id), by: .person(person), before: "{\"stage\":\"\(before.stage.rawValue)\"}", after: "{\"stage\":\"\(stage.rawValue)\"}"),
                in: writer)
            return []
        }
    }
}
