import CPostgres
import Store

/// The types of PostgreSQL that this driver tells apart, by their fixed numbers.
enum OID {
    static let unknown: UInt32 = 0
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let oid: UInt32 = 26
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let numeric: UInt32 = 1700

    static func ofParameter(_ value: SQLValue) -> UInt32 {
        switch value {
        case .integer: int8
        case .real: float8
        case .bytes: bytea
        case .text, .null: unknown
        }
    }
}

/// Reads one value as the server writes it in text form. Truth becomes 0 or 1; a sum of `bigint`, which PostgreSQL makes
/// numeric, becomes an integer again; everything unknown stays text.
enum Decoding {
    static func value(_ bytes: UnsafeBufferPointer<UInt8>, type: UInt32) -> SQLValue {
        switch type {
        case OID.bytea: return .bytes(unhex(bytes))
        case OID.bool: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        default: break
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return switch type {
        case OID.int8, OID.int4, OID.int2, OID.oid: Int64(text).map(SQLValue.integer) ?? .text(text)
        case OID.float8, OID.float4: Double(text).map(SQLValue.real) ?? .text(text)
        case OID.numeric: Int64(text).map(SQLValue.integer) ?? Double(text).map(SQLValue.real) ?? .text(text)
        default: .text(text)
        }
    }

    /// `\x00ff` → `[0, 255]`.
    private static func unhex(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard bytes.count >= 2 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: bytes.count / 2 - 1) { buffer, count in
            count = bytes.count / 2 - 1
            for index in 0..<count {
                buffer[index] = nibble(bytes[2 + index * 2]) << 4 | nibble(bytes[3 + index * 2])
            }
        }
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit <= UInt8(ascii: "9") ? digit &- UInt8(ascii: "0") : (digit | 0x20) &- UInt8(ascii: "a") &+ 10
    }
}
