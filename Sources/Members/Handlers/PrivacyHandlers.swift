import HTTPTypes
import Kernel
import Store
import Trail
import Web

/// What is kept of people: the notice, their own data as a file, and being forgotten.
struct PrivacyHandlers: Sendable {
    let house: House
    let trail: Trail
    let ports: MembersPorts
    let identity: IdentityCheck

    init(house: House, trail: Trail, ports: MembersPorts) {
        self.house = house
        self.trail = trail
        self.ports = ports
        identity = IdentityCheck(house: house)
    }

    // MARK: for everybody and for administrators

    func notice(_ visit: Visit) async throws -> Answer {
        let network = try await house.database.read { try InstallationSetting.value(MembersModule.networkNameSetting, $0) }
        return .page(PrivacyPages.notice(ports.kept, network: network, contact: ports.privacyContact, house.words(visit.language)))
    }

    func record(_ visit: Visit) async throws -> Answer {
        let erasures = try await house.database.read { try Erasure.all($0).count }
        return .page(PrivacyPages.record(ports.kept, erasures: erasures, contact: ports.privacyContact, house.words(visit.language)))
    }

    func recordTable(_ visit: Visit) async throws -> Answer {
        var answer = Answer.text(ProcessingRecord(ports.kept, house.words(visit.language)).csv, type: "text/csv; charset=utf-8; header=present")
        answer.headers[.contentDisposition] = "attachment; filename=\"record-of-processing.csv\""
        return answer
    }

    // MARK: their own

    func showData(_ visit: Visit) async throws -> Answer { .page(try await dataPage(visit, [])) }

    /// The file, once it is sure that it is them. That it was given is a fact.
    func giveData(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        if let problem = try await identity.problem(visit) { return .page(try await dataPage(visit, [problem])) }
        let words = house.words(visit.language)
        let file = try await house.database.write { [trail, ports, site = house.site.baseURL] writer in
            try trail.record(Fact("person.dataGiven", RecordReference(person.id), by: .person(person.id)), in: writer)
            return try PersonalFile(person.id, kept: ports.kept, site: site, at: trail.clock.now, words, writer.reader)
        }
        var answer = Answer(content: .bytes(try file.json(), type: "application/json"))
        answer.headers[.contentDisposition] = "attachment; filename=\"ponte-my-data.json\""
        return answer
    }

    func showForget(_ visit: Visit) async throws -> Answer { .page(try await forgetPage(visit, [])) }

    func forget(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        var problems = sureness(visit)
        if let problem = try await identity.problem(visit) { problems.append(problem) }
        guard problems.isEmpty else { return .page(try await forgetPage(visit, problems)) }
        try await house.database.write { [trail, ports] in try ForgetPerson(person.id, kept: ports.kept).run(trail, by: .person(person.id), in: $0) }
        return Answer.seeOther("/").with(Cookie(name: Cookie.session, value: "", maxAge: 0)).with(notice: "members.privacy.youAreForgotten")
    }

    // MARK: for somebody who wrote in

    func showForgetOther(_ visit: Visit) async throws -> Answer { .page(try await forgetOtherPage(visit, [])) }

    func forgetOther(_ visit: Visit) async throws -> Answer {
        let (id, actor) = (PersonID(try visit.parameter("id")), try visit.person().id)
        var problems = sureness(visit)
        if let problem = try await identity.problem(visit) { problems.append(problem) }
        guard problems.isEmpty else { return .page(try await forgetOtherPage(visit, problems)) }
        try await house.database.write { [trail, ports] in try ForgetPerson(id, kept: ports.kept).run(trail, by: .person(actor), in: $0) }
        return Answer.seeOther(MembersPaths.people).with(notice: "members.privacy.theyAreForgotten")
    }

    // MARK: steps

    private func sureness(_ visit: Visit) -> [FieldProblem] { visit.form["sure"] == "yes" ? [] : [FieldProblem("sure", "members.privacy.sureMissing")] }

    private func dataPage(_ visit: Visit, _ problems: [FieldProblem]) async throws -> Page {
        PrivacyPages.data(ports.kept, asksPassword: try await identity.hasPassword(try visit.person()), problems: problems, house.words(visit.language))
    }

    private func forgetPage(_ visit: Visit, _ problems: [FieldProblem]) async throws -> Page {
        let person = try visit.person()
        let isLast = try await house.database.read { try Administrators.isLast(person.id, $0) }
        return PrivacyPages.forget(
            .themselves, action: MembersPaths.forgetMe, isLast: isLast, asksPassword: try await identity.hasPassword(person), problems: problems, house.words(visit.language))
    }

    private func forgetOtherPage(_ visit: Visit, _ problems: [FieldProblem]) async throws -> Page {
        let id = PersonID(try visit.parameter("id"))
        let (person, isLast) = try await house.database.read { (try PersonRecord.find(id, $0), try Administrators.isLast(id, $0)) }
        guard let person else { throw Problem.notFound }
        return PrivacyPages.forget(
            .other(name: person.name, href: MembersPaths.path(MembersPaths.person, id.rawValue)), action: MembersPaths.path(MembersPaths.forgetPerson, id.rawValue),
            isLast: isLast, asksPassword: try await identity.hasPassword(try visit.person()), problems: problems, house.words(visit.language))
    }
}
