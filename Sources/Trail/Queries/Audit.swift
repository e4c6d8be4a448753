import Kernel
import Store

/// Questions to the audit chain.
public enum Audit {
    public struct Entry: Sendable, Equatable {
        public let seq: Int64
        public let at: Instant
        public let actor: String
        public let action: String
        public let record: RecordReference
        public let before: String?
        public let after: String?
    }

    public static func news(after seq: Int64, _ reader: Reader) throws -> [News] {
        try reader.all("SELECT seq, action, record_kind, record_id FROM audit WHERE seq > \(seq) ORDER BY seq LIMIT 5000") { row in
            News(seq: try row["seq"], action: try row["action"], record: RecordReference(kind: try row["record_kind"], id: try row["record_id"]))
        }
    }

    /// The number of the last entry; 0 for an empty chain.
    public static func position(_ reader: Reader) throws -> Int64 {
        try reader.first("SELECT seq FROM audit_head WHERE id = 'head'") { try $0["seq"] } ?? 0
    }

    /// What happened to one record, newest first.
    public static func entries(of record: RecordReference, limit: Int, _ reader: Reader) throws -> [Entry] {
        try reader.all(
            """
            SELECT seq, at, actor, action, record_kind, record_id, before_value, after_value FROM audit
            WHERE record_kind = \(record.kind) AND record_id = \(record.id) ORDER BY seq DESC LIMIT \(limit)
            """
        ) { row in
            Entry(
                seq: try row["seq"], at: try row["at"], actor: try row["actor"], action: try row["action"], record: record,
                before: try row["before_value"], after: try row["after_value"])
        }
    }

    /// What came after an entry, oldest first.
    public static func entries(after seq: Int64, limit: Int, _ reader: Reader) throws -> [Entry] {
        try reader.all(
            """
            SELECT seq, at, actor, action, record_kind, record_id, before_value, after_value FROM audit WHERE seq > \(seq) ORDER BY seq LIMIT \(limit)
            """
        ) { row in
            Entry(
                seq: try row["seq"], at: try row["at"], actor: try row["actor"], action: try row["action"],
                record: RecordReference(kind: try row["record_kind"], id: try row["record_id"]), before: try row["before_value"], after: try row["after_value"])
        }
    }

    /// Entries by what they are about, newest first; a filter that is nil lets everything through.
    /// - Parameters:
    ///   - record: a kind (`need`), or one record (`need/01jx…`).
    ///   - actor: as written: `person:01jx…`, which takes in what programs did for them, `system:import`.
    ///   - action: the whole of it (`need.shared`) or its beginning (`need`).
    ///   - seq: only entries with smaller numbers.
    public static func entries(of record: String?, by actor: String?, action: String?, before seq: Int64?, limit: Int, _ reader: Reader) throws -> [Entry] {
        let parts = record?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
        let ofKind: SQL = parts.first.map { "AND record_kind = \($0)" } ?? ""
        let ofRecord: SQL = parts.count > 1 ? "AND record_id = \(parts[1])" : ""
        let byActor: SQL = actor.map { "AND (actor = \($0) OR substr(actor, 1, CAST(\($0.count + 7) AS integer)) = \($0 + " token:"))" } ?? ""
        let doing: SQL = action.map { "AND (action = \($0) OR substr(action, 1, CAST(\($0.count + 1) AS integer)) = \($0 + "."))" } ?? ""
        let earlier: SQL = seq.map { "AND seq < \($0)" } ?? ""
        return try reader.all(
            """
            SELECT seq, at, actor, action, record_kind, record_id, before_value, after_value FROM audit
            WHERE 1 = 1 \(ofKind) \(ofRecord) \(byActor) \(doing) \(earlier) ORDER BY seq DESC LIMIT \(limit)
            """
        ) { row in
            Entry(
                seq: try row["seq"], at: try row["at"], actor: try row["actor"], action: try row["action"],
                record: RecordReference(kind: try row["record_kind"], id: try row["record_id"]), before: try row["before_value"], after: try row["after_value"])
        }
    }
}
