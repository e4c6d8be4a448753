import Kernel
import Members
import Store
import Web

/// The lists of the plan, and the form of one record.
struct PlanHandlers: Sendable {
    let room: ProgrammesRoom
    private var house: House { room.house }

    func list(_ visit: Visit) async throws -> Answer {
        let kind = try room.kind(visit)
        let query = visit.query
        let filter = Plan.Filter(
            state: query["state"].flatMap(Plan.Filter.State.init(rawValue:)), city: query.text("city").map { CityID($0) }, package: query.text("package"))
        let page = try await house.database.read { [room] reader in
            let programme = try room.open(visit, reader)
            let total = try Plan.count(kind, of: programme.id, filter, today: room.today, reader)
            let start = Pager.start(query, count: total)
            return PlanListPage(
                programme: programme, kind: kind, filter: filter, records: try Plan.list(kind, of: programme.id, filter, from: start, today: room.today, reader), total: total, start: start,
                cities: try Plan.cities(of: programme.id, reader),
                packages: try Plan.packages(of: programme.id, reader), today: room.today, words: room.words(visit)
            ).page()
        }
        return .page(page)
    }

    func newForm(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit, isNew: true)
        return .page(page(opened, visit).page(visit.query.keeping(Set(opened.kind.fields.map(\.name)))))
    }

    func create(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit, isNew: true)
        let form = opened.form(visit.form)
        guard form.problems.isEmpty else { return .page(page(opened, visit).page(visit.form, problems: form.problems)) }
        do {
            guard case .saved(let id) = try await save(form, opened, visit) else { throw Problem.conflict(reason: "web.error.409.message") }
            let slug = opened.programme.slug
            let next = opened.kind == .deliverable ? ProgrammesPaths.deliverable(slug, id) : ProgrammesPaths.list(slug, opened.kind)
            return Answer.seeOther(next).with(notice: "programmes.notice.saved")
        } catch Problem.invalid(let problems) {
            return .page(page(opened, visit).page(visit.form, problems: problems))
        }
    }

    func form(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit, isNew: false)
        return .page(page(opened, visit).page(opened.fields))
    }

    func save(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit, isNew: false)
        let fields = Clash.settled(visit.form, theirs: opened.fields, names: opened.kind.fields.map(\.name))
        let form = opened.form(fields)
        guard form.problems.isEmpty, !Clash.isWritingOn(visit.form), let record = opened.record else { return .page(page(opened, visit).page(fields, problems: form.problems)) }
        let href = opened.kind == .deliverable ? ProgrammesPaths.deliverable(opened.programme.slug, record.id) : ProgrammesPaths.list(opened.programme.slug, opened.kind)
        do {
            switch try await save(form, opened, visit) {
            case .saved: return Answer.seeOther(href).with(notice: "programmes.notice.saved")
            case .unchanged: return Answer.seeOther(href).with(notice: "programmes.notice.unchanged")
            case .conflict:
                let newest = try await open(visit, isNew: false)
                return .page(page(newest, visit).clash(mine: fields, theirs: newest.fields, by: newest.name, at: newest.record?.changedAt))
            }
        } catch Problem.invalid(let problems) {
            return .page(page(opened, visit).page(fields, problems: problems))
        }
    }

    func remove(_ visit: Visit) async throws -> Answer {
        let opened = try await open(visit, isNew: false)
        guard let record = opened.record else { throw Problem.notFound }
        try await RemovePlanRecord(record: record, person: try visit.person().id).run(house, room.trail)
        return Answer.seeOther(ProgrammesPaths.list(opened.programme.slug, opened.kind)).with(notice: "programmes.notice.removed")
    }

    private func save(_ form: PlanForm, _ opened: Opened, _ visit: Visit) async throws -> SavePlanRecord.Outcome {
        try await SavePlanRecord(
            kind: opened.kind, programme: opened.programme.id, id: opened.record?.id, values: form.values, basedOn: form.basedOn, person: try visit.person().id
        ).run(house, room.trail)
    }

    private struct Opened: Sendable {
        let kind: PlanKind
        let programme: Programme
        /// nil while it is new.
        let record: PlanRecord?
        let cities: [City]
        let packages: [(id: String, name: String)]
        /// Of whoever changed it last.
        let name: String?
        let today: Day

        var fields: Fields { PlanForm.fields(kind.fields, record?.values ?? [:], version: record?.version ?? 0) }

        func form(_ fields: Fields) -> PlanForm {
            PlanRecordForm.read(kind, fields, programme: programme, record: record, cities: cities.map(\.id.rawValue), packages: packages.map(\.id), today: today)
        }
    }

    private func open(_ visit: Visit, isNew: Bool) async throws -> Opened {
        let kind = try room.kind(visit)
        return try await house.database.read { [room] reader in
            let programme = try room.open(visit, reader)
            let record = isNew ? nil : try Plan.one(kind, try visit.parameter("record"), of: programme.id, reader)
            guard isNew || record != nil else { throw Problem.notFound }
            var cities = try Plan.cities(of: programme.id, reader)
            // A city that has left the programme keeps what it owes until somebody says otherwise.
            if let city = record?.city, !cities.contains(where: { $0.id == city }), let found = try Cities.byID(city, reader) { cities.append(found) }
            return Opened(
                kind: kind, programme: programme, record: record, cities: cities, packages: try Plan.packages(of: programme.id, reader),
                name: try ProgrammesRoom.name(of: record?.changedBy, reader), today: room.today)
        }
    }

    private func page(_ opened: Opened, _ visit: Visit) -> PlanFormPage {
        let words = room.words(visit)
        let navigation = ProgrammeNavigation(programme: opened.programme, words: words)
        let slug = opened.programme.slug
        let list = ProgrammesPaths.list(slug, opened.kind)
        return PlanFormPage(
            words: words, spec: opened.kind.fields, cities: opened.cities, packages: opened.packages,
            heading: opened.record?.name ?? words("programmes.new.\(opened.kind.path)"), breadcrumbs: navigation.breadcrumbs([(label: words.kind(opened.kind), href: list)]),
            tabs: navigation.items(.list(opened.kind)),
            action: opened.record.map { ProgrammesPaths.record(slug, opened.kind, $0.id) } ?? ProgrammesPaths.newRecord(slug, opened.kind),
            cancelHref: opened.record.map { ProgrammesPaths.look(slug, opened.kind, $0.id) == ProgrammesPaths.record(slug, opened.kind, $0.id) ? list : ProgrammesPaths.look(slug, opened.kind, $0.id) } ?? list,
            removeAction: opened.record.map { ProgrammesPaths.remove(slug, opened.kind, $0.id) })
    }
}
