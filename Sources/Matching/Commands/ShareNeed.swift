import Kernel
import Store
import Trail
import Web

/// Says who else may see and work on a need.
struct ShareNeed: Sendable {
    let need: NeedID
    let visibility: Need.Visibility
    /// Only for `.people`.
    let people: [PersonID]
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { try run(trail, in: $0) }
    }

    func run(_ trail: Trail, in writer: Writer) throws {
        let now = trail.clock.now
        try writer.run("UPDATE need SET visibility = \(visibility) WHERE id = \(need)")
        try writer.run("DELETE FROM need_share WHERE need_id = \(need) AND person_id NOT IN (SELECT id FROM person WHERE id IN \(list: people))")
        for other in people {
            try writer.run(
                "INSERT INTO need_share (need_id, person_id, by_id, at) VALUES (\(need), \(other), \(person), \(now)) ON CONFLICT DO NOTHING")
        }
        try trail.record(
            Fact("need.shared", RecordReference(need), by: .person(person), after: "{\"visibility\":\"\(visibility.rawValue)\",\"people\":\(people.count)}"),
            in: writer)
    }
}
