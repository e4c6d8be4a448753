import Foundation
import Kernel

/// Token buckets in memory, by key. Keys are an address, or an address with an account: never an account alone, so that
/// nobody can lock another person out by guessing.
public final class Throttle: @unchecked Sendable {
    private let capacity: Double
    private let refillPerSecond: Double
    private let clock: Clock
    private let lock = NSLock()
    private var buckets: [String: Bucket] = [:]

    private struct Bucket {
        var level: Double
        var at: Instant
    }

    /// - Parameters:
    ///   - capacity: how many may come at once.
    ///   - seconds: how long an empty bucket takes to fill again.
    public init(capacity: Int, refillIn seconds: Double, clock: Clock) {
        self.capacity = Double(capacity)
        refillPerSecond = Double(capacity) / seconds
        self.clock = clock
    }

    /// Takes one token.
    /// - Throws: `Problem.tooMany` with the seconds to wait.
    public func take(_ key: String) throws {
        let wait: Double = lock.withLock {
            if buckets.count > 20_000 { forgetFull() }
            var bucket = refilled(key)
            guard bucket.level >= 1 else {
                buckets[key] = bucket
                return (1 - bucket.level) / refillPerSecond
            }
            bucket.level -= 1
            buckets[key] = bucket
            return 0
        }
        if wait > 0 { throw Problem.tooMany(seconds: max(1, Int(wait.rounded(.up)))) }
    }

    /// Gives the tokens back: after a success, the count starts anew.
    public func forgive(_ key: String) { lock.withLock { buckets[key] = nil } }

    private func refilled(_ key: String) -> Bucket {
        let now = clock.now
        guard let bucket = buckets[key] else { return Bucket(level: capacity, at: now) }
        let seconds = max(0, Double(now.milliseconds - bucket.at.milliseconds) / 1000)
        return Bucket(level: min(capacity, bucket.level + seconds * refillPerSecond), at: now)
    }

    private func forgetFull() {
        for key in Array(buckets.keys) where refilled(key).level >= capacity { buckets[key] = nil }
        if buckets.count > 20_000 { buckets = [:] }
    }
}
