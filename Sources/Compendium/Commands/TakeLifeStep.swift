import Kernel
import Store
import Trail
import Web

/// Confirms, retires, replaces or renews a practice that is published.
struct TakeLifeStep: Sendable {
    let practice: PracticeID
    let step: PracticeLife.Step
    let reason: String?
    let successor: PracticeID?
    let person: PersonID

    /// - Throws: `Problem.refused` when there is no such step from where it stands, or when it is not theirs to take; `Problem.conflict` when what is to take its
    ///   place is out of use itself.
    func run(_ house: House, _ trail: Trail, parts: @escaping @Sendable (PracticeLife?) -> Set<PracticeLife.Part>) async throws {
        try await house.database.write { writer in
            // Both rows, always in the same order: two editors who merge two practices into one another wait, and the second is told.
            for id in Set([practice, step.namesSuccessor ? successor : nil].compactMap { $0 }).sorted() { try writer.run("UPDATE practice SET version = version WHERE id = \(id)") }
            let life = try PracticeLives.of(practice, writer.reader)
            let stage = life?.stage ?? .published
            let held = parts(life)
            let next = try PracticeLife.workflow.take(step.rawValue, at: stage, as: held)
            if step.needsReason, reason == nil { throw Problem.invalid([FieldProblem("reason", "web.field.missing")]) }
            if step.namesSuccessor, successor == nil || successor == practice { throw Problem.invalid([FieldProblem("successor", "compendium.life.problem.successor")]) }
            if step.namesSuccessor, let successor, let its = try PracticeLives.of(successor, writer.reader), its.stage != .published {
                throw Problem.conflict(reason: "compendium.life.problem.successorOutOfUse")
            }
            let now = trail.clock.now
            // An editor may confirm what nobody looks after, without becoming its owner.
            let kept = step.namesSuccessor ? successor : nil
            // Only who says so confirms: what is taken out of use stays confirmed by whom it was, or by nobody.
            let confirmer = step.confirms ? person : life?.confirmedBy
            let confirmed: SQL = if step.confirms { "\(now)" } else if let life { "\(life.confirmedAt)" } else { "changed_at" }
            try writer.run(
                """
                INSERT INTO practice_life (practice_id, stage, owner_id, published_at, confirmed_at, confirmed_by, successor_id, reason)
                SELECT \(practice), \(next), \(step.confirms && held.contains(.owner) ? person : nil), changed_at, \(confirmed), \(confirmer), \(kept), \(reason)
                FROM practice WHERE id = \(practice)
                ON CONFLICT (practice_id) DO UPDATE SET stage = excluded.stage, confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by,
                    owner_id = coalesce(practice_life.owner_id, excluded.owner_id), successor_id = excluded.successor_id, reason = excluded.reason, ask_digest = NULL
                """)
            let position = try writer.reader.number("SELECT count(*) AS n FROM practice_life_step WHERE practice_id = \(practice)")
            try writer.run(
                """
                INSERT INTO practice_life_step (practice_id, position, step, reason, at, by_id)
                VALUES (\(practice), \(position), \(step), \(reason), \(now), \(person))
                """)
            // Both trails stay: the old record keeps its versions, the new one says what it came from.
            if let kept { try trail.link(RecordReference(kept), to: RecordReference(practice), as: step == .merge ? "merged from" : "supersedes", in: writer) }
            try trail.record(
                Fact(
                    "practice.\(step.rawValue)", RecordReference(practice), by: .person(person), before: "{\"stage\":\"\(stage.rawValue)\"}",
                    after: "{\"stage\":\"\(next.rawValue)\"}"), in: writer)
        }
    }
}
