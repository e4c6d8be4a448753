import Kernel
import Members
import Web

/// Planning: the plan, its changes, the order of the day.
struct PlanHandlers: Sendable {
    let room: GatheringsRoom

    /// - Parameter plan: its practice is a choice whatever became of it, and so is its programme, whoever writes.
    func choices(_ visit: Visit, of plan: GatheringPlan? = nil) async throws -> GatheringForm.Choices {
        let practices = room.ports.practices(visit.language)
        let words = room.telling(visit).words
        return try await room.house.database.read { [viewer = visit.viewer] reader in
            var programmes = try Programmes.open(to: viewer, reader)
            if let id = plan?.programme, !programmes.contains(where: { $0.id == id }) { programmes += try [Programmes.byID(id, reader)].compactMap(\.self) }
            let own = try plan?.practice.flatMap { id in
                practices.contains { $0.id == id }
                    ? nil : try room.ports.practice(id, visit.language, reader) ?? GatheringsPorts.PracticeChoice(id: id, slug: id.rawValue, title: words("gatherings.field.practiceGone"))
            }
            return GatheringForm.Choices(cities: try Cities.all(reader), programmes: programmes, practices: practices + [own].compactMap(\.self))
        }
    }

    func new(_ visit: Visit) async throws -> Answer {
        let choices = try await choices(visit)
        var typed = visit.query.keeping(Set(GatheringForm.names + ["for"]))
        if !typed.has("city"), let own = choices.cities.first(where: { visit.viewer.cities.contains($0.id) }) { typed = typed.setting("city", own.slug) }
        return .page(GatheringFormPage(telling: room.telling(visit), choices: choices, origin: try await room.origin(visit, typed)?.title).page(typed, of: nil))
    }

    func create(_ visit: Visit) async throws -> Answer {
        let choices = try await choices(visit)
        var form = GatheringForm(visit.form, choices)
        let origin = try await room.origin(visit, visit.form)
        if let plan = form.plan, !allows(plan, visit.viewer) { form = form.adding(FieldProblem("city", "gatherings.problem.notYourCity")) }
        guard form.problems.isEmpty, let plan = form.plan else {
            return .page(GatheringFormPage(telling: room.telling(visit), choices: choices, origin: origin?.title).page(visit.form, of: nil, problems: form.problems))
        }
        let outcome = try await SaveGathering(plan: plan, id: nil, basedOn: 0, person: try visit.person().id, origin: origin?.record).run(room.house, room.trail)
        guard case .saved(let id) = outcome else { throw Problem.conflict(reason: "web.error.409.message") }
        return Answer.seeOther(GatheringsPaths.gathering(id)).with(notice: "gatherings.notice.planned")
    }

    func edit(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        let choices = try await choices(visit, of: opened.gathering.plan)
        let typed = GatheringForm.fields(of: opened.gathering.plan, version: opened.gathering.version, choices)
        return .page(GatheringFormPage(telling: room.telling(visit), choices: choices).page(typed, of: opened.gathering))
    }

    func save(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        let choices = try await choices(visit, of: opened.gathering.plan)
        var form = GatheringForm(visit.form, choices, settled: opened.gathering.stage.isSettled ? opened.gathering.plan : nil)
        if let plan = form.plan, !allows(plan, visit.viewer) { form = form.adding(FieldProblem("city", "gatherings.problem.notYourCity")) }
        if let plan = form.plan, opened.gathering.stage != .planned, plan.lacksQuestion { form = form.adding(FieldProblem("questions", "gatherings.problem.question")) }
        let shown = GatheringFormPage(telling: room.telling(visit), choices: choices)
        guard form.problems.isEmpty, let plan = form.plan else { return .page(shown.page(visit.form, of: opened.gathering, problems: form.problems)) }
        let address = GatheringsPaths.gathering(opened.gathering.id)
        let outcome: SaveGathering.Outcome
        do {
            outcome = try await SaveGathering(plan: plan, id: opened.gathering.id, basedOn: form.basedOn, person: try visit.person().id).run(room.house, room.trail)
        } catch Problem.invalid(let problems) {
            return .page(shown.page(visit.form, of: opened.gathering, problems: problems))
        } catch {
            return try await GatheringHandlers(room: room).hindered(visit, by: error)
        }
        switch outcome {
        case .saved: return Answer.seeOther(address).with(notice: "gatherings.notice.saved")
        case .unchanged: return Answer.seeOther(address).with(notice: "gatherings.notice.unchanged")
        case .conflict:
            let theirs = try await room.openToArrange(visit).gathering
            let newest = try await self.choices(visit, of: theirs.plan)
            let fields = GatheringForm.fields(of: theirs.plan, version: theirs.version, newest)
            return .page(GatheringFormPage(telling: room.telling(visit), choices: newest).page(form.fields, of: theirs, theirs: fields, by: try await room.saver(of: theirs)))
        }
    }

    /// Whoever plans something plans it for a city of theirs, or for their programme.
    private func allows(_ plan: GatheringPlan, _ viewer: Viewer) -> Bool {
        GatheringPermissions.canArrange(cities: [plan.city] + plan.hosts + plan.visitors, programme: plan.programme, viewer)
    }

    // MARK: the order of the day

    func agenda(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        let slots = try await room.house.database.read { try Gatherings.slots(opened.gathering.id, $0) }
        return .page(AgendaFormPage(telling: room.telling(visit), gathering: opened.gathering).page(AgendaForm.rows(of: slots, opened.gathering.plan)))
    }

    func saveAgenda(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        let known = try await room.house.database.read { try Gatherings.slots(opened.gathering.id, $0) }
        let form = AgendaForm(visit.form, opened.gathering.plan, known: Set(known.map(\.id))) { room.house.ids.text() }
        let shown = AgendaFormPage(telling: room.telling(visit), gathering: opened.gathering)
        guard form.problems.isEmpty else { return .page(shown.page(form.rows, problems: form.problems)) }
        let isSaved: Bool
        do {
            isSaved = try await SaveAgenda(id: opened.gathering.id, slots: form.slots, basedOn: form.basedOn, person: try visit.person().id).run(room.house, room.trail)
        } catch {
            return try await GatheringHandlers(room: room).hindered(visit, by: error)
        }
        guard isSaved else {
            let newest = try await room.openToArrange(visit).gathering
            let theirs = try await room.house.database.read { try Gatherings.slots(newest.id, $0) }
            let shown = AgendaFormPage(telling: room.telling(visit), gathering: newest)
            return .page(shown.page(form.rows, overtaken: shown.overtaken(form.rows, theirs, by: try await room.saver(of: newest))))
        }
        let then = visit.form["then"] == "more" ? GatheringsPaths.path(GatheringsPaths.agendaPattern, opened.gathering.id) : GatheringsPaths.gathering(opened.gathering.id)
        return Answer.seeOther(then).with(notice: "gatherings.notice.saved")
    }
}
