import App
import ArgumentParser

/// `ponte`: everything an engineer runs.
@main
struct Ponte: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ponte",
        abstract: "Cities find what worked elsewhere for migrant inclusion.",
        discussion: """
            Settings come from flags, PONTE_* variables, or a JSON file (PONTE_CONFIG); the first that says something wins. \
            Results go to standard output, everything else to standard error.

            Exit codes: 0 done, 1 failed, 2 something to mend in what was given, 64 wrong use.

            Example:
              ponte import starter && ponte match "Landlords do not rent to refugees"
            """,
        version: Release.version,
        subcommands: [
            Serve.self, Migrate.self, Import.self, MatchCommand.self, Evaluate.self, Bench.self, UserCommand.self, AuditCommand.self,
            RoutesCommand.self, Doctor.self, BackupCommand.self, RestoreCommand.self, ExportCommand.self, PrivacyCommand.self,
            NetworkCommand.self,
        ])

    /// Runs the command. Whatever goes wrong is told here, in one place, in plain words.
    static func main() async {
        var command: any ParsableCommand
        do {
            command = try parseAsRoot()
        } catch {
            exit(withError: error)
        }
        do {
            if var slow = command as? any AsyncParsableCommand {
                try await slow.run()
            } else {
                try command.run()
            }
        } catch {
            let trouble = Trouble(error)
            if trouble.isOfTheParser { exit(withError: error) }
            Say.endProgress()
            for line in trouble.lines { Say.error(line) }
            exit(withError: ExitCode(trouble.code))
        }
    }
}
