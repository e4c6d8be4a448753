import Kernel
import Store
import Trail
import Web

/// Notes that two practices that look alike are not the same, and why.
struct TellApart: Sendable {
    let one: PracticeID
    let other: PracticeID
    let reason: String
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        guard one != other else { throw Problem.notFound }
        let key = Distinctions.Key(one, other)
        try await house.database.write { writer in
            try writer.run(
                """
                INSERT INTO practice_distinction (one_id, other_id, reason, at, by_id)
                VALUES (\(key.one), \(key.other), \(reason), \(trail.clock.now), \(person)) ON CONFLICT DO NOTHING
                """)
            try trail.record(Fact("practice.toldApart", RecordReference(key.one), by: .person(person), after: "{\"other\":\"\(key.other.rawValue)\"}"), in: writer)
        }
    }
}
