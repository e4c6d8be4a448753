import HTTPTypes
import Kernel
import Store
import Trail
import Web

/// Signing in and out. An unknown address and a wrong password look and last the same.
struct SignInHandlers: Sendable {
    let house: House
    let trail: Trail
    /// By address and account together, and by address alone: nobody can lock another person out.
    let byAccount: Throttle
    let byAddress: Throttle

    let factor: SecondFactor
    /// By person: whoever comes this far knows the password.
    let byPerson: Throttle

    init(house: House, trail: Trail, factor: SecondFactor) {
        self.factor = factor
        byPerson = Throttle(capacity: 6, refillIn: 300, clock: house.clock)
        self.house = house
        self.trail = trail
        byAccount = Throttle(capacity: 6, refillIn: 300, clock: house.clock)
        byAddress = Throttle(capacity: 40, refillIn: 300, clock: house.clock)
    }

    func show(_ visit: Visit) async throws -> Answer {
        if visit.viewer.isSignedIn { return .seeOther(SignInForm.safe(visit.query["next"] ?? "").nilIfEmpty ?? "/") }
        return .page(await page(next: SignInForm.safe(visit.query["next"] ?? ""), house.words(visit.language)))
    }

    /// In place of a page that needs an account: afterwards the person is where they wanted to be.
    func inPlace(_ visit: Visit) async throws -> Answer {
        let words = house.words(visit.language)
        guard visit.method == .get else {
            return .page(await page(next: "", carried: CarriedForm(target: visit.target, fields: visit.form), status: 401, words))
        }
        return .page(await page(next: SignInForm.safe(visit.target), status: 401, words))
    }

    func signIn(_ visit: Visit) async throws -> Answer {
        let form = SignInForm(visit.form)
        let words = house.words(visit.language)
        guard form.problems.isEmpty else {
            return .page(await page(email: form.email, next: form.next, carried: form.carried, problems: form.problems, status: 400, words))
        }
        let account = "\(visit.address) \(form.email.lowercased())"
        do {
            try byAddress.take(visit.address)
            try byAccount.take(account)
        } catch Problem.tooMany(let seconds) {
            return .page(await page(email: form.email, next: form.next, carried: form.carried, waitMinutes: max(1, (seconds + 59) / 60), status: 429, words))
        }
        let record = try await house.database.read { try People.forSignIn(email: form.email, $0) }
        guard await Passwords.isRight(form.password, for: record?.passwordHash), let record else {
            let wrong = [FieldProblem("email", "members.signIn.wrong")]
            return .page(await page(email: form.email, next: form.next, carried: form.carried, problems: wrong, status: 400, words))
        }
        byAccount.forgive(account)
        return try await SignInSteps(house: house, trail: trail).enter(record.id, visit, next: form.next, carried: form.carried, words)
    }

    func showSecondStep(_ visit: Visit) async throws -> Answer {
        guard try await SignInSteps(house: house, trail: trail).pending(visit) != nil else { return .seeOther(MembersPaths.signIn) }
        return .page(SecondStepPage.page(next: SignInForm.safe(visit.query["next"] ?? ""), carried: nil, house.words(visit.language)))
    }

    /// A code of the app, or a recovery code.
    func takeSecondStep(_ visit: Visit) async throws -> Answer {
        let steps = SignInSteps(house: house, trail: trail)
        let words = house.words(visit.language)
        let form = SignInForm(visit.form)
        guard let pending = try await steps.pending(visit) else { return .seeOther(MembersPaths.signIn) }
        do {
            try byPerson.take(pending.person.rawValue)
        } catch Problem.tooMany(let seconds) {
            return .page(SecondStepPage.page(next: form.next, carried: form.carried, waitMinutes: max(1, (seconds + 59) / 60), status: 429, words))
        }
        let typed = visit.form["code"] ?? ""
        let isRight = try await house.database.write { [factor] writer in
            guard try factor.accepts(typed, of: pending.person, writer) else { return false }
            try writer.run("DELETE FROM pending_sign_in WHERE digest = \(pending.digest)")
            return true
        }
        guard isRight else {
            return .page(SecondStepPage.page(next: form.next, carried: form.carried, problems: [FieldProblem("code", "members.second.wrongCode")], status: 400, words))
        }
        byPerson.forgive(pending.person.rawValue)
        return try await steps.open(pending.person, visit, next: form.next, carried: form.carried, through: pending.pass, words)
    }

    /// Whoever came through a provider is still signed in there, and is told so.
    func signOut(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let provider = try await house.database.write { writer in
            let provider = try Providers.ofSession(person.session, writer.reader)
            try Session.close(person.session, of: person.id, trail, writer)
            return provider
        }
        let gone = Cookie(name: Cookie.session, value: "", maxAge: 0)
        if let provider { return Answer.seeOther(MembersPaths.path(MembersPaths.endedWithProvider, provider: provider)).with(gone) }
        return Answer.seeOther("/").with(gone).with(notice: "members.notice.signedOut")
    }

    private func page(
        email: String = "", next: String, carried: CarriedForm? = nil, problems: [FieldProblem] = [], waitMinutes: Int? = nil, status: Int = 200, _ words: Wording
    ) async -> Page {
        let ways = await SignInPage.ways(house.database)
        return SignInPage.page(email: email, next: next, carried: carried, ways: ways, problems: problems, waitMinutes: waitMinutes, status: status, words)
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
