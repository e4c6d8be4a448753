import Kernel
import Store
import Trail
import Web

/// Takes an entry off. What others name stays: a meeting with decisions, a kind of relation in use.
struct RemoveEntry: Sendable {
    let shape: Shape
    let partnership: PartnershipID
    let entry: Entry
    let actor: Actor

    func run(_ house: House, _ trail: Trail) async throws {
        // The partnership, an assessment and its twelve points are there for good.
        guard ![Shape.partnership, .assessments, .points].contains(shape) else { throw Problem.refused(reason: "partnerships.problem.staysForGood") }
        do {
            try await house.database.write { writer in
                guard try writer.run("UPDATE partnership SET version = version WHERE id = \(partnership)") == 1 else { throw Problem.notFound }
                if let assessment = entry.assessment {
                    let stage = try writer.reader.first("SELECT stage FROM needs_assessment WHERE id = \(assessment)") { try $0["stage"] as Assessment.Stage }
                    if stage == .published { throw Problem.conflict(reason: "partnerships.problem.published") }
                }
                for field in shape.fields where field.isList { try writer.run(SQL(trusted: "DELETE FROM \(shape.listTable(field)) WHERE ") + "entry_id = \(entry.id)") }
                guard try writer.run(SQL(trusted: "DELETE FROM \(shape.table) WHERE ") + "id = \(entry.id)") == 1 else { throw Problem.notFound }
                let isOwn = shape.recordKind != PartnershipKind.name
                try trail.record(
                    Fact(
                        isOwn ? "\(shape.recordKind).removed" : "partnership.\(shape.name)-removed",
                        isOwn ? RecordReference(kind: shape.recordKind, id: entry.id) : RecordReference(partnership), by: actor,
                        before: "{\"list\":\"\(shape.name)\",\"entry\":\"\(entry.id)\",\"version\":\(entry.version)}"),
                    in: writer)
            }
        } catch StoreError.constraint {
            throw Problem.conflict(reason: "partnerships.problem.inUse")
        }
    }
}
