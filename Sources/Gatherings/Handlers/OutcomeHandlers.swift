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
        let isSaved = try await SayHowItWent(id: opened.gathering.id, held: held, basedOn: form.basedOn, person: try visit.person().id).run(room.house, room.trail)
        guard isSaved else {
            let newest = try await room.openToArrange(visit)
            let shown = AccountFormPage(telling: room.telling(visit), opened: newest)
            return .page(shown.page(visit.form, overtaken: shown.overtaken(visit.form, by: try await room.saver(of: newest.gathering))))
        }
        return Answer.seeOther(GatheringsPaths.gathering(opened.gathering.id)).with(notice: "gatherings.notice.saved")
    }

    func lesson(_ visit: Visit) async throws -> Answer {
        let opened = try await openToWrite(visit)
        let (gathering, person) = (opened.gathering, try visit.person().id)
        let now = room.house.clock.now
        let (owners, blocks) = try await room.house.database.read { reader in
            (try Gatherings.owners(gathering, at: now, reader), try gathering.plan.practice.map { try room.ports.blocks($0, reader) } ?? [])
        }
        if let id = visit.form.text("lessonID").map({ LessonID($0) }) {
            let given = visit.form["then"] == "give" ? visit.form.text("give") : nil
            let change: ChangeLesson.Change = given.flatMap { given in owners.first { $0.id.rawValue == given } }.map { .give($0.id) } ?? (visit.form["then"] == "open" ? .open : .done)
            try await ChangeLesson(id: id, gathering: gathering.id, change: change, by: person).run(room.house, room.trail)
        } else {
            let form = LessonForm(visit.form, cities: Array(opened.cities.values), blocks: blocks, owners: owners)
            guard form.problems.isEmpty, let city = form.city, let intention = form.intention, let owner = form.owner, let due = form.due else {
                return .page(try await GatheringHandlers(room: room).page(visit, typed: visit.form, problems: form.problems))
            }
            try await AddLesson(
                gathering: gathering.id, city: city, text: form.text, blockID: form.blockID, block: form.block, intention: intention, owner: owner, due: due, by: person
            ).run(room.house, room.trail)
        }
        return Answer.seeOther(GatheringsPaths.gathering(gathering.id) + "#lessons").with(notice: "gatherings.notice.saved")
    }

    func followUp(_ visit: Visit) async throws -> Answer {
        let opened = try await openToWrite(visit)
        let (gathering, person) = (opened.gathering, try visit.person().id)
        let now = room.house.clock.now
        let owners = try await room.house.database.read { try Gatherings.owners(gathering, at: now, $0) }
        let change: KeepFollowUp.Change
        if let id = visit.form.text("followUpID") {
            let given = visit.form["then"] == "give" ? visit.form.text("give") : nil
            change = given.flatMap { given in owners.first { $0.id.rawValue == given } }.map { .give(id, $0.id) } ?? (visit.form["then"] == "open" ? .open(id) : .done(id))
        } else {
            let form = FollowUpForm(visit.form, owners: owners)
            guard form.problems.isEmpty, let owner = form.owner, let due = form.due else {
                return .page(try await GatheringHandlers(room: room).page(visit, typed: visit.form, problems: form.problems))
            }
            change = .add(text: form.text, owner: owner, due: due)
        }
        try await KeepFollowUp(gathering: gathering.id, change: change, by: person).run(room.house, room.trail)
        return Answer.seeOther(GatheringsPaths.gathering(gathering.id) + "#follow-ups").with(notice: "gatherings.notice.saved")
    }

    /// Those who arrange it and those who are there write down what comes of it.
    private func openToWrite(_ visit: Visit) async throws -> GatheringsRoom.Opened {
        let opened = try await room.open(visit)
        try GatheringPermissions.canNote(opened).require()
        return opened
    }
}
