import Foundation
import Kernel

/// What subscribers are told: which record, what happened, at which number.
public struct News: Sendable, Equatable {
    public let seq: Int64
    public let action: String
    public let record: RecordReference

    public init(seq: Int64, action: String, record: RecordReference) {
        self.seq = seq
        self.action = action
        self.record = record
    }
}

/// Tells subscribers what was committed, here or on another process. Each piece of news is delivered once.
public final class Hub: @unchecked Sendable {
    public typealias Subscriber = @Sendable ([News]) -> Void

    private let lock = NSLock()
    private var subscribers: [Subscriber] = []
    /// Everything up to here was delivered; numbers above it that came early are in `ahead`.
    private var delivered: Int64 = 0
    private var ahead: Set<Int64> = []

    public init() {}

    public func subscribe(_ subscriber: @escaping Subscriber) { lock.withLock { subscribers.append(subscriber) } }

    /// From where the follower must read on.
    public var position: Int64 { lock.withLock { delivered } }

    /// The data was read at this number: what came before is known.
    public func start(at seq: Int64) {
        lock.withLock {
            delivered = max(delivered, seq)
            ahead = ahead.filter { $0 > delivered }
        }
    }

    public func deliver(_ news: [News]) {
        let (fresh, listeners) = lock.withLock {
            let fresh = news.filter { $0.seq > delivered && !ahead.contains($0.seq) }
            ahead.formUnion(fresh.map(\.seq))
            while ahead.remove(delivered + 1) != nil { delivered += 1 }
            return (fresh, subscribers)
        }
        guard !fresh.isEmpty else { return }
        for listener in listeners { listener(fresh) }
    }
}
