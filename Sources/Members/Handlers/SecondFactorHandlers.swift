import Kernel
import Store
import Trail
import Web

/// A person's own second factor.
struct SecondFactorHandlers: Sendable {
    let house: House
    let factor: SecondFactor
    let attempts: Throttle

    init(house: House, factor: SecondFactor) {
        self.house = house
        self.factor = factor
        attempts = Throttle(capacity: 6, refillIn: 300, clock: house.clock)
    }

    func show(_ visit: Visit) async throws -> Answer { .page(try await page(visit)) }

    func begin(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        try await house.database.write { [factor] in try factor.begin(for: person.id, $0) }
        return .seeOther(MembersPaths.secondFactor)
    }

    func confirm(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        try attempts.take(person.id.rawValue)
        let typed = String((visit.form["code"] ?? "").compactMap { $0.wholeNumberValue.map(String.init) }.joined())
        guard let codes = try await house.database.write({ [factor] in try factor.confirm(typed, for: person.id, $0) }) else {
            return .page(try await page(visit, problems: [FieldProblem("code", "members.second.wrongCode")]))
        }
        attempts.forgive(person.id.rawValue)
        return .page(SecondFactorPage.codes(codes, then: try await next(person.id), house.words(visit.language)))
    }

    func makeCodes(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        guard try await isOwn(visit) else { return .page(try await page(visit, problems: [FieldProblem("password", "members.second.wrongPassword")])) }
        let codes = try await house.database.write { [factor] writer -> [String]? in
            guard try SecondFactor.of(person.id, writer.reader)?.isConfirmed == true else { return nil }
            return try factor.makeCodes(for: person.id, writer)
        }
        return codes.map { .page(SecondFactorPage.codes($0, then: MembersPaths.account, house.words(visit.language))) } ?? .seeOther(MembersPaths.secondFactor)
    }

    func end(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        guard try await isOwn(visit) else { return .page(try await page(visit, problems: [FieldProblem("password", "members.second.wrongPassword")])) }
        try await house.database.write { [factor] in try factor.end(for: person.id, by: person.id, $0) }
        return Answer.seeOther(MembersPaths.secondFactor).with(notice: "members.second.ended")
    }

    /// Administrators of an installation that still needs something are led on. Their roles are asked for anew: the visit began without them.
    private func next(_ person: PersonID) async throws -> String {
        let (now, hasLegal) = (house.clock.now, house.facade.legal != nil)
        let isLeft = try await house.database.read { reader in
            let roles = try GivenRole.of([person], at: now, reader)[person] ?? []
            guard roles.contains(where: { Role(rawValue: $0.role).map { AccessTable.permissions(of: $0).contains(.runInstallation) } == true }) else { return false }
            return try NextSteps.of(person, hasLegal: hasLegal, asksSecondFactor: true, reader).left > 0
        }
        return isLeft ? MembersPaths.nextSteps : MembersPaths.account
    }

    /// A session left open on a shared machine is not enough to take the second factor away.
    private func isOwn(_ visit: Visit) async throws -> Bool {
        let person = try visit.person()
        try attempts.take(person.id.rawValue)
        let record = try await house.database.read { try People.forSignIn(email: person.email, $0) }
        guard await Passwords.isRight(visit.form["password"] ?? "", for: record?.passwordHash) else { return false }
        attempts.forgive(person.id.rawValue)
        return true
    }

    private func page(_ visit: Visit, problems: [FieldProblem] = []) async throws -> Page {
        let person = try visit.person()
        let record = try await house.database.read { try SecondFactor.of(person.id, $0) }
        let secret = record.flatMap { $0.isConfirmed ? nil : factor.seal.open($0.secret) }
        return SecondFactorPage.page(record, secret: secret, email: person.email, isOwed: person.firstStep != nil, problems: problems, house.words(visit.language))
    }
}
