import Foundation
import Logging

/// One JSON object a line: `time` (UTC), `level`, `label`, `message`, and what belongs to it.
struct JSONLog: LogHandler {
    let label: String
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var entry = metadata.merging(event.metadata ?? [:]) { $1 }.reduce(into: [String: String]()) { $0["\($1.key)"] = "\($1.value)" }
        entry["time"] = Date().formatted(.iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: true))
        entry["level"] = event.level.rawValue
        entry["label"] = label
        entry["message"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(entry) else { return }
        try? FileHandle.standardError.write(contentsOf: line + Data("\n".utf8))
    }
}
