import Kernel
import Store
import Trail
import Web

/// The providers that people sign in with, as an administrator sets them up.
struct ProviderHandlers: Sendable {
    let house: House
    let trail: Trail
    let desk: ProviderDesk
    /// A try asks another server.
    let tries: Throttle

    init(house: House, trail: Trail, desk: ProviderDesk) {
        self.house = house
        self.trail = trail
        self.desk = desk
        tries = Throttle(capacity: 20, refillIn: 600, clock: house.clock)
    }

    func list(_ visit: Visit) async throws -> Answer {
        let (providers, people, cities) = try await house.database.read { (try Providers.all($0), try Providers.people($0), try Cities.all($0)) }
        return .page(ProviderPages.list(providers, people, cities, house.words(visit.language)))
    }

    func addForm(_ visit: Visit) async throws -> Answer {
        .page(ProviderPages.add(Fields([("admits", Provider.Admits.known.rawValue)]), problems: [], try await cities(), house.words(visit.language)))
    }

    func add(_ visit: Visit) async throws -> Answer {
        let cities = try await cities()
        let form = ProviderForm(visit.form, cities: cities, isNew: true, allowsLocal: desk.allowsLocal)
        func again(_ problems: [FieldProblem]) -> Answer { .page(ProviderPages.add(visit.form, problems: problems, cities, house.words(visit.language))) }
        guard let draft = form.draft, let secret = draft.secret else { return again(form.problems) }
        do {
            let id = try await AddProvider(draft: draft, sealedSecret: desk.sealed(secret)).run(house, trail, by: try visit.person().id)
            return Answer.seeOther(MembersPaths.path(MembersPaths.provider, id.rawValue)).with(notice: "members.providers.added")
        } catch Problem.invalid(let problems) {
            return again(problems)
        }
    }

    func show(_ visit: Visit) async throws -> Answer {
        let provider = try await provider(visit)
        return .page(try await page(provider, visit, typed: ProviderForm.fields(of: provider, cities: try await cities())))
    }

    func save(_ visit: Visit) async throws -> Answer {
        let provider = try await provider(visit)
        let form = ProviderForm(visit.form, cities: try await cities(), isNew: false, allowsLocal: desk.allowsLocal)
        guard let draft = form.draft else { return .page(try await page(provider, visit, typed: visit.form, problems: form.problems)) }
        do {
            try await ChangeProvider(id: provider.id, draft: draft, sealedSecret: draft.secret.map(desk.sealed)).run(house, trail, by: try visit.person().id)
        } catch Problem.invalid(let problems) {
            return .page(try await page(provider, visit, typed: visit.form, problems: problems))
        }
        return back(provider, "members.notice.saved")
    }

    func tryOut(_ visit: Visit) async throws -> Answer {
        let provider = try await provider(visit)
        try tries.take(try visit.person().id.rawValue)
        let trial = await ProviderTrial.run(provider, secret: desk.secret(of: provider), backTo: desk.wayBack(provider.id), desk.line)
        return .page(try await page(provider, visit, typed: ProviderForm.fields(of: provider, cities: try await cities()), trial: trial))
    }

    func toggle(_ visit: Visit) async throws -> Answer {
        let provider = try await provider(visit)
        let isOn = visit.form["to"] == "on"
        try await SwitchProvider(id: provider.id, isOn: isOn).run(house, trail, by: try visit.person().id)
        return back(provider, isOn ? "members.providers.switchedOn" : "members.providers.switchedOff")
    }

    func remove(_ visit: Visit) async throws -> Answer {
        try await RemoveProvider(id: try await provider(visit).id).run(house, trail, by: try visit.person().id)
        return Answer.seeOther(MembersPaths.providers).with(notice: "members.providers.removed")
    }

    // MARK: steps

    private func provider(_ visit: Visit) async throws -> Provider {
        let id = ProviderID(try visit.parameter("id"))
        guard let provider = try await house.database.read({ try Providers.byID(id, $0) }) else { throw Problem.notFound }
        return provider
    }

    private func cities() async throws -> [City] { try await house.database.read { try Cities.all($0) } }

    private func back(_ provider: Provider, _ notice: String) -> Answer {
        Answer.seeOther(MembersPaths.path(MembersPaths.provider, provider.id.rawValue)).with(notice: notice)
    }

    private func page(_ provider: Provider, _ visit: Visit, typed: Fields, problems: [FieldProblem] = [], trial: ProviderTrial? = nil) async throws -> Page {
        let (people, cities) = try await house.database.read { (try Providers.people($0)[provider.id] ?? 0, try Cities.all($0)) }
        return ProviderPages.show(
            provider, people: people, cities, wayBack: desk.wayBack(provider.id), afterSigningOut: desk.afterSigningOut, typed: typed, problems: problems, trial: trial,
            house.words(visit.language))
    }
}
