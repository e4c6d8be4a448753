import Foundation
import Kernel
import Store
import StorePostgres
import StoreSQLite

/// What an upgrade would do, done on a copy: the real database is only read.
public struct Rehearsal: Sendable {
    public struct Outcome: Sendable {
        public let steps: [(id: String, took: Duration)]
        public let copying: Duration
        public let inspected: [Inspected]
        public var isGood: Bool { inspected.allSatisfy(\.isGood) }
    }

    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public func run(_ migrations: [Migration]) async throws -> Outcome {
        try FileManager.default.createDirectory(at: settings.dataFolder, withIntermediateDirectories: true)
        // Beside the database: where it lies there is room for a second one, or else the rehearsal has found something out.
        return try await withWorkFolder(in: settings.dataFolder, "rehearsal") { work in
            let began = ContinuousClock.now
            if let url = settings.databaseURL {
                let dump = work.appendingPathComponent("rehearsal.dump")
                let access = try PostgresAccess(url: url, in: work)
                defer { access.forget() }
                try OutsideProgram.dump.run(["--format=custom", "--no-owner", "--no-privileges", "--compress=1", "--file=\(dump.path)"], environment: access.environment)
                return try await ScratchDatabase.with(dump, onServerOf: url) { scratch in
                    let copying = ContinuousClock.now - began
                    return try await migrate(Database(driver: try PostgresDriver(url: scratch.address, poolSize: 2)), migrations, copying)
                }
            }
            let copy = work.appendingPathComponent("rehearsal.sqlite")
            try SQLiteCopy.write(Installation.databaseFile(settings).path, to: copy.path)
            let copying = ContinuousClock.now - began
            return try await migrate(Database(driver: try SQLiteDriver(path: copy.path)), migrations, copying)
        }
    }

    private func migrate(_ database: Database, _ migrations: [Migration], _ copying: Duration) async throws -> Outcome {
        let before = try await database.read { try DatabaseFacts($0) }
        let steps = Steps()
        do {
            try await database.migrate(migrations, at: Clock.live.now) { steps.add($0, $1) }
            let after = try await database.read { try DatabaseFacts($0) }
            let expected = DatabaseFacts(after, endingAs: before)
            let outcome = Outcome(steps: steps.all, copying: copying, inspected: try await Inspection.run(database, expected: expected))
            await database.close()
            return outcome
        } catch {
            await database.close()
            throw error
        }
    }

    private final class Steps: @unchecked Sendable {
        private let lock = NSLock()
        private var taken: [(id: String, took: Duration)] = []
        var all: [(id: String, took: Duration)] { lock.withLock { taken } }
        func add(_ id: String, _ took: Duration) { lock.withLock { taken.append((id, took)) } }
    }
}

extension DatabaseFacts {
    /// What is expected after migrations: tables may change, the chain may not.
    init(_ after: DatabaseFacts, endingAs before: DatabaseFacts) {
        migrations = after.migrations
        chain = before.chain
        rows = after.rows
        settings = before.settings
    }
}
