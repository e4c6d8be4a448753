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

    init(house: House, trail: Trail) {
        self.house = house
        self.trail = trail
        byAccount = Throttle(capacity: 6, refillIn: 300, clock: house.clock)
        byAddress = Throttle(capacity: 40, refillIn: 300, clock: house.clock)
    }

    func show(_ visit: Visit) async throws -> Answer {
        if visit.viewer.isSignedIn { return .seeOther(SignInForm.safe(visit.query["next"] ?? "").nilIfEmpty ?? "/") }
        return .page(SignInPage.page(next: SignInForm.safe(visit.query["next"] ?? ""), house.words(visit.language)))
    }

    /// In place of a page that needs an account: afterwards the person is where they wanted to be.
    func inPlace(_ visit: Visit) async throws -> Answer {
        let words = house.words(visit.language)
        guard visit.method == .get else {
            return .page(SignInPage.page(next: "", carried: CarriedForm(target: visit.target, fields: visit.form), status: 401, words))
        }
        return .page(SignInPage.page(next: SignInForm.safe(visit.target), status: 401, words))
    }

    func signIn(_ visit: Visit) async throws -> Answer {
        let form = SignInForm(visit.form)
        let words = house.words(visit.language)
        guard form.problems.isEmpty else {
            return .page(SignInPage.page(email: form.email, next: form.next, carried: form.carried, problems: form.problems, status: 400, words))
        }
        let account = "\(visit.address) \(form.email.lowercased())"
        do {
            try byAddress.take(visit.address)
            try byAccount.take(account)
        } catch Problem.tooMany(let seconds) {
            return .page(SignInPage.page(email: form.email, next: form.next, carried: form.carried, waitMinutes: max(1, (seconds + 59) / 60), status: 429, words))
        }
        let record = try await house.database.read { try People.forSignIn(email: form.email, $0) }
        guard await Passwords.isRight(form.password, for: record?.passwordHash), let record else {
            let wrong = [FieldProblem("email", "members.signIn.wrong")]
            return .page(SignInPage.page(email: form.email, next: form.next, carried: form.carried, problems: wrong, status: 400, words))
        }
        byAccount.forgive(account)
        let device = visit.headers[.userAgent] ?? ""
        let token = try await house.database.write { try Session.open(for: record.id, device: device, trail, $0) }
        let answer = form.carried.map { Answer.page(ExpiredForm(fields: $0.fields).page($0.target, words, status: 200)) } ?? .seeOther(form.next.nilIfEmpty ?? "/")
        return answer.with(Cookie(name: Cookie.session, value: token, maxAge: Int(Session.lifetime.components.seconds)))
    }

    func signOut(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        try await house.database.write { try Session.close(person.session, of: person.id, trail, $0) }
        return Answer.seeOther("/").with(Cookie(name: Cookie.session, value: "", maxAge: 0)).with(notice: "members.notice.signedOut")
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
