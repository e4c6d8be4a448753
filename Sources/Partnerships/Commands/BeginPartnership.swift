import Kernel
import Store
import Trail
import Web

/// Gives a city its partnership. Twice is once.
struct BeginPartnership: Sendable {
    let city: CityID
    let actor: Actor

    func run(_ ids: IDSource, _ trail: Trail, in writer: Writer) throws -> PartnershipID {
        let new: PartnershipID = ids.next()
        let begun = try writer.run(
            """
            INSERT INTO partnership (id, city_id, version, changed_at, changed_by) VALUES (\(new), \(city), 1, \(trail.clock.now), \(actor.personID))
            ON CONFLICT (city_id) DO NOTHING
            """)
        guard begun == 1 else {
            guard let there = try writer.reader.first("SELECT id FROM partnership WHERE city_id = \(city)", { try $0["id"] as PartnershipID }) else { throw Problem.notFound }
            return there
        }
        try trail.record(Fact("partnership.begun", RecordReference(new), by: actor, after: "{\"city\":\"\(city)\"}"), in: writer)
        return new
    }
}

extension Actor {
    var personID: PersonID? { if case .person(let id, _) = self { id } else { nil } }
}
