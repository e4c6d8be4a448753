import App
import ArgumentParser
import Foundation
import Kernel
import Matching

/// `ponte bench match`: one need against many practices, beside the full-text search of SQLite and PostgreSQL.
struct BenchMatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "Latency and memory of the ranking on made-up practices.",
        discussion: """
            Practices are recombined from the sentences of the starter practices, always the same ones; vectors lie around \
            random topics; the need's vector is given. The same texts go into SQLite FTS5 (bm25) and PostgreSQL (tsvector, GIN, \
            ts_rank) in the same run; these are asked for any of the need's words and answer with the twenty best, as Ponte \
            does. PostgreSQL is the one in PONTE_BENCH_POSTGRES, or a throw-away server where its programs are installed.

            Latency is the time on the clock, asked one after another, one core each; cpu is the processor time \
            it took, which a busy machine changes less. PostgreSQL works in a process of its own, whose time is not seen.

            Example:
              ponte bench match --sizes 1000,10000,100000 --vectors 4 --questions 50
            """)

    @Option(help: ArgumentHelp("How many practices, one run each.", valueName: "n,n,…")) var sizes = "1000,10000,100000"
    @Option(help: "Sentence vectors of each practice, 1 to 11.") var vectors = 4
    @Option(help: "How many needs are put, 1 to 1000.") var questions = 50

    private var counts: [Int] { sizes.split(separator: ",").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) } }

    func validate() throws {
        guard !counts.isEmpty, counts.count == sizes.split(separator: ",").count, counts.allSatisfy({ (1...1_000_000).contains($0) }) else {
            throw ValidationError("--sizes must be numbers from 1 to 1000000 with commas between them.")
        }
        guard (1...11).contains(vectors) else { throw ValidationError("--vectors must lie between 1 and 11.") }
        guard (1...1000).contains(questions) else { throw ValidationError("--questions must lie between 1 and 1000.") }
    }

    func run() async throws {
        let made = try MadePractices(vectors: vectors)
        let asked = (0..<questions).map { made.question($0) }
        let postgres = try await BenchPostgres.find()
        defer { postgres.server?.stop() }
        if let why = postgres.whyNot { Say.error("PostgreSQL is left out: \(why)") }
        let temporary = try Installation.temporary(like: try await Settings.read(environment: [:]))
        defer { try? FileManager.default.removeItem(at: temporary.dataFolder) }

        var rows: [TrialResult] = []
        for size in counts {
            var trials: [TrialResult] = [try EngineTrial.run(size, made, asked)]
            trials.append(try await FullTextTrial(name: "SQLite FTS5", settings: temporary).run(size, made, asked))
            if let url = postgres.url {
                var settings = temporary
                settings.databaseURL = url
                trials.append(try await FullTextTrial(name: "PostgreSQL", settings: settings).run(size, made, asked))
            }
            rows += trials
        }
        Say.endProgress()
        show(rows)
    }

    private func show(_ rows: [TrialResult]) {
        Say.line("\(questions) needs, \(vectors) vectors a practice, 20 best; milliseconds")
        var table = Table(
            ("PRACTICES", .right), ("", .left), ("MIN", .right), ("MEDIAN", .right), ("P90", .right), ("P99", .right), ("CPU MEDIAN", .right),
            ("× PONTE", .right), ("HOLDS", .left), ("LOADED IN", .right))
        for row in rows {
            let own = rows.first { $0.size == row.size }?.latency.median ?? 0
            table.add(
                grouped(row.size), row.name, decimal(row.latency.min, 1), decimal(row.latency.median, 1), decimal(row.latency.p90, 1), decimal(row.latency.p99, 1),
                row.cpu.map { decimal($0.median, 1) } ?? "", own > 0 ? decimal(row.latency.median / own, 2) : "", row.holds, "\(decimal(row.loadSeconds, 1)) s")
        }
        table.show()
        let own = rows.filter { $0.name == EngineTrial.name }
        for (small, large) in zip(own, own.dropFirst()) {
            Say.line("\(grouped(large.size)) practices take \(decimal(large.latency.median / small.latency.median, 1)) times as long as \(grouped(small.size)).")
        }
        if let big = own.first(where: { $0.size == 100_000 }), let cpu = big.cpu?.median {
            let isMet = cpu <= 30 && big.megabytes < 1024
            Say.line(
                "Aim at 100,000 practices (median ≤ 30 ms on one core, < 1,024 MB): \(isMet ? "met" : "missed") with \(decimal(cpu, 1)) ms of processor time "
                    + "(\(decimal(big.latency.median, 1)) ms on the clock) and \(grouped(big.megabytes)) MB.")
        }
    }
}
