import Foundation

/// Names that a template asked for and no record had. Mustache prints nothing for them; the tests fail on them.
public final class MissingNames: @unchecked Sendable {
    public static let shared = MissingNames()

    private let lock = NSLock()
    private var seen: Set<String> = []

    func note(_ name: String, in template: String) {
        lock.withLock { if seen.count < 500 { seen.insert("\(template): \(name)") } }
    }

    public var all: [String] { lock.withLock { seen.sorted() } }
    public func forget() { lock.withLock { seen = [] } }
}
