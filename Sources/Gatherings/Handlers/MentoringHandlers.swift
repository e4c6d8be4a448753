import Kernel
import Members
import Web

/// Mentoring: offers, wishes, proposals, what two cities agreed, and the log.
struct MentoringHandlers: Sendable {
    let room: GatheringsRoom

    /// Cities that the viewer acts for, and all by id.
    private func cities(_ visit: Visit, holding permission: Permission) async throws -> (own: [City], all: [CityID: City]) {
        let all = try await room.house.database.read { try Cities.all($0) }
        let ids = Set(visit.viewer.person?.grants.compactMap { grant -> CityID? in if case .city(let id) = grant.scope, grant.permissions.contains(permission) { id } else { nil } } ?? [])
        return (all.filter { ids.contains($0.id) }, Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) }))
    }

    func list(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let (own, cities) = try await cities(visit, holding: .arrangeGatherings)
        let ids = own.map(\.id)
        let page = try await room.house.database.read { reader in
            let schemes = try Mentorings.of(person.id, cities: ids, reader).filter { MentoringPermissions.canRead($0, visit.viewer) }
            return MentoringListPage(
                telling: room.telling(visit), schemes: schemes, minutes: try Mentorings.minutes(schemes.map(\.id), reader),
                wishes: ids.isEmpty ? [] : try Mentorings.wishes("city_id IN \(list: ids)", reader), offer: try Mentorings.offer(of: person.id, at: room.house.clock.now, reader), cities: cities,
                names: try People.names(schemes.map(\.mentor), reader), canWish: visit.viewer.holds(.arrangeGatherings), canMatch: visit.viewer.holds(.coordinateProgrammes))
        }
        return .page(page.page())
    }

    // MARK: offering and wishing

    func offerForm(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let known = try await room.house.database.read { try Mentorings.offer(of: person.id, at: room.house.clock.now, $0) }
        let (own, all) = try await cities(visit, holding: .readNetwork)
        var fields = Fields(
            [("city", known.flatMap { all[$0.city]?.slug } ?? own.first?.slug ?? ""), ("capacity", String(known?.capacity ?? 1)), ("isOpen", known?.isOpen == false ? "no" : "yes"), ("text", known?.text ?? "")])
        for (name, codes) in [("area", known?.areas ?? []), ("factor", known?.factors ?? []), ("language", known?.languages ?? [person.language.code])] {
            for code in codes.sorted() { fields = fields.adding(name, code) }
        }
        return .page(FitFormPage(telling: room.telling(visit), ports: room.ports, cities: own).offer(fields))
    }

    func offer(_ visit: Visit) async throws -> Answer {
        let (own, _) = try await cities(visit, holding: .readNetwork)
        var reader = FieldReader(visit.form)
        let city = OwnCityField.city(own, &reader)
        let fit = FitFields(&reader, room.ports)
        let capacity = reader.optionalNumber("capacity", in: 1...20) ?? 1
        let text = reader.optionalText("text", limit: 1000)
        guard reader.problems.isEmpty, let city else { return .page(FitFormPage(telling: room.telling(visit), ports: room.ports, cities: own).offer(visit.form, problems: reader.problems)) }
        let offer = MentorOffer(
            person: try visit.person().id, city: city, capacity: capacity, isOpen: visit.form["isOpen"] == "yes", areas: fit.areas, factors: fit.factors, languages: fit.languages, text: text)
        try await OfferMentoring(offer: offer).run(room.house, room.trail)
        return Answer.seeOther(GatheringsPaths.mentoring).with(notice: "gatherings.notice.saved")
    }

    func wishForm(_ visit: Visit) async throws -> Answer {
        let (own, _) = try await cities(visit, holding: .arrangeGatherings)
        let asked = visit.query.keeping(["city", "goals", "for"])
        let fields = Fields([("city", asked.text("city") ?? own.first?.slug ?? ""), ("goals", asked.text("goals") ?? ""), ("for", asked.text("for") ?? ""), ("language", visit.language.code)])
        return .page(FitFormPage(telling: room.telling(visit), ports: room.ports, cities: own, origin: try await room.origin(visit, asked)?.title).wish(fields))
    }

    func wish(_ visit: Visit) async throws -> Answer {
        let (own, _) = try await cities(visit, holding: .arrangeGatherings)
        var reader = FieldReader(visit.form)
        let city = OwnCityField.city(own, &reader)
        let goals = reader.text("goals", limit: 2000)
        let fit = FitFields(&reader, room.ports)
        let origin = try await room.origin(visit, visit.form)
        let page = FitFormPage(telling: room.telling(visit), ports: room.ports, cities: own, origin: origin?.title)
        guard reader.problems.isEmpty, let city else { return .page(page.wish(visit.form, problems: reader.problems)) }
        do {
            let id = try await WishForMentor(
                city: city, goals: goals, areas: fit.areas, factors: fit.factors, languages: fit.languages, origin: origin?.record, person: try visit.person().id
            ).run(room.house, room.trail)
            return Answer.seeOther(GatheringsPaths.path(GatheringsPaths.wishPattern, id))
        } catch {
            guard let reason = Obstacle.reason(error) else { throw error }
            return .page(page.wish(visit.form, obstacle: reason))
        }
    }

    // MARK: who fits

    private func openWish(_ visit: Visit) async throws -> MentorWish {
        let id = try visit.parameter("id")
        guard let wish = try await room.house.database.read({ try Mentorings.wishes("id = \(id)", $0).first }), MentoringPermissions.canRead(wish, visit.viewer) else { throw Problem.notFound }
        return wish
    }

    func proposals(_ visit: Visit) async throws -> Answer { .page(try await shownProposals(visit)) }

    private func shownProposals(_ visit: Visit, obstacle: String? = nil) async throws -> Page {
        let wish = try await openWish(visit)
        let (_, all) = try await cities(visit, holding: .arrangeGatherings)
        return try await room.house.database.read { reader in
            let proposals = Mentorings.proposals(for: wish, try Mentorings.offers("mentor_offer.is_open = 1", at: room.house.clock.now, reader), all)
            return ProposalsPage(
                telling: room.telling(visit), wish: wish, proposals: proposals, asked: try Mentorings.ofWish(wish.id, reader), taken: try Mentorings.taken(reader), cities: all,
                names: try People.names(proposals.map(\.offer.person), reader)
            ).page(obstacle: obstacle)
        }
    }

    func propose(_ visit: Visit) async throws -> Answer {
        let wish = try await openWish(visit)
        do {
            let id = try await ProposeMentoring(wish: wish, mentor: PersonID(visit.form["mentor"] ?? ""), person: try visit.person().id).run(room.house, room.trail)
            return Answer.seeOther(GatheringsPaths.path(GatheringsPaths.mentoringPattern, id)).with(notice: "gatherings.notice.asked")
        } catch {
            guard let reason = Obstacle.reason(error) else { throw error }
            return .page(try await shownProposals(visit, obstacle: reason))
        }
    }

    func withdrawWish(_ visit: Visit) async throws -> Answer {
        let wish = try await openWish(visit)
        do {
            try await WithdrawWish(wish: wish.id, person: try visit.person().id).run(room.house, room.trail)
        } catch {
            guard let reason = Obstacle.reason(error) else { throw error }
            return .page(try await shownProposals(visit, obstacle: reason))
        }
        return Answer.seeOther(GatheringsPaths.path(GatheringsPaths.wishPattern, wish.id)).with(notice: "gatherings.notice.wishWithdrawn")
    }

    /// Who would mentor whom if everybody got the best that is to be had: for coordinators, without goals or anything confidential.
    func matching(_ visit: Visit) async throws -> Answer {
        let (_, all) = try await cities(visit, holding: .arrangeGatherings)
        let (wishes, offers, taken, names) = try await room.house.database.read { reader in
            let offers = try Mentorings.offers("mentor_offer.is_open = 1", at: room.house.clock.now, reader)
            return (try Mentorings.wishes("is_open = 1", reader), offers, try Mentorings.taken(reader), try People.names(offers.map(\.person), reader))
        }
        var points: [String: [String: Int]] = [:]
        for wish in wishes {
            for (offer, score) in Mentorings.proposals(for: wish, offers, all) { points[wish.id, default: [:]][offer.person.rawValue] = score.points }
        }
        let mentors = offers.map { StableMatching.Mentor(id: $0.person.rawValue, places: max(0, $0.capacity - (taken[$0.person] ?? 0))) }
        let outcome = StableMatching(wishes: wishes.map(\.id), mentors: mentors, points: points).run()
        return .page(MatchingPage(telling: room.telling(visit), wishes: wishes, offers: offers, outcome: outcome, points: points, cities: all, names: names).page())
    }

    // MARK: two cities

    private func open(_ visit: Visit) async throws -> Mentoring {
        let id = MentoringID(try visit.parameter("id"))
        guard let found = try await room.house.database.read({ try Mentorings.byID(id, $0) }), MentoringPermissions.canRead(found, visit.viewer) else { throw Problem.notFound }
        return found
    }

    func scheme(_ visit: Visit) async throws -> Answer { .page(try await shown(visit)) }

    private func shown(_ visit: Visit, typed: Fields = Fields(), problems: [FieldProblem] = [], obstacle: String? = nil) async throws -> Page {
        let scheme = try await open(visit)
        let (_, all) = try await cities(visit, holding: .arrangeGatherings)
        let now = room.house.clock.now
        return try await room.house.database.read { reader in
            let (entries, followUps) = (try Mentorings.entries(scheme.id, reader), try Mentorings.followUps(scheme.id, reader))
            let people = entries.map(\.by) + followUps.compactMap(\.owner) + [scheme.mentor]
            return MentoringPage(
                telling: room.telling(visit), scheme: scheme, entries: entries, followUps: followUps, owners: try Mentorings.owners(scheme, at: now, reader), cities: all,
                names: try People.names(Array(Set(people)), reader), hands: MentoringPermissions.hands(scheme, visit.viewer), viewer: try visit.person().id,
                hindrance: try Mentorings.hindrance(to: scheme, at: now, reader), now: now
            ).page(typed, problems: problems, obstacle: obstacle)
        }
    }

    func step(_ visit: Visit) async throws -> Answer {
        let scheme = try await open(visit)
        let (hands, step) = (MentoringPermissions.hands(scheme, visit.viewer), visit.form["step"] ?? "")
        guard !hands.isEmpty else { throw Problem.refused(reason: "web.problem.stepNotYours") }
        do {
            var followUp: GatheringFollowUp.Draft?
            if step == "end", scheme.stage == .active {
                let form = EndForm(visit.form, owners: try await owners(scheme), due: Term(today: room.house.clock.now.day))
                guard form.problems.isEmpty else { throw Problem.invalid(form.problems) }
                followUp = form.followUp
            }
            try await StepMentoring(id: scheme.id, step: step, hands: hands, reason: try StepReason.read(visit.form), person: try visit.person().id, followUp: followUp)
                .run(room.house, room.trail)
        } catch Problem.invalid(let problems) {
            return .page(try await shown(visit, typed: visit.form, problems: problems))
        } catch {
            guard let reason = Obstacle.reason(error) else { throw error }
            return .page(try await shown(visit, obstacle: reason))
        }
        return saved(scheme)
    }

    private func owners(_ scheme: Mentoring) async throws -> [Owner] {
        let now = room.house.clock.now
        return try await room.house.database.read { try Mentorings.owners(scheme, at: now, $0) }
    }

    private func saved(_ scheme: Mentoring) -> Answer { Answer.seeOther(GatheringsPaths.path(GatheringsPaths.mentoringPattern, scheme.id)).with(notice: "gatherings.notice.saved") }

    /// Says that what comes next is done, or gives it to somebody else.
    func followUp(_ visit: Visit) async throws -> Answer {
        let scheme = try await open(visit)
        let id = visit.form["followUpID"] ?? ""
        guard let found = try await room.house.database.read({ try Mentorings.followUps(scheme.id, $0).first { $0.id == id } }) else { throw Problem.notFound }
        guard MentoringPermissions.canFinish(scheme, owner: found.owner, visit.viewer) else { throw Problem.refused(reason: "web.problem.stepNotYours") }
        guard let change = SeeTo.Change(visit.form, among: try await owners(scheme)) else { return .page(try await shown(visit, obstacle: "gatherings.problem.owner")) }
        try await SeeTo(matter: .afterMentoring(id, of: scheme.id), change: change, by: try visit.person().id).run(room.house, room.trail)
        return saved(scheme)
    }

    func entry(_ visit: Visit) async throws -> Answer {
        let scheme = try await open(visit)
        guard !MentoringPermissions.hands(scheme, visit.viewer).isEmpty else { throw Problem.refused(reason: "gatherings.problem.notYours") }
        let form = EntryForm(visit.form, today: room.house.clock.now.day)
        guard form.problems.isEmpty, let kind = form.kind, let day = form.day, let minutes = form.minutes else { return .page(try await shown(visit, typed: visit.form, problems: form.problems)) }
        do {
            try await LogContact(
                mentoring: scheme.id, kind: kind, day: day, minutes: minutes, topic: form.topic, advice: form.advice, agreed: form.agreed, next: form.next, person: try visit.person().id
            ).run(room.house, room.trail)
        } catch {
            guard let reason = Obstacle.reason(error) else { throw error }
            return .page(try await shown(visit, typed: visit.form, obstacle: reason))
        }
        return saved(scheme)
    }
}
