import Kernel
import Members
import Store
import Web

/// One deliverable, for whoever runs the programme and for the city that owes it.
struct DeliverableHandlers: Sendable {
    let room: ProgrammesRoom
    private var house: House { room.house }

    func show(_ visit: Visit) async throws -> Answer { .page(try await page(visit).page()) }

    func take(_ visit: Visit) async throws -> Answer {
        let page = try await page(visit)
        let reason = visit.form.text("reason")
        if let reason, reason.count > 600 {
            return .page(page.page(reason: reason, problems: [FieldProblem("reason", "web.field.tooLong", ["count": String(reason.count), "limit": "600"])]))
        }
        do {
            try await TakeDeliverableStep(
                deliverable: page.record.id, step: visit.form["step"] ?? "", parts: page.parts, reason: reason, person: try visit.person().id
            ).run(house, room.trail)
        } catch Problem.invalid(let problems) {
            return .page(page.page(reason: reason, problems: problems))
        } catch Problem.refused(let told) {
            // Most often somebody else was a moment earlier: where it stands now, and why this cannot be done from there.
            var said = try await self.page(visit).page().saying(room.words(visit)(told), to: visit.form)
            said.status = .forbidden
            return .page(said)
        }
        return Answer.seeOther(ProgrammesPaths.deliverable(page.programme.slug, page.record.id)).with(notice: "programmes.notice.stepTaken")
    }

    private func page(_ visit: Visit) async throws -> DeliverablePage {
        try await house.database.read { [room] reader in
            guard let programme = try Programmes.bySlug(try visit.parameter("slug"), reader),
                let record = try Plan.one(.deliverable, try visit.parameter("record"), of: programme.id, reader)
            else { throw Problem.notFound }
            let parts = ProgrammePermissions.parts(in: record, visit.viewer)
            guard !parts.isEmpty else { throw Problem.notFound }
            let steps = try Plan.steps(of: record.id, reader)
            return DeliverablePage(
                programme: programme, record: record, steps: steps, people: try People.names(steps.compactMap(\.by), reader),
                city: try record.city.flatMap { try Cities.byID($0, reader)?.name(in: visit.language) },
                package: try record.values["package"].flatMap { try Plan.one(.package, $0, of: programme.id, reader)?.name }, parts: parts, today: room.today,
                words: room.words(visit))
        }
    }
}
