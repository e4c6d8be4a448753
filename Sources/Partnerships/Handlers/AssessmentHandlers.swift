import Kernel
import Members
import Store
import Web

/// Needs assessments: the list, one, its stage, and a need of it taken further.
struct AssessmentHandlers: Sendable {
    let room: PartnershipsRoom

    func list(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("city")
        let (opened, assessments) = try await room.house.database.read { reader in
            let opened = try PartnershipsRoom.open(slug, visit.viewer, reader)
            return (opened, try Partnerships.assessments(of: opened.id, reader))
        }
        let visible = assessments.filter { opened.canKeep || $0.stage == .published }
        return .page(AssessmentListPage(opened: opened, telling: room.telling(visit, opened)).page(visible))
    }

    func show(_ visit: Visit) async throws -> Answer {
        let (opened, assessment) = try await open(visit)
        let (lists, needs) = try await room.house.database.read { reader in
            let shapes: [Shape] = [.instruments, .figures, .services, .coordination, .staffNeeds, .points, .findings]
            let lists = try Dictionary(uniqueKeysWithValues: shapes.map { ($0.name, try Entries.all($0, of: opened.id, assessment: assessment.id, reader)) })
            return (lists, try Partnerships.assessedNeeds(of: opened.id, assessment: assessment.id, reader))
        }
        return .page(AssessmentPage(opened: opened, assessment: assessment, lists: lists, needs: needs, ports: room.ports, telling: room.telling(visit, opened)).page())
    }

    func takeStep(_ visit: Visit) async throws -> Answer {
        let (opened, assessment) = try await open(visit)
        try opened.requireKeeping()
        let step = visit.form["step"] ?? ""
        try await TakeAssessmentStep(
            partnership: opened.id, assessment: assessment.id, step: step, permissions: opened.permissions, person: try visit.person().id
        ).run(room.house, room.trail)
        let notice = step == "publish" ? "partnerships.notice.published" : "partnerships.notice.withdrawn"
        return Answer.seeOther(PartnershipsPaths.assessment(opened.city, assessment.id)).with(notice: notice)
    }

    /// One click from what an assessment found to what practices are matched with.
    func takeFurther(_ visit: Visit) async throws -> Answer {
        let (opened, _) = try await open(visit)
        try opened.requireKeeping()
        guard let describe = room.ports.describe else { throw Problem.notFound }
        // It becomes a need of the city, and so it takes what writing one takes.
        guard opened.permissions.contains(.writeNeeds) else { throw Problem.refused(reason: "partnerships.problem.needsAreForTheCity") }
        let need = try await TakeNeedFurther(
            partnership: opened.id, city: opened.partnership.city.id, need: AssessedNeedID(try visit.parameter("need")), person: try visit.person().id, describe: describe
        ).run(room.house, room.trail)
        return Answer.seeOther(room.ports.needHref(need)).with(notice: "partnerships.notice.takenFurther")
    }

    /// - Throws: `Problem.notFound` when there is none, or when it is not for this viewer.
    private func open(_ visit: Visit) async throws -> (opened: PartnershipsRoom.Opened, assessment: Assessment) {
        let (slug, id) = (try visit.parameter("city"), AssessmentID(try visit.parameter("assessment")))
        return try await room.house.database.read { reader in
            let opened = try PartnershipsRoom.open(slug, visit.viewer, reader)
            guard let assessment = try Partnerships.assessments(of: opened.id, reader).first(where: { $0.id == id }), opened.canKeep || assessment.stage == .published
            else { throw Problem.notFound }
            return (opened, assessment)
        }
    }
}
