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

/// Says that a lesson was acted on, or gives it to somebody else; also long after the gathering is closed.
struct ChangeLesson: Sendable {
    enum Change: Sendable { case done, open, give(PersonID) }

    let id: LessonID
    let gathering: GatheringID
    let change: Change
    let by: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let assignment: SQL =
                switch change {
                case .done: "done_at = \(trail.clock.now)"
                case .open: "done_at = NULL"
                case .give(let person): "owner_id = \(person), owner_name = NULL"
                }
            guard try writer.run("UPDATE lesson SET \(assignment) WHERE id = \(id) AND gathering_id = \(gathering)") == 1 else { throw Problem.notFound }
            try trail.record(Fact("lesson.changed", RecordReference(id), by: .person(by)), in: writer)
        }
    }
}

/// What is to be done afterwards: put down before the gathering closes; done, open again or given to somebody else at any time.
struct KeepFollowUp: Sendable {
    enum Change: Sendable { case add(text: String, owner: PersonID, due: Day), done(String), open(String), give(String, PersonID) }

    let gathering: GatheringID
    let change: Change
    let by: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        let new = house.ids.text()
        try await house.database.write { writer in
            let now = trail.clock.now
            let changed: Int
            switch change {
            case .add(let text, let owner, let due):
                guard let found = try Gatherings.byID(gathering, writer.reader) else { throw Problem.notFound }
                guard !found.stage.isOver, found.stage != .planned else { throw Problem.refused(reason: "gatherings.problem.notNow") }
                changed = try writer.run(
                    """
                    INSERT INTO gathering_follow_up (id, gathering_id, text, owner_id, due_day, created_at, created_by)
                    VALUES (\(new), \(gathering), \(text), \(owner), \(due), \(now), \(by))
                    """)
            case .done(let id): changed = try writer.run("UPDATE gathering_follow_up SET done_at = \(now) WHERE id = \(id) AND gathering_id = \(gathering)")
            case .open(let id): changed = try writer.run("UPDATE gathering_follow_up SET done_at = NULL WHERE id = \(id) AND gathering_id = \(gathering)")
            case .give(let id, let person): changed = try writer.run("UPDATE gathering_follow_up SET owner_id = \(person) WHERE id = \(id) AND gathering_id = \(gathering)")
            }
            guard changed == 1 else { throw Problem.notFound }
            try trail.record(Fact("gathering.followUp", RecordReference(gathering), by: .person(by)), in: writer)
        }
    }
}
