import Kernel
import Members
import Trail
import Web

/// The end of a transfer and what comes after it.
struct ClosingHandlers: Sendable {
    let room: TransfersRoom

    func show(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        return .page(ClosingPage(opened: opened, typed: OutcomeForm.fields(opened.details, today: opened.today), speaking: room.speaking(visit)).page())
    }

    /// Says what came of it and who looks again when; and, if that was asked for, closes it.
    func conclude(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForWriting(visit)
        guard opened.mayConclude else { throw Problem.conflict(reason: "transfers.problem.concludeLater") }
        let speaking = room.speaking(visit)
        let isClosing = visit.form["then"] == "close"
        let form = OutcomeForm(visit.form, colleagues: opened.colleagues, today: opened.today, unfinished: isClosing ? speaking.unfinished(opened.details) : nil)
        guard form.problems.isEmpty else { return .page(ClosingPage(opened: opened, typed: visit.form, problems: form.problems, speaking: speaking).page()) }
        let person = try visit.person().id
        let outcome = try await ConcludeTransfer(
            transfer: opened.id, content: form.content, followUps: form.followUps, basedOn: visit.form.version, person: person
        ).run(room.house, room.trail)
        if outcome == .conflict {
            let newest = try await room.open(visit)
            guard let theirs = newest.details.outcome else { throw Problem.conflict(reason: "web.error.409.message") }
            let old = OutcomeForm.fields(newest.details, today: newest.today)
            let overtaken = Overtaken(
                by: newest.name(theirs.changedBy), at: theirs.changedAt,
                ["kept", "changed", "failed", "why", "unfinished"].map { speaking.part($0, old.text($0), visit.form.text($0)) }
                    + FollowUp.months.flatMap { speaking.parts(ofFollowUp: $0, old, visit.form, newest.colleagues) })
            return .page(ClosingPage(opened: newest, typed: visit.form, overtaken: overtaken, speaking: speaking).page())
        }
        guard isClosing else { return Answer.seeOther(TransfersPaths.part(opened.id, "closing")).with(notice: "transfers.notice.saved") }
        try await TakeTransferStep(transfer: opened.id, step: .close, reason: nil, parts: opened.parts, person: person).run(room.house, room.trail)
        return Answer.seeOther(TransfersPaths.transfer(opened.id)).with(notice: "transfers.notice.step")
    }

    /// Also when it is over: what is learned later goes back as well.
    func send(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        try TransferPermissions.canSpeakFor(opened.transfer, visit.viewer).require()
        var reader = FieldReader(visit.form)
        let content = reader.text("improvement", limit: 2000)
        let block = reader.optionalCode("block", among: opened.details.blocks.map(\.id.rawValue)).map { PlanBlockID($0) }
        guard reader.problems.isEmpty else {
            return .page(
                ClosingPage(
                    opened: opened, typed: OutcomeForm.fields(opened.details, today: opened.today), problems: reader.problems, improvementTyped: visit.form,
                    speaking: room.speaking(visit)
                ).page())
        }
        try await SendImprovement(transfer: opened.id, name: opened.transfer.name, owner: opened.practice.owner, block: block, content: content, person: try visit.person().id)
            .run(room.house, room.trail)
        return Answer.seeOther(TransfersPaths.part(opened.id, "closing")).with(notice: "transfers.notice.improvement")
    }

    func answer(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        if !opened.isOwner { try TransferPermissions.canAnswerForGiving(opened.transfer, visit.viewer).require() }
        var reader = FieldReader(visit.form)
        let answer = Improvement.Answer(rawValue: visit.form["answer"] ?? "")
        if answer == nil { reader.report("answer", "transfers.problem.noAnswerChosen") }
        let note = reader.optionalText("note", limit: 1000)
        try reader.check()
        guard let answer else { throw Problem.notFound }
        try await AnswerImprovement(transfer: opened.id, improvement: try visit.parameter("improvement"), answer: answer, note: note, person: try visit.person().id)
            .run(room.house, room.trail)
        return Answer.seeOther(TransfersPaths.part(opened.id, "difference")).with(notice: "transfers.notice.saved")
    }

    func followUpForm(_ visit: Visit) async throws -> Answer {
        let (opened, followUp) = try await openFollowUp(visit)
        let typed = Fields([("use", followUp.state?.rawValue ?? ""), ("answer", followUp.answer ?? ""), ("version", String(followUp.version))])
        return .page(FollowUpPage(opened: opened, followUp: followUp, typed: typed, speaking: room.speaking(visit)).page())
    }

    func followUp(_ visit: Visit) async throws -> Answer {
        let (opened, followUp) = try await openFollowUp(visit)
        var reader = FieldReader(visit.form)
        let state = reader.optionalCode("use", among: FollowUp.State.allCases.map(\.rawValue)).flatMap(FollowUp.State.init(rawValue:))
        if state == nil, reader.problems.isEmpty { reader.report("use", "transfers.problem.noAnswerChosen") }
        let answer = reader.optionalText("answer", limit: 2000)
        guard reader.problems.isEmpty, let state else {
            return .page(FollowUpPage(opened: opened, followUp: followUp, typed: visit.form, problems: reader.problems, speaking: room.speaking(visit)).page())
        }
        let outcome = try await AnswerFollowUp(
            transfer: opened.id, followUp: followUp.id, state: state, answer: answer, basedOn: visit.form.version, person: try visit.person().id
        ).run(room.house, room.trail)
        if outcome == .conflict {
            let (newest, theirs) = try await openFollowUp(visit)
            let speaking = room.speaking(visit)
            let overtaken = Overtaken(
                by: theirs.answeredBy.map(newest.name), at: theirs.answeredAt,
                [
                    speaking.part("use", theirs.state.map { speaking.words("transfers.followUp.state.\($0.rawValue)") }, speaking.words("transfers.followUp.state.\(state.rawValue)")),
                    speaking.part("answer", theirs.answer, answer),
                ])
            return .page(FollowUpPage(opened: newest, followUp: theirs, typed: visit.form, overtaken: overtaken, speaking: speaking).page())
        }
        return Answer.seeOther(TransfersPaths.part(opened.id, "closing")).with(notice: "transfers.notice.saved")
    }

    private func openFollowUp(_ visit: Visit) async throws -> (TransfersRoom.Open, FollowUp) {
        let opened = try await room.open(visit)
        try TransferPermissions.canSpeakFor(opened.transfer, visit.viewer).require()
        guard opened.transfer.stage == .closed else { throw Problem.conflict(reason: "transfers.problem.followUpLater") }
        let id = FollowUpID(try visit.parameter("followUp"))
        guard let followUp = opened.details.followUps.first(where: { $0.id == id }) else { throw Problem.notFound }
        guard followUp.opens <= opened.today else { throw Problem.conflict(reason: "transfers.problem.followUpEarly") }
        return (opened, followUp)
    }
}
