import Foundation
import Kernel

/// A clock that stands still until a test moves it.
public final class TestClock: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Instant

    public init(_ start: String = "2026-03-02T09:00:00.000Z") { value = Instant(start) ?? Instant(milliseconds: 0) }

    public var now: Instant { lock.withLock { value } }
    public var clock: Clock { Clock { self.now } }

    public func advance(by duration: Duration) { lock.withLock { value = value.adding(duration) } }
}
