import App
import ArgumentParser
import Kernel
import Store

/// `ponte migrate`: brings the schema up to date.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database up to date.",
        discussion: """
            All pending migrations run in one transaction: all of them or none. Commands that write do this by themselves; \
            run it apart to see it done before a new version serves. There is no way back but a backup: take one first.

            Example:
              ponte migrate --plan
            """)

    @OptionGroup var dataOptions: DataOptions

    @Flag(help: "Only list what is pending.")
    var plan = false

    func run() async throws {
        let settings = try await dataOptions.settings()
        let migrations = try Installation.migrations()
        if plan { return try await show(settings, migrations) }
        let database = try await Installation.openDatabase(settings)
        let applied = try await database.migrate(migrations, at: Clock.live.now)
        for id in applied { Say.line("applied  \(id)") }
        Say.line(applied.isEmpty ? "The database was up to date (\(counted(migrations.count, "migration")))." : "Done: \(counted(applied.count, "migration")) applied.")
    }

    private func show(_ settings: Settings, _ migrations: [Migration]) async throws {
        let pending = Installation.hasDatabase(settings) ? try await Installation.openDatabase(settings).pending(migrations) : migrations
        for migration in pending { Say.line("pending  \(migration.id)  (\(counted(migration.statements.count, "statement")))") }
        Say.line(pending.isEmpty ? "The database is up to date (\(counted(migrations.count, "migration")))." : "\(counted(pending.count, "migration")) pending; `ponte migrate` applies them.")
    }
}
