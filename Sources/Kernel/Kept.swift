import Synchronization

/// Values worked out once and kept, bounded; safe from any thread. When it is full it starts again, for what is kept here is
/// cheap to make anew and seldom many.
public final class Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let most: Int
    private let values = Mutex<[Key: Value]>([:])

    public init(most: Int) { self.most = most }

    /// Two who ask at the same time may both make the value; it is the same.
    public func value(_ key: Key, make: () throws -> Value) rethrows -> Value {
        if let value = values.withLock({ $0[key] }) { return value }
        let value = try make()
        values.withLock {
            if $0.count >= most { $0 = [:] }
            $0[key] = value
        }
        return value
    }

    public func forget(_ key: Key) { values.withLock { $0[key] = nil } }
}
