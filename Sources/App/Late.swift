import Synchronization

/// Something two rooms need of one another: named when the first is made, filled when the second is.
final class Late<Value: Sendable>: Sendable {
    private let filled = Mutex<Value?>(nil)

    var value: Value? { filled.withLock { $0 } }
    func fill(_ value: Value) { filled.withLock { $0 = value } }
}
