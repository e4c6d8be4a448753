/// A text in 64 numbers, from which can be told how much of it another text has too: the smallest hashes of its runs of three words
/// (A. Broder 1997; one permutation in 64 parts, P. Li, A. Owen, C.-H. Zhang 2012).
public struct TextSketch: Sendable, Equatable {
    private static let parts = 64
    private static let run = 3
    private static let none = UInt32.max

    private var smallest = Array(repeating: none, count: parts)

    public init(_ text: String) {
        let words = Words.split(text).map { Self.hash($0.folded.utf8) }
        for start in words.indices.dropLast(Self.run - 1) {
            let hash = Self.mix(words[start..<(start + Self.run)].reduce(0) { Self.mix($0 &+ $1) })
            let part = Int(hash % UInt64(Self.parts))
            smallest[part] = min(smallest[part], UInt32(truncatingIfNeeded: hash >> 32))
        }
    }

    /// About the share of runs that both texts have, of those that either has: 0…1. Exact to some 0.06.
    public func likeness(to other: TextSketch) -> Double {
        var (same, filled) = (0, 0)
        for part in 0..<Self.parts where smallest[part] != Self.none || other.smallest[part] != Self.none {
            filled += 1
            if smallest[part] == other.smallest[part] { same += 1 }
        }
        // Of a few words, chance would decide.
        return filled < 12 ? 0 : Double(same) / Double(filled)
    }

    /// Keys of which two texts share at least one when they are alike: of 0.3 with 95, of 0.5 with more than 99 in 100 cases.
    public var keys: [UInt64] {
        stride(from: 0, to: Self.parts, by: 2).compactMap { at in
            guard smallest[at] != Self.none, smallest[at + 1] != Self.none else { return nil }
            return Self.mix(UInt64(at) << 56 ^ Self.mix(UInt64(smallest[at]) << 32 | UInt64(smallest[at + 1])))
        }
    }

    private static func hash(_ bytes: String.UTF8View) -> UInt64 { bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }

    /// The finish of SplitMix64.
    private static func mix(_ number: UInt64) -> UInt64 {
        var mixed = number &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
