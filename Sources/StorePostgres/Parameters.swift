import Store

/// The values of a statement as libpq wants them. Text goes untyped, so the server takes the type of the column it
/// meets; numbers and bytes say what they are, so that arithmetic and `VALUES` lists mean the same as in SQLite.
struct Parameters {
    let types: [UInt32]
    private let arena: [UInt8]
    /// Where each value lies in the arena; nil is NULL.
    private let places: [(start: Int, length: Int32, isBinary: Bool)?]

    /// - Throws: `StoreError.constraint` for text with a NUL character, which PostgreSQL cannot store.
    init(_ values: [SQLValue]) throws {
        var types: [UInt32] = []
        var arena: [UInt8] = []
        var places: [(start: Int, length: Int32, isBinary: Bool)?] = []
        for value in values {
            types.append(OID.ofParameter(value))
            let start = arena.count
            switch value {
            case .null:
                places.append(nil)
                continue
            case .integer(let number): arena += "\(number)".utf8
            case .real(let number): arena += Self.written(number).utf8
            case .text(let text):
                guard !text.utf8.contains(0) else { throw StoreError.constraint(StoreError.nulInText) }
                arena += text.utf8
            case .bytes(let bytes): arena += bytes
            }
            let isBinary = if case .bytes = value { true } else { false }
            places.append((start, Int32(arena.count - start), isBinary))
            arena.append(0)
        }
        self.types = types
        self.arena = arena
        self.places = places
    }

    var count: Int32 { Int32(places.count) }

    /// Lends values, lengths and formats (1 is binary) for the length of one call.
    func lent<Result>(_ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Result) -> Result {
        arena.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(
                places.map { place in place.flatMap { place in base.map { $0 + place.start } } },
                places.map { $0?.length ?? 0 },
                places.map { $0?.isBinary == true ? 1 : 0 })
        }
    }

    private static func written(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        return "\(number)"
    }
}

extension StoreError {
    static let nulInText = "text must not contain the NUL character (U+0000)"
}
