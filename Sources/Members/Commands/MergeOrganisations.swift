import Kernel
import Store
import Trail

/// Says that two records are of one organisation. The second one's names in addresses lead to the first from then on; records of other
/// rooms that name the second are read as naming the first.
public struct MergeOrganisations: Sendable {
    let second: OrganisationID
    let into: OrganisationID
    let person: PersonID

    /// - Throws: `Problem.refused` for an organisation and itself, `Problem.notFound` when one is not there or merged already.
    public func run(_ trail: Trail, in writer: Writer) throws {
        guard second != into else { throw Problem.refused(reason: "members.organisations.problem.itself") }
        // In the order of their ids, so that two who merge the other way round do not wait for one another for ever.
        for id in [second, into].sorted() {
            guard try writer.run("UPDATE organisation SET version = version + 1 WHERE id = \(id) AND merged_into IS NULL") == 1 else { throw Problem.notFound }
        }
        let now = trail.clock.now
        try writer.run("UPDATE organisation SET merged_into = \(into), changed_at = \(now), changed_by = \(person) WHERE id = \(second) OR merged_into = \(second)")
        try writer.run("UPDATE organisation_slug SET organisation_id = \(into) WHERE organisation_id = \(second)")
        try trail.link(RecordReference(into), to: RecordReference(second), as: "merged from", in: writer)
        try trail.record(Fact("organisation.merged", RecordReference(second), by: .person(person), after: "{\"into\":\"\(into)\"}"), in: writer)
    }
}
