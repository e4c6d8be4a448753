import Foundation
import Logging

/// Keeps what a house logs as errors: a page that answered 500 says why here.
public final class TestLog: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [String] = []

    public var errors: [String] { lock.withLock { lines } }

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    fileprivate func keep(_ line: String) { lock.withLock { lines.append(line) } }

    private struct Handler: LogHandler {
        let log: TestLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .error

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let more = (event.metadata ?? [:]).map { "\($0.key): \($0.value)" }.sorted()
            log.keep(([event.message.description] + more).joined(separator: "; "))
        }
    }
}
