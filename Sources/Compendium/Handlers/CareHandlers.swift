import Kernel
import Members
import Store
import Trail
import Web

/// Keeping the compendium true: what is due to be confirmed, what may be there twice, and the answer of an owner who was asked by letter.
struct CareHandlers: Sendable {
    let room: CompendiumRoom
    private var house: House { room.house }

    func due(_ visit: Visit) async throws -> Answer {
        let start = max(0, visit.query["start"].flatMap { Int($0) } ?? 0)
        let now = house.clock.now
        let own = visit.viewer.cities(holding: .publishPractices)
        let due = try await house.database.read { try PracticeLives.due(at: now, in: own, from: start, limit: DuePage.size + 1, $0) }
        let cards = Dictionary(room.catalogue.cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return .page(DuePage(entries: due, cards: cards, start: start, display: Display(house, visit.language)).page())
    }

    func duplicates(_ visit: Visit) async throws -> Answer { .page(try await duplicatesPage(visit, problems: [])) }

    func tellApart(_ visit: Visit) async throws -> Answer {
        guard let one = visit.form["one"].flatMap(room.catalogue.card), let other = visit.form["other"].flatMap(room.catalogue.card) else { throw Problem.notFound }
        guard isTheirs(one, other, visit.viewer) else { throw Problem.notFound }
        var fields = FieldReader(visit.form)
        let reason = fields.text(DuplicatesPage.reasonName(one.slug, other.slug), limit: 500)
        guard fields.problems.isEmpty else { return .page(try await duplicatesPage(visit, problems: fields.problems)) }
        try await TellApart(one: one.id, other: other.id, reason: reason, person: try visit.person().id).run(house, room.trail)
        return Answer.seeOther(CompendiumPaths.duplicates).with(notice: "compendium.notice.toldApart")
    }

    private func duplicatesPage(_ visit: Visit, problems: [FieldProblem]) async throws -> Page {
        let distinct = try await house.database.read { try Distinctions.all($0) }
        let pairs = room.duplicates.pairs().filter { !distinct.contains(Distinctions.Key($0.one.id, $0.other.id)) && isTheirs($0.one, $0.other, visit.viewer) }
        return DuplicatesPage(pairs: pairs, fields: visit.form, problems: problems, display: Display(house, visit.language)).page()
    }

    /// An editor of a city decides on pairs that its practices are part of.
    private func isTheirs(_ one: Card, _ other: Card, _ viewer: Viewer) -> Bool {
        viewer.holds(.publishPractices, inCity: one.city.id) || viewer.holds(.publishPractices, inCity: other.city.id)
    }

    /// What the link in a letter opens. Reading changes nothing, for mail programs open links by themselves.
    func stillTrue(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let token = try visit.parameter("token")
        let now = house.clock.now
        let display = Display(house, visit.language)
        return try await house.database.read { reader in
            guard let practice = try Practices.bySlug(slug, reader), let city = try Cities.byID(practice.city, reader) else { throw Problem.notFound }
            let life = try PracticeLives.of(practice.id, reader)
            let isOpen = try PracticeLives.asked(practice.id, token, reader) != nil
            return .page(StillTruePage(practice: practice, city: city, life: life, token: isOpen ? token : nil, now: now, display: display).page())
        }
    }

    func confirm(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let token = try visit.parameter("token")
        let asked = try await house.database.read { reader in
            try Practices.bySlug(slug, reader).flatMap { practice in try PracticeLives.asked(practice.id, token, reader).map { (practice: practice.id, owner: $0) } }
        }
        // Who taps twice, or late, is shown how it stands.
        guard let asked else { return .seeOther(CompendiumPaths.stillTrue(slug, token)) }
        try await TakeLifeStep(practice: asked.practice, step: .confirm, reason: nil, successor: nil, person: asked.owner).run(house, room.trail) { _ in [.owner] }
        return Answer.seeOther(CompendiumPaths.practice(slug)).with(notice: "compendium.notice.life.confirm")
    }
}
