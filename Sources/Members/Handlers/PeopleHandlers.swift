import Kernel
import Store
import Trail
import Web

/// People, as an administrator sees and looks after them.
struct PeopleHandlers: Sendable {
    let house: House
    let trail: Trail
    let factor: SecondFactor

    static let pageLength = 50

    func list(_ visit: Visit) async throws -> Answer {
        let role = visit.query.text("role").flatMap(Role.init(rawValue:))
        let (text, after, now) = (visit.query.text("q"), visit.query.text("after"), house.clock.now)
        let (people, roles, cities, programmes) = try await house.database.read { reader in
            let people = try PersonRecord.search(text, role: role, after: after, limit: Self.pageLength + 1, at: now, reader)
            return (people, try GivenRole.of(people.map(\.id), at: now, reader), try Cities.all(reader), try Programmes.all(reader))
        }
        let places = Places(cities: cities, programmes: programmes, words: house.words(visit.language))
        return .page(PeoplePage.page(people, roles, places, text: text, role: role, isFirst: after == nil))
    }

    // MARK: invitations

    func inviteForm(_ visit: Visit) async throws -> Answer {
        let places = try await places(visit)
        return .page(InvitePage.form(Fields([("language", visit.language.code)]), problems: [], places))
    }

    /// First a preview of what the role opens; sent only when that is confirmed.
    func invite(_ visit: Visit) async throws -> Answer {
        let places = try await places(visit)
        let form = InvitationForm(visit.form, cities: places.cities, programmes: places.programmes, at: house.clock.now)
        guard let invitation = form.invitation, visit.form["change"] == nil else { return .page(InvitePage.form(visit.form, problems: visit.form["change"] == nil ? form.problems : [], places)) }
        do {
            if try await house.database.read({ try Accounts.id(ofEmail: form.email, $0) }) != nil {
                throw Problem.invalid([FieldProblem("email", "members.problem.emailTaken")])
            }
            guard form.isConfirmed else { return .page(InvitePage.preview(invitation, visit.form, places)) }
            let id = try await invitation.run(house, trail, by: try visit.person())
            return Answer.seeOther(MembersPaths.path(MembersPaths.person, id.rawValue)).with(notice: "members.invite.written")
        } catch Problem.invalid(let problems) {
            return .page(InvitePage.form(visit.form, problems: problems, places))
        }
    }

    func inviteAgain(_ visit: Visit) async throws -> Answer {
        try await InvitePerson.again(id(visit), house, trail, by: try visit.person())
        return try back(visit, "members.invite.written")
    }

    // MARK: one person

    func show(_ visit: Visit) async throws -> Answer { .page(try await page(visit, form: Fields(), problems: [])) }

    func giveRole(_ visit: Visit) async throws -> Answer {
        let places = try await places(visit)
        var reader = FieldReader(visit.form)
        let form = RoleForm(&reader, cities: places.cities, programmes: places.programmes, at: house.clock.now)
        guard reader.problems.isEmpty, let role = form.role, let scope = form.scope else { return .page(try await page(visit, form: visit.form, problems: reader.problems)) }
        try await GiveRole(person: id(visit), role: role, scope: scope, until: form.until).run(house, trail, by: try visit.person().id)
        return try back(visit, "members.person.roleGiven")
    }

    func endRole(_ visit: Visit) async throws -> Answer {
        try await EndRole(person: id(visit), grant: visit.form["grant"] ?? "").run(house, trail, by: try visit.person().id)
        return try back(visit, "members.person.roleEnded")
    }

    func disable(_ visit: Visit) async throws -> Answer {
        try await DisablePerson.run(id(visit), house, trail, by: try visit.person().id)
        return try back(visit, "members.person.isDisabled")
    }

    func enable(_ visit: Visit) async throws -> Answer {
        try await DisablePerson.undo(id(visit), house, trail, by: try visit.person().id)
        return try back(visit, "members.person.isEnabled")
    }

    func endSession(_ visit: Visit) async throws -> Answer {
        let (person, actor, digest) = (try id(visit), try visit.person().id, visit.form["session"] ?? "")
        try await house.database.write { [trail] in try Session.close(digest, of: person, trail, by: actor, $0) }
        return try back(visit, "members.notice.sessionEnded")
    }

    /// For somebody who lost their device and their recovery codes. Where their role asks for one, they set up another at the next sign-in.
    func endSecondFactor(_ visit: Visit) async throws -> Answer {
        let (person, actor) = (try id(visit), try visit.person().id)
        try await house.database.write { [factor] writer in
            try factor.end(for: person, by: actor, writer)
            try writer.run("DELETE FROM session WHERE person_id = \(person)")
        }
        return try back(visit, "members.second.ended")
    }

    // MARK: steps

    private func id(_ visit: Visit) throws -> PersonID { PersonID(try visit.parameter("id")) }

    private func back(_ visit: Visit, _ notice: String) throws -> Answer {
        Answer.seeOther(MembersPaths.path(MembersPaths.person, try id(visit).rawValue)).with(notice: notice)
    }

    private func places(_ visit: Visit) async throws -> Places {
        let (cities, programmes) = try await house.database.read { (try Cities.all($0), try Programmes.all($0)) }
        return Places(cities: cities, programmes: programmes, words: house.words(visit.language), languages: house.facade.languages)
    }

    private func page(_ visit: Visit, form: Fields, problems: [FieldProblem]) async throws -> Page {
        let (id, now) = (try id(visit), house.clock.now)
        let (person, roles, sessions) = try await house.database.read { reader in
            (try PersonRecord.find(id, reader), try GivenRole.of([id], at: now, reader)[id] ?? [], try Sessions.of(id, at: now, reader))
        }
        guard let person else { throw Problem.notFound }
        return PersonPage.page(person, roles, sessions, try await places(visit), form: form, problems: problems, isSelf: try visit.person().id == id)
    }
}
