import App
import ArgumentParser
import Compendium
import Foundation
import Kernel
import Members
import Store

/// `ponte match`: what fits a need, and why.
struct MatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "Rank the practices for a need and say why each fits.",
        discussion: """
            The need is put in your own words and language; nothing of it is kept. With an embedding service \
            (PONTE_EMBEDDINGS_URL) meaning counts too; vectors of practices that are missing are made first and kept in the \
            database.

            Examples:
              ponte match "400 donne rifugiate con poca istruzione" --city Catania
              ponte match "Landlords do not rent to refugees" --area housing --json
            """)

    @Argument(help: "The need; - reads it from standard input.") var text: String
    @Option(help: ArgumentHelp("Language of the need (en, it, es, de, fr, pl, ro, el, hu, hr, nl, ar); found out from it when left out.", valueName: "code")) var lang: String?
    @Option(help: ArgumentHelp("City that has the need, by name; lets size and country count.", valueName: "name")) var city: String?
    @Option(help: "How many practices, 1 to 50.") var limit = 10
    @Option(help: ArgumentHelp("Policy area the need is known to be about, as in /practices; may be repeated.", valueName: "area")) var area: [PolicyArea] = []
    @Option(help: ArgumentHelp("Target group it is known to be about; may be repeated.", valueName: "group")) var group: [TargetGroup] = []
    @Flag(help: "Also what to check and what differs.") var gaps = false
    @Flag(help: "What POST /api/v1/matches answers.") var json = false

    @OptionGroup var embeddings: EmbeddingsOption
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let settings = try await dataOptions.settings(embeddings.flags)
        let need = (text == "-" ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self) : text)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !need.isEmpty else { throw Trouble.toMend("The need is empty; say it in a sentence or two.") }
        try await Installation.withEmbeddings(settings, logger: Say.quietLogger) {
            let installation = try await open(settings)
            let meaning = try await Meaning.prepare(installation)
            if meaning == .on { _ = await installation.matching.matcher.vector(of: need, within: .seconds(20)) }
            let slug = try await findCity(installation)
            let answer = try await installation.matches(
                MatchRequest(text: need, lang: lang, areas: area.map(\.rawValue), groups: group.map(\.rawValue), city: slug, limit: limit))
            if json { return Say.line(String(decoding: answer, as: UTF8.self)) }
            MatchTable(
                reply: try JSONDecoder().decode(MatchReply.self, from: answer), installation: installation, meaning: meaning,
                showsGaps: gaps
            ).show()
        }
    }

    private func open(_ settings: Settings) async throws -> Installation {
        let place = settings.databaseURL == nil ? settings.dataFolder.path : "the database"
        let empty = Trouble.toMend("There are no practices in \(place). Load the starter content with `ponte import starter`, or name another folder with --data.")
        guard Installation.hasDatabase(settings) else { throw empty }
        let installation = try await Installation.open(settings, logger: Say.quietLogger)
        guard !installation.compendium.catalogue.cards.isEmpty else { throw empty }
        return installation
    }

    private func findCity(_ installation: Installation) async throws -> String? {
        guard let city else { return nil }
        guard let found = try await installation.house.database.read({ try Cities.named(city, $0) }) else {
            throw Trouble.toMend("There is no city \"\(city)\" on record. Import it with `ponte import cities`, or leave --city out.")
        }
        return found.slug
    }
}

extension PolicyArea: ExpressibleByArgument {}
extension TargetGroup: ExpressibleByArgument {}
