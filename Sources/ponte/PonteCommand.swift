import App
import ArgumentParser
import Foundation
import Kernel
import Logging

/// `ponte`: everything an engineer runs.
@main
struct Ponte: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ponte",
        abstract: "Cities find what worked elsewhere for migrant inclusion.",
        discussion: "Settings come from flags, PONTE_* variables, or a JSON file (PONTE_CONFIG). Exit codes: 0 done, 1 failed, 2 something to mend, 64 wrong use.",
        subcommands: [
            Serve.self,
        ])
}

/// Where the data is; every command that opens the database has these.
struct DataOptions: ParsableArguments {
    @Option(help: "Folder of data (PONTE_DATA; default: data).")
    var data: String?

    @Option(name: .customLong("database-url"), help: "postgres://… (PONTE_DATABASE_URL); without it, SQLite in the data folder.")
    var databaseURL: String?

    @Option(help: "JSON file with settings (PONTE_CONFIG).")
    var config: String?

    var flags: [String: String] {
        ["data": data, "database.url": databaseURL, "config": config].compactMapValues { $0 }
    }

    func settings(_ more: [String: String] = [:]) async throws -> Settings {
        do {
            return try await Settings.read(flags: flags.merging(more) { $1 })
        } catch let invalid as Settings.Invalid {
            Say.error(invalid.description)
            throw ExitCode(2)
        }
    }
}

/// Words for the terminal: results on standard output, everything else on standard error.
enum Say {
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    static func error(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// One line that rewrites itself on a terminal and is silent elsewhere.
    static func progress(_ text: String) {
        guard isatty(2) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    static func endProgress() {
        guard isatty(2) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    static func logger(_ level: String) -> Logger {
        var logger = Logger(label: "ponte") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
        return logger
    }
}
