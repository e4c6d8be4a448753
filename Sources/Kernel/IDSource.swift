import Foundation

/// Makes ids. The real source is time-ordered and random; tests use a counted one.
public struct IDSource: Sendable {
    private let make: @Sendable () -> String

    public init(_ make: @escaping @Sendable () -> String) { self.make = make }

    public func next<Kind: RecordKind>(_ kind: Kind.Type = Kind.self) -> ID<Kind> { ID(make()) }
    public func text() -> String { make() }

    /// 26 characters of Crockford's base 32: 48 bits of milliseconds, then 80 random bits (the ULID layout).
    public static let live = IDSource {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(0, Date().timeIntervalSince1970 * 1000))
        return encode(milliseconds, digits: 10) + encode(generator.next() & 0xFF_FFFF_FFFF, digits: 8)
            + encode(generator.next() & 0xFF_FFFF_FFFF, digits: 8)
    }

    /// `prefix-000001`, `prefix-000002` … in the order of calls.
    public static func counted(_ prefix: String = "id") -> IDSource {
        let counter = Counter()
        return IDSource {
            let number = String(counter.next())
            return "\(prefix)-\(String(repeating: "0", count: max(0, 6 - number.count)))\(number)"
        }
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    private static func encode(_ value: UInt64, digits: Int) -> String {
        var rest = value
        var characters = [Character](repeating: "0", count: digits)
        for position in stride(from: digits - 1, through: 0, by: -1) {
            characters[position] = alphabet[Int(rest & 31)]
            rest >>= 5
        }
        return String(characters)
    }

    private final class Counter: @unchecked Sendable {
        private let lock = NSLock()
        private var value = 0

        func next() -> Int {
            lock.withLock {
                value += 1
                return value
            }
        }
    }
}
