import Foundation
import Web

/// What a webhook's deliveries are signed with, written as Standard Webhooks writes it: `whsec_` and base64.
public enum WebhookSecret {
    private static let prefix = "whsec_"

    static func make() -> String { prefix + Data(Secrets.bytes(32)).base64EncodedString() }

    /// - Returns: nil when it is no such secret.
    public static func key(_ secret: String) -> [UInt8]? {
        guard secret.hasPrefix(prefix) else { return nil }
        return Data(base64Encoded: String(secret.dropFirst(prefix.count))).map { [UInt8]($0) }
    }

    /// Seals them for the database.
    public static func seal(_ installation: String) -> SealedSecret { SealedSecret(installation: installation, for: "webhooks") }
}
