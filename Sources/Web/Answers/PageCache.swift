import Foundation

/// Which state of the data the pages were made from. Grows with every change, on this process or another.
public final class Freshness: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Int64 = 0

    public init() {}

    public var version: Int64 { lock.withLock { value } }

    public func rise(to version: Int64) { lock.withLock { value = max(value, version) } }
}

/// Laid-out pages for visitors, in memory, bounded in bytes, good until the data changes.
public final class PageCache: @unchecked Sendable {
    struct Entry: Sendable {
        let bytes: [UInt8]
        let compressed: [UInt8]?
        let type: String
        let etag: String

        init(bytes: [UInt8], type: String) {
            self.bytes = bytes
            self.type = type
            compressed = bytes.count > 1000 ? Gzip.compress(bytes) : nil
            etag = String(Secrets.digest(bytes).prefix(24))
        }
    }

    private let limit: Int
    private let lock = NSLock()
    private var entries: [String: Entry] = [:]
    private var size = 0
    private var version: Int64 = -1

    public init(limit: Int = 24 * 1024 * 1024) { self.limit = limit }

    func entry(_ key: String, at version: Int64) -> Entry? {
        lock.withLock { self.version == version ? entries[key] : nil }
    }

    func keep(_ entry: Entry, for key: String, at version: Int64) {
        let cost = entry.bytes.count + (entry.compressed?.count ?? 0) + key.utf8.count + 200
        guard cost < limit / 8 else { return }
        lock.withLock {
            if self.version != version || size + cost > limit {
                entries = [:]
                size = 0
                self.version = version
            }
            if entries.updateValue(entry, forKey: key) == nil { size += cost }
        }
    }
}
