import App
import Compendium
import Foundation
import HTTPTypes
import Kernel
import Logging
import Members
import Store
import Trail
import Web

/// A compendium of made-up practices, and the pages asked of it.
struct CompendiumTrial {
    struct Row {
        let size: Int
        let name: String
        let clock: Latencies
        let cpu: Latencies?
        /// Fewest and most of one answer.
        let statements: ClosedRange<Int>?
    }

    static let reference = "SQLite FTS5"
    static let facets = "search with facets"
    private static let batch = 500
    private static let waiting = 60

    let size: Int
    let questions: Int
    let made: MadePractices
    let settings: Settings

    func run() async throws -> [Row] {
        var logger = Logger(label: "ponte") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let database = try await Installation.openDatabase(settings)
        try await database.migrate(try Installation.migrations(), at: Clock.live.now)
        try await fill(database)
        await database.close()
        let house = try await Installation.open(settings, logger: logger)
        let rows = try await ask(house)
        await house.house.database.close()
        return rows
    }

    private func fill(_ database: Database) async throws {
        let content = try StarterContent.read()
        let trail = Trail(clock: .live)
        _ = try await ImportCities(file: content.cities.name, data: content.cities.data).run(database, .live, trail)
        let cities = try await database.read { try Cities.all($0) }.map { (name: $0.name, country: $0.country) }
        for start in stride(from: 0, to: size, by: Self.batch) {
            let end = min(size, start + Self.batch)
            let records = (start..<end).map { made.record($0, cities: cities) }
            _ = try await ImportPractices(files: [(name: "made.json", data: try JSONSerialization.data(withJSONObject: records))]).run(database, .live, trail)
            Say.progress("Compendium: \(grouped(end)) of \(grouped(size)) practices …")
        }
    }

    private func viewer(_ role: Role, _ house: Installation) async throws -> Viewer {
        let email = "\(role.rawValue)@bench.example"
        let id = try await CreatePerson(email: email, name: role.rawValue, language: .en, password: Secrets.token(), role: role, scope: .network)
            .run(house.house.database, .live, house.trail, by: .system("bench"))
        let grant = Viewer.Grant(role: role.rawValue, scope: .network, permissions: AccessTable.permissions(of: role))
        return Viewer(person: Viewer.Person(id: id, name: role.rawValue, email: email, language: .en, session: "bench", grants: [grant]))
    }

    private func ask(_ house: Installation) async throws -> [Row] {
        Say.progress("Compendium: asking …")
        let author = try await viewer(.author, house)
        let editor = try await viewer(.editor, house)
        var drafts: [String] = []
        for number in 0..<Self.waiting {
            let form = Fields([("title", "Draft \(number)"), ("language", "en"), ("city", "catania")])
            let begun = try await house.answer(.post, CompendiumPaths.newManuscript, form: form, by: author)
            guard let id = begun.location?.split(separator: "/").dropFirst().first.map(String.init) else { throw Trouble.failed("a draft could not be begun: \(begun.status)") }
            drafts.append(id)
        }
        let areas = ["housing", "employment", "language-learning", "health", "participation"]
        func words(_ number: Int) -> String { made.question(number).text.split(separator: " ").prefix(4).joined(separator: " ") }
        let draft = drafts[0]
        try await house.house.database.write { try $0.run("UPDATE manuscript SET stage = 'submitted' WHERE id <> \(draft)") }
        return [
            try await row("list", house) { try await house.answer(.get, CompendiumPaths.practices, query: Fields([("start", String($0))]), in: $0 % 2 == 0 ? .en : .it) },
            try await row("facets", house) { try await house.answer(.get, CompendiumPaths.practices, query: Fields([("area", areas[$0 % areas.count]), ("group", "women")])) },
            try await row("search", house) { try await house.answer(.get, CompendiumPaths.practices, query: Fields([("q", words($0))])) },
            try await row(Self.facets, house) { try await house.answer(.get, CompendiumPaths.practices, query: Fields([("q", words($0)), ("area", areas[$0 % areas.count])])) },
            try await row("practice", house) { try await house.answer(.get, CompendiumPaths.practicePattern, ["slug": "made-\($0 * 7 % size)"]) },
            try await row("author's save", house) { number in
                let form = Fields([("_fields", "problem"), ("problem", "What \(number) people lack."), ("revision", "1000000")])
                return try await house.answer(.post, CompendiumPaths.keepPattern, ["id": draft], form: form, by: author)
            },
            try await row("editor's queue", house) { try await house.answer(.get, CompendiumPaths.queue, query: Fields([("start", String($0 % 30))]), by: editor) },
            try await row("due for review", house) { _ in try await house.answer(.get, CompendiumPaths.due, by: editor) },
            try await row("possible duplicates", house) { _ in try await house.answer(.get, CompendiumPaths.duplicates, by: editor) },
        ]
    }

    private func row(
        _ name: String, _ house: Installation, _ ask: (Int) async throws -> (status: HTTPResponse.Status, location: String?, bytes: [UInt8])
    ) async throws -> Row {
        for number in 0..<3 { _ = try await ask(number + questions) }
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
