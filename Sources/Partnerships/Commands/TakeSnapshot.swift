import Kernel
import Store
import Trail

/// Freezes the stakeholder map as it is now, to be compared with later ones.
struct TakeSnapshot: Sendable {
    let partnership: PartnershipID
    let name: String
    let actor: Actor

    /// - Throws: `Problem.refused` when there is nothing on the map.
    func run(_ ids: IDSource, _ trail: Trail, in writer: Writer) throws -> String {
        guard try writer.run("UPDATE partnership SET version = version WHERE id = \(partnership)") == 1 else { throw Problem.notFound }
        let id = ids.text()
        try writer.run("INSERT INTO stakeholder_snapshot (id, partnership_id, name, at, by_id) VALUES (\(id), \(partnership), \(name), \(trail.clock.now), \(actor.personID))")
        let placed = try writer.run(
            """
            INSERT INTO stakeholder_snapshot_place (snapshot_id, organisation_id, power, interest, attitude)
            SELECT \(id), organisation_id, power, interest, attitude FROM stakeholder WHERE partnership_id = \(partnership)
            """)
        guard placed > 0 else { throw Problem.refused(reason: "partnerships.problem.nothingToFreeze") }
        try trail.record(Fact("partnership.map-frozen", RecordReference(partnership), by: actor, after: "{\"snapshot\":\"\(id)\",\"stakeholders\":\(placed)}"), in: writer)
        return id
    }
}
