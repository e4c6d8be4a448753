import Kernel
import Store
import Trail
import Web

/// Says that something was seen to, or not after all, or gives it to somebody else; at any time, also long after what it came from is closed.
struct SeeTo: Sendable {
    enum Matter: Sendable { case lesson(LessonID, of: GatheringID), followUp(String, of: GatheringID), afterMentoring(String, of: MentoringID) }
    enum Change: Sendable { case done, open, give(PersonID) }

    let matter: Matter
    let change: Change
    let by: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let assignment: SQL =
                switch change {
                case .done: "done_at = \(trail.clock.now)"
                case .open: "done_at = NULL"
                case .give(let person): "owner_id = \(person)"
                }
            let changed: Int
            let fact: Fact
            switch matter {
            case .lesson(let id, let gathering):
                changed = try writer.run("UPDATE lesson SET \(assignment) WHERE id = \(id) AND gathering_id = \(gathering)")
                // Somebody with an account stands in for the name that was written down.
                if case .give = change { try writer.run("UPDATE lesson SET owner_name = NULL WHERE id = \(id) AND gathering_id = \(gathering)") }
                fact = Fact("lesson.changed", RecordReference(id), by: .person(by))
            case .followUp(let id, let gathering):
                changed = try writer.run("UPDATE gathering_follow_up SET \(assignment) WHERE id = \(id) AND gathering_id = \(gathering)")
                fact = Fact("gathering.followUp", RecordReference(gathering), by: .person(by))
            case .afterMentoring(let id, let mentoring):
                changed = try writer.run("UPDATE mentoring_follow_up SET \(assignment) WHERE id = \(id) AND mentoring_id = \(mentoring)")
                fact = Fact("mentoring.followUp", RecordReference(mentoring), by: .person(by))
            }
            guard changed == 1 else { throw Problem.notFound }
            try trail.record(fact, in: writer)
        }
    }
}
