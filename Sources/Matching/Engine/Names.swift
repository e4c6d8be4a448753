/// Slugs of areas or groups, numbered in the order they first appear (at most 64), and who has them.
struct Names: Sendable {
    private(set) var slugs: [String] = []
    private var numbers: [String: Int] = [:]
    private(set) var masks: [UInt64] = []
    private(set) var counts: [Int] = []

    func number(of slug: String) -> Int? { numbers[slug] }

    mutating func set(_ slot: Int, to names: [String]) {
        while masks.count <= slot { masks.append(0) }
        for number in Self.bits(masks[slot]) { counts[number] -= 1 }
        var mask: UInt64 = 0
        for name in names { if let number = enter(name) { mask |= 1 << UInt64(number) } }
        masks[slot] = mask
        for number in Self.bits(mask) { counts[number] += 1 }
    }

    private mutating func enter(_ slug: String) -> Int? {
        if let known = numbers[slug] { return known }
        guard slugs.count < 64 else { return nil }
        numbers[slug] = slugs.count
        slugs.append(slug)
        counts.append(0)
        return slugs.count - 1
    }

    static func bits(_ mask: UInt64) -> [Int] {
        var rest = mask
        var found: [Int] = []
        while rest != 0 {
            found.append(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        return found
    }
}

/// Shares of a need in areas or groups, ready to be compared with very many practices.
///
/// `value = Σ share·rarity / √Σ rarity²` over what a practice has: a practice that has exactly what is asked scores
/// higher than one that has everything. Sums are looked up eight facets at a time.
struct FacetScale: Sendable {
    /// Eight tables of 256 sums, one after the other.
    private let shared: [Float]
    private let squares: [Float]
    private let tables: Int

    /// - Parameters: shares and rarities: by number of the name.
    init(shares: [Float], rarities: [Float]) {
        shared = Self.table(zip(shares, rarities).map { $0 * $1 })
        squares = Self.table(rarities.map { $0 * $0 })
        tables = (shares.count + 7) / 8
    }

    private static func table(_ values: [Float]) -> [Float] {
        var sums: [Float] = []
        sums.reserveCapacity((values.count + 7) / 8 * 256)
        for start in stride(from: 0, to: values.count, by: 8) {
            let first = sums.count
            sums.append(0)
            // Each further bit doubles the table: the sums without it, then the same with it.
            for bit in 0..<8 {
                let value = start + bit < values.count ? values[start + bit] : 0
                for byte in 0..<(1 << bit) { sums.append(sums[first + byte] + value) }
            }
        }
        return sums
    }

    @inline(__always)
    func value(of mask: UInt64) -> Float {
        guard mask != 0 else { return 0 }
        var sum: Float = 0
        var square: Float = 0
        for table in 0..<tables {
            let at = table << 8 | Int((mask >> UInt64(8 * table)) & 0xFF)
            sum += shared[at]
            square += squares[at]
        }
        return square > 0 ? sum / square.squareRoot() : 0
    }
}
