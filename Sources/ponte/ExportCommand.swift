import App
import ArgumentParser
import Foundation

/// `ponte export`: everything as documented JSON.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write everything as JSON that can be read without Ponte.",
        discussion: """
            One file of JSON Lines for each kind of record, their JSON Schema, the files people gave, and a README. The same data \
            makes the same archive on either engine, so this is also the way from SQLite to PostgreSQL and back. It holds people's data: keep it safe.

            Examples:
              ponte export archive-of-monday
              ponte export archive-of-monday.tar.gz
            """)

    @Argument(help: "A new or empty folder, or a file that ends in .tar, .tar.gz or .tgz.") var place: String
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let database = try await dataOptions.openToRead()
        await database.close()
        let manifest = try await Archive(try await dataOptions.settings()).write(to: URL(fileURLWithPath: place))
        let records = manifest.facts.rows.filter { $0.key != "migration" }
        Say.line("\(place): \(counted(records.values.reduce(0, +), "record")) of \(counted(records.count, "kind")), audit chain to entry \(grouped(Int(manifest.facts.chain.entry)))")
    }
}

struct ImportArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Put an archive that `ponte export` wrote into an empty place.",
        discussion: "Everything or nothing; the audit chain is verified before it is kept.\n\nExample:\n  ponte import archive archive-of-monday --data new")

    @Argument(help: "The folder or file.") var place: String
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let manifest = try await ArchiveImport(URL(fileURLWithPath: place), try await dataOptions.settings()).run()
        let records = manifest.facts.rows.filter { $0.key != "migration" }
        Say.line("\(counted(records.values.reduce(0, +), "record")) of \(counted(records.count, "kind")) on record; the audit chain is whole: \(counted(Int(manifest.facts.chain.entry), "entry", "entries")).")
    }
}
