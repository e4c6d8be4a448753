import Foundation

/// How busy a driver's connections are.
public struct PoolFigures: Sendable, Equatable {
    /// Connections at most.
    public let limit: Int
    /// Transactions under way.
    public let running: Int
    /// Reads and writes that wait for a connection.
    public let waiting: Int

    public init(limit: Int, running: Int, waiting: Int) {
        self.limit = limit
        self.running = running
        self.waiting = waiting
    }
}

/// Counts who has come and who has begun.
public final class PoolMeter: @unchecked Sendable {
    private let lock = NSLock()
    private let limit: Int
    private var waiting = 0
    private var running = 0

    public init(limit: Int) { self.limit = limit }

    public var figures: PoolFigures { lock.withLock { PoolFigures(limit: limit, running: running, waiting: waiting) } }

    public func come() { lock.withLock { waiting += 1 } }

    public func begin() {
        lock.withLock {
            waiting -= 1
            running += 1
        }
    }

    public func end() { lock.withLock { running -= 1 } }

    /// For those who went without having begun.
    public func leave() { lock.withLock { waiting -= 1 } }
}
