import Kernel
import Store

/// Questions about files.
public enum Files {
    /// What is attached to a record, in its order.
    /// - Parameter version: 0 is what is being worked on.
    public static func attached(to owner: RecordReference, version: Int = 0, _ reader: Reader) throws -> [AttachedFile] {
        try attached(to: owner, versions: [version], reader)[version] ?? []
    }

    /// The same of several versions at once.
    public static func attached(to owner: RecordReference, versions: [Int], _ reader: Reader) throws -> [Int: [AttachedFile]] {
        let rows = try reader.rows(
            """
            SELECT version, \(columns), \(facts) FROM file_attachment JOIN file ON file.id = file_attachment.file_id
            WHERE owner_kind = \(owner.kind) AND owner_id = \(owner.id) AND version IN \(list: versions) ORDER BY version, position, file_id
            """)
        return try attached(rows, reader) { try $0["version"] }
    }

    /// The same of several records at once, each at one version.
    public static func attached(to owners: [RecordReference: Int], _ reader: Reader) throws -> [RecordReference: [AttachedFile]] {
        func owner(_ row: Row) throws -> RecordReference { RecordReference(kind: try row["owner_kind"], id: try row["owner_id"]) }
        let rows = try reader.rows(
            """
            SELECT owner_kind, owner_id, version, \(columns), \(facts) FROM file_attachment JOIN file ON file.id = file_attachment.file_id
            WHERE owner_kind IN \(list: Set(owners.keys.map(\.kind)).sorted()) AND owner_id IN \(list: owners.keys.map(\.id).sorted())
                AND version IN \(list: Set(owners.values).sorted()) ORDER BY position, file_id
            """)
        let wanted = try rows.filter { row in
            let version: Int = try row["version"]
            return try owners[owner(row)] == version
        }
        return try attached(wanted, reader, by: owner)
    }

    private static func attached<Key: Hashable>(_ rows: [Row], _ reader: Reader, by key: (Row) throws -> Key) throws -> [Key: [AttachedFile]] {
        guard !rows.isEmpty else { return [:] }
        let renditions = try renditions(of: rows.map { try $0["id"] }, reader)
        var found: [Key: [AttachedFile]] = [:]
        for row in rows {
            let id: FileID = try row["id"]
            found[try key(row), default: []].append(
                AttachedFile(
                    file: try file(row, renditions[id] ?? []), facts: try facts(row), revision: try row["revision"], changedAt: try row["changed_at"],
                    changedBy: try row["changed_by"], removedAt: try row["removed_at"]))
        }
        return found
    }

    static func byID(_ id: FileID, _ reader: Reader) throws -> GivenFile? {
        guard let row = try reader.rows("SELECT \(columns) FROM file WHERE id = \(id)").first else { return nil }
        return try file(row, renditions(of: [id], reader)[id] ?? [])
    }

    /// The newest file that was made of the same bytes.
    static func bySource(_ sha256: String, _ reader: Reader) throws -> GivenFile? {
        let id: FileID? = try reader.first("SELECT id FROM file WHERE source_sha256 = \(sha256) ORDER BY id DESC LIMIT 1") { try $0["id"] }
        return try id.flatMap { try byID($0, reader) }
    }

    /// Every record that a file is part of, or was and may be again.
    static func owners(of id: FileID, _ reader: Reader) throws -> [(owner: RecordReference, version: Int)] {
        try reader.all("SELECT DISTINCT owner_kind, owner_id, version FROM file_attachment WHERE file_id = \(id)") {
            (RecordReference(kind: try $0["owner_kind"], id: try $0["owner_id"]), try $0["version"])
        }
    }

    /// What must lie in the folder, for whoever looks whether it does.
    public static func contents(_ reader: Reader) throws -> [FileStore.Stored] {
        try reader.all(
            """
            SELECT sha256, bytes FROM file_content
            WHERE sha256 IN (SELECT sha256 FROM file) OR sha256 IN (SELECT sha256 FROM file_rendition) ORDER BY sha256
            """) { FileStore.Stored(sha256: try $0["sha256"], bytes: try $0["bytes"]) }
    }

    private static let columns: SQL = "file.id AS id, type, sha256, name, bytes, width, height, at, by_id"
    private static let facts: SQL = """
        title, alternative, maker, licence, licence_note, consent, consent_note, language, captions_of, revision, changed_at, changed_by, removed_at
        """

    private static func renditions(of ids: [FileID], _ reader: Reader) throws -> [FileID: [GivenFile.Rendition]] {
        let rows: [(FileID, GivenFile.Rendition)] = try reader.all(
            "SELECT file_id, type, width, height, sha256, bytes FROM file_rendition WHERE file_id IN \(list: ids) ORDER BY file_id, width, type"
        ) {
            (try $0["file_id"], GivenFile.Rendition(format: try $0["type"], width: try $0["width"], height: try $0["height"], sha256: try $0["sha256"], bytes: try $0["bytes"]))
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    private static func file(_ row: Row, _ renditions: [GivenFile.Rendition]) throws -> GivenFile {
        GivenFile(
            id: try row["id"], type: try row["type"], sha256: try row["sha256"], name: try row["name"], bytes: try row["bytes"], width: try row["width"],
            height: try row["height"], at: try row["at"], by: try row["by_id"], renditions: renditions)
    }

    private static func facts(_ row: Row) throws -> FileFacts {
        var facts = FileFacts(consent: try row["consent"], consentNote: try row["consent_note"])
        facts.title = try row["title"]
        facts.alternative = try row["alternative"]
        facts.maker = try row["maker"]
        facts.licence = try row["licence"]
        facts.licenceNote = try row["licence_note"]
        facts.language = try row["language"]
        facts.captionsOf = try row["captions_of"]
        return facts
    }
}
