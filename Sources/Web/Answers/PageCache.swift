import Foundation
import NIOCore
import Synchronization

/// Which state of the data the pages were made from. Grows with every change, on this process or another.
public final class Freshness: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Int64 = 0

    public init() {}

    public var version: Int64 { lock.withLock { value } }

    public func rise(to version: Int64) { lock.withLock { value = max(value, version) } }
}

/// What is the same for everyone, in memory, bounded in bytes, good until the data changes.
///
/// Two shelves: what is asked for goes to the young one; when that is half full it becomes the old one, and what nobody asks for
/// falls off with it. So a crawler that reads everything once does not push out what people read.
public final class PageCache: Sendable {
    final class Entry: Sendable {
        /// As it goes out to visitors when it is whole.
        let body: ByteBuffer
        private let blocks: [String: Range<Int>]
        let type: String
        /// The head of a page, for the frames of those who are signed in; nil for anything else.
        let head: Page?
        /// With the frame of visitors; otherwise it is good for other frames only.
        let isWhole: Bool
        private let squeezed = Mutex<ByteBuffer?>(nil)
        private let arriving = Mutex<ByteBuffer?>(nil)
        private let named = Mutex<String?>(nil)

        init(page: LaidOut, type: String, head: Page? = nil, isWhole: Bool = true) {
            body = ByteBuffer(bytes: page.bytes)
            blocks = page.blocks
            self.type = type
            self.head = head
            self.isWhole = isWhole
        }

        /// The page again, to put another frame around it.
        var page: LaidOut { LaidOut(bytes: Array(body.readableBytesView), blocks: blocks) }

        /// Worked out once, when a visitor first asks.
        var etag: String {
            named.withLock { known in
                if let known { return known }
                let etag = String(Secrets.digest(Array(body.readableBytesView)).prefix(24))
                known = etag
                return etag
            }
        }

        /// Compressed once, when somebody first asks for it so. nil: too small to be worth it.
        var compressed: ByteBuffer? {
            guard body.readableBytes > 1000 else { return nil }
            return squeezed.withLock { known in
                if known == nil { known = Gzip.compress(Array(body.readableBytesView)).map { ByteBuffer(bytes: $0) } }
                return known
            }
        }

        /// Compressed, with the style sheet inside it. nil: this is no page.
        func compressed(with style: InlineStyle) -> ByteBuffer? {
            guard head != nil else { return nil }
            return arriving.withLock { known in
                if known == nil { known = style.put(into: Array(body.readableBytesView)).flatMap { Gzip.compress($0) }.map { ByteBuffer(bytes: $0) } }
                return known
            }
        }

        /// With the two compressed forms, which come to about a fifth each, and the style sheet in one of them.
        fileprivate var cost: Int { body.readableBytes * 7 / 5 + (head == nil ? 400 : 12_000) }
    }

    private struct Shelves {
        var young: [String: Entry] = [:]
        var old: [String: Entry] = [:]
        var size = 0
        var version: Int64 = -1
    }

    private let limit: Int
    private let shelves = Mutex(Shelves())
    private let asked = Mutex((hits: 0, misses: 0))

    /// - Parameter limit: in bytes; 0 keeps nothing.
    public init(limit: Int = PageCache.standardLimit) { self.limit = limit }

    public static let standardLimit = 12 * 1024 * 1024

    /// What was asked and found since the start, and what is kept now.
    public var figures: (hits: Int, misses: Int, bytes: Int) {
        let (hits, misses) = asked.withLock { ($0.hits, $0.misses) }
        return (hits, misses, shelves.withLock { $0.size + $0.old.values.reduce(0) { $0 + $1.cost } })
    }

    func entry(_ key: String, at version: Int64) -> Entry? {
        let entry = look(key, at: version)
        asked.withLock { asked in
            if entry == nil { asked.misses += 1 } else { asked.hits += 1 }
        }
        return entry
    }

    private func look(_ key: String, at version: Int64) -> Entry? {
        shelves.withLock { shelves in
            guard shelves.version == version else { return nil }
            if let entry = shelves.young[key] { return entry }
            guard let entry = shelves.old[key] else { return nil }
            put(entry, key, &shelves)
            return entry
        }
    }

    func keep(_ entry: Entry, for key: String, at version: Int64) {
        guard entry.cost < limit / 8 else { return }
        shelves.withLock { shelves in
            if shelves.version != version {
                shelves = Shelves()
                shelves.version = version
            }
            put(entry, key, &shelves)
        }
    }

    private func put(_ entry: Entry, _ key: String, _ shelves: inout Shelves) {
        if shelves.size + entry.cost > limit / 2 {
            shelves.old = shelves.young
            shelves.young = [:]
            shelves.size = 0
        }
        if let before = shelves.young.updateValue(entry, forKey: key) { shelves.size -= before.cost }
        shelves.size += entry.cost
    }
}
