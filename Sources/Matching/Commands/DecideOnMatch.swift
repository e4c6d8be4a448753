import Kernel
import Store
import Trail
import Web

/// Puts a practice on the shortlist of a need, sets it aside with a reason, or takes either back.
struct DecideOnMatch: Sendable {
    let need: NeedID
    let practice: PracticeID
    /// nil takes the decision back.
    let decision: MatchDecision?
    let reason: String?
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            if let decision {
                try writer.run(
                    """
                    INSERT INTO need_decision (need_id, practice_id, decision, reason, by_id, at)
                    VALUES (\(need), \(practice), \(decision), \(reason), \(person), \(trail.clock.now))
                    ON CONFLICT (need_id, practice_id) DO UPDATE SET decision = excluded.decision, reason = excluded.reason,
                        by_id = excluded.by_id, at = excluded.at
                    """)
            } else {
                try writer.run("DELETE FROM need_decision WHERE need_id = \(need) AND practice_id = \(practice)")
            }
            try trail.record(
                Fact(
                    "need.decided", RecordReference(need), by: .person(person),
                    after: "{\"decision\":\"\(decision?.rawValue ?? "open")\",\"practice\":\"\(practice)\"}"),
                in: writer)
            if decision == .shortlist { try trail.link(RecordReference(need), to: RecordReference(practice), as: "shortlists", in: writer) }
        }
    }
}
