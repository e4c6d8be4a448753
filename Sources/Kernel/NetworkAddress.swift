import Foundation

/// An address of a machine, IPv4 or IPv6, and whether the whole internet reaches it.
public struct NetworkAddress: Sendable, Hashable {
    /// Four or sixteen, in network order.
    public let bytes: [UInt8]

    /// - Returns: nil when there are neither four nor sixteen bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1` and `2001:db8::1`, without brackets.
    public init?(_ text: String) {
        var four = [UInt8](repeating: 0, count: 4)
        var sixteen = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = four
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = sixteen
        } else {
            return nil
        }
    }

    public var isLoopback: Bool {
        if let inner { return inner.isLoopback }
        return bytes.count == 4 ? bytes[0] == 127 : bytes == Array(repeating: 0, count: 15) + [1]
    }

    /// Whether it is of the public internet: none of the ranges that IANA keeps for other uses (RFC 6890 and its registries).
    public var isPublic: Bool {
        if let inner { return inner.isPublic }
        if bytes.count == 4 { return !Self.keptApart.contains { $0.holds(bytes) } }
        // Only 2000::/3 is given out; of that, documentation, benchmarking, Teredo and their like are not for anybody.
        return bytes[0] & 0xE0 == 0x20 && !Self.keptApart6.contains { $0.holds(bytes) }
    }

    /// The IPv4 address inside an IPv6 one: mapped (`::ffff:0:0/96`), translated (`64:ff9b::/96`), or 6to4 (`2002::/16`).
    private var inner: NetworkAddress? {
        guard bytes.count == 16 else { return nil }
        let mapped = Array(repeating: UInt8(0), count: 10) + [0xFF, 0xFF]
        let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B] + Array(repeating: 0, count: 8)
        if Array(bytes.prefix(12)) == mapped || Array(bytes.prefix(12)) == translated { return NetworkAddress(bytes: Array(bytes.suffix(4))) }
        return bytes[0] == 0x20 && bytes[1] == 0x02 ? NetworkAddress(bytes: Array(bytes[2..<6])) : nil
    }

    private struct Range {
        let start: [UInt8]
        let bits: Int

        func holds(_ bytes: [UInt8]) -> Bool {
            (0..<bits).allSatisfy { bit in (start[bit / 8] ^ bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0 }
        }
    }

    private static let keptApart: [Range] = [
        ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8), ([169, 254, 0, 0], 16), ([172, 16, 0, 0], 12), ([192, 0, 0, 0], 24),
        ([192, 0, 2, 0], 24), ([192, 88, 99, 0], 24), ([192, 168, 0, 0], 16), ([198, 18, 0, 0], 15), ([198, 51, 100, 0], 24), ([203, 0, 113, 0], 24),
        ([224, 0, 0, 0], 4), ([240, 0, 0, 0], 4),
    ].map { Range(start: $0.0, bits: $0.1) }

    private static let keptApart6: [Range] = [
        ([0x20, 0x01, 0x00, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x3F, 0xFF, 0x00, 0x00], 20),
    ].map { Range(start: $0.0, bits: $0.1) }
}
