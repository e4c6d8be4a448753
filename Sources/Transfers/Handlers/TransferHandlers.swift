import Kernel
import Members
import Store
import Web

/// Opening a transfer, its page, and the steps it takes.
struct TransferHandlers: Sendable {
    let room: TransfersRoom

    func openForm(_ visit: Visit) async throws -> Answer {
        let base = try await base(visit, visit.query)
        if let existing = base.existing { return .seeOther(TransfersPaths.transfer(existing)) }
        let name = base.practice.title.text(in: visit.language.code).text
        let typed = Fields([("name", String(name.prefix(160))), ("challenge", String(base.need.text.prefix(2000)))])
        return answer(visit, base, typed, [])
    }

    func open(_ visit: Visit) async throws -> Answer {
        let base = try await base(visit, visit.form)
        if let existing = base.existing { return .seeOther(TransfersPaths.transfer(existing)) }
        let form = OpenForm(visit.form, programmes: base.programmes)
        guard form.problems.isEmpty, base.obstacle == nil else { return answer(visit, base, visit.form, form.problems) }
        let id = try await OpenTransfer(content: form.content, need: base.need, practice: base.practice, person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(TransfersPaths.transfer(id)).with(notice: "transfers.notice.opened")
    }

    func show(_ visit: Visit) async throws -> Answer {
        .page(TransferPage(opened: try await room.open(visit), ports: room.ports, speaking: room.speaking(visit)).page())
    }

    func step(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        try TransferPermissions.canSpeakFor(opened.transfer, visit.viewer).require()
        guard let step = Transfer.Step(rawValue: visit.form["step"] ?? "") else { throw Problem.refused(reason: "web.problem.noSuchStep") }
        var reader = FieldReader(visit.form)
        let reason = step.asksReason ? reader.text("reason", limit: 500) : nil
        guard reader.problems.isEmpty else {
            return .page(TransferPage(opened: opened, ports: room.ports, problems: reader.problems, typed: visit.form, speaking: room.speaking(visit)).page())
        }
        let speaking = room.speaking(visit)
        let isNext = Transfer.workflow.open(at: opened.transfer.stage, for: opened.parts).contains { $0.name == step.rawValue }
        if isNext, let obstacle = speaking.obstacle(to: step, opened.details, today: opened.today) {
            let said = speaking.words("web.form.problemAt", ["field": speaking.words("transfers.step.\(step.rawValue)"), "problem": obstacle])
            return .page(TransferPage(opened: opened, ports: room.ports, speaking: speaking).page().saying(said))
        }
        try await TakeTransferStep(transfer: opened.id, step: step, reason: reason, parts: opened.parts, person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(TransfersPaths.transfer(opened.id)).with(notice: "transfers.notice.step")
    }

    func publish(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        try TransferPermissions.canSpeakFor(opened.transfer, visit.viewer).require()
        guard let to = visit.form["to"], ["network", "cities"].contains(to) else { throw Problem.refused(reason: "web.problem.noSuchStep") }
        try await PublishTransfer(transfer: opened.id, isPublic: to == "network", person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(TransfersPaths.transfer(opened.id)).with(notice: to == "network" ? "transfers.notice.published" : "transfers.notice.withdrawn")
    }

    // MARK: reading

    private struct Base {
        let need: ReceivingNeed
        let practice: GivingPractice
        let giving: City
        /// nil: the need names none.
        let receiving: City?
        let programmes: [Programme]
        let existing: TransferID?
        /// Why the two cannot come together, as a text key.
        let obstacle: String?
    }

    /// The need and the practice that are to come together.
    private func base(_ visit: Visit, _ fields: Fields) async throws -> Base {
        let (needID, slug) = (NeedID(fields["need"] ?? ""), fields["practice"] ?? "")
        return try await room.house.database.read { [room, viewer = visit.viewer] reader in
            guard let practice = try room.ports.practice(slug, reader), let need = try room.ports.need(needID, practice.id, viewer, reader) else { throw Problem.notFound }
            let existing = try Transfers.of(need.id, practice.id, reader)
            if existing == nil {
                guard need.mayWrite else { throw Problem.refused(reason: "transfers.problem.notYourNeed") }
                guard need.city == nil || viewer.holds(.writeTransfers, inCity: need.city) else { throw Problem.refused(reason: "transfers.problem.notYours") }
            }
            guard let giving = try Cities.byID(practice.city, reader) else { throw Problem.notFound }
            return Base(
                need: need, practice: practice, giving: giving, receiving: try need.city.flatMap { try Cities.byID($0, reader) }, programmes: try Programmes.open(to: viewer, reader),
                existing: existing, obstacle: OpenTransfer.obstacle(need, practice))
        }
    }

    private func answer(_ visit: Visit, _ base: Base, _ typed: Fields, _ problems: [FieldProblem]) -> Answer {
        let speaking = room.speaking(visit)
        let page = OpenTransferPage(
            need: base.need, practice: base.practice, giving: base.giving, receiving: base.receiving, programmes: base.programmes, isOpen: base.obstacle == nil, typed: typed,
            problems: base.obstacle == nil ? problems : [], speaking: speaking
        ).page()
        return .page(base.obstacle.map { page.saying(speaking.words($0)) } ?? page)
    }
}
