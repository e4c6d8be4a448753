import App
import ArgumentParser
import Foundation
import Kernel
import Matching

/// `ponte evaluate`: how good the ranking is, on judged needs.
struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the ranking on judged needs (nDCG@10).",
        discussion: """
            A file holds a list of {"id", "lang", "text", "relevant": {"practice-slug": grade}} with grades 2 (fits) and 1 \
            (fits in part). Gain 2^grade − 1, discount log2(rank + 1), ideal from everything judged. Ranks what is in the data \
            folder; when that is empty, the starter content in a database of its own. Vectors that are missing are made first.

            Example:
              ponte evaluate Evaluation/*.json --details
            """)

    @Argument(help: "Files of judged needs.", completion: .file(extensions: ["json"])) var files: [String]
    @Flag(name: .customLong("no-meaning"), help: "Leave sentence vectors out.") var leavesMeaningOut = false
    @Flag(help: "For machines.") var json = false
    @Flag(help: "Also each need with its first ten.") var details = false

    @OptionGroup var embeddings: EmbeddingsOption
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let needs = try files.map { (file: $0, needs: try JudgedNeed.read($0)) }
        var settings = try await dataOptions.settings(embeddings.flags)
        if leavesMeaningOut {
            settings.embeddingsURL = nil
            settings.embeddingsCommand = []
        }
        let chosen = settings
        let report = try await Installation.withEmbeddings(settings, logger: Say.quietLogger) { try await measure(needs, chosen) }
        if json { return try Say.json(report.forMachines(details: details)) }
        report.show(details: details)
    }

    private func measure(_ files: [(file: String, needs: [JudgedNeed])], _ settings: Settings) async throws -> EvaluationReport {
        if Installation.hasDatabase(settings) {
            let installation = try await Installation.open(settings, logger: Say.quietLogger)
            if !installation.compendium.catalogue.cards.isEmpty { return try await rank(files, installation) }
            await installation.house.database.close()
        }
        Say.error("There are no practices in \(settings.dataFolder.path); measuring the starter content in a database of its own.")
        let temporary = try Installation.temporary(like: settings)
        defer { try? FileManager.default.removeItem(at: temporary.dataFolder) }
        let database = try await Installation.openDatabase(temporary)
        try await database.migrate(try Installation.migrations(), at: Clock.live.now)
        try await Starter(database: database).load()
        await database.close()
        let installation = try await Installation.open(temporary, logger: Say.quietLogger)
        let report = try await rank(files, installation)
        await installation.house.database.close()
        return report
    }

    private func rank(_ files: [(file: String, needs: [JudgedNeed])], _ installation: Installation) async throws -> EvaluationReport {
        let meaning = try await Meaning.prepare(installation)
        if meaning == .noAnswer { throw Trouble.failed("\(meaning.reasonItIsNotUsed) To measure without meaning, add --no-meaning.") }
        let matcher = installation.matching.matcher
        let all = files.map(\.needs.count).reduce(0, +)
        var results: [EvaluationReport.Result] = []
        for (file, needs) in files {
            for need in needs {
                Say.progress("Ranking for need \(results.count + 1) of \(all) …")
                if meaning == .on, await matcher.vector(of: need.text, within: .seconds(60)) == nil {
                    throw Trouble.failed("The embedding service gave no vector for need \(need.id) (\(file)).")
                }
                let answer = await matcher.answer(NeedContent(text: need.text, language: need.language), city: nil, limit: Gain.depth)
                results.append(.init(file: file, need: need, matches: answer.matches.map { .init(slug: $0.id, score: $0.score, band: $0.band.rawValue) }))
            }
        }
        Say.endProgress()
        return EvaluationReport(results: results, usesMeaning: meaning == .on, practices: Set(installation.compendium.catalogue.cards.map(\.slug)))
    }
}
