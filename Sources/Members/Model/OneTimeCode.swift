import COpenSSL
import CSodium
import Foundation
import Kernel

/// Codes that change with time, after RFC 6238 (TOTP) over RFC 4226 (HOTP): HMAC-SHA-1, six digits, thirty seconds, as every
/// authenticator app understands.
enum OneTimeCode {
    static let period: Int64 = 30

    static func newSecret() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 20)
        randombytes_buf(&bytes, bytes.count)
        return bytes
    }

    static func step(at instant: Instant) -> Int64 { instant.milliseconds / 1000 / period }

    static func code(_ secret: [UInt8], step: Int64) -> String {
        let message = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        var hash = [UInt8](repeating: 0, count: 20)
        var length: UInt32 = 0
        _ = HMAC(EVP_sha1(), secret, Int32(secret.count), message, message.count, &hash, &length)
        let offset = Int(hash[19] & 0x0F)
        let number = hash[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step whose code was typed: this one, or the one before or after, since clocks differ.
    /// - Parameter last: the step whose code was taken last; it and those before are not taken again.
    static func step(of code: String, _ secret: [UInt8], at now: Instant, after last: Int64) -> Int64? {
        let current = step(at: now)
        return (current - 1...current + 1).first { step in step > last && isSame(Array(self.code(secret, step: step).utf8), Array(code.utf8)) }
    }

    private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool { one.count == other.count && sodium_memcmp(one, other, one.count) == 0 }

    /// RFC 4648, without padding: how apps want a secret typed.
    static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var (buffer, bits) = (UInt32(0), 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
        return text
    }

    /// What a QR code says to an app.
    static func address(_ secret: [UInt8], account: String, issuer: String) -> String {
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~@"))
        func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }
        return "otpauth://totp/\(encoded(issuer)):\(encoded(account))?secret=\(base32(secret))&issuer=\(encoded(issuer))"
    }
}
