/// An amount of euro in whole cents.
public struct Money: Hashable, Sendable, Comparable {
    public let cents: Int64

    public init(cents: Int64) { self.cents = cents }
    public init(euro: Int64) { cents = euro * 100 }

    public var euro: Double { Double(cents) / 100 }
    public static func < (one: Self, other: Self) -> Bool { one.cents < other.cents }
}
