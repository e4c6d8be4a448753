import App
import ArgumentParser
import Foundation

/// `ponte serve`: answers requests until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the site and the API.",
        discussion: """
            Brings the database up to date first, and says when it is ready. Ends within seconds on SIGTERM or Ctrl-C.

            Examples:
              ponte serve --demo
              ponte serve --host 0.0.0.0 --base-url https://ponte.example.eu
            """)

    @OptionGroup var dataOptions: DataOptions

    @Option(help: "Address to listen on (PONTE_HOST; default: 127.0.0.1).")
    var host: String?

    @Option(help: "Port to listen on (PONTE_PORT; default: 8080; 0: any free one).")
    var port: Int?

    @Option(name: .customLong("base-url"), help: "Public address, for links (PONTE_BASE_URL).")
    var baseURL: String?

    @Option(name: .customLong("embeddings-url"), help: "OpenAI-compatible /v1/embeddings (PONTE_EMBEDDINGS_URL).")
    var embeddingsURL: String?

    @Flag(help: "Demonstration: starter content and one person for each role; on this machine only.")
    var demo = false

    func run() async throws {
        let more = ["host": host, "port": port.map(String.init), "base.url": baseURL, "embeddings.url": embeddingsURL, "demo": demo ? "true" : nil]
        let settings = try await dataOptions.settings(more.compactMapValues { $0 })
        let logger = Say.startLogging(settings.logLevel, asJSON: settings.logsAsJSON)
        let began = ContinuousClock.now
        let installation = try await Installation.open(settings, logger: logger)
        if settings.isDemonstration { try await announceDemonstration(installation) }
        let firstRun = try await installation.members.firstRunAddress()
        try await Server(installation).run { port in
            let took = Int((ContinuousClock.now - began).milliseconds)
            Say.line("Ponte answers on http://\(settings.host):\(port) (\(installation.house.database.engine.rawValue), ready after \(took) ms)")
            if let firstRun {
                Say.line("Nobody is on record yet. Open this link to become the first administrator; it works once, until the next start:")
                Say.line("  \(firstRun)")
            }
        }
    }

    private func announceDemonstration(_ installation: Installation) async throws {
        let accounts = try await Starter(database: installation.house.database, ids: installation.house.ids, trail: installation.trail)
            .demonstration(in: installation.settings.dataFolder)
        try await installation.tellStories(with: accounts)
        Say.line("Demonstration. One person for each role (also in \(installation.settings.dataFolder.appendingPathComponent("demo-accounts.json").path)):")
        for account in accounts { Say.line("  \(account.role.padding(toLength: 22, withPad: " ", startingAt: 0)) \(account.email)  \(account.password)") }
    }
}
