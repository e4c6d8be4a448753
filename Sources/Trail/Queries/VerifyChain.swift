import Kernel
import Store

/// Walks the whole chain and names the first entry that does not hold.
public struct VerifyChain: Sendable {
    public enum Finding: Sendable, Equatable {
        case whole(entries: Int64)
        case broken(seq: Int64, why: String)
    }

    public static func run(_ reader: Reader, progress: (Int64) -> Void = { _ in }) throws -> Finding {
        var previous = ""
        var seq: Int64 = 0
        while true {
            let rows = try reader.rows("SELECT * FROM audit WHERE seq > \(seq) ORDER BY seq LIMIT 2000")
            for row in rows {
                let number: Int64 = try row["seq"]
                guard number == seq + 1 else { return .broken(seq: seq + 1, why: "is missing") }
                guard try row["previous_hash"] == previous else { return .broken(seq: number, why: "does not follow from the entry before it") }
                let hash = ChainHash.of(
                    seq: number, at: try row["at"], actor: try row["actor"], action: try row["action"], kind: try row["record_kind"],
                    id: try row["record_id"], before: try row["before_value"], after: try row["after_value"], previous: previous)
                guard try row["hash"] == hash else { return .broken(seq: number, why: "was changed after it was written") }
                previous = hash
                seq = number
            }
            progress(seq)
            if rows.count < 2000 { break }
        }
        let head = try reader.first("SELECT seq, hash FROM audit_head WHERE id = 'head'") { (try $0["seq"] as Int64, try $0["hash"] as String) }
        guard let head, head.0 == seq else { return .broken(seq: seq + 1, why: "is missing at the end") }
        return head.1 == previous ? .whole(entries: seq) : .broken(seq: seq, why: "is not the one the head names")
    }
}
