import CSodium
import Foundation

/// Random tokens, digests and keyed digests, by libsodium.
public enum Secrets {
    /// Must be called once before anything else here; cheap to call again.
    public static func prepare() { _ = sodium_init() }

    /// 256 random bits as 43 letters, digits, `-` and `_`.
    public static func token() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        return Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    /// SHA-256 as lower-case hex.
    public static func digest(_ text: String) -> String { digest(Array(text.utf8)) }

    public static func digest(_ bytes: [UInt8]) -> String { hex(sha256(bytes)) }

    /// SHA-256 of a file's bytes as lower-case hex; the file is read piece by piece.
    public static func digest(ofFile file: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var state = crypto_hash_sha256_state()
        crypto_hash_sha256_init(&state)
        while let piece = try handle.read(upToCount: 1_048_576), !piece.isEmpty {
            let bytes = [UInt8](piece)
            crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
        }
        var hash = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256_final(&state, &hash)
        return hex(hash)
    }

    /// SHA-256 in base64, as content security policies want it.
    static func digestInBase64(_ bytes: [UInt8]) -> String { Data(sha256(bytes)).base64EncodedString() }

    private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
        return hash
    }

    /// HMAC-SHA-256 as lower-case hex.
    public static func seal(_ text: String, key: String) -> String {
        var state = crypto_auth_hmacsha256_state()
        let keyBytes = Array(key.utf8)
        let message = Array(text.utf8)
        var mac = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_init(&state, keyBytes, keyBytes.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &mac)
        return hex(mac)
    }

    /// Compares without telling by its time where they differ.
    public static func same(_ one: String, _ other: String) -> Bool {
        let first = Array(one.utf8)
        let second = Array(other.utf8)
        return first.count == second.count && sodium_memcmp(first, second, first.count) == 0
    }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
