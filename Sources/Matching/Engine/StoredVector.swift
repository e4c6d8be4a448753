/// A sentence vector as the index keeps it: exact in a small index, one byte a number in a large one.
enum StoredVector: Sendable {
    case exact([Float])
    /// Number = scale · byte. The error of a cosine is about 0.001.
    case packed(scale: Float, bytes: [Int8])

    func dot(_ other: [Float]) -> Float {
        switch self {
        case .exact(let values): Vectors.dot(values, other)
        case .packed(let scale, let bytes): scale * Vectors.dot(bytes, from: 0, other)
        }
    }

    var values: [Float] {
        switch self {
        case .exact(let values): values
        case .packed(let scale, let bytes): bytes.map { scale * Float($0) }
        }
    }

    var isPacked: Bool { if case .packed = self { true } else { false } }

    var packed: StoredVector {
        guard case .exact(let values) = self else { return self }
        let (scale, bytes) = Self.pack(values)
        return .packed(scale: scale, bytes: bytes)
    }

    static func pack(_ values: [Float]) -> (scale: Float, bytes: [Int8]) {
        let largest = values.reduce(Float(0)) { max($0, abs($1)) }
        guard largest > 0, largest.isFinite else { return (0, Array(repeating: 0, count: values.count)) }
        let scale = largest / 127
        return (scale, values.map { Int8(clamping: Int(($0 / scale).rounded())) })
    }
}

/// Rows of bytes with a scale each, for a first look at very many vectors.
struct ByteMatrix: Sendable {
    let columns: Int
    private(set) var bytes: [Int8] = []
    private(set) var scales: [Float] = []

    init(columns: Int) { self.columns = (columns + 15) / 16 * 16 }

    mutating func set(_ row: Int, to values: [Float]?) {
        while scales.count <= row {
            scales.append(0)
            bytes.append(contentsOf: repeatElement(0, count: columns))
        }
        guard let values else { return scales[row] = 0 }
        let (scale, packed) = StoredVector.pack(values)
        scales[row] = scale
        for (at, byte) in packed.enumerated() where at < columns { bytes[row * columns + at] = byte }
    }

    /// Inner product of one row with a vector.
    func dot(_ row: Int, _ vector: [Float]) -> Float {
        row < scales.count ? scales[row] * Vectors.dot(bytes, from: row * columns, vector) : 0
    }

    /// Inner products of all rows with one vector, about 0.003 exact.
    func dots(with vector: [Float]) -> [Float] {
        // The vector is held to ±63, so that two products fit sixteen bits.
        let largest = vector.reduce(Float(0)) { max($0, abs($1)) }
        guard largest > 0 else { return Array(repeating: 0, count: scales.count) }
        let needScale = largest / 63
        var need = vector.map { Int16(clamping: Int(($0 / needScale).rounded())) }
        need += Array(repeating: 0, count: max(0, columns - need.count))
        let lanes = columns / 16
        var result = Array(repeating: Float(0), count: scales.count)
        bytes.withUnsafeBytes { rows in
            need.withUnsafeBytes { need in
                for row in result.indices where scales[row] != 0 {
                    var total = SIMD8<Int32>.zero
                    let start = row * columns
                    var lane = 0
                    while lane < lanes {
                        var sum = SIMD16<Int16>.zero
                        let upTo = min(lanes, lane + 4)
                        while lane < upTo {
                            let eight = rows.loadUnaligned(fromByteOffset: start + lane * 16, as: SIMD16<Int8>.self)
                            let asked = need.loadUnaligned(fromByteOffset: lane * 32, as: SIMD16<Int16>.self)
                            sum &+= SIMD16<Int16>(truncatingIfNeeded: eight) &* asked
                            lane += 1
                        }
                        total &+= SIMD8<Int32>(truncatingIfNeeded: sum.lowHalf) &+ SIMD8<Int32>(truncatingIfNeeded: sum.highHalf)
                    }
                    result[row] = Float(total.wrappedSum()) * scales[row] * needScale
                }
            }
        }
        return result
    }
}
