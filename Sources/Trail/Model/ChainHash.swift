import CSodium
import Kernel

/// The hash of an audit entry: SHA-256 over its fields, each with its length before it, and the hash of the entry before.
enum ChainHash {
    static func of(seq: Int64, at: String, actor: String, action: String, kind: String, id: String, before: String?, after: String?, previous: String) -> String {
        var bytes: [UInt8] = []
        for field in [String(seq), at, actor, action, kind, id, before.map { "=" + $0 } ?? "-", after.map { "=" + $0 } ?? "-", previous] {
            bytes += Array("\(field.utf8.count):".utf8) + Array(field.utf8)
        }
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
