import App
import ArgumentParser
import Foundation

/// `ponte backup`: everything in one file, while everybody goes on working.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write database, keys and files into one file, while Ponte runs.",
        discussion: """
            The file is a tar (compressed when its name ends in .gz) with a manifest: engine, migrations, the end of the audit chain, rows by \
            table, every file with its digest. Only this user can read it; it holds people's data, so keep it where only you get at it. \
            PostgreSQL needs pg_dump on this machine.

            Example:
              ponte backup /var/backups/ponte-monday.tar.gz
            """)

    @Argument(help: "A new file.", completion: .file(extensions: ["tar", "gz"])) var file: String
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let began = ContinuousClock.now
        let url = URL(fileURLWithPath: file)
        let manifest = try await Backup(try await dataOptions.settings()).write(to: url)
        let bytes = (try FileManager.default.attributesOfItem(atPath: url.path)[.size] as? NSNumber)?.intValue ?? 0
        Say.line(
            "\(file): \(manifest.engineVersion), \(counted(manifest.facts.rows.values.reduce(0, +), "row")), \(counted(manifest.files.count - 1, "file")), audit chain to entry "
                + "\(grouped(Int(manifest.facts.chain.entry))), \(decimal(Double(bytes) / 1_048_576, 1)) MB in \(decimal((ContinuousClock.now - began).milliseconds / 1000, 1)) s")
        Say.line("Prove it with: ponte restore --check \(file)")
    }
}

/// `ponte restore`: a backup put in place, or proved.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Restore a backup into an empty place, or prove that it can be.",
        discussion: """
            With --check nothing stays: the backup is restored into a temporary place and looked at (digests, integrity, migrations, rows against \
            the manifest, audit chain). A backup of PostgreSQL is tried on the server of --database-url, in a database that is made for it and dropped. \
            Exit code 1 when something does not hold; then nothing is put in place either, on SQLite.

            People who were forgotten after the backup was taken are in it still. The register of erasures says who: with it they are forgotten again \
            before anything is put in place. It is the file erasures.jsonl of the data folder that was lost, or a copy that was kept apart.

            Examples:
              ponte restore --check ponte-monday.tar.gz
              ponte restore ponte-monday.tar.gz --data /var/lib/ponte --erasures /safe/erasures.jsonl
            """)

    @Argument(help: "What `ponte backup` wrote.", completion: .file(extensions: ["tar", "gz"])) var file: String
    @Flag(help: "Only prove it.") var check = false
    @Option(help: ArgumentHelp("The register of erasures; one that lies in the data folder is taken too.", valueName: "file"), completion: .file(extensions: ["jsonl"])) var erasures: String?
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        let settings = try await dataOptions.settings()
        if let erasures { _ = try InputFile.read(erasures) }
        let restoring = Restoring(URL(fileURLWithPath: file), settings, erasures: erasures.map { URL(fileURLWithPath: $0) })
        let outcome = check ? try await restoring.check() : try await restoring.run()
        Say.line("Backup of \(outcome.manifest.at), Ponte \(outcome.manifest.ponte) on \(outcome.manifest.engineVersion)")
        for one in outcome.inspected { Finding(one).show() }
        guard outcome.isGood else { throw Trouble.failed("This backup does not hold. Take another one, and find out what happened to this.") }
        if !check {
            Say.line(
                outcome.forgottenAgain.map { "Register of erasures: \(counted(Int($0), "person", "people")) forgotten again." }
                    ?? "No register of erasures was named. Whoever was forgotten after \(outcome.manifest.at) is back: forget them again with `ponte privacy reapply FILE` before you start.")
        }
        Say.line(check ? "It can be restored." : "Restored into \(settings.dataFolder.path). Start with `ponte serve`.")
    }
}

extension Finding {
    init(_ inspected: Inspected) { self = inspected.isGood ? .ok(inspected.subject, inspected.text) : .fail(inspected.subject, inspected.text) }
}
