import Kernel
import Store
import Trail
import Web

/// What a person sees and changes of their own account.
struct AccountHandlers: Sendable {
    let house: House
    let trail: Trail
    let attempts: Throttle

    init(house: House, trail: Trail) {
        self.house = house
        self.trail = trail
        attempts = Throttle(capacity: 6, refillIn: 300, clock: house.clock)
    }

    func show(_ visit: Visit) async throws -> Answer { .page(try await page(visit, name: nil, problems: [])) }

    func save(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        var reader = FieldReader(visit.form)
        let name = reader.text("name", limit: 120)
        let language = reader.optionalCode("language", among: Language.allCases.map(\.code)).flatMap(Language.init(rawValue:)) ?? person.language
        guard reader.problems.isEmpty else { return .page(try await page(visit, name: visit.form["name"], problems: reader.problems, status: 400)) }
        try await house.database.write { writer in
            try writer.run("UPDATE person SET name = \(name), language = \(language.code) WHERE id = \(person.id)")
            try trail.record(Fact("person.changed", RecordReference(person.id), by: .person(person.id)), in: writer)
        }
        return Answer.seeOther(MembersPaths.account).with(notice: "members.notice.saved")
            .with(.language(language))
    }

    /// Every other session ends: whoever knew the old password is out.
    func changePassword(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        try attempts.take(person.id.rawValue)
        let (current, new) = (visit.form["currentPassword"] ?? "", visit.form["newPassword"] ?? "")
        var problems: [FieldProblem] = []
        let record = try await house.database.read { try People.forSignIn(email: person.email, $0) }
        if await !Passwords.isRight(current, for: record?.passwordHash) { problems.append(FieldProblem("currentPassword", "members.second.wrongPassword")) }
        if let problem = PasswordForm.problem(new, email: person.email, field: "newPassword") { problems.append(problem) }
        guard problems.isEmpty else { return .page(try await page(visit, name: nil, problems: problems, status: 400)) }
        attempts.forgive(person.id.rawValue)
        let hash = try await Passwords.hash(new)
        try await house.database.write { [trail] writer in
            try writer.run("UPDATE person SET password_hash = \(hash) WHERE id = \(person.id)")
            try writer.run("DELETE FROM session WHERE person_id = \(person.id) AND digest <> \(person.session)")
            try writer.run("DELETE FROM one_time_link WHERE person_id = \(person.id)")
            try trail.record(Fact("password.changed", RecordReference(person.id), by: .person(person.id)), in: writer)
        }
        return Answer.seeOther(MembersPaths.account).with(notice: "members.password.changed")
    }

    func endSession(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let digest = visit.form["session"] ?? ""
        try await house.database.write { try Session.close(digest, of: person.id, trail, $0) }
        return Answer.seeOther(MembersPaths.account).with(notice: "members.notice.sessionEnded")
    }

    func signOutEverywhere(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        try await house.database.write { try Session.closeAll(of: person.id, trail, $0) }
        return Answer.seeOther(MembersPaths.signIn).with(Cookie(name: Cookie.session, value: "", maxAge: 0))
            .with(notice: "members.notice.signedOutEverywhere")
    }

    private func page(_ visit: Visit, name: String?, problems: [FieldProblem], status: Int = 200) async throws -> Page {
        let person = try visit.person()
        let now = house.clock.now
        let (sessions, cities, programmes, factor, ways) = try await house.database.read { reader in
            (
                try Sessions.of(person.id, at: now, reader), try Cities.all(reader), try Programmes.all(reader), try SecondFactor.of(person.id, reader),
                try AccountWays.of(person.id, reader)
            )
        }
        return AccountPage.page(
            person, typedName: name, sessions: sessions, cities: cities, programmes: programmes, hasSecondFactor: factor?.isConfirmed == true, ways: ways,
            languages: house.facade.languages, problems: problems, status: status, visit.language,
            house.words(visit.language))
    }
}
