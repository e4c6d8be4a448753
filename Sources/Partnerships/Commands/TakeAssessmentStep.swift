import Kernel
import Store
import Trail
import Web

/// Publishes an assessment to the network, or withdraws it.
struct TakeAssessmentStep: Sendable {
    let partnership: PartnershipID
    let assessment: AssessmentID
    let step: String
    /// What the person may do in this city.
    let permissions: Set<Permission>
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            guard try writer.run("UPDATE partnership SET version = version WHERE id = \(partnership)") == 1,
                let stage = try writer.reader.first(
                    "SELECT stage FROM needs_assessment WHERE id = \(assessment) AND partnership_id = \(partnership)", { try $0["stage"] as Assessment.Stage })
            else { throw Problem.notFound }
            // Twice is once: whoever presses a button again, or second, finds it done.
            if Assessment.life.steps.contains(where: { $0.name == step && $0.to == stage }) { return }
            let next = try Assessment.life.take(step, at: stage, as: permissions)
            try writer.run("UPDATE needs_assessment SET stage = \(next), changed_at = \(trail.clock.now), changed_by = \(person) WHERE id = \(assessment)")
            try trail.record(
                Fact(
                    "assessment.\(next == .published ? "published" : "withdrawn")", RecordReference(assessment), by: .person(person), before: "{\"stage\":\"\(stage.rawValue)\"}",
                    after: "{\"stage\":\"\(next.rawValue)\"}"), in: writer)
        }
    }
}
