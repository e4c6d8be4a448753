import Kernel
import Members
import Store
import Web

/// The fiche of a partner search: written by whoever runs the programme, read by everybody once it is published.
struct PartnerSearchHandlers: Sendable {
    let room: ProgrammesRoom
    private var house: House { room.house }

    func show(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let words = room.words(visit)
        let page = try await house.database.read { [room] reader -> Page in
            guard let programme = try Programmes.bySlug(slug, reader), let search = try PartnerSearches.of(programme.id, reader), search.isPublic else { throw Problem.notFound }
            return PartnerSearchPage(programme: programme, lists: try Programmes.lists(of: programme.id, reader), search: search, today: room.today, words: words).page()
        }
        return .page(page)
    }

    func form(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit)
        return .page(page(opened.programme, visit).page(opened.fields))
    }

    func save(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit)
        let fields = Clash.settled(visit.form, theirs: opened.fields, names: PartnerSearch.spec.map(\.name))
        let form = PartnerSearchForm.read(fields, search: opened.search, today: room.today)
        guard form.problems.isEmpty, !Clash.isWritingOn(visit.form) else { return .page(page(opened.programme, visit).page(fields, problems: form.problems)) }
        let outcome = try await SavePartnerSearch(programme: opened.programme.id, values: form.values, basedOn: form.basedOn, person: try visit.person().id).run(house, room.trail)
        let href = ProgrammesPaths.searchForm(opened.programme.slug)
        switch outcome {
        case .saved: return Answer.seeOther(href).with(notice: form.values["isPublic"] == "1" ? "programmes.notice.searchPublished" : "programmes.notice.saved")
        case .unchanged: return Answer.seeOther(href).with(notice: "programmes.notice.unchanged")
        case .conflict:
            let newest = try await open(visit)
            return .page(page(newest.programme, visit).clash(mine: fields, theirs: newest.fields, by: newest.name, at: newest.search?.changedAt))
        }
    }

    private struct Opened: Sendable {
        let programme: Programme
        /// nil while nothing is written.
        let search: PartnerSearch?
        let name: String?

        var fields: Fields { PlanForm.fields(PartnerSearch.spec, search?.values ?? [:], version: search?.version ?? 0) }
    }

    private func open(_ visit: Visit) async throws -> Opened {
        try await house.database.read { [room] reader in
            let programme = try room.open(visit, reader)
            let search = try PartnerSearches.of(programme.id, reader)
            return Opened(programme: programme, search: search, name: try ProgrammesRoom.name(of: search?.changedBy, reader))
        }
    }

    private func page(_ programme: Programme, _ visit: Visit) -> PlanFormPage {
        let words = room.words(visit)
        let navigation = ProgrammeNavigation(programme: programme, words: words)
        return PlanFormPage(
            words: words, spec: PartnerSearch.spec, heading: words("programmes.search.form"), breadcrumbs: navigation.breadcrumbs(), tabs: navigation.items(.partnerSearch),
            action: ProgrammesPaths.searchForm(programme.slug), cancelHref: ProgrammesPaths.overview(programme.slug))
    }
}
