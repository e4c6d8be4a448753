import App
import ArgumentParser
import Foundation
import Kernel
import Logging

/// `ponte bench compendium`: the pages of the compendium and of those who write it, over many practices.
struct BenchCompendium: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compendium", abstract: "Time and statements of lists, searches, an author's save and the editors' queue.",
        discussion: """
            Made-up practices, with titles in two languages, are put on record in a throw-away SQLite database. Each page is asked for again \
            and again, a different question each time, and laid out as for a visitor or for whoever works on it; the network, the session \
            and kept pages are left out. The same texts go into SQLite FTS5 in the same run, which finds the twenty best and counts nothing.

            Example:
              ponte bench compendium --sizes 1000,10000 --questions 100
            """)

    @Option(help: ArgumentHelp("How many practices, one run each.", valueName: "n,n,…")) var sizes = "1000,10000"
    @Option(help: "How often each page is asked for, 10 to 1000.") var questions = 100

    private var counts: [Int] { sizes.split(separator: ",").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) } }

    func validate() throws {
        guard !counts.isEmpty, counts.count == sizes.split(separator: ",").count, counts.allSatisfy({ (100...100_000).contains($0) }) else {
            throw ValidationError("--sizes must be numbers from 100 to 100000 with commas between them.")
        }
        guard (10...1000).contains(questions) else { throw ValidationError("--questions must lie between 10 and 1000.") }
    }

    func run() async throws {
        let made = try MadePractices(vectors: 1)
        var rows: [CompendiumTrial.Row] = []
        for size in counts {
            let temporary = try Installation.temporary(like: try await Settings.read(environment: [:]))
            defer { try? FileManager.default.removeItem(at: temporary.dataFolder) }
            rows += try await CompendiumTrial(size: size, questions: questions, made: made, settings: temporary).run()
            let fullText = try await FullTextTrial(name: "SQLite FTS5", settings: temporary).run(size, made, (0..<questions).map { made.question($0) })
            rows.append(CompendiumTrial.Row(size: size, name: CompendiumTrial.reference, clock: fullText.latency, cpu: fullText.cpu, statements: nil))
        }
        Say.endProgress()
        show(rows)
    }

    private func show(_ rows: [CompendiumTrial.Row]) {
        Say.line("\(questions) times each; milliseconds")
        var table = Table(
            ("PRACTICES", .right), ("", .left), ("MEDIAN", .right), ("P90", .right), ("P99", .right), ("CPU MEDIAN", .right), ("× FTS5", .right), ("STATEMENTS", .right))
        for row in rows {
            let reference = rows.first { $0.size == row.size && $0.name == CompendiumTrial.reference }?.clock.median ?? 0
            table.add(
                grouped(row.size), row.name, decimal(row.clock.median, 2), decimal(row.clock.p90, 2), decimal(row.clock.p99, 2), row.cpu.map { decimal($0.median, 2) } ?? "",
                reference > 0 ? decimal(row.clock.median / reference, 2) : "", row.statements.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" } ?? "")
        }
        table.show()
        let grown = Dictionary(grouping: rows, by: \.name).filter { Set($0.value.compactMap(\.statements)).count > 1 || $0.value.contains { $0.statements.map { $0.count > 1 } ?? false } }
        Say.line(grown.isEmpty ? "Every page takes the same number of statements at every size." : "The statements differ: \(grown.keys.sorted().joined(separator: ", ")).")
        if let search = rows.first(where: { $0.size == 10_000 && $0.name == CompendiumTrial.facets }) {
            Say.line("Aim at 10,000 practices (search with facets, median ≤ 20 ms): \(search.clock.median <= 20 ? "met" : "missed") with \(decimal(search.clock.median, 1)) ms.")
        }
    }
}
