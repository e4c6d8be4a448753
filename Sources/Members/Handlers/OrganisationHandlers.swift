import Kernel
import Store
import Trail
import Web

/// Organisations: list, page, form, and two records of one made one.
struct OrganisationHandlers: Sendable {
    let house: House
    let trail: Trail
    let ports: MembersPorts

    static let shown = 50

    func list(_ visit: Visit) async throws -> Answer {
        let text = String((visit.query.text("q") ?? "").prefix(100))
        let sector = visit.query["sector"].flatMap(Organisation.Sector.init(rawValue:))
        let start = max(0, min(visit.query["from"].flatMap { Int($0) } ?? 0, 1_000_000))
        let (cities, city, found, total) = try await house.database.read { reader in
            let cities = try Cities.all(reader)
            let city = cities.first { $0.slug == visit.query["city"] }
            return (
                cities, city, try Organisations.page(matching: text, sector: sector, city: city?.id, after: start, limit: Self.shown, reader),
                try Organisations.count(matching: text, sector: sector, city: city?.id, reader)
            )
        }
        let query = visit.query.keeping(["q", "sector", "city"])
        return .page(pages(visit, cities).list(found, total: total, from: start, query: query, chosen: (text, sector, city), canKeep: visit.viewer.holds(.keepOrganisations)))
    }

    func show(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let (organisation, cities, links) = try await house.database.read { [ports] reader in
            guard let found = try Organisations.bySlug(slug, reader) else { throw Problem.notFound }
            return (found, try Cities.all(reader), try ports.organisationLinks(found.id, visit.language, reader))
        }
        // A second record's name, or an earlier one.
        if organisation.slug != slug { return .seeOther(MembersPaths.organisation(organisation.slug)) }
        return .page(pages(visit, cities).page(organisation, links, canKeep: OrganisationPermissions.canKeep(in: organisation.content.city, visit.viewer).isAllowed))
    }

    func newForm(_ visit: Visit) async throws -> Answer {
        let cities = try await house.database.read { try Cities.all($0) }
        var fields = visit.query.keeping(Set(OrganisationForm.names))
        if !fields.has("city"), let own = visit.viewer.cities.first, let city = cities.first(where: { $0.id == own }) { fields = fields.adding("city", city.slug) }
        return .page(pages(visit, cities).form(fields, nil))
    }

    func create(_ visit: Visit) async throws -> Answer { try await save(visit, nil) }

    func editForm(_ visit: Visit) async throws -> Answer {
        let organisation = try await openForKeeping(visit)
        let (cities, others) = try await house.database.read { (try Cities.all($0), try Organisations.all($0)) }
        let fields = OrganisationForm.fields(of: organisation.content, citySlug: cities.first { $0.id == organisation.content.city }?.slug)
        return .page(pages(visit, cities).form(fields.adding("version", String(organisation.version)), organisation, others: others.filter { $0.id != organisation.id }))
    }

    func save(_ visit: Visit) async throws -> Answer { try await save(visit, try await openForKeeping(visit)) }

    func merge(_ visit: Visit) async throws -> Answer {
        let organisation = try await openForKeeping(visit)
        let into = OrganisationID(visit.form["into"] ?? "")
        guard let kept = try await house.database.read({ try Organisations.byID(into, $0) }) else { throw Problem.notFound }
        try OrganisationPermissions.canKeep(in: kept.content.city, visit.viewer).require()
        let person = try visit.person().id
        try await house.database.write { [trail] in try MergeOrganisations(second: organisation.id, into: into, person: person).run(trail, in: $0) }
        return Answer.seeOther(MembersPaths.organisation(kept.slug)).with(notice: "members.notice.organisationsMerged")
    }

    // MARK: steps

    private func save(_ visit: Visit, _ organisation: Organisation?) async throws -> Answer {
        let cities = try await house.database.read { try Cities.all($0) }
        let pages = pages(visit, cities)
        var typed = visit.form
        if let organisation {
            let theirs = OrganisationForm.fields(of: organisation.content, citySlug: cities.first { $0.id == organisation.content.city }?.slug)
            typed = Clash.settled(typed, theirs: theirs, names: OrganisationForm.names)
        }
        let form = OrganisationForm(typed, cities: cities, areas: ports.policyAreas)
        guard form.problems.isEmpty, !Clash.isWritingOn(visit.form) else { return .page(pages.form(typed, organisation, problems: form.problems)) }
        try OrganisationPermissions.canKeep(in: form.content.city, visit.viewer).require()
        let command = KeepOrganisation(form.content, id: organisation?.id, basedOn: form.basedOn, by: try visit.person().actor)
        do {
            switch try await house.database.write({ [house, trail] in try command.run(house.ids, trail, in: $0) }) {
            case .saved(_, let slug), .unchanged(let slug): return Answer.seeOther(MembersPaths.organisation(slug)).with(notice: "members.notice.organisationKept")
            case .conflict:
                guard let organisation, let newest = try await house.database.read({ try Organisations.byID(organisation.id, $0) }) else { throw Problem.notFound }
                let names = try await house.database.read { reader in try newest.changedBy.map { try People.names([$0], reader) } ?? [:] }
                return .page(pages.clash(mine: typed, newest, by: newest.changedBy.flatMap { names[$0] }))
            }
        } catch Problem.invalid(let problems) {
            let isTwin = problems.contains { $0.message == "members.organisations.problem.twice" }
            let twin = !isTwin ? nil : try await house.database.read { try Organisations.twin(of: form.content, besides: organisation?.id, $0) }
            return .page(pages.form(typed, organisation, twin: twin, problems: problems))
        }
    }

    private func openForKeeping(_ visit: Visit) async throws -> Organisation {
        let slug = try visit.parameter("slug")
        guard let organisation = try await house.database.read({ try Organisations.bySlug(slug, $0) }) else { throw Problem.notFound }
        try OrganisationPermissions.canKeep(in: organisation.content.city, visit.viewer).require()
        return organisation
    }

    private func pages(_ visit: Visit, _ cities: [City]) -> OrganisationPages {
        OrganisationPages(words: house.words(visit.language), cities: cities, areas: ports.policyAreas)
    }
}
