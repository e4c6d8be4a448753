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

            --plan rehearses on a copy and says how long each step takes; the real database is only read. On PostgreSQL the copy is a \
            database made beside the real one and dropped, which needs the right to make databases, and pg_dump.

            Example:
              ponte migrate --plan
            """)

    @OptionGroup var dataOptions: DataOptions

    @Flag(help: "Only rehearse on a copy, and say what would be done.")
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
        let isNew = try await !hasData(settings)
        let pending = isNew ? migrations : try await Installation.openDatabase(settings).pending(migrations)
        for migration in pending { Say.line("pending  \(migration.id)  (\(counted(migration.statements.count, "statement")))") }
        if isNew { return Say.line("\(counted(pending.count, "migration")) pending; there is no data yet, and nothing to rehearse or to back up. `ponte migrate` applies them.") }
        if pending.isEmpty { return Say.line("The database is up to date (\(counted(migrations.count, "migration"))).") }
        let rehearsal = try await Rehearsal(settings).run(migrations)
        Say.line("Rehearsed on a copy, which took \(milliseconds(rehearsal.copying)) to make:")
        for step in rehearsal.steps { Say.line("rehearsed  \(step.id)  \(milliseconds(step.took))") }
        for one in rehearsal.inspected { Finding(one).show() }
        guard rehearsal.isGood else { throw Trouble.failed("The rehearsal did not end well; do not migrate. Nothing was changed.") }
        Say.line("\(counted(pending.count, "migration")) pending, \(milliseconds(rehearsal.steps.reduce(.zero) { $0 + $1.took })) in all, in which nobody can write.")
        Say.line("First:  ponte backup before-migration.tar.gz && ponte restore --check before-migration.tar.gz")
        Say.line("Then:   ponte migrate")
    }

    private func hasData(_ settings: Settings) async throws -> Bool {
        guard Installation.hasDatabase(settings) else { return false }
        return try await !Installation.openDatabase(settings).applied().isEmpty
    }

    private func milliseconds(_ duration: Duration) -> String { "\(decimal(duration.milliseconds, 0)) ms" }
}
