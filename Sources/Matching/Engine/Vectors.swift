import Foundation

/// Arithmetic on plain arrays of floats.
enum Vectors {
    /// Inner product of `count` numbers, in eight lanes.
    @inline(__always)
    static func dot(_ a: [Float], _ aStart: Int, _ b: [Float], _ bStart: Int, _ count: Int) -> Float {
        guard count > 0, aStart >= 0, bStart >= 0, aStart + count <= a.count, bStart + count <= b.count else { return 0 }
        return a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                guard let left = a.baseAddress, let right = b.baseAddress else { return 0 }
                return dot(left + aStart, right + bStart, count)
            }
        }
    }

    @inline(__always)
    static func dot(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
        var sums = SIMD8<Float>.zero
        var at = 0
        while at + 8 <= count {
            let a = UnsafeRawPointer(left + at).loadUnaligned(as: SIMD8<Float>.self)
            let b = UnsafeRawPointer(right + at).loadUnaligned(as: SIMD8<Float>.self)
            sums += a * b
            at += 8
        }
        var sum = sums.sum()
        while at < count {
            sum += left[at] * right[at]
            at += 1
        }
        return sum
    }

    /// Inner product of bytes, from `start` on, with a vector.
    static func dot(_ bytes: [Int8], from start: Int, _ vector: [Float]) -> Float {
        let count = min(vector.count, bytes.count - start)
        guard count > 0, start >= 0 else { return 0 }
        return bytes.withUnsafeBytes { bytes in
            vector.withUnsafeBytes { vector in
                var sums = SIMD8<Float>.zero
                var at = 0
                while at + 8 <= count {
                    let eight = SIMD8<Float>(bytes.loadUnaligned(fromByteOffset: start + at, as: SIMD8<Int8>.self))
                    sums += eight * vector.loadUnaligned(fromByteOffset: at * 4, as: SIMD8<Float>.self)
                    at += 8
                }
                var sum = sums.sum()
                while at < count {
                    sum += Float(bytes[start + at].asSigned) * vector.load(fromByteOffset: at * 4, as: Float.self)
                    at += 1
                }
                return sum
            }
        }
    }

    static func dot(_ a: [Float], _ b: [Float]) -> Float { dot(a, 0, b, 0, min(a.count, b.count)) }

    static func norm(_ a: [Float]) -> Float { dot(a, a).squareRoot() }

    /// Length one, or all zero.
    static func unit(_ a: [Float]) -> [Float] {
        let length = norm(a)
        guard length > 1e-9, length.isFinite else { return Array(repeating: 0, count: a.count) }
        let factor = 1 / length
        return a.map { $0 * factor }
    }

    static func minus(_ a: [Float], _ b: [Float]) -> [Float] {
        guard a.count == b.count else { return a }
        var result = a
        for at in result.indices { result[at] -= b[at] }
        return result
    }

    /// `sum += factor · a`
    @inline(__always)
    static func add(_ a: [Float], _ factor: Float = 1, to sum: inout [Float]) {
        guard a.count == sum.count else { return }
        for at in a.indices { sum[at] += factor * a[at] }
    }

    static func mean(_ all: [[Float]], dimension: Int) -> [Float] {
        var sum = Array(repeating: Float(0), count: dimension)
        for vector in all { add(vector, to: &sum) }
        let factor = 1 / Float(max(1, all.count))
        return sum.map { $0 * factor }
    }

    static func meanAndSpread(_ values: [Float]) -> (mean: Float, spread: Float) {
        guard !values.isEmpty else { return (0, 0) }
        let mean = values.reduce(0, +) / Float(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
        return (mean, variance.squareRoot())
    }
}

private extension UInt8 {
    var asSigned: Int8 { Int8(bitPattern: self) }
}
