import App
import Foundation
import Kernel
import Members
import Store
import Trail

/// What `ponte doctor` asks the database. No record is changed.
struct DatabaseChecks {
    let settings: Settings

    func findings() async -> [Finding] {
        guard Installation.hasDatabase(settings) else {
            return [.warn("database", "There is none in \(settings.dataFolder.path) yet; make one with `ponte import starter` or `ponte serve --demo`.")]
        }
        do {
            let database = try await Installation.openDatabase(settings)
            var found = try await schema(database)
            if found.allSatisfy({ $0.mark == .ok }) { found += try await contents(database) }
            await database.close()
            return found
        } catch {
            return [.fail("database", Trouble(error).lines.first ?? "It does not answer.")]
        }
    }

    private func schema(_ database: Database) async throws -> [Finding] {
        let began = ContinuousClock.now
        let version = try await Installation.engineVersion(database)
        var found = [Finding.ok("database", "\(version) answers in \(decimal((ContinuousClock.now - began).milliseconds, 1)) ms")]
        let migrations = try Installation.migrations()
        let pending = try await database.pending(migrations)
        let foreign = try await database.applied().filter { id in !migrations.contains { $0.id == id } }
        if !foreign.isEmpty {
            found.append(.fail("migrations", "This database was written by a newer Ponte (\(foreign.joined(separator: ", "))). Use that one."))
        } else if !pending.isEmpty {
            found.append(.warn("migrations", "\(counted(pending.count, "migration")) pending; `ponte migrate` applies them, and so does `ponte serve`."))
        } else {
            found.append(.ok("migrations", "all \(migrations.count) applied"))
        }
        return found
    }

    private func contents(_ database: Database) async throws -> [Finding] {
        let installation = try await Installation.open(settings.withoutDemonstration, logger: Say.quietLogger)
        let cards = installation.compendium.catalogue.cards
        var found = [
            cards.isEmpty
                ? Finding.warn("content", "No practices yet: `ponte import starter` brings some.")
                : .ok("content", "\(counted(cards.count, "practice")) from \(counted(Set(cards.map(\.city.id)).count, "city", "cities"))")
        ]
        if settings.embeddingsURL != nil && installation.vectorsLeft > 0 {
            found.append(.warn("vectors", "\(counted(installation.vectorsLeft, "sentence vector")) missing; `ponte serve` makes them in the background."))
        }
        await installation.house.database.close()
        let accounts = try await database.read { try Accounts.all(at: Clock.live.now, $0) }
        found.append(
            accounts.contains { $0.role == Role.administrator.rawValue && !$0.isDisabled }
                ? .ok("people", "\(counted(Set(accounts.map(\.email)).count, "person", "people")) on record, an administrator among them")
                : .warn("people", "There is no administrator; `ponte user create --role administrator --scope network …` makes one."))
        found.append(try await chain(database))
        let files = try await database.read { [folder = settings.filesFolder] in try FileInspection.run($0, in: folder) }
        found.append(files.isGood ? .ok("files", files.text) : .fail("files", "\(files.text) in \(settings.filesFolder.path). Bring them back from a backup, or name the right folder with PONTE_FILES."))
        return found
    }

    private func chain(_ database: Database) async throws -> Finding {
        try await database.read { reader in
            let head = try Audit.position(reader)
            guard try head == 0 || Audit.news(after: head - 1, reader).map(\.seq) == [head] else {
                return .fail("audit chain", "The head names entry \(head), which is not the last one. `ponte audit verify` tells more; restore from a backup.")
            }
            return .ok("audit chain", "\(counted(Int(head), "entry", "entries")); `ponte audit verify` checks every one")
        }
    }
}

extension Settings {
    /// The same, without loading content when it opens.
    var withoutDemonstration: Settings {
        var settings = self
        settings.isDemonstration = false
        return settings
    }
}
