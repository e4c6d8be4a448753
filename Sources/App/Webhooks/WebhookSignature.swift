import Foundation
import Web

/// How the other side knows that a delivery is ours and whole: Standard Webhooks (standardwebhooks.com), symmetric, version 1.
enum WebhookSignature {
    /// - Parameters:
    ///   - id: names the delivery, the same with every try.
    ///   - timestamp: when it is sent, in seconds since 1970; old ones are refused by whoever checks.
    ///   - key: the bytes of the secret.
    static func headers(id: String, timestamp: Int64, body: String, key: [UInt8]) -> [(name: String, value: String)] {
        let mac = Secrets.mac(Array("\(id).\(timestamp).\(body)".utf8), key: key)
        return [("webhook-id", id), ("webhook-timestamp", String(timestamp)), ("webhook-signature", "v1," + Data(mac).base64EncodedString())]
    }
}
