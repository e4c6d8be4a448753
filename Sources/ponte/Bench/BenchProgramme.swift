import App
import ArgumentParser
import Foundation

/// `ponte bench programme`: the pages of whoever runs a programme, over a small one and a large one.
struct BenchProgramme: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme", abstract: "Time and statements of the pages of a programme, its transfers and its gatherings.",
        discussion: """
            A made-up programme is put on record in a throw-away SQLite database, once small and once large: 40 cities, 600 transfers, 5,000 gatherings, \
            600 deliverables, 5,000 dated items and 20,000 people. Each page is asked for again and again and laid out as for whoever runs the programme; the network and the \
            session are left out.

            Example:
              ponte bench programme --questions 50
            """)

    @Option(help: "How often each page is asked for, 10 to 1000.") var questions = 50

    func validate() throws {
        guard (10...1000).contains(questions) else { throw ValidationError("--questions must lie between 10 and 1000.") }
    }

    func run() async throws {
        var rows: [ProgrammeTrial.Row] = []
        for size in [ProgrammeTrial.Size.small, .large] {
            let temporary = try Installation.temporary(like: try await Settings.read(environment: [:]))
            defer { try? FileManager.default.removeItem(at: temporary.dataFolder) }
            rows += try await ProgrammeTrial(size: size, questions: questions, settings: temporary).run()
        }
        Say.endProgress()
        show(rows)
    }

    private func show(_ rows: [ProgrammeTrial.Row]) {
        Say.line("\(questions) times each; milliseconds")
        var table = Table(("PROGRAMME", .left), ("", .left), ("MEDIAN", .right), ("P90", .right), ("P99", .right), ("CPU MEDIAN", .right), ("STATEMENTS", .right))
        for row in rows {
            table.add(
                row.size.name, row.name, decimal(row.clock.median, 2), decimal(row.clock.p90, 2), decimal(row.clock.p99, 2), decimal(row.cpu.median, 2),
                row.statements.lowerBound == row.statements.upperBound ? "\(row.statements.lowerBound)" : "\(row.statements.lowerBound)–\(row.statements.upperBound)")
        }
        table.show()
        let grown = Dictionary(grouping: rows, by: \.name).filter { Set($0.value.map(\.statements)).count > 1 }.keys.sorted()
        Say.line(grown.isEmpty ? "Every page takes as many statements of the large programme as of the small one." : "The statements differ: \(grown.joined(separator: ", ")).")
        if let slowest = rows.filter({ $0.size == .large && ProgrammeTrial.dashboards.contains($0.name) }).max(by: { $0.clock.median < $1.clock.median }) {
            Say.line(
                "Aim (every dashboard, large programme, median < 50 ms): \(slowest.clock.median < 50 ? "met" : "missed"); the slowest is “\(slowest.name)” with \(decimal(slowest.clock.median, 1)) ms.")
        }
    }
}
