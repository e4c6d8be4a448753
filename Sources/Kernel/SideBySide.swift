import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// The same as `map`, on all processors at once; for work that takes milliseconds and waits for nothing.
    public func mapSideBySide<Value: Sendable, Failure: Error>(_ transform: @Sendable (Element) throws(Failure) -> Value) throws(Failure) -> [Value] {
        let results = Mutex<[Result<Value, Failure>?]>(.init(repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { at in
            let result = Result { () throws(Failure) in try transform(self[at]) }
            results.withLock { $0[at] = result }
        }
        var values: [Value] = []
        values.reserveCapacity(count)
        for case let result? in results.withLock({ $0 }) { values.append(try result.get()) }
        return values
    }
}
