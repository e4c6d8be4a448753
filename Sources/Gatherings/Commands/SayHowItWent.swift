import Kernel
import Store
import Trail
import Web

/// Puts what became of a gathering beside what was planned.
struct SayHowItWent: Sendable {
    let id: GatheringID
    let held: Gathering.Held
    let basedOn: Int
    let person: PersonID

    /// - Returns: false when somebody else changed the gathering first.
    func run(_ house: House, _ trail: Trail) async throws -> Bool {
        try await house.database.write { writer in
            guard try writer.run("UPDATE gathering SET version = version WHERE id = \(id)") == 1, let before = try Gatherings.byID(id, writer.reader) else { throw Problem.notFound }
            guard before.version == basedOn else { return before.held == held }
            guard before.held != held else { return true }
            guard [.announced, .held, .reported].contains(before.stage) else { throw Problem.refused(reason: "gatherings.problem.notNow") }
            guard before.plan.starts <= trail.clock.now else { throw Problem.refused(reason: "gatherings.problem.notBegun") }
            try writer.run(
                """
                UPDATE gathering SET version = version + 1, held_starts_at = \(held.starts), held_ends_at = \(held.ends), held_place = \(held.place), held_people = \(held.people),
                    spent_cents = \(held.spent), held_reason = \(held.reason), report = \(held.report), changed_at = \(trail.clock.now), changed_by = \(person)
                WHERE id = \(id)
                """)
            try trail.record(Fact("gathering.accounted", RecordReference(id), by: .person(person), after: "{\"version\":\(before.version + 1)}"), in: writer)
            return true
        }
    }
}

/// Writes down what somebody takes home.
struct AddLesson: Sendable {
    let gathering: GatheringID
    let city: CityID
    let text: String
    let blockID: String?
    let block: String
    let intention: Lesson.Intention
    let owner: PersonID?
    let due: Day
    let by: PersonID
    /// Who sees to it where nobody of the city has an account.
    var ownerName: String?

    func run(_ house: House, _ trail: Trail) async throws {
        let id: LessonID = house.ids.next()
        try await house.database.write { writer in
            guard let found = try Gatherings.byID(gathering, writer.reader) else { throw Problem.notFound }
            guard !found.stage.isOver, found.stage != .planned else { throw Problem.refused(reason: "gatherings.problem.notNow") }
            try writer.run(
                """
                INSERT INTO lesson (id, gathering_id, city_id, text, block_id, block, intention, owner_id, owner_name, due_day, created_at, created_by)
                VALUES (\(id), \(gathering), \(city), \(text), \(blockID), \(block), \(intention), \(owner), \(ownerName), \(due), \(trail.clock.now), \(by))
                """)
            try trail.link(RecordReference(id), to: RecordReference(gathering), as: "learned at", in: writer)
            try trail.record(Fact("lesson.added", RecordReference(id), by: .person(by), after: "{\"intention\":\"\(intention.rawValue)\"}"), in: writer)
        }
    }
}
