import Foundation

/// Tells the time. Tests hold it still or move it.
public struct Clock: Sendable {
    private let read: @Sendable () -> Instant

    public init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

    public var now: Instant { read() }

    public static let live = Clock { Instant(Date()) }
    public static func fixed(_ instant: Instant) -> Clock { Clock { instant } }
}
