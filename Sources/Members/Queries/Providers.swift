import Kernel
import Store

/// Questions about providers and whom they know.
enum Providers {
    /// By label.
    static func all(_ reader: Reader) throws -> [Provider] { try find("SELECT * FROM provider ORDER BY label, id", reader) }

    static func on(_ reader: Reader) throws -> [Provider] { try find("SELECT * FROM provider WHERE is_on = 1 ORDER BY label, id", reader) }

    static func byID(_ id: ProviderID, _ reader: Reader) throws -> Provider? { try find("SELECT * FROM provider WHERE id = \(id)", reader).first }

    private static func find(_ statement: SQL, _ reader: Reader) throws -> [Provider] {
        let rows = try reader.rows(statement)
        guard !rows.isEmpty else { return [] }
        let ids: [String] = try rows.map { try $0["id"] }
        func words(_ column: String, of table: String) throws -> [String: [String]] {
            let found: [(String, String)] = try reader.all(SQL(trusted: "SELECT provider_id, \(column) AS word FROM \(table)") + " WHERE provider_id IN \(list: ids) ORDER BY word") {
                (try $0["provider_id"], try $0["word"])
            }
            return Dictionary(grouping: found, by: \.0).mapValues { $0.map(\.1) }
        }
        let (domains, factors) = (try words("domain", of: "provider_domain"), try words("word", of: "provider_factor"))
        return try zip(rows, ids).map { try Provider(row: $0, domains: domains[$1] ?? [], factorWords: factors[$1] ?? []) }
    }

    /// How many people each provider knows.
    static func people(_ reader: Reader) throws -> [ProviderID: Int] {
        let counts: [(ProviderID, Int)] = try reader.all("SELECT provider_id, count(*) AS n FROM provider_identity GROUP BY provider_id") { (try $0["provider_id"], try $0["n"]) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// Whom a provider means.
    static func person(of subject: String, at provider: ProviderID, _ reader: Reader) throws -> PersonID? {
        try reader.first("SELECT person_id FROM provider_identity WHERE provider_id = \(provider) AND subject = \(subject)") { try $0["person_id"] }
    }

    /// The providers that know a person.
    static func knowing(_ person: PersonID, _ reader: Reader) throws -> [(provider: ProviderID, since: Instant)] {
        try reader.all("SELECT provider_id, created_at FROM provider_identity WHERE person_id = \(person) ORDER BY created_at, provider_id") {
            (provider: try $0["provider_id"], since: try $0["created_at"])
        }
    }

    /// Through which provider a session was opened.
    static func ofSession(_ digest: String, _ reader: Reader) throws -> ProviderID? {
        let found: [ProviderID?] = try reader.all("SELECT provider_id FROM session WHERE digest = \(digest)") { row in
            let id: ProviderID? = try row["provider_id"]
            return id
        }
        return found.first ?? nil
    }
}
