import CSodium
import Foundation
import Web

/// Secrets as the database keeps them: sealed with a key of the installation (XSalsa20 with Poly1305, libsodium's secretbox).
public struct SealedSecret: Sendable {
    private let key: [UInt8]
    private let text: String

    /// - Parameters:
    ///   - secret: of the installation; the same on all its processes.
    ///   - purpose: what it seals, so that each use has a key of its own.
    public init(installation secret: String, for purpose: String = "second factor") {
        text = secret
        // A key of its own for this use, so that no other use of the same secret weakens it.
        let hex = Array(Secrets.seal(purpose, key: secret).utf8)
        key = stride(from: 0, to: 64, by: 2).map { UInt8(String(decoding: hex[$0..<($0 + 2)], as: UTF8.self), radix: 16) ?? 0 }
    }

    public func seal(_ bytes: [UInt8]) -> String {
        var nonce = [UInt8](repeating: 0, count: Int(crypto_secretbox_NONCEBYTES))
        randombytes_buf(&nonce, nonce.count)
        var box = [UInt8](repeating: 0, count: bytes.count + Int(crypto_secretbox_MACBYTES))
        crypto_secretbox_easy(&box, bytes, UInt64(bytes.count), nonce, key)
        return Data(nonce + box).base64EncodedString()
    }

    /// - Returns: nil when it was sealed with another key, or changed.
    public func open(_ sealed: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: sealed) else { return nil }
        let (nonceLength, macLength) = (Int(crypto_secretbox_NONCEBYTES), Int(crypto_secretbox_MACBYTES))
        guard data.count > nonceLength + macLength else { return nil }
        let (nonce, box) = (Array(data.prefix(nonceLength)), Array(data.dropFirst(nonceLength)))
        var bytes = [UInt8](repeating: 0, count: box.count - macLength)
        return crypto_secretbox_open_easy(&bytes, box, UInt64(box.count), nonce, key) == 0 ? bytes : nil
    }

    /// The digest of a recovery code: keyed, since a code is short enough to be found by trying.
    func digest(_ code: String, of person: String) -> String { Secrets.seal("recovery \(person) \(code)", key: text) }
}
