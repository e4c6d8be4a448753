import Files
import Kernel
import Store

/// One version of a practice as it was kept.
struct KeptVersion: Sendable, Equatable {
    let practice: PracticeID
    /// The city that the practice belongs to now.
    let city: CityID
    let number: Int
    let at: Instant
    /// The number of the newest version.
    let newest: Int
    /// The record as JSON, in the shape of import files (docs/import.md).
    let content: String

    var isNewest: Bool { number == newest }

    init(row: Row) throws {
        practice = try row["id"]
        city = try row["city_id"]
        number = try row["version"]
        at = try row["at"]
        newest = try row["newest"]
        content = try row["content"]
    }
}

/// Questions about the versions of a practice.
enum PracticeVersions {
    /// From the newest, or from a number, downwards.
    /// - Parameter upTo: the highest number wanted; nil: the newest.
    static func list(_ slug: String, upTo: Int? = nil, most: Int, _ reader: Reader) throws -> [KeptVersion] {
        try reader.all(chosen + "practice.slug = \(slug) AND practice_version.version <= \(upTo ?? Int(Int32.max)) ORDER BY practice_version.version DESC LIMIT \(most)") {
            try KeptVersion(row: $0)
        }
    }

    static func one(_ slug: String, _ number: Int, _ reader: Reader) throws -> KeptVersion? {
        try reader.first(chosen + "practice.slug = \(slug) AND practice_version.version = \(number)") { try KeptVersion(row: $0) }
    }

    /// The newest version of each of these, in no order.
    static func newest(of slugs: [String], _ reader: Reader) throws -> [KeptVersion] {
        try reader.all(chosen + "practice.slug IN \(list: slugs) AND practice_version.version = practice.version") { try KeptVersion(row: $0) }
    }

    /// What is attached to a version.
    static func files(of version: KeptVersion, _ reader: Reader) throws -> [AttachedFile] {
        try Files.attached(to: RecordReference(version.practice), version: version.number, reader)
    }

    /// The same of many versions, one of each practice.
    static func withFiles(_ versions: [KeptVersion], _ reader: Reader) throws -> [(version: KeptVersion, files: [AttachedFile])] {
        let files = try Files.attached(to: Dictionary(versions.map { (RecordReference($0.practice), $0.number) }, uniquingKeysWith: { $1 }), reader)
        return versions.map { ($0, files[RecordReference($0.practice)] ?? []) }
    }

    private static let chosen: SQL = """
        SELECT practice.id AS id, practice.city_id AS city_id, practice.version AS newest, practice_version.version AS version,
            practice_version.at AS at, practice_version.content AS content
        FROM practice JOIN practice_version ON practice_version.practice_id = practice.id WHERE 
        """
}
