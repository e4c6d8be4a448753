import Compendium
import Foundation
import Kernel
import Matching
import Store
import Trail

/// What of the chain the outside is told, and in which words. Never a name, an address or a text that somebody wrote: whoever may see
/// more asks for it.
enum Announcements {
    static func event(_ entry: Audit.Entry, baseURL: String, _ reader: Reader) throws -> WebhookEvent? {
        switch entry.action {
        case "practice.imported": try practice(.practicePublished, entry, baseURL, reader)
        // A first version has nothing before it.
        case "practice.published": try practice(entry.before == nil ? .practicePublished : .practiceChanged, entry, baseURL, reader)
        case "practice.changed": try practice(.practiceChanged, entry, baseURL, reader)
        case "practice.retire", "practice.supersede", "practice.merge": try practice(.practiceRetired, entry, baseURL, reader)
        case "practice.renew": try practice(.practiceRenewed, entry, baseURL, reader)
        case "need.shared": try need(entry, baseURL)
        default: nil
        }
    }

    private static func practice(_ kind: EventKind, _ entry: Audit.Entry, _ baseURL: String, _ reader: Reader) throws -> WebhookEvent? {
        guard let slug = try Practices.slug(of: PracticeID(entry.record.id), reader) else { return nil }
        return try event(kind, Practice(slug: slug, version: members(entry.after)["version"] as? Int, url: baseURL + CompendiumPaths.practice(slug)))
    }

    /// Taken back is not shared.
    private static func need(_ entry: Audit.Entry, _ baseURL: String) throws -> WebhookEvent? {
        guard let visibility = members(entry.after)["visibility"] as? String, visibility != Matching.Need.Visibility.owner.rawValue else { return nil }
        return try event(.needShared, Need(id: entry.record.id, sharedWith: visibility, url: baseURL + MatchingPaths.need(entry.record.id)))
    }

    private static func event(_ kind: EventKind, _ data: some Encodable) throws -> WebhookEvent {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return WebhookEvent(kind, data: String(decoding: try encoder.encode(data), as: UTF8.self))
    }

    private static func members(_ json: String?) -> [String: Any] {
        json.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] } ?? [:]
    }

    private struct Practice: Encodable {
        let slug: String
        let version: Int?
        let url: String
    }

    private struct Need: Encodable {
        let id: String
        /// `people`, `city`.
        let sharedWith: String
        let url: String

        enum CodingKeys: String, CodingKey { case id, sharedWith = "shared_with", url }
    }
}
