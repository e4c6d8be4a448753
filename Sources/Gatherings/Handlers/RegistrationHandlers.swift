import Kernel
import Members
import Web

/// Who comes: registering with or without an account, changing it, inviting, attendance.
struct RegistrationHandlers: Sendable {
    let room: GatheringsRoom
    /// Each registration without an account writes a letter to an address that somebody typed. A whole office may share one address here.
    let limit: Throttle

    init(room: GatheringsRoom) {
        self.room = room
        limit = Throttle(capacity: 60, refillIn: 600, clock: room.house.clock)
    }

    func form(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        return .page(try await registerPage(visit, opened).page(visit.viewer.person.map { Fields([("name", $0.name), ("email", $0.email)]) } ?? Fields()))
    }

    func register(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        let shown = try await registerPage(visit, opened)
        let form = RegistrationForm(visit.form, person: visit.viewer.person, cities: shown.cities, language: visit.language)
        if !opened.gathering.admits(at: room.house.clock.now).isAllowed { return .page(shown.page(visit.form).refusing([], isConflict: true)) }
        guard form.problems.isEmpty else { return .page(shown.page(visit.form, problems: form.problems)) }
        if !visit.viewer.isSignedIn { try limit.take(visit.address) }
        let registration: Registration
        do {
            registration = try await Register(gathering: opened.gathering.id, draft: form.draft, person: visit.viewer.person?.id, isProven: visit.viewer.isSignedIn).run(room.house, room.trail)
        } catch Problem.refused {
            // The page says itself why nobody, or not this person, can register.
            return .page(try await registerPage(visit, try await room.open(visit)).page(visit.form).refusing([], isConflict: true))
        }
        // Only to whoever has an account is it told at once: without one, the letter tells whose address it is.
        guard visit.viewer.isSignedIn else { return .page(RegisteredPage(telling: room.telling(visit), opened: opened, email: form.draft.email).page()) }
        return Answer.seeOther(GatheringsPaths.gathering(opened.gathering.id)).with(notice: "gatherings.notice.\(registration.state.rawValue)")
    }

    private func registerPage(_ visit: Visit, _ opened: GatheringsRoom.Opened) async throws -> RegisterPage {
        let (cities, counts) = try await room.house.database.read { (try Cities.all($0), try Registrations.counts([opened.gathering.id], $0)[opened.gathering.id] ?? [:]) }
        return RegisterPage(telling: room.telling(visit), opened: opened, cities: cities, counts: counts, now: room.house.clock.now, isSignedIn: visit.viewer.isSignedIn)
    }

    // MARK: by the link of a letter

    private func byToken(_ visit: Visit) async throws -> (token: String, registration: Registration, gathering: Gathering, cities: [CityID: City]) {
        let token = try visit.parameter("token")
        guard let id = Registration.opened(by: token, room.house.site.key) else { throw Problem.notFound }
        let found: (Registration, Gathering, [CityID: City])? = try await room.house.database.read { reader in
            guard let registration = try Registrations.byID(id, reader), let gathering = try Gatherings.byID(registration.gathering, reader) else { return nil }
            return (registration, gathering, try Gatherings.cities(gathering.cities, reader))
        }
        guard let found else { throw Problem.notFound }
        return (token, found.0, found.1, found.2)
    }

    func registration(_ visit: Visit) async throws -> Answer {
        let (token, registration, gathering, cities) = try await byToken(visit)
        return .page(RegistrationPage(telling: room.telling(visit), registration: registration, gathering: gathering, cities: cities, token: token, now: room.house.clock.now).page())
    }

    /// Changes a registration; for somebody who was invited, accepts.
    func change(_ visit: Visit) async throws -> Answer {
        let (token, registration, gathering, cities) = try await byToken(visit)
        var reader = FieldReader(visit.form)
        let name = reader.text("name", limit: 120)
        let organisation = reader.optionalText("organisation", limit: 160)
        let needs = reader.optionalText("needs", limit: 1000)
        let shown = RegistrationPage(telling: room.telling(visit), registration: registration, gathering: gathering, cities: cities, token: token, now: room.house.clock.now)
        guard reader.problems.isEmpty else { return .page(shown.page(visit.form, problems: reader.problems)) }
        do {
            if registration.state == .invited || registration.state == .withdrawn {
                let draft = RegistrationDraft(
                    name: name, email: registration.email, organisation: organisation, city: registration.city, needs: needs, language: registration.language)
                _ = try await Register(gathering: gathering.id, draft: draft, person: registration.person, isProven: true).run(room.house, room.trail)
            } else {
                try await ChangeRegistration(id: registration.id, name: name, organisation: organisation, needs: needs).run(room.house, room.trail)
            }
        } catch Problem.refused {
            // The page says itself why not.
            return .page(shown.page(visit.form).refusing([], isConflict: true))
        }
        return Answer.seeOther(GatheringsPaths.registration(token)).with(notice: "gatherings.notice.saved")
    }

    func withdraw(_ visit: Visit) async throws -> Answer {
        let (_, registration, gathering, _) = try await byToken(visit)
        try await Withdraw(id: registration.id).run(room.house, room.trail)
        let then = gathering.plan.admission == .open ? GatheringsPaths.gathering(gathering.id) : GatheringsPaths.gatherings
        return Answer.seeOther(then).with(notice: "gatherings.notice.withdrawn")
    }

    // MARK: organisers

    func people(_ visit: Visit) async throws -> Answer { .page(try await peoplePage(visit)) }

    private func peoplePage(_ visit: Visit, typed: Fields = Fields(), problems: [FieldProblem] = [], obstacle: String? = nil) async throws -> Page {
        let opened = try await room.openToArrange(visit)
        let (people, cities) = try await room.house.database.read { (try Registrations.all(opened.gathering.id, $0), try Cities.all($0)) }
        return PeoplePage(telling: room.telling(visit), opened: opened, people: people, cities: cities, now: room.house.clock.now).page(typed, problems: problems, obstacle: obstacle)
    }

    func attendance(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        guard [.announced, .held, .reported].contains(opened.gathering.stage), opened.gathering.plan.starts <= room.house.clock.now else { throw Problem.refused(reason: "gatherings.problem.notNow") }
        let answers = visit.form.pairs.filter { $0.name.hasPrefix("attended.") && ["yes", "no"].contains($0.value) }
            .map { (RegistrationID(String($0.name.dropFirst("attended.".count))), $0.value == "yes") }
        try await NoteAttendance(gathering: opened.gathering.id, attended: Dictionary(answers) { _, last in last }, by: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(GatheringsPaths.path(GatheringsPaths.peoplePattern, opened.gathering.id)).with(notice: "gatherings.notice.saved")
    }

    func invite(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        let cities = try await room.house.database.read { try Cities.all($0) }
        let form = InviteForm(visit.form, cities: cities, language: visit.language)
        guard form.problems.isEmpty else { return .page(try await peoplePage(visit, typed: visit.form, problems: form.problems)) }
        do {
            try await Invite(
                gathering: opened.gathering.id, name: form.name, email: form.email, role: form.role, city: form.city, language: form.language, by: try visit.person().id
            ).run(room.house, room.trail)
        } catch Problem.invalid(let problems) {
            return .page(try await peoplePage(visit, typed: visit.form, problems: problems))
        } catch {
            guard let reason = Obstacle.reason(error) else { throw error }
            return .page(try await peoplePage(visit, typed: visit.form, obstacle: reason))
        }
        return Answer.seeOther(GatheringsPaths.path(GatheringsPaths.peoplePattern, opened.gathering.id)).with(notice: "gatherings.notice.invited")
    }
}
