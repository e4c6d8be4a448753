import Kernel
import Store
import Trail
import Web

/// What a person sees and changes of their own account.
struct AccountHandlers: Sendable {
    let house: House
    let trail: Trail

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
            .with(Cookie(name: Cookie.language, value: language.code, maxAge: 31_536_000))
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
        let (sessions, cities, programmes) = try await house.database.read { reader in
            (try Sessions.of(person.id, at: now, reader), try Cities.all(reader), try Programmes.all(reader))
        }
        return AccountPage.page(
            person, typedName: name, sessions: sessions, cities: cities, programmes: programmes, problems: problems, status: status, visit.language,
            house.words(visit.language))
    }
}
