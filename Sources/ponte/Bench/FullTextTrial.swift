import App
import Foundation
import Store
import Text

/// The full-text search of a database, over the same texts and through the same drivers that Ponte uses.
struct FullTextTrial {
    let name: String
    let settings: Settings
    private static let batch = 200

    func run(_ size: Int, _ made: MadePractices, _ asked: [MadePractices.Question]) async throws -> TrialResult {
        let database = try await Installation.openDatabase(settings)
        let began = ContinuousClock.now
        try await database.write { writer in
            try writer.run("DROP TABLE IF EXISTS ponte_bench")
            try writer.run(SQL(trusted: writer.reader.engine == .sqlite ? Self.sqliteTable : Self.postgresTable))
        }
        for start in stride(from: 0, to: size, by: Self.batch * 10) {
            let end = min(size, start + Self.batch * 10)
            try await database.write { writer in
                for first in stride(from: start, to: end, by: Self.batch) {
                    try writer.run(Self.insert((first..<min(end, first + Self.batch)).map { made.practice($0) }, writer.reader.engine))
                }
            }
            Say.progress("\(name): \(grouped(end)) of \(grouped(size)) practices …")
        }
        Say.progress("\(name): making the index …")
        try await database.write { writer in
            for statement in writer.reader.engine == .sqlite ? Self.sqliteFinish : Self.postgresFinish { try writer.run(SQL(trusted: statement)) }
        }
        let loaded = (ContinuousClock.now - began).milliseconds / 1000
        Say.progress("\(name): asking …")
        for question in asked.prefix(3) { _ = try await ask(question, database) }
        var clock: [Double] = []
        var cpu: [Double] = []
        for question in asked {
            let (wall, busy) = (ContinuousClock.now, Processor.time)
            let found = try await ask(question, database)
            cpu.append(Processor.time - busy)
            clock.append((ContinuousClock.now - wall).milliseconds)
            guard found > 0 else { throw Trouble.failed("\(name) found nothing for: \(question.text)") }
        }
        let bytes = try await database.read { reader in
            reader.engine == .sqlite
                ? try reader.number("SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()")
                : try reader.number("SELECT pg_total_relation_size('ponte_bench') AS n")
        }
        try await database.write { try $0.run("DROP TABLE ponte_bench") }
        if database.engine == .sqlite { try? FileManager.default.removeItem(at: Installation.databaseFile(settings)) }
        await database.close()
        let megabytes = bytes / 1_048_576
        return TrialResult(
            name: name, size: size, latency: Latencies(clock), cpu: database.engine == .sqlite ? Latencies(cpu) : nil, megabytes: megabytes,
            holds: "\(grouped(megabytes)) MB on disk", loadSeconds: loaded)
    }

    private func ask(_ question: MadePractices.Question, _ database: Database) async throws -> Int {
        // Words that say nothing are left out: PostgreSQL does so by itself, FTS5 would look them all up.
        let words = Words.split(question.text).map(\.folded).filter { !StopWords.contains($0, language: "en") }
        return try await database.read { reader in
            switch reader.engine {
            case .sqlite:
                let asked = words.map { "\"\($0)\"" }.joined(separator: " OR ")
                return try reader.rows("SELECT id, title FROM ponte_bench WHERE ponte_bench MATCH \(asked) ORDER BY bm25(ponte_bench, 0, 3, 1.5, 1, 0.5, 0.5, 1.5) LIMIT 20").count
            case .postgres:
                let asked = words.joined(separator: " | ")
                return try reader.rows(
                    """
                    SELECT id, title FROM ponte_bench, to_tsquery('english', \(asked)) AS wanted
                    WHERE document @@ wanted ORDER BY ts_rank(document, wanted) DESC LIMIT 20
                    """
                ).count
            }
        }
    }

    private static let sqliteTable =
        "CREATE VIRTUAL TABLE ponte_bench USING fts5(id UNINDEXED, title, problem, solution, results, preconditions, asked, tokenize = 'porter unicode61')"
    private static let postgresTable = "CREATE TABLE ponte_bench (id text, title text, problem text, solution text, results text, preconditions text, asked text, document tsvector)"
    private static let sqliteFinish = ["INSERT INTO ponte_bench (ponte_bench) VALUES ('optimize')"]
    private static let postgresFinish = ["CREATE INDEX ponte_bench_document ON ponte_bench USING gin (document)", "ANALYZE ponte_bench"]

    private static func insert(_ practices: [MadePractices.Practice], _ engine: Engine) -> SQL {
        let isPostgres = engine == .postgres
        var statement: SQL = isPostgres
            ? "INSERT INTO ponte_bench (id, title, problem, solution, results, preconditions, asked, document) VALUES "
            : "INSERT INTO ponte_bench (id, title, problem, solution, results, preconditions, asked) VALUES "
        for (position, made) in practices.enumerated() {
            let asked = made.asked.joined(separator: " ")
            if position > 0 { statement = statement + ", " }
            statement = statement + "(\(made.id), \(made.title), \(made.problem), \(made.solution), \(made.results), \(made.preconditions), \(asked)"
            if isPostgres {
                let (middle, rest) = ("\(made.problem) \(asked)", "\(made.solution) \(made.results) \(made.preconditions)")
                statement = statement
                    + ", setweight(to_tsvector('english', \(made.title)), 'A') || setweight(to_tsvector('english', \(middle)), 'B') || to_tsvector('english', \(rest))"
            }
            statement = statement + ")"
        }
        return statement
    }
}
