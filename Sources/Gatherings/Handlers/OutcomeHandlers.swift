import Kernel
import Members
import Web

/// What came of it: how it went, lessons, what is to be done.
struct OutcomeHandlers: Sendable {
    let room: GatheringsRoom

    func account(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        let there = try await room.house.database.read { try Registrations.all(opened.gathering.id, $0).count { $0.attended == true } }
        return .page(AccountFormPage(telling: room.telling(visit), opened: opened).page(HeldForm.fields(opened.gathering, there: there)))
    }

    func saveAccount(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        let form = HeldForm(visit.form, opened.gathering.plan)
        guard form.problems.isEmpty, let held = form.held else { return .page(AccountFormPage(telling: room.telling(visit), opened: opened).page(visit.form, problems: form.problems)) }
        let isSaved: Bool
        do {
            isSaved = try await SayHowItWent(id: opened.gathering.id, held: held, basedOn: form.basedOn, person: try visit.person().id).run(room.house, room.trail)
        } catch {
            return try await GatheringHandlers(room: room).hindered(visit, by: error)
        }
        guard isSaved else {
            let newest = try await room.openToArrange(visit)
            let shown = AccountFormPage(telling: room.telling(visit), opened: newest)
            return .page(shown.page(visit.form, overtaken: shown.overtaken(visit.form, by: try await room.saver(of: newest.gathering))))
        }
        return Answer.seeOther(GatheringsPaths.gathering(opened.gathering.id)).with(notice: "gatherings.notice.saved")
    }

    // MARK: lessons and follow-ups

    func lesson(_ visit: Visit) async throws -> Answer {
        if let id = visit.form.text("lessonID") { return try await changeLesson(LessonID(id), visit) }
        let opened = try await openToWrite(visit)
        let gathering = opened.gathering
        let now = room.house.clock.now
        let (owners, blocks) = try await room.house.database.read { reader in
            (try Gatherings.owners(gathering, at: now, reader), try gathering.plan.practice.map { try room.ports.blocks($0, reader) } ?? [])
        }
        let form = LessonForm(visit.form, gathering.plan, in: visit.language, cities: Array(opened.cities.values), blocks: blocks, owners: owners, giver: giver(opened, visit), due: term(gathering, visit))
        guard form.problems.isEmpty, let city = form.city, let intention = form.intention, let due = form.due else {
            return .page(try await GatheringHandlers(room: room).page(visit, typed: visit.form, problems: form.problems))
        }
        do {
            try await AddLesson(
                gathering: gathering.id, city: city, text: form.text, blockID: form.blockID, block: form.block, intention: intention, owner: form.owner, due: due,
                by: try visit.person().id, ownerName: form.ownerName
            ).run(room.house, room.trail)
        } catch {
            return try await GatheringHandlers(room: room).hindered(visit, by: error, typed: visit.form)
        }
        return saved(gathering, "lessons")
    }

    private func changeLesson(_ id: LessonID, _ visit: Visit) async throws -> Answer {
        let (opened, owners) = try await openWithOwners(visit)
        let gathering = opened.gathering
        guard let found = try await room.house.database.read({ try Gatherings.lessons(gathering.id, $0).first { $0.id == id } }) else { throw Problem.notFound }
        return try await see(to: .lesson(id, of: gathering.id), of: found.owner, among: owners.seeing(to: found.city, of: gathering.plan), opened, visit, part: "lessons")
    }

    func followUp(_ visit: Visit) async throws -> Answer {
        if let id = visit.form.text("followUpID") { return try await changeFollowUp(id, visit) }
        let opened = try await openToWrite(visit)
        let gathering = opened.gathering
        let now = room.house.clock.now
        let owners = try await room.house.database.read { try Gatherings.owners(gathering, at: now, $0) }
        let form = FollowUpForm(visit.form, owners: owners, giver: giver(opened, visit), due: term(gathering, visit))
        guard let draft = form.draft else { return .page(try await GatheringHandlers(room: room).page(visit, typed: visit.form, problems: form.problems)) }
        do {
            try await AddFollowUp(gathering: gathering.id, followUp: draft, by: try visit.person().id).run(room.house, room.trail)
        } catch {
            return try await GatheringHandlers(room: room).hindered(visit, by: error, typed: visit.form)
        }
        return saved(gathering, "follow-ups")
    }

    private func changeFollowUp(_ id: String, _ visit: Visit) async throws -> Answer {
        let (opened, owners) = try await openWithOwners(visit)
        let gathering = opened.gathering.id
        guard let found = try await room.house.database.read({ try Gatherings.followUps(gathering, $0).first { $0.id == id } }) else { throw Problem.notFound }
        return try await see(to: .followUp(id, of: gathering), of: found.owner, among: owners, opened, visit, part: "follow-ups")
    }

    /// Done, open again, or given to somebody else: that is for those who arrange it or were there, the rest also for whoever sees to it.
    private func see(to matter: SeeTo.Matter, of owner: PersonID?, among owners: [Owner], _ opened: GatheringsRoom.Opened, _ visit: Visit, part: String) async throws -> Answer {
        let verdict = visit.form["then"] == "give" ? GatheringPermissions.canPutDown(opened) : GatheringPermissions.canFinish(opened, owner: owner, visit.viewer)
        try verdict.require()
        guard let change = SeeTo.Change(visit.form, among: owners.reachable(by: giver(opened, visit))) else { return .page(try await GatheringHandlers(room: room).page(visit, obstacle: "gatherings.problem.owner")) }
        try await SeeTo(matter: matter, change: change, by: try visit.person().id).run(room.house, room.trail)
        return saved(opened.gathering, part)
    }

    private func openWithOwners(_ visit: Visit) async throws -> (GatheringsRoom.Opened, [Owner]) {
        let opened = try await room.open(visit)
        let now = room.house.clock.now
        return (opened, try await room.house.database.read { try Gatherings.owners(opened.gathering, at: now, $0) })
    }

    private func saved(_ gathering: Gathering, _ part: String) -> Answer { Answer.seeOther(GatheringsPaths.gathering(gathering.id) + "#\(part)").with(notice: "gatherings.notice.saved") }

    private func term(_ gathering: Gathering, _ visit: Visit) -> Term {
        Term(end: (gathering.lastDay, room.telling(visit).format.day(gathering.lastDay)), today: gathering.plan.clock.day(of: room.house.clock.now))
    }

    /// nil for one who arranges it.
    private func giver(_ opened: GatheringsRoom.Opened, _ visit: Visit) -> PersonID? { opened.canArrange ? nil : visit.viewer.person?.id }

    /// Those who arrange it and those who were there write down what comes of it.
    private func openToWrite(_ visit: Visit) async throws -> GatheringsRoom.Opened {
        let opened = try await room.open(visit)
        try GatheringPermissions.canPutDown(opened).require()
        return opened
    }
}
