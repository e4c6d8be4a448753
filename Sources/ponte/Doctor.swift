import App
import ArgumentParser
import Foundation
import Kernel
import Members
import Store
import Trail

/// `ponte doctor`: looks at everything Ponte stands on, and says what to mend.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check settings, database, disk and services.",
        discussion: """
            Prints a line for each check: ok, warn (works, but less well) or fail, with the mend. Changes no record. \
            Exit code 1 when a check fails.

            Example:
              ponte doctor --data /var/lib/ponte
            """)

    @OptionGroup var embeddings: EmbeddingsOption
    @OptionGroup var dataOptions: DataOptions

    func run() async throws {
        var findings: [Finding] = []
        func tell(_ found: [Finding]) {
            for finding in found { finding.show() }
            findings += found
        }
        let settings: Settings
        do {
            settings = try await dataOptions.settings(embeddings.flags)
        } catch let invalid as Settings.Invalid {
            tell(invalid.problems.map { .fail("settings", $0) })
            throw ExitCode(1)
        }
        tell(Checks.settings(settings))
        tell(Checks.dataFolder(settings))
        tell(Checks.resources())
        tell(await DatabaseChecks(settings: settings).findings())
        tell(Checks.documents(settings))
        tell(Checks.pictures(settings))
        tell([await Checks.embeddings(settings), await Checks.mail(settings)])
        let (fails, warnings) = (findings.filter { $0.mark == .fail }.count, findings.filter { $0.mark == .warn }.count)
        Say.line("")
        Say.line(fails + warnings == 0 ? "Everything is in order." : "\(counted(fails, "failure")), \(counted(warnings, "warning")).")
        if fails > 0 { throw ExitCode(1) }
    }
}

/// One thing looked at.
struct Finding: Sendable {
    enum Mark: String, Sendable { case ok, warn, fail }

    let mark: Mark
    let subject: String
    let text: String

    static func ok(_ subject: String, _ text: String) -> Finding { Finding(mark: .ok, subject: subject, text: text) }
    static func warn(_ subject: String, _ text: String) -> Finding { Finding(mark: .warn, subject: subject, text: text) }
    static func fail(_ subject: String, _ text: String) -> Finding { Finding(mark: .fail, subject: subject, text: text) }

    func show() {
        func filled(_ text: String, _ width: Int) -> String { text.padding(toLength: width, withPad: " ", startingAt: 0) }
        Say.line(filled(mark.rawValue, 6) + filled(subject, 13) + Table.wrapped(text, width: 110, indent: 19))
    }
}
