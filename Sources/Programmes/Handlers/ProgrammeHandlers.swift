import Kernel
import Members
import Store
import Web

/// Setting up a programme and changing what it says of itself.
struct ProgrammeHandlers: Sendable {
    let room: ProgrammesRoom
    private var house: House { room.house }

    static let mostOwed = 200

    func list(_ visit: Visit) async throws -> Answer {
        let viewer = visit.viewer
        let isCoordinator = viewer.holds(.coordinateProgrammes)
        let own = viewer.programmes(holding: .coordinateProgrammes)
        let cities = viewer.cities.filter { viewer.holds(.workInProgrammes, inCity: $0) }
        let (programmes, owed) = try await house.database.read { reader in
            let all = isCoordinator ? try Programmes.all(reader) : []
            return (all.filter { own?.contains($0.id) ?? true }, cities.isEmpty ? [] : try Plan.owed(by: cities, limit: Self.mostOwed, reader))
        }
        return .page(
            CoordinationPage(words: room.words(visit), today: room.today)
                .page(programmes: programmes, canBegin: ProgrammePermissions.canBegin(viewer).isAllowed, isCoordinator: isCoordinator, owed: owed))
    }

    func newForm(_ visit: Visit) async throws -> Answer {
        try ProgrammePermissions.canBegin(visit.viewer).require()
        return .page(page(visit, nil).page(Fields()))
    }

    func create(_ visit: Visit) async throws -> Answer {
        try ProgrammePermissions.canBegin(visit.viewer).require()
        let form = ProgrammeForm(visit.form, cities: try await house.database.read { try Cities.all($0) })
        guard form.problems.isEmpty else { return .page(page(visit, nil).page(visit.form, problems: form.problems)) }
        let outcome = try await keep(form, nil, visit)
        guard case .saved(_, let slug) = outcome else { throw Problem.conflict(reason: "web.error.409.message") }
        return Answer.seeOther(ProgrammesPaths.overview(slug)).with(notice: "programmes.notice.begun")
    }

    func form(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit)
        return .page(page(visit, opened.programme).page(opened.fields))
    }

    func save(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit)
        let fields = Clash.settled(visit.form, theirs: opened.fields, names: ProgrammeForm.spec.map(\.name))
        let form = ProgrammeForm(fields, cities: try await house.database.read { try Cities.all($0) })
        guard form.problems.isEmpty, !Clash.isWritingOn(visit.form) else { return .page(page(visit, opened.programme).page(fields, problems: form.problems)) }
        let href = ProgrammesPaths.overview(opened.programme.slug)
        switch try await keep(form, opened.programme.id, visit) {
        case .saved: return Answer.seeOther(href).with(notice: "programmes.notice.saved")
        case .unchanged: return Answer.seeOther(href).with(notice: "programmes.notice.unchanged")
        case .conflict:
            let newest = try await open(visit)
            return .page(page(visit, newest.programme).clash(mine: fields, theirs: newest.fields, by: newest.name, at: newest.at))
        }
    }

    private func keep(_ form: ProgrammeForm, _ id: ProgrammeID?, _ visit: Visit) async throws -> KeepProgramme.Outcome {
        try await KeepProgramme(form.programme, places: form.places, lists: form.lists, id: id, basedOn: form.basedOn, person: try visit.person().id,
            mayLink: ProgrammePermissions.canBegin(visit.viewer).isAllowed
        ).run(house, room.trail)
    }

    private struct Opened: Sendable {
        let programme: Programme
        let fields: Fields
        let name: String?
        let at: Instant?
    }

    private func open(_ visit: Visit) async throws -> Opened {
        try await house.database.read { [room] reader in
            let programme = try room.open(visit, reader)
            let version = try Programmes.version(of: programme.id, reader)
            let values = ProgrammeForm.values(programme, try Programmes.places(of: programme.id, reader), try Programmes.lists(of: programme.id, reader))
            return Opened(
                programme: programme, fields: PlanForm.fields(ProgrammeForm.spec, values, version: version?.number ?? 1),
                name: try ProgrammesRoom.name(of: version?.by, reader), at: version?.at)
        }
    }

    private func page(_ visit: Visit, _ programme: Programme?) -> PlanFormPage {
        let words = room.words(visit)
        let navigation = programme.map { ProgrammeNavigation(programme: $0, words: words) }
        return PlanFormPage(
            words: words, spec: ProgrammeForm.spec,
            heading: programme.map { words("programmes.form.edit", ["programme": $0.name]) } ?? words("programmes.form.new"),
            breadcrumbs: navigation?.breadcrumbs() ?? [["label": words("programmes.list.title"), "href": ProgrammesPaths.coordination]],
            tabs: navigation?.items(.programme) ?? [], action: programme.map { ProgrammesPaths.programme($0.slug) } ?? ProgrammesPaths.new,
            cancelHref: programme.map { ProgrammesPaths.overview($0.slug) } ?? ProgrammesPaths.coordination)
    }
}
