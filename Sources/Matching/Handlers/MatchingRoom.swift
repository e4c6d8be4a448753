import Kernel
import Members
import Store
import Trail
import Web

/// What the handlers of this room share: the house, the matcher, and how a need is opened.
struct MatchingRoom: Sendable {
    let house: House
    let trail: Trail
    let matcher: Matcher
    let ports: MatchingPorts
    let standingParts = StandingParts.Kept()

    /// A need the viewer may see, with what hangs on it and the city's facts.
    struct OpenNeed: Sendable {
        let need: Need
        let work: NeedWork
        let city: PlaceFacts?
        let shares: [(person: PersonID, by: PersonID, at: Instant)]
        let names: [PersonID: String]
        /// In the place of a name that nobody has any more.
        let formerMember: String
        let canWrite: Bool
        /// What became of its matches.
        let takenFurther: [PracticeID: TakenFurther]

        func with(_ work: NeedWork) -> OpenNeed {
            OpenNeed(need: need, work: work, city: city, shares: shares, names: names, formerMember: formerMember, canWrite: canWrite, takenFurther: takenFurther)
        }

        func name(_ id: PersonID) -> String { names[id] ?? formerMember }
    }

    /// - Throws: `Problem.notFound` when there is no such need, or when it is not for this viewer.
    func open(_ visit: Visit) async throws -> OpenNeed {
        let id = NeedID(try visit.parameter("id"))
        let opened = try await house.database.read { reader in
            guard let need = try Needs.byID(id, reader) else { throw Problem.notFound }
            let shares = try Needs.shares(of: id, reader)
            guard NeedPermissions.canRead(need, sharedWith: shares.map(\.person), visit.viewer) else { throw Problem.notFound }
            let work = try Needs.work(on: id, reader)
            let people = [need.owner, need.changedBy] + work.answers.map(\.by) + work.decisions.map(\.by) + shares.flatMap { [$0.person, $0.by] }
            return OpenNeed(
                need: need, work: work, city: try need.content.city.flatMap { try Cities.byID($0, reader) }.map(PlaceFacts.init), shares: shares,
                names: try People.names(Array(Set(people)).sorted(), reader), formerMember: house.words(visit.language)("web.formerMember"), canWrite: NeedPermissions.canWrite(need, visit.viewer).isAllowed,
                takenFurther: try ports.takenFurther?(id, visit.viewer, reader) ?? [:])
        }
        return opened.with(matcher.reading(opened.work, of: opened.need))
    }

    func openForWriting(_ visit: Visit) async throws -> OpenNeed {
        let opened = try await open(visit)
        try NeedPermissions.canWrite(opened.need, visit.viewer).require()
        return opened
    }

    /// Where a match leads on: to the transfer that there is, or to opening one; nil where it leads nowhere.
    func further(_ opened: OpenNeed, _ practice: PracticeID, _ slug: String, of giving: CityID, _ viewer: Viewer) -> DecideView.Further? {
        if let taken = opened.takenFurther[practice] { return DecideView.Further(href: taken.href, stageKey: taken.stageKey) }
        guard let city = opened.city, city.id != giving, opened.canWrite, viewer.holds(.writeTransfers, inCity: city.id) else { return nil }
        return ports.takeFurther.map { DecideView.Further(href: $0(opened.need.id, slug), stageKey: nil) }
    }

    func place(_ slug: String?) -> PlaceFacts? {
        guard let slug else { return nil }
        return ports.cities().first { $0.slug == slug }.map(PlaceFacts.init)
    }
}

extension PlaceFacts {
    public init(_ city: City) {
        self.init(
            id: city.id, slug: city.slug, name: city.name, names: city.names, country: city.country, population: city.population,
            foreignShare: city.foreignShare, foreignShareDefinition: city.foreignShareDefinition)
    }
}
