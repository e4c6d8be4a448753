import HTTPTypes
import Kernel
import Store
import Trail
import Web

/// The one page of the first run. From there the administrator is led on: second factor, recovery codes, then what is left to do.
struct FirstRunHandlers: Sendable {
    let house: House
    let trail: Trail
    let ports: MembersPorts
    let byAddress: Throttle

    init(house: House, trail: Trail, ports: MembersPorts) {
        self.house = house
        self.trail = trail
        self.ports = ports
        byAddress = Throttle(capacity: 20, refillIn: 600, clock: house.clock)
    }

    func show(_ visit: Visit) async throws -> Answer {
        let token = try await token(visit)
        return .page(FirstRunPage.page(Self.begun(visit.language), token: token, problems: [], isMailSet: ports.isMailSet, house.words(visit.language)))
    }

    func begin(_ visit: Visit) async throws -> Answer {
        let token = try await token(visit)
        let words = house.words(visit.language)
        let form = FirstRunForm(visit.form, language: visit.language)
        guard form.problems.isEmpty else { return .page(FirstRunPage.page(visit.form, token: token, problems: form.problems, isMailSet: ports.isMailSet, words)) }
        let person = try await form.begin.run(token, house, trail)
        if form.wantsStarter { try await ports.loadStarter() }
        try await ports.loadPages(form.wantsStarter)
        try await LegalPage.begin(form.begin.network, ports, house, by: person)
        return try await SignInSteps(house: house, trail: trail)
            .open(person, visit, next: house.site.isDemonstration ? MembersPaths.administration : MembersPaths.secondFactor, carried: nil, words)
            .with(notice: "members.firstRun.begun").with(.language(form.begin.language))
    }

    /// All languages, until somebody says otherwise.
    private static func begun(_ language: Language) -> Fields {
        Fields([("language", language.code), ("siteLanguage", language.code)] + Language.allCases.map { ("languages", $0.code) })
    }

    private func token(_ visit: Visit) async throws -> String {
        try byAddress.take(visit.address)
        let token = try visit.parameter("token")
        guard try await house.database.read({ try BeginInstallation.isOpen(token, $0) }) else { throw Problem.notFound }
        return token
    }
}
