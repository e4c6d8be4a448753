import HTTPTypes
import Kernel
import Store
import Trail
import Web

/// What people do with a link from a letter: come for the first time, or choose another password. A link that no longer works
/// says so and what to do.
struct LinkHandlers: Sendable {
    let house: House
    let trail: Trail
    let byAddress: Throttle

    init(house: House, trail: Trail) {
        self.house = house
        self.trail = trail
        byAddress = Throttle(capacity: 20, refillIn: 600, clock: house.clock)
    }

    func showInvitation(_ visit: Visit) async throws -> Answer { try await show(visit, .invitation) }
    func acceptInvitation(_ visit: Visit) async throws -> Answer { try await accept(visit, .invitation) }
    func showNewPassword(_ visit: Visit) async throws -> Answer { try await show(visit, .password) }
    func setNewPassword(_ visit: Visit) async throws -> Answer { try await accept(visit, .password) }

    func showForgotten(_ visit: Visit) async throws -> Answer { .page(PasswordPages.forgotten("", problems: [], house.words(visit.language))) }

    /// The same answer whether anybody has the address or not.
    func forgotten(_ visit: Visit) async throws -> Answer {
        let email = (visit.form.text("email") ?? "").lowercased()
        guard EmailAddress.isPossible(email) else {
            return .page(PasswordPages.forgotten(email, problems: [FieldProblem("email", "web.field.notAMail")], house.words(visit.language)))
        }
        try byAddress.take(visit.address)
        try await AskForPassword(email: email).run(house, trail)
        return .page(PasswordPages.asked(email, house.words(visit.language)))
    }

    private func show(_ visit: Visit, _ purpose: OneTimeLink.Purpose) async throws -> Answer {
        let words = house.words(visit.language)
        guard let link = try await find(visit, purpose) else { return .page(PasswordPages.spent(purpose, words)) }
        return .page(PasswordPages.choose(purpose, link, token: try visit.parameter("token"), name: link.name, problems: [], words))
    }

    private func accept(_ visit: Visit, _ purpose: OneTimeLink.Purpose) async throws -> Answer {
        let words = house.words(visit.language)
        guard let link = try await find(visit, purpose) else { return .page(PasswordPages.spent(purpose, words)) }
        let token = try visit.parameter("token")
        let form = PasswordForm(visit.form, asksName: purpose == .invitation, email: link.email)
        guard form.problems.isEmpty else {
            return .page(PasswordPages.choose(purpose, link, token: token, name: visit.form["name"] ?? link.name, problems: form.problems, words))
        }
        let device = visit.headers[.userAgent] ?? ""
        let person: PersonID
        do {
            person = try await ChoosePassword(token: token, purpose: purpose, name: form.name, password: form.password, device: device).run(house.database, trail)
        } catch Problem.notFound {
            return .page(PasswordPages.spent(purpose, words))
        }
        return try await SignInSteps(house: house, trail: trail).enter(person, visit, next: MembersPaths.account, carried: nil, words)
            .with(notice: purpose == .invitation ? "members.join.welcome" : "members.password.changed")
    }

    private func find(_ visit: Visit, _ purpose: OneTimeLink.Purpose) async throws -> OneTimeLink.Record? {
        try byAddress.take(visit.address)
        let (token, now) = (try visit.parameter("token"), house.clock.now)
        return try await house.database.read { try OneTimeLink.find(token, purpose, at: now, $0) }
    }
}
