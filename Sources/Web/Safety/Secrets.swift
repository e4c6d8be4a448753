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
        return forAddresses(bytes)
    }

    /// SHA-256 in the base64 of addresses (RFC 4648 §5, without `=`), as PKCE and identity tokens want it.
    /// - Parameter half: only the first half of the digest.
    public static func digestForAddresses(_ text: String, half: Bool = false) -> String {
        let digest = sha256(Array(text.utf8))
        return forAddresses(Array(half ? digest.prefix(digest.count / 2) : digest[...]))
    }

    private static func forAddresses(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    /// So many random bytes.
    public static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
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
    public static func seal(_ text: String, key: String) -> String { hex(mac(Array(text.utf8), key: Array(key.utf8))) }

    /// HMAC-SHA-256, 32 bytes.
    public static func mac(_ message: [UInt8], key keyBytes: [UInt8]) -> [UInt8] {
        var state = crypto_auth_hmacsha256_state()
        var mac = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_init(&state, keyBytes, keyBytes.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &mac)
        return mac
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
