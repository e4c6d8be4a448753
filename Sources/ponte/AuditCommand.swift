import ArgumentParser
import Compendium
import Foundation
import Kernel
import Members
import Store
import Trail

/// `ponte audit`: what happened, and whether the record of it is whole.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check the audit chain, or show what happened to a record.", discussion: "Example:\n  ponte audit verify",
        subcommands: [VerifyAudit.self, ShowAudit.self])
}

struct VerifyAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Walk the whole chain; name the first entry that does not hold.",
        discussion: "Exit code 1 when the chain is broken.\n\nExample:\n  ponte audit verify --database-url postgres://ponte@db1,db2/ponte")

    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let database = try await dataOptions.openToRead()
        let finding = try await database.read { reader in
            let end = try Audit.position(reader)
            return try VerifyChain.run(reader) { Say.progress("Checked \(grouped(Int($0))) of \(grouped(Int(end))) entries …") }
        }
        Say.endProgress()
        switch finding {
        case .whole(let entries): Say.line("The audit chain is whole: \(counted(Int(entries), "entry", "entries")).")
        case .broken(let seq, let why):
            throw Trouble.failed("The audit chain is broken: entry \(seq) \(why). Compare it with a backup from before; what follows it cannot be relied on.")
        }
    }
}

struct ShowAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what happened to one record, newest first.",
        discussion: "Practices, cities and programmes may be named by their slug, people by their address.\n\nExample:\n  ponte audit show practice vienna-startwien")

    @Argument(help: "practice, city, programme, person, need …") var kind: String
    @Argument(help: "Its id, slug or address.") var id: String
    @Option(help: "How many entries at most.") var limit = 50

    @OptionGroup var dataOptions: DataOptions

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit must lie between 1 and 10000.") }
    }

    func run() async throws {
        let database = try await dataOptions.openToRead()
        let entries = try await database.read { reader in
            try Audit.entries(of: RecordReference(kind: kind, id: try known(reader) ?? id), limit: limit, reader)
        }
        guard !entries.isEmpty else { throw Trouble.toMend("Nothing is known of \(kind) \(id).") }
        var table = Table(("ENTRY", .right), ("WHEN", .left), ("WHO", .left), ("WHAT", .left), ("CHANGE", .left))
        for entry in entries {
            let change = [entry.before, entry.after].compactMap { $0 }.joined(separator: " → ")
            table.add(String(entry.seq), entry.at.description, entry.actor, entry.action, change)
        }
        table.show()
    }

    private func known(_ reader: Reader) throws -> String? {
        switch kind {
        case PracticeKind.name: try Practices.bySlug(id, reader)?.id.rawValue
        case CityKind.name: try Cities.bySlug(id, reader)?.id.rawValue
        case ProgrammeKind.name: try Programmes.bySlug(id, reader)?.id.rawValue
        case PersonKind.name: try Accounts.id(ofEmail: id, reader)?.rawValue
        default: nil
        }
    }
}
