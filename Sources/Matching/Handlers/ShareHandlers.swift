import Kernel
import Members
import Store
import Web

/// Saying who else may see a need.
struct ShareHandlers: Sendable {
    let room: MatchingRoom

    func form(_ visit: Visit) async throws -> Answer {
        let opened = try await openForSharing(visit)
        return .page(try await page(visit, opened, sent: nil, problems: []))
    }

    func share(_ visit: Visit) async throws -> Answer {
        let opened = try await openForSharing(visit)
        let need = opened.need
        let form = ShareForm(visit.form, colleagues: try await colleagues(visit, opened).map(\.id), hasCity: need.content.city != nil)
        guard form.problems.isEmpty else { return .page(try await page(visit, opened, sent: visit.form, problems: form.problems)) }
        let people = form.audience == .some ? form.people : []
        let person = try visit.person().id
        try await ShareNeed(need: need.id, visibility: form.visibility, people: people, person: person).run(room.house, room.trail)
        // Who leads a city may share what another described, and may take it from themselves.
        let isStillSeen = need.owner == person || form.audience == .city || people.contains(person)
        return isStillSeen
            ? Answer.seeOther(MatchingPaths.share(need.id.rawValue)).with(notice: "matching.notice.shared")
            : Answer.seeOther(MatchingPaths.needs).with(notice: "matching.notice.sharedAway")
    }

    private func openForSharing(_ visit: Visit) async throws -> MatchingRoom.OpenNeed {
        let opened = try await room.open(visit)
        try NeedPermissions.canShare(opened.need, visit.viewer).require()
        return opened
    }

    private func page(_ visit: Visit, _ opened: MatchingRoom.OpenNeed, sent: Fields?, problems: [FieldProblem]) async throws -> Page {
        SharePage(
            opened: opened, cityName: try await cityName(visit, opened), colleagues: try await colleagues(visit, opened), viewer: try visit.person().id,
            sent: sent, problems: problems, telling: Telling(room, visit.language)
        ).page()
    }

    /// The city of the need; that of the viewer when the need names none.
    private func city(_ visit: Visit, _ opened: MatchingRoom.OpenNeed) -> CityID? { opened.need.content.city ?? visit.viewer.cities.first }

    private func cityName(_ visit: Visit, _ opened: MatchingRoom.OpenNeed) async throws -> String? {
        if let city = opened.city { return city.name(in: visit.language) }
        guard let id = city(visit, opened) else { return nil }
        return try await room.house.database.read { try Cities.byID(id, $0) }?.name(in: visit.language)
    }

    /// Everybody of the city but the one who described the need.
    private func colleagues(_ visit: Visit, _ opened: MatchingRoom.OpenNeed) async throws -> [(id: PersonID, name: String, roles: [Role])] {
        guard let id = city(visit, opened) else { return [] }
        let now = room.house.clock.now
        return try await room.house.database.read { try People.inCity(id, at: now, $0) }.filter { $0.id != opened.need.owner }
    }
}
