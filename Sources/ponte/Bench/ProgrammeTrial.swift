import App
import Compendium
import Foundation
import Gatherings
import HTTPTypes
import Kernel
import Logging
import Members
import Programmes
import Store
import Trail
import Transfers
import Web

/// A made-up programme of some size, and the pages asked of it.
struct ProgrammeTrial {
    struct Size: Equatable {
        let name: String
        let cities, deliverables, dated, transfers, gatherings, people: Int

        static let small = Size(name: "small", cities: 4, deliverables: 6, dated: 50, transfers: 6, gatherings: 50, people: 200)
        static let large = Size(name: "large", cities: 40, deliverables: 600, dated: 5000, transfers: 600, gatherings: 5000, people: 20_000)
    }

    struct Row {
        let size: Size
        let name: String
        let clock: Latencies
        let cpu: Latencies
        let statements: ClosedRange<Int>
    }

    /// The pages that stand for everything at once.
    static let dashboards = [glance, "a city's part", "transfers, coordinator", "transfers, a city", "transfers of a city", "handover dossier", "what awaits somebody"]
    static let glance = "at a glance"
    private static let slug = "made-up"

    let size: Size
    let questions: Int
    let settings: Settings

    func run() async throws -> [Row] {
        var logger = Logger(label: "ponte") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let house = try await Installation.open(settings, logger: logger)
        let content = try StarterContent.read()
        _ = try await ImportCities(file: content.cities.name, data: content.cities.data).run(house.house.database, .live, house.trail)
        _ = try await ImportPractices(files: content.practices).run(house.house.database, .live, house.trail)
        let cities = Array(try await house.house.database.read { try Cities.all($0) }.prefix(size.cities))
        guard cities.count == size.cities else { throw Trouble.failed("the starter content has fewer than \(size.cities) cities") }
        try await fill(house.house.database, cities, today: house.house.clock.now.day, now: house.house.clock.now)
        let rows = try await ask(house, cities)
        await house.house.database.close()
        return rows
    }

    /// Written straight into the tables: making thousands of records by hand is not what is measured.
    private func fill(_ database: Database, _ cities: [City], today: Day, now: Instant) async throws {
        Say.progress("Programme: \(size.name) …")
        let size = size
        @Sendable func day(_ number: Int, _ span: Int) -> Day { Day(daysSince1970: today.daysSince1970 - span / 2 + number % span) }
        let stages = ["planned", "in_progress", "submitted", "accepted", "sent_back", "dropped"]
        try await database.write { writer in
            let id = ProgrammeID("made-up")
            try writer.run(
                """
                INSERT INTO programme (id, slug, name, full_title, start_day, end_day, budget_cents)
                VALUES (\(id), \(Self.slug), 'Made up', 'A made-up programme', \(day(0, 730)), \(day(729, 730)), 100000000)
                """)
            for (position, city) in cities.enumerated() {
                try writer.run("INSERT INTO programme_city (programme_id, position, part, city_id, name) VALUES (\(id), \(position), 'partner', \(city.id), \(city.name))")
            }
            for number in 0..<8 {
                try writer.run(
                    """
                    INSERT INTO work_package (id, programme_id, number, title, planned_start, planned_end, version, changed_at)
                    VALUES (\("wp\(number)"), \(id), \("WP\(number)"), 'Package', \(day(number * 60, 730)), \(day(number * 60 + 200, 730)), 1, \(now))
                    """)
            }
            for number in 0..<size.deliverables {
                try writer.run(
                    """
                    INSERT INTO deliverable (id, programme_id, package_id, city_id, number, title, dissemination, planned_day, stage, version, changed_at)
                    VALUES (\("d\(number)"), \(id), \("wp\(number % 8)"), \(cities[number % cities.count].id), \("D\(number)"), 'A book about the work', 'public',
                        \(day(number * 7, 700)), \(stages[number % 6]), 1, \(now))
                    """)
            }
            for number in 0..<max(0, size.dated - size.deliverables) {
                try writer.run(
                    """
                    INSERT INTO milestone (id, programme_id, package_id, city_id, number, title, planned_day, actual_day, version, changed_at)
                    VALUES (\("m\(number)"), \(id), \("wp\(number % 8)"), \(cities[number % cities.count].id), \("M\(number)"), 'A visit or a meeting', \(day(number * 11, 700)),
                        \(number % 3 == 0 ? day(number * 11, 700) : nil), 1, \(now))
                    """)
            }
            for number in 0..<(size.cities * 3) {
                try writer.run(
                    "INSERT INTO budget_line (id, programme_id, city_id, number, title, planned_cents, spent_cents, version, changed_at) VALUES (\("b\(number)"), \(id), \(cities[number % cities.count].id), \(String(number)), 'Travel', 250000, 120000, 1, \(now))")
                try writer.run(
                    "INSERT INTO risk (id, programme_id, title, likelihood, effect, owner, answer, version, changed_at) VALUES (\("r\(number)"), \(id), 'Elections', \(1 + number % 5), \(1 + number % 5), 'The lead', 'Decide before', 1, \(now))")
            }
            for number in 0..<size.people {
                let person = "p\(number)"
                try writer.run(
                    "INSERT INTO person (id, email, name, language, password_hash, created_at) VALUES (\(person), \("\(person)@bench.example"), \(person), 'en', '', \(now))")
                try writer.run(
                    """
                    INSERT INTO role_grant (id, person_id, role, scope_kind, scope_id, granted_at)
                    VALUES (\("g\(number)"), \(person), 'city-officer', 'city', \(cities[number % cities.count].id), \(now))
                    """)
            }
            let practices: [PracticeID] = try writer.reader.all("SELECT id FROM practice ORDER BY id LIMIT 20") { try $0["id"] }
            try takeFurther(id, cities, practices, now, day, in: writer)
            try gather(id, cities, practices, now, today, in: writer)
        }
    }

    private func takeFurther(_ programme: ProgrammeID, _ cities: [City], _ practices: [PracticeID], _ now: Instant, _ day: (Int, Int) -> Day, in writer: Writer) throws {
        let stages = ["understand", "adapt", "reuse", "closed", "stopped"]
        for number in 0..<size.transfers {
            let (id, practice, stage) = ("t\(number)", practices[number % practices.count], stages[number % stages.count])
            let (giving, receiving) = (cities[number % cities.count].id, cities[(number + 1) % cities.count].id)
            try writer.run(
                """
                INSERT INTO transfer (id, name, challenge, reason, need_id, need_version, practice_id, practice_version, practice_language, giving_city_id, receiving_city_id,
                    programme_id, stage, stage_at, start_day, opened_at, opened_by)
                VALUES (\(id), 'A desk for newcomers', 'Newcomers are sent from office to office', 'It was studied', \("n\(number)"), 1, \(practice), 1, 'en', \(giving), \(receiving),
                    \(programme), \(stage), \(now), \(day(number, 700)), \(now), 'p0')
                """)
            for block in 0..<4 {
                try writer.run(
                    """
                    INSERT INTO transfer_block (id, transfer_id, position, title, is_core, decision, reason, version, changed_at, changed_by)
                    VALUES (\("\(id)-b\(block)"), \(id), \(block), 'A block', 1, 'keep', 'It fits', 1, \(now), 'p0')
                    """)
                try writer.run(
                    """
                    INSERT INTO transfer_action (id, transfer_id, position, what, owner, owner_id, due_day, budget_cents, state, version, changed_at, changed_by)
                    VALUES (\("\(id)-a\(block)"), \(id), \(block), 'Find a room', 'Somebody', \("p\(number % size.people)"), \(day(number * 5 + block, 700)), 100000, 'planned', 1, \(now), 'p0')
                    """)
            }
            try writer.run("INSERT INTO transfer_milestone (transfer_id, month, planned_day, version) VALUES (\(id), 3, \(day(number * 3, 700)), 1)")
            try trailTransfer(id, practice, programme, writer)
        }
    }

    private func trailTransfer(_ id: String, _ practice: PracticeID, _ programme: ProgrammeID, _ writer: Writer) throws {
        let transfer = RecordReference(TransferID(id))
        for (parent, relation) in [(RecordReference(practice), "adapts"), (RecordReference(programme), "part of")] {
            try writer.run(
                "INSERT INTO lineage (child_kind, child_id, parent_kind, parent_id, relation, at) VALUES (\(transfer.kind), \(transfer.id), \(parent.kind), \(parent.id), \(relation), '2026-01-01T00:00:00.000Z')")
        }
    }

    private func gather(_ programme: ProgrammeID, _ cities: [City], _ practices: [PracticeID], _ now: Instant, _ today: Day, in writer: Writer) throws {
        let stages = ["announced", "closed", "reported", "planned", "cancelled"]
        for number in 0..<size.gatherings {
            let (id, place) = ("e\(number)", cities[number % cities.count].id)
            let start = Instant(milliseconds: Int64(today.daysSince1970 - 350 + number * 11 % 700) * 86_400_000 + 9 * 3_600_000)
            let end = start.adding(.seconds(6 * 3600))
            try writer.run(
                """
                INSERT INTO gathering (id, version, kind, title, city_id, zone, starts_at, ends_at, practice_id, programme_id, admission, capacity, budget_cents, stage, created_at,
                    created_by, changed_at, changed_by)
                VALUES (\(id), 1, 'study-visit', 'A look at the desk', \(place), 'Europe/Rome', \(start), \(end), \(practices[number % practices.count]), \(programme), 'open', 30, 500000,
                    \(stages[number % stages.count]), \(now), 'p0', \(now), 'p0')
                """)
            try writer.run("INSERT INTO gathering_city (gathering_id, part, city_id) VALUES (\(id), 'visiting', \(cities[(number + 1) % cities.count].id))")
            for guest in 0..<4 {
                let person = "p\((number * 4 + guest) % size.people)"
                try writer.run(
                    """
                    INSERT INTO registration (id, gathering_id, person_id, name, email, role, language, state, at, expires_at)
                    VALUES (\("\(id)-r\(guest)"), \(id), \(person), \(person), \("\(person)@bench.example"), 'participant', 'en', 'registered', \(now), \(end))
                    """)
            }
            try writer.run(
                """
                INSERT INTO lesson (id, gathering_id, city_id, text, block, intention, owner_id, due_day, created_at, created_by)
                VALUES (\("\(id)-l"), \(id), \(place), 'Open on Saturdays', 'The desk', 'adopt', \("p\(number % size.people)"), \(Day(daysSince1970: today.daysSince1970 + number % 90)), \(now), 'p0')
                """)
        }
    }

    private func ask(_ house: Installation, _ cities: [City]) async throws -> [Row] {
        func viewer(_ role: Role, _ scope: Scope) -> Viewer {
            let grant = Viewer.Grant(role: role.rawValue, scope: scope, permissions: AccessTable.permissions(of: role))
            return Viewer(person: Viewer.Person(id: PersonID("p0"), name: "p0", email: "p0@bench.example", language: .en, session: "bench", grants: [grant]))
        }
        let coordinator = viewer(.programmeCoordinator, .network)
        let officer = viewer(.cityOfficer, .city(cities[0].id))
        let slug = ["slug": Self.slug]
        let deliverables = size.deliverables
        return [
            try await row(Self.glance, house) { _ in try await house.answer(.get, ProgrammesPaths.overviewPattern, slug, by: coordinator) },
            try await row("calendar", house) { _ in try await house.answer(.get, ProgrammesPaths.calendarPattern, slug, by: coordinator) },
            try await row("deliverables", house) { _ in try await house.answer(.get, ProgrammesPaths.listPattern, slug.merging(["kind": "deliverables"]) { $1 }, by: coordinator) },
            try await row("late milestones", house) { _ in
                try await house.answer(.get, ProgrammesPaths.listPattern, slug.merging(["kind": "milestones"]) { $1 }, query: Fields([("state", "late")]), by: coordinator)
            },
            try await row("budget", house) { _ in try await house.answer(.get, ProgrammesPaths.listPattern, slug.merging(["kind": "budget"]) { $1 }, by: coordinator) },
            try await row("risks", house) { _ in try await house.answer(.get, ProgrammesPaths.listPattern, slug.merging(["kind": "risks"]) { $1 }, by: coordinator) },
            try await row("one deliverable", house) { try await house.answer(.get, ProgrammesPaths.deliverablePattern, slug.merging(["record": "d\($0 % deliverables)"]) { $1 }, by: coordinator) },
            try await row("a city's part", house) { _ in try await house.answer(.get, ProgrammesPaths.coordination, by: officer) },
            try await row("page for everybody", house) { _ in try await house.answer(.get, CompendiumPaths.programmePattern, slug) },
            try await row("transfers, coordinator", house) { _ in try await house.answer(.get, TransfersPaths.transfers, by: coordinator) },
            try await row("transfers, a city", house) { _ in try await house.answer(.get, TransfersPaths.transfers, by: officer) },
            try await row("one transfer", house) { _ in try await house.answer(.get, TransfersPaths.transferPattern, ["id": "t0"], by: officer) },
            try await row("transfers of a city", house) { _ in try await house.answer(.get, TransfersPaths.cityPattern, ["slug": cities[0].slug], by: officer) },
            try await row("handover dossier", house) { _ in try await house.answer(.get, "/cities/{slug}/handover", ["slug": cities[0].slug], by: officer) },
            try await row("thread", house) { _ in try await house.answer(.get, "/thread/{kind}/{id}", ["kind": "transfer", "id": "t0"], by: officer) },
            try await row("gatherings", house) { _ in try await house.answer(.get, GatheringsPaths.gatherings, by: coordinator) },
            try await row("one gathering", house) { _ in try await house.answer(.get, GatheringsPaths.gatheringPattern, ["id": "e0"], by: officer) },
            try await row("what awaits somebody", house) { _ in try await house.answer(.get, GatheringsPaths.calendar, by: officer) },
        ]
    }

    private func row(
        _ name: String, _ house: Installation, _ ask: (Int) async throws -> (status: HTTPResponse.Status, location: String?, bytes: [UInt8])
    ) async throws -> Row {
        for number in 0..<3 { _ = try await ask(number) }
        var clock: [Double] = []
        var cpu: [Double] = []
        var statements: [Int] = []
        for number in 0..<questions {
            let before = house.house.database.meter.statements
            let (wall, busy) = (ContinuousClock.now, Processor.time)
            let answer = try await ask(number)
            cpu.append(Processor.time - busy)
            clock.append((ContinuousClock.now - wall).milliseconds)
            statements.append(house.house.database.meter.statements - before)
            guard answer.status == .ok, !answer.bytes.isEmpty else { throw Trouble.failed("\(name) answered \(answer.status)") }
        }
        return Row(size: size, name: name, clock: Latencies(clock), cpu: Latencies(cpu), statements: (statements.min() ?? 0)...(statements.max() ?? 0))
    }
}
