import Kernel
import Members
import Web

/// Reading gatherings, and taking their steps.
struct GatheringHandlers: Sendable {
    let room: GatheringsRoom

    func list(_ visit: Visit) async throws -> Answer {
        let now = room.house.clock.now
        let viewer = visit.viewer
        let shown = try await room.house.database.read { reader in
            let cities = try Cities.all(reader)
            let selection = Gatherings.Selection(
                isPast: visit.query["when"] == "past", kind: Gathering.Kind(rawValue: visit.query["kind"] ?? ""), city: cities.first { $0.slug == visit.query["city"] }?.id)
            let total = try Gatherings.count(selection, for: viewer, at: now, reader)
            let start = Pager.start(visit.query, count: total)
            let gatherings = try Gatherings.list(selection, for: viewer, at: now, from: start, limit: GatheringListPage.size, reader)
            let counts = try Registrations.counts(gatherings.map(\.id), reader)
            return GatheringListPage(
                telling: room.telling(visit), selection: selection, gatherings: gatherings, total: total, start: start, counts: counts,
                cities: Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0) }), viewer: viewer)
        }
        return .page(shown.page())
    }

    func gathering(_ visit: Visit) async throws -> Answer { .page(try await page(visit)) }

    /// The page of a gathering, with what was typed into one of its forms and what is wrong with it, or what stands in the way.
    func page(_ visit: Visit, typed: Fields? = nil, problems: [FieldProblem] = [], gaps: [Gap] = [], obstacle: String? = nil) async throws -> Page {
        let opened = try await room.open(visit)
        let (gathering, now) = (opened.gathering, room.house.clock.now)
        let seesAll = opened.canArrange || opened.own?.state == .registered
        let seesLessons = GatheringPermissions.seesLessons(of: gathering, visit.viewer, isRegistered: opened.own?.state == .registered)
        let practices = room.ports.practices(visit.language)
        let parts = try await room.house.database.read { reader in
            let lessons = seesLessons ? try Gatherings.lessons(gathering.id, reader) : []
            let followUps = seesLessons ? try Gatherings.followUps(gathering.id, reader) : []
            let owners = seesAll ? try Gatherings.owners(gathering, at: now, reader) : []
            return GatheringPage.Parts(
                slots: try Gatherings.slots(gathering.id, reader), tasks: opened.canArrange ? try Gatherings.tasks(gathering.id, reader) : [], lessons: lessons, followUps: followUps,
                owners: owners, names: try People.names(lessons.compactMap(\.owner) + followUps.compactMap(\.owner), reader),
                counts: try Registrations.counts([gathering.id], reader)[gathering.id] ?? [:],
                blocks: try gathering.plan.practice.map { try room.ports.blocks($0, reader) } ?? [],
                practice: try gathering.plan.practice.flatMap { id in try practices.first { $0.id == id } ?? room.ports.practice(id, visit.language, reader) }, programme: try gathering.plan.programme.flatMap { try Programmes.byID($0, reader) },
                next: gathering.stage.isOver ? [] : Gathering.life.open(at: gathering.stage, for: [.organiser]).map(\.name))
        }
        return GatheringPage(telling: room.telling(visit), opened: opened, parts: parts, now: now, viewer: visit.viewer, seesAll: seesAll, seesLessons: seesLessons)
            .page(typed: typed, problems: problems, gaps: gaps, obstacle: obstacle)
    }

    /// What was asked for is not possible as things stand: the gathering is shown again, saying why.
    func hindered(_ visit: Visit, by error: any Error, typed: Fields? = nil) async throws -> Answer {
        guard let reason = Obstacle.reason(error) else { throw error }
        return .page(try await page(visit, typed: typed, obstacle: reason))
    }

    func step(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        do {
            let take = TakeStep(id: opened.gathering.id, step: visit.form["step"] ?? "", reason: try StepReason.read(visit.form), person: try visit.person().id)
            let gaps = try await take.run(room.house, room.trail)
            guard gaps.isEmpty else { return .page(try await page(visit, gaps: gaps)) }
        } catch Problem.invalid(let problems) {
            return .page(try await page(visit, typed: visit.form, problems: problems))
        } catch {
            return try await hindered(visit, by: error)
        }
        return Answer.seeOther(GatheringsPaths.gathering(opened.gathering.id)).with(notice: "gatherings.notice.saved")
    }

    func task(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openToArrange(visit)
        let change: KeepTask.Change
        if let id = visit.form.text("done") {
            change = .done(id)
        } else if let id = visit.form.text("open") {
            change = .open(id)
        } else {
            let side = GatheringTask.Side(rawValue: visit.form["side"] ?? "") ?? .host
            var reader = FieldReader(visit.form)
            let text = reader.text("task", limit: 300)
            guard reader.problems.isEmpty else {
                // There is a list for each side: the problem is at its field.
                let problems = reader.problems.map { FieldProblem("\($0.field)-\(side.rawValue)", $0.message, $0.values) }
                return .page(try await page(visit, typed: visit.form, problems: problems))
            }
            change = .add(side, text)
        }
        do {
            try await KeepTask(gathering: opened.gathering.id, change: change, by: try visit.person().id).run(room.house, room.trail)
        } catch {
            return try await hindered(visit, by: error, typed: visit.form)
        }
        return Answer.seeOther(GatheringsPaths.gathering(opened.gathering.id) + "#tasks")
    }
}
