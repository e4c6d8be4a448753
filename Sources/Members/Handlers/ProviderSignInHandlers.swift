import Foundation
import HTTPTypes
import Kernel
import Store
import Trail
import Web

/// Signing in at a provider: there, back, and what follows from who it says somebody is. Whatever goes wrong leads to the sign-in page,
/// which says so, and keeps where the person wanted to be and what they had typed.
struct ProviderSignInHandlers: Sendable {
    let house: House
    let trail: Trail
    let factor: SecondFactor
    let desk: ProviderDesk
    let byAddress: Throttle
    /// As with any sign-in by password.
    let byAccount: Throttle

    init(house: House, trail: Trail, factor: SecondFactor, desk: ProviderDesk) {
        self.house = house
        self.trail = trail
        self.factor = factor
        self.desk = desk
        // A whole city hall may come from one address on a Monday morning.
        byAddress = Throttle(capacity: 300, refillIn: 600, clock: house.clock)
        byAccount = Throttle(capacity: 6, refillIn: 300, clock: house.clock)
    }

    // MARK: there

    func begin(_ visit: Visit) async throws -> Answer {
        let form = SignInForm(visit.form)
        let errand = ProviderErrand(provider: ProviderID(visit.form["provider"] ?? ""), person: nil, next: form.next, carried: form.carried)
        return try await leave(errand, visit)
    }

    func beginJoining(_ visit: Visit) async throws -> Answer {
        let errand = ProviderErrand(provider: ProviderID(visit.form["provider"] ?? ""), person: try visit.person().id, next: MembersPaths.account, carried: nil)
        return try await leave(errand, visit)
    }

    private func leave(_ errand: ProviderErrand, _ visit: Visit) async throws -> Answer {
        do {
            try byAddress.take(visit.address)
        } catch Problem.tooMany(let seconds) where errand.person == nil {
            let words = house.words(visit.language)
            let ways = await SignInPage.ways(house.database)
            return .page(SignInPage.page(next: errand.next, carried: errand.carried, ways: ways, waitMinutes: max(1, (seconds + 59) / 60), status: 429, words))
        }
        guard let provider = try await provider(errand.provider), provider.isOn else { return await stay(errand, "gone", 404, visit) }
        let description: ProviderDescription
        do {
            description = try await desk.line.description(of: provider.issuer)
        } catch let problem as ProviderProblem {
            return await failed(problem, errand, provider, visit)
        }
        // One token for each browser, so that two tabs do not stand in each other's way.
        let browser = browser(visit) ?? Secrets.token()
        let now = house.clock.now
        let state = try await house.database.write { try errand.begin(browser: browser, at: now, in: $0) }
        let address = desk.authorization(provider, description, state: state, visit.language)
        var answer = Answer.page(ProviderSignInPages.leaving(provider, to: address, house.words(visit.language)))
        if let refresh = HTTPField.Name("Refresh") { answer.headers[refresh] = "0; url=\(address)" }
        return answer.with(Cookie(name: ProviderErrand.cookie, value: browser, maxAge: Int(ProviderErrand.lifetime.components.seconds)))
    }

    // MARK: back

    func comeBack(_ visit: Visit) async throws -> Answer {
        try byAddress.take(visit.address)
        let id = ProviderID(try visit.parameter("provider"))
        let (state, now) = (visit.query["state"] ?? "", house.clock.now)
        guard let browser = browser(visit), let errand = try await house.database.write({ try ProviderErrand.end(state: state, browser: browser, at: now, in: $0) })
        else { return await stay(nil, "stale", 400, visit) }
        guard let provider = try await provider(errand.provider), provider.isOn else { return await stay(errand, "gone", 404, visit) }
        do {
            // Each provider has its own way back: what comes on another's is not its answer.
            guard errand.provider == id else { throw ProviderProblem.otherIssuer("another provider of this installation") }
            let identity = try await identity(provider, state, visit)
            return try await settle(identity, errand, provider, visit)
        } catch let problem as ProviderProblem {
            return await failed(problem, errand, provider, visit)
        }
    }

    /// - Throws: `ProviderProblem`.
    private func identity(_ provider: Provider, _ state: String, _ visit: Visit) async throws -> IdentityToken {
        let description = try await desk.line.description(of: provider.issuer)
        if let name = visit.query["iss"] ?? (description.namesItself ? "" : nil), name != provider.issuer { throw ProviderProblem.otherIssuer(String(name.prefix(200))) }
        if let word = visit.query["error"] { throw ProviderProblem.refused(ProviderLine.plain(word)) }
        guard let code = visit.query["code"], !code.isEmpty, code.utf8.count <= 4000 else { throw ProviderProblem.unreadable("answer") }
        guard let secret = desk.secret(of: provider) else { throw ProviderProblem.clientRefused }
        let errand = ProviderErrand.Words(state: state, secret: desk.secret)
        return try await desk.line.identity(for: code, verifier: errand.verifier, nonce: errand.nonce, backTo: desk.wayBack(provider.id), provider, secret: secret)
    }

    /// What follows from who somebody is.
    private enum Outcome: Sendable {
        case enter(PersonID)
        case joined
        /// An account with the same address: its password is asked for once.
        case prove(String, ProviderErrand.Claim, asksCode: Bool)
        /// The end of a text key.
        case stay(String)
    }

    private func settle(_ identity: IdentityToken, _ errand: ProviderErrand, _ provider: Provider, _ visit: Visit) async throws -> Answer {
        let pass = ProviderPass(provider: provider.id, hasFactor: !identity.factorWords.isDisjoint(with: provider.factorWords))
        let (browser, viewer, language) = (browser(visit) ?? "", visit.viewer.person?.id, visit.language)
        let outcome: Outcome
        do {
            outcome = try await house.database.write { writer in
                if let joining = errand.person {
                    guard viewer == joining else { return .stay("otherPerson") }
                    try JoinIdentity(provider: provider.id, subject: identity.subject, person: joining).run(trail, in: writer)
                    return .joined
                }
                return try recognise(identity, errand, provider, hasFactor: pass.hasFactor, browser: browser, language, writer)
            }
        } catch Problem.conflict(let reason) {
            return await stay(errand, saying: house.words(language)(reason), 403, visit)
        }
        switch outcome {
        case .enter(let person):
            return try await SignInSteps(house: house, trail: trail).enter(
                person, visit, next: errand.next, carried: errand.carried, through: pass, house.words(language))
        case .joined: return Answer.seeOther(MembersPaths.account).with(notice: "members.provider.joined")
        case .prove(let token, let claim, let asksCode):
            return .page(ProviderSignInPages.join(claim, provider, token: token, asksCode: asksCode, problems: [], house.words(language)))
        case .stay(let reason): return await stay(errand, reason, 403, visit, ["provider": provider.label, "email": identity.email ?? "–"])
        }
    }

    /// Who this is here: the person the provider is known to mean; else, by an address that it has confirmed and may vouch for, somebody
    /// who was invited, or who proves that the account is theirs, or somebody new where the provider lets them in.
    private func recognise(
        _ identity: IdentityToken, _ errand: ProviderErrand, _ provider: Provider, hasFactor: Bool, browser: String, _ language: Language, _ writer: Writer
    ) throws -> Outcome {
        if let known = try Providers.person(of: identity.subject, at: provider.id, writer.reader) {
            return try PersonRecord.find(known, writer.reader)?.isDisabled == false ? .enter(known) : .stay("disabled")
        }
        guard let email = identity.email, EmailAddress.isPossible(email) else { return .stay("noEmail") }
        guard identity.isEmailVerified else { return .stay("unverified") }
        guard provider.mayVouch(for: email) else { return .stay("otherDomain") }
        guard let id = try Accounts.id(ofEmail: email, writer.reader), let person = try PersonRecord.find(id, writer.reader) else {
            guard provider.admits == .everyone else { return .stay("unknown") }
            return .enter(try AdmitPerson(provider: provider, identity: identity, email: email, language: language).run(house.ids, trail, in: writer))
        }
        if person.isDisabled { return .stay("disabled") }
        // The address may have gone to somebody else since.
        if try Providers.knowing(id, writer.reader).contains(where: { $0.provider == provider.id }) { return .stay("haveAnother") }
        if person.isInvited {
            try JoinIdentity(provider: provider.id, subject: identity.subject, person: id).run(trail, in: writer)
            return .enter(id)
        }
        guard person.hasPassword else { return .stay("joinFromAccount") }
        let token = try errand.wait(identity, email: email, hasFactor: hasFactor, browser: browser, at: house.clock.now, in: writer)
        return .prove(token, ProviderErrand.Claim(errand: errand, subject: identity.subject, email: email, hasFactor: hasFactor), asksCode: person.hasSecondFactor)
    }

    /// The password of the account that is to be joined, and the second factor where it has one, so that joining is no way around it.
    func join(_ visit: Visit) async throws -> Answer {
        let words = house.words(visit.language)
        let (token, now) = (visit.form["claim"] ?? "", house.clock.now)
        guard let browser = browser(visit), let claim = try await house.database.read({ try ProviderErrand.claim(token, browser: browser, at: now, $0) }),
            let provider = try await provider(claim.errand.provider), provider.isOn else { return await stay(nil, "stale", 400, visit) }
        let (record, asksCode) = try await house.database.read { reader in
            let record = try People.forSignIn(email: claim.email, reader)
            return (record, try record.flatMap { try SecondFactor.of($0.id, reader) }?.isConfirmed == true)
        }
        func again(_ problems: [FieldProblem], waitMinutes: Int? = nil) -> Answer {
            .page(ProviderSignInPages.join(claim, provider, token: token, asksCode: asksCode, problems: problems, waitMinutes: waitMinutes, words))
        }
        let account = "\(visit.address) \(claim.email)"
        do {
            try byAccount.take(account)
        } catch Problem.tooMany(let seconds) {
            return again([], waitMinutes: max(1, (seconds + 59) / 60))
        }
        guard await Passwords.isRight(visit.form["password"] ?? "", for: record?.passwordHash), let record else {
            return again([FieldProblem("password", "members.second.wrongPassword")])
        }
        let code = visit.form["code"] ?? ""
        let isJoined: Bool
        do {
            isJoined = try await house.database.write { writer in
                if asksCode, try !factor.accepts(code, of: record.id, writer) { return false }
                try JoinIdentity(provider: provider.id, subject: claim.subject, person: record.id).run(trail, in: writer)
                try writer.run("DELETE FROM provider_errand WHERE digest = \(Secrets.digest(token))")
                return true
            }
        } catch Problem.conflict(let reason) {
            return await stay(claim.errand, saying: words(reason), 403, visit)
        }
        guard isJoined else { return again([FieldProblem("code", "members.second.wrongCode")]) }
        byAccount.forgive(account)
        return try await SignInSteps(house: house, trail: trail).open(
            record.id, visit, next: claim.errand.next, carried: claim.errand.carried,
            through: ProviderPass(provider: provider.id, hasFactor: claim.hasFactor), words)
    }

    func part(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        try await PartIdentity(provider: ProviderID(visit.form["provider"] ?? ""), person: person.id, session: person.session).run(house, trail)
        return Answer.seeOther(MembersPaths.account).with(notice: "members.provider.parted")
    }

    /// After signing out here: where one signs out there.
    func ended(_ visit: Visit) async throws -> Answer {
        try byAddress.take(visit.address)
        let provider = try await provider(ProviderID(try visit.parameter("provider")))
        guard let provider, let description = try? await desk.line.description(of: provider.issuer), let address = desk.signingOut(provider, description) else {
            return Answer.seeOther("/").with(notice: "members.notice.signedOut")
        }
        return .page(ProviderSignInPages.ended(provider, address, house.words(visit.language)))
    }

    // MARK: steps

    private func provider(_ id: ProviderID) async throws -> Provider? { try await house.database.read { try Providers.byID(id, $0) } }

    /// The token by which a browser is known again; nil when it has none.
    private func browser(_ visit: Visit) -> String? { visit.cookie(ProviderErrand.cookie).flatMap { $0.utf8.count == 43 ? $0 : nil } }

    /// Says in plain words what the provider did, and to the log which fault it was; neither tells who it was.
    private func failed(_ problem: ProviderProblem, _ errand: ProviderErrand, _ provider: Provider, _ visit: Visit) async -> Answer {
        let values = ["provider": provider.label, "code": problem.code]
        switch problem {
        case .refused("access_denied"), .refused("login_required"), .refused("interaction_required"), .refused("consent_required"):
            // Somebody changed their mind: nobody's fault.
            return await stay(errand, "denied", 403, visit, values)
        default: house.logger.warning("signing in at a provider failed", metadata: ["request": "\(visit.id)", "provider": "\(provider.id)", "problem": "\(problem)"])
        }
        switch problem {
        case .silent: return await stay(errand, "silent", 503, visit, values)
        case .status(500..., _), .refused("temporarily_unavailable"), .refused("server_error"): return await stay(errand, "silent", 503, visit, values)
        default: return await stay(errand, "trouble", 502, visit, values)
        }
    }

    private func stay(_ errand: ProviderErrand?, _ reason: String, _ status: Int, _ visit: Visit, _ values: [String: String] = [:]) async -> Answer {
        await stay(errand, saying: house.words(visit.language)("members.provider.problem.\(reason)", values), status, visit)
    }

    private func stay(_ errand: ProviderErrand?, saying trouble: String, _ status: Int, _ visit: Visit) async -> Answer {
        let words = house.words(visit.language)
        if errand?.person != nil { return .page(ProviderSignInPages.notJoined(trouble, status: status, words)) }
        let ways = await SignInPage.ways(house.database)
        return .page(SignInPage.page(next: errand?.next ?? "", carried: errand?.carried, ways: ways, trouble: trouble, status: status, words))
    }
}
