import Kernel
import Members
import Store
import Trail
import Web

/// Looking after a practice that is published.
struct LifeHandlers: Sendable {
    let room: CompendiumRoom
    private var house: House { room.house }

    func look(_ visit: Visit) async throws -> Answer { .page(try await page(visit, problems: [])) }

    func step(_ visit: Visit) async throws -> Answer {
        guard let step = visit.form.text("step").flatMap(PracticeLife.Step.init(rawValue:)) else { throw Problem.refused(reason: "web.problem.noSuchStep") }
        let slug = try visit.parameter("slug")
        let viewer = visit.viewer
        let other = visit.form.text("successor")
        let (practice, successor) = try await house.database.read { reader in
            (try Practices.bySlug(slug, reader), try other.flatMap { try Practices.bySlug($0, reader)?.id })
        }
        guard let practice else { throw Problem.notFound }
        var form = FieldReader(visit.form)
        let reason = form.optionalText("reason", limit: LifePage.longestReason)
        guard form.problems.isEmpty else { return .page(try await page(visit, problems: form.problems)) }
        do {
            try await TakeLifeStep(practice: practice.id, step: step, reason: reason, successor: successor, person: try visit.person().id)
                .run(house, room.trail) { PracticePermissions.parts($0, practice, viewer) }
        } catch Problem.invalid(let problems) {
            return .page(try await page(visit, problems: problems))
        } catch Problem.conflict(let reason) {
            return .page(try await page(visit, problems: [FieldProblem("successor", reason)], isConflict: true))
        }
        return Answer.seeOther(CompendiumPaths.life(slug)).with(notice: "compendium.notice.life.\(step.rawValue)")
    }

    private func page(_ visit: Visit, problems: [FieldProblem], isConflict: Bool = false) async throws -> Page {
        let slug = try visit.parameter("slug")
        let viewer = visit.viewer
        let display = Display(house, visit.language)
        let now = house.clock.now
        let cards = room.catalogue.cards
        return try await house.database.read { reader in
            guard let practice = try Practices.bySlug(slug, reader), let city = try Cities.byID(practice.city, reader) else { throw Problem.notFound }
            let life = try PracticeLives.of(practice.id, reader)
            let steps = try PracticeLives.steps(of: practice.id, reader)
            let successor = try life?.successor.flatMap { try Practices.byIDsOfAnyStage([$0], reader).first }
            let merged = try PracticeLives.merged(into: practice.id, reader)
            let people = Set([life?.owner].compactMap { $0 } + steps.map(\.by))
            return LifePage(
                practice: practice, city: city, life: life, steps: steps, successor: successor, merged: merged, names: try People.names(people.sorted(), reader),
                parts: PracticePermissions.parts(life, practice, viewer), canRevise: viewer.holds(.writePractices, inCity: practice.city),
                others: cards.filter { $0.slug != slug }, fields: visit.method == .get ? visit.query.keeping(["successor"]) : visit.form, problems: problems,
                isConflict: isConflict, now: now, display: display
            ).page()
        }
    }
}
