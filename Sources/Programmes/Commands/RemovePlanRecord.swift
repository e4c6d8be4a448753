import Kernel
import Members
import Store
import Trail
import Web

/// Takes a record out of the plan that was put there by mistake. What somebody already worked on stays: a deliverable is dropped with a
/// reason, a package is taken apart first.
struct RemovePlanRecord: Sendable {
    let record: PlanRecord
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            switch record.kind {
            case .deliverable:
                let stage: DeliverableStage? = try writer.reader.first(
                    "UPDATE deliverable SET version = version WHERE id = \(record.id) RETURNING stage") { try $0["stage"] }
                let steps = try writer.reader.number("SELECT count(*) AS n FROM deliverable_step WHERE deliverable_id = \(record.id)")
                guard stage == .planned, steps == 0 else { throw Problem.refused(reason: "programmes.problem.dropInstead") }
            case .package:
                for table in ["deliverable", "milestone", "budget_line", "risk"] {
                    let used = try writer.reader.number(SQL(trusted: "SELECT count(*) AS n FROM \(table) WHERE package_id = ") + "\(record.id)")
                    guard used == 0 else { throw Problem.refused(reason: "programmes.problem.packageInUse") }
                }
            case .milestone, .budgetLine, .risk: break
            }
            guard try writer.run(SQL(trusted: "DELETE FROM \(record.kind.table) WHERE id = ") + "\(record.id)") == 1 else { throw Problem.notFound }
            try trail.record(Fact("\(record.kind.rawValue).removed", record.reference, by: .person(person), before: "{\"version\":\(record.version)}"), in: writer)
        }
    }
}
