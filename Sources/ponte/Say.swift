import Foundation
import Logging
import Synchronization

/// Words for the terminal: results on standard output, everything else on standard error.
enum Say {
    static func line(_ text: String) { write(text + "\n", to: .standardOutput) }
    static func error(_ text: String) { write(text + "\n", to: .standardError) }

    /// One line that rewrites itself on a terminal; elsewhere a line now and then, once something takes long.
    static func progress(_ text: String) {
        guard isatty(2) == 1 else {
            if isTimeToSaySo() { error(text) }
            return
        }
        write("\r\u{1B}[K\(text)", to: .standardError)
    }

    private static let pause = Duration.seconds(5)
    private static let lastSaid = Mutex<ContinuousClock.Instant?>(nil)

    private static func isTimeToSaySo() -> Bool {
        lastSaid.withLock { last in
            let now = ContinuousClock.now
            guard let before = last else {
                last = now
                return false
            }
            guard now - before >= pause else { return false }
            last = now
            return true
        }
    }

    static func endProgress() {
        guard isatty(2) == 1 else { return }
        write("\r\u{1B}[K", to: .standardError)
    }

    /// For machines: sorted keys, so that two runs can be compared.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// - Parameter level: as the settings say; commands that only look are quiet below warnings.
    static func logger(_ level: String) -> Logger {
        var logger = Logger(label: "ponte") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
        return logger
    }

    /// Every logger of the process writes so from now on. Called once.
    static func startLogging(_ level: String, asJSON: Bool) -> Logger {
        let level = Logger.Level(rawValue: level) ?? .info
        LoggingSystem.bootstrap { label in
            var handler: any LogHandler = asJSON ? JSONLog(label: label) : StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        return Logger(label: "ponte")
    }

    static let quietLogger = logger("warning")

    /// A reader that has gone away (`ponte routes | head`) is no trouble.
    private static func write(_ text: String, to handle: FileHandle) { try? handle.write(contentsOf: Data(text.utf8)) }
}

extension Duration {
    var milliseconds: Double { Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15 }
}

/// "115", "100,000".
func grouped(_ number: Int) -> String { number.formatted(.number.locale(Locale(identifier: "en_GB"))) }

/// "1 practice", "2 practices".
func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String { "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")" }

/// A number with so many digits after the point, whatever the machine's language.
func decimal(_ number: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", number) }
