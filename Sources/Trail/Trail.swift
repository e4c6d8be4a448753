import Foundation
import Kernel
import Store

/// The door of this part: record what happened, link what came of what, and be told.
public struct Trail: Sendable {
    public let clock: Clock
    public let hub: Hub

    public init(clock: Clock, hub: Hub = Hub()) {
        self.clock = clock
        self.hub = hub
    }

    /// Writes the fact into the chain, in the command's own transaction. Subscribers hear of it once that is committed.
    /// - Returns: the number of the entry.
    @discardableResult
    public func record(_ fact: Fact, in writer: Writer) throws -> Int64 {
        guard
            let head = try writer.reader.first(
                "UPDATE audit_head SET seq = seq + 1 WHERE id = 'head' RETURNING seq, hash",
                { (seq: try $0["seq"] as Int64, hash: try $0["hash"] as String) })
        else { throw StoreError.migration("the audit chain has no head") }
        let at = clock.now.description
        let actor = fact.actor.description
        let hash = ChainHash.of(
            seq: head.seq, at: at, actor: actor, action: fact.action, kind: fact.record.kind, id: fact.record.id,
            before: fact.before, after: fact.after, previous: head.hash)
        try writer.run(
            """
            INSERT INTO audit (seq, at, actor, action, record_kind, record_id, before_value, after_value, previous_hash, hash)
            VALUES (\(head.seq), \(at), \(actor), \(fact.action), \(fact.record.kind), \(fact.record.id), \(fact.before), \(fact.after), \(head.hash), \(hash))
            """)
        try writer.run("UPDATE audit_head SET hash = \(hash) WHERE id = 'head'")
        let news = News(seq: head.seq, action: fact.action, record: fact.record)
        writer.afterCommit { [hub] in hub.deliver([news]) }
        return head.seq
    }

    /// Says that `child` was derived from `parent`. Saying it twice changes nothing.
    public func link(_ child: RecordReference, to parent: RecordReference, as relation: String, in writer: Writer) throws {
        try writer.run(
            """
            INSERT INTO lineage (child_kind, child_id, parent_kind, parent_id, relation, at)
            VALUES (\(child.kind), \(child.id), \(parent.kind), \(parent.id), \(relation), \(clock.now))
            ON CONFLICT DO NOTHING
            """)
    }
}
