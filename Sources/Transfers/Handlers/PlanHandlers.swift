import Kernel
import Members
import Web

/// The plan: blocks, actions, milestones, and the log of what happened.
struct PlanHandlers: Sendable {
    let room: TransfersRoom

    func show(_ visit: Visit) async throws -> Answer { .page(PlanPage(opened: try await room.open(visit), ports: room.ports, speaking: room.speaking(visit)).page()) }

    // MARK: blocks

    func blockForm(_ visit: Visit) async throws -> Answer {
        let (opened, block) = try await openBlock(visit)
        return .page(BlockPage(opened: opened, block: block, typed: block.map(BlockForm.fields) ?? Fields(), speaking: room.speaking(visit)).page())
    }

    func decide(_ visit: Visit) async throws -> Answer {
        let (opened, block) = try await openBlock(visit)
        let form = BlockForm(visit.form, block: block)
        let speaking = room.speaking(visit)
        guard form.problems.isEmpty else { return .page(BlockPage(opened: opened, block: block, typed: visit.form, problems: form.problems, speaking: speaking).page()) }
        let outcome = try await DecideOnBlock(
            transfer: opened.id, block: block?.id, content: form.content, basedOn: visit.form.version, person: try visit.person().id
        ).run(room.house, room.trail)
        guard outcome == .conflict else { return back(opened, "plan", outcome) }
        let newest = try await room.open(visit)
        let theirs = block.flatMap { newest.block($0.id) }
        let overtaken = theirs.map { theirs in
            let (old, new) = (theirs, form.content)
            return Overtaken(
                by: newest.name(theirs.changedBy), at: theirs.changedAt,
                [
                    speaking.part("title", old.title, new.title), speaking.part("decision", speaking.decision(old.decision), speaking.decision(new.decision)),
                    speaking.part("adaptation", old.adaptation, new.adaptation), speaking.part("reason", old.reason, new.reason),
                ])
        }
        return .page(BlockPage(opened: newest, block: theirs, typed: visit.form, overtaken: overtaken, speaking: speaking).page())
    }

    private func openBlock(_ visit: Visit) async throws -> (TransfersRoom.Open, PlanBlock?) {
        let opened = try await room.open(visit)
        try opened.requirePlanning()
        let name = try visit.parameter("block")
        if name == "new" { return (opened, nil) }
        guard let block = opened.block(PlanBlockID(name)) else { throw Problem.notFound }
        return (opened, block)
    }

    // MARK: actions

    func actionForm(_ visit: Visit) async throws -> Answer {
        let (opened, action) = try await openAction(visit)
        var typed = action.map(ActionForm.fields) ?? visit.query.keeping(["precondition"])
        if action == nil, let id = typed.text("precondition"), let precondition = opened.need?.preconditions.first(where: { $0.id == id }) {
            typed = typed.adding("what", String(precondition.text.prefix(300)))
        }
        return .page(ActionPage(opened: opened, action: action, typed: typed, speaking: room.speaking(visit)).page())
    }

    func saveAction(_ visit: Visit) async throws -> Answer {
        let (opened, action) = try await openAction(visit)
        let speaking = room.speaking(visit)
        let preconditions = (opened.need?.preconditions.map(\.id) ?? []) + [action?.content.precondition].compactMap { $0 }
        let form = ActionForm(visit.form, opened.details, colleagues: opened.colleagues, preconditions: preconditions, today: opened.today)
        guard form.problems.isEmpty, let content = form.content else {
            return .page(ActionPage(opened: opened, action: action, typed: visit.form, problems: form.problems, speaking: speaking).page())
        }
        let outcome = try await SaveAction(transfer: opened.id, action: action?.id, content: content, basedOn: visit.form.version, person: try visit.person().id)
            .run(room.house, room.trail)
        guard outcome == .conflict else { return back(opened, "plan", outcome) }
        let newest = try await room.open(visit)
        let theirs = newest.details.actions.first { $0.id == action?.id }
        let overtaken = theirs.map { theirs in
            let (old, new) = (ActionForm.fields(theirs), visit.form)
            func state(_ fields: Fields) -> String? { fields.text("state").flatMap(PlanAction.State.init).map { speaking.words("transfers.actionState.\($0.rawValue)") } }
            func block(_ fields: Fields) -> String? { newest.details.blocks.first { $0.id.rawValue == fields["block"] }?.title }
            func colleague(_ fields: Fields) -> String? { newest.colleagues.first { $0.id.rawValue == fields["ownerID"] }?.name }
            let texts = ["what", "owner", "dayReason", "resources", "budget", "spent", "risk", "indicator"].map { speaking.part($0, old.text($0), new.text($0)) }
            let days = ["due", "done"].map { speaking.part($0, speaking.shownDay(old.text($0)), speaking.shownDay(new.text($0))) }
            return Overtaken(
                by: newest.name(theirs.changedBy), at: theirs.changedAt,
                texts + days + [
                    speaking.part("state", state(old), state(new)), speaking.part("block", block(old), block(new)), speaking.part("colleague", colleague(old), colleague(new)),
                ])
        }
        return .page(ActionPage(opened: newest, action: theirs, typed: visit.form, overtaken: overtaken, speaking: speaking).page())
    }

    private func openAction(_ visit: Visit) async throws -> (TransfersRoom.Open, PlanAction?) {
        let opened = try await room.open(visit)
        let name = try visit.parameter("action")
        let action = opened.details.actions.first { $0.id == name }
        if let action, opened.mayFinish(action) { return (opened, action) }
        try opened.requirePlanning()
        if action == nil, name != "new" { throw Problem.notFound }
        return (opened, action)
    }

    // MARK: milestones

    func milestoneForm(_ visit: Visit) async throws -> Answer {
        let (opened, milestone) = try await openMilestone(visit)
        return .page(MilestonePage(opened: opened, milestone: milestone, typed: MilestonePage.fields(milestone), speaking: room.speaking(visit)).page())
    }

    func setMilestone(_ visit: Visit) async throws -> Answer {
        let (opened, milestone) = try await openMilestone(visit)
        let speaking = room.speaking(visit)
        let form = MilestoneForm(visit.form, of: milestone, today: opened.today)
        guard form.problems.isEmpty else { return .page(MilestonePage(opened: opened, milestone: milestone, typed: visit.form, problems: form.problems, speaking: speaking).page()) }
        let outcome = try await SetMilestone(
            transfer: opened.id, month: milestone.month, actual: form.actual, reason: form.reason, content: form.content, basedOn: visit.form.version, person: try visit.person().id
        ).run(room.house, room.trail)
        guard outcome == .conflict else { return back(opened, "plan", outcome) }
        let newest = try await room.open(visit)
        guard let theirs = newest.details.milestones.first(where: { $0.month == milestone.month }) else { throw Problem.notFound }
        let overtaken = Overtaken(
            by: nil, at: nil,
            [
                speaking.part("actual", theirs.actual.map(speaking.format.day), form.actual.map(speaking.format.day)), speaking.part("dayReason", theirs.reason, form.reason),
                speaking.part("found", theirs.content.found, form.content.found), speaking.part("decided", theirs.content.decided, form.content.decided),
            ])
        return .page(MilestonePage(opened: newest, milestone: theirs, typed: visit.form, overtaken: overtaken, speaking: speaking).page())
    }

    private func openMilestone(_ visit: Visit) async throws -> (TransfersRoom.Open, Milestone) {
        let opened = try await room.open(visit)
        try opened.requirePlanning()
        guard let month = Int(try visit.parameter("month")), let milestone = opened.details.milestones.first(where: { $0.month == month }) else { throw Problem.notFound }
        return (opened, milestone)
    }

    // MARK: log

    func writeLog(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForWriting(visit)
        var reader = FieldReader(visit.form)
        let month = Months.read(reader.text("month", limit: 20))
        if month == nil, reader.problems.isEmpty { reader.report("month", "transfers.problem.noSuchMonth") }
        let (first, speaking) = (opened.transfer.openedAt.day.monthText, room.speaking(visit))
        if let month, month > opened.today.monthText { reader.report("month", "transfers.problem.monthToCome", ["month": speaking.month(opened.today.monthText)]) }
        if let month, month < first { reader.report("month", "transfers.problem.monthBefore", ["month": speaking.month(first)]) }
        let content = reader.text("content", limit: 4000)
        guard reader.problems.isEmpty, let month else {
            return .page(LogPage(opened: opened, typed: visit.form, problems: reader.problems, speaking: speaking).page())
        }
        try await WriteLog(transfer: opened.id, month: month, content: content, person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(TransfersPaths.part(opened.id, "log")).with(notice: "transfers.notice.logged")
    }

    private func back(_ opened: TransfersRoom.Open, _ part: String, _ outcome: SaveOutcome) -> Answer {
        Answer.seeOther(TransfersPaths.part(opened.id, part)).with(notice: outcome == .saved ? "transfers.notice.saved" : "transfers.notice.unchanged")
    }
}
