import Kernel
import Store
import Trail
import Web

/// Begins a needs assessment, with the twelve points of the checklist all open.
struct BeginAssessment: Sendable {
    let partnership: PartnershipID
    let content: EntryContent
    let actor: Actor

    /// - Throws: `Problem.invalid` when there is one of that name.
    func run(_ house: House, _ trail: Trail) async throws -> AssessmentID {
        do {
            return try await house.database.write { try run(house.ids, trail, in: $0) }
        } catch StoreError.constraint {
            throw Problem.invalid([FieldProblem("name", "partnerships.problem.twice")])
        }
    }

    func run(_ ids: IDSource, _ trail: Trail, in writer: Writer) throws -> AssessmentID {
        let outcome = try SaveEntry(shape: .assessments, partnership: partnership, id: nil, basedOn: 0, content: content, actor: actor).run(ids, trail, in: writer)
        guard case .saved(let text) = outcome else { throw Problem.notFound }
        let id = AssessmentID(text)
        for point in 1...12 {
            try writer.run(
                """
                INSERT INTO assessment_point (id, partnership_id, assessment_id, version, point, status, changed_at, changed_by)
                VALUES (\(ids.text()), \(partnership), \(id), 1, \(point), 'open', \(trail.clock.now), \(actor.personID))
                """)
        }
        return id
    }
}
