import Kernel
import Store
import Trail
import Web

/// Puts down what is to be done after a gathering, before it closes.
struct AddFollowUp: Sendable {
    let gathering: GatheringID
    let followUp: GatheringFollowUp.Draft
    let by: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        let id = house.ids.text()
        try await house.database.write { writer in
            guard let found = try Gatherings.byID(gathering, writer.reader) else { throw Problem.notFound }
            guard !found.stage.isOver, found.stage != .planned else { throw Problem.refused(reason: "gatherings.problem.notNow") }
            try writer.run(
                """
                INSERT INTO gathering_follow_up (id, gathering_id, text, owner_id, due_day, created_at, created_by)
                VALUES (\(id), \(gathering), \(followUp.text), \(followUp.owner), \(followUp.due), \(trail.clock.now), \(by))
                """)
            try trail.record(Fact("gathering.followUp", RecordReference(gathering), by: .person(by)), in: writer)
        }
    }
}
