import Kernel
import Store

/// Reads on in the chain for each webhook and puts what it asked for into the outbox. How far each one got is written in the same
/// transaction, so that nothing is left out and nothing is put there twice, whichever process reads and whenever one ends.
public enum AnnounceEvents {
    static let mostAtOnce = 500

    /// - Parameter event: what an entry of the chain is to the outside; nil: nothing.
    public static func run(_ ids: IDSource, _ trail: Trail, in writer: Writer, event: (Audit.Entry, Reader) throws -> WebhookEvent?) throws {
        let now = trail.clock.now
        let behind: [WebhookID] = try writer.reader.all(
            "SELECT id FROM webhook WHERE state = 'active' AND announced_seq < (SELECT seq FROM audit_head WHERE id = 'head') ORDER BY id") { try $0["id"] }
        for id in behind {
            // Taking the row first makes a second process wait, and then see how far this one got.
            let from: Int64? = try writer.reader.first("UPDATE webhook SET announced_seq = announced_seq WHERE id = \(id) AND state = 'active' RETURNING announced_seq") {
                try $0["announced_seq"]
            }
            guard let from, let webhook = try Webhooks.find(id, writer.reader) else { continue }
            let entries = try Audit.entries(after: from, limit: mostAtOnce, writer.reader)
            guard let last = entries.last else { continue }
            for entry in entries {
                guard let event = try event(entry, writer.reader), webhook.kinds.contains(event.kind) else { continue }
                try put(event, to: id, seq: entry.seq, happenedAt: entry.at.description, ids, at: now, in: writer)
            }
            try writer.run("UPDATE webhook SET announced_seq = \(last.seq) WHERE id = \(id)")
        }
        try writer.run("DELETE FROM webhook_delivery WHERE state IN ('delivered', 'failed') AND ended_at < \(now.adding(.zero - WebhookDelivery.remembered))")
    }

    static func put(_ event: WebhookEvent, to id: WebhookID, seq: Int64?, happenedAt: String, _ ids: IDSource, at now: Instant, in writer: Writer) throws {
        let delivery: DeliveryID = ids.next()
        try writer.run(
            """
            INSERT INTO webhook_delivery (id, webhook_id, kind, seq, body, state, created_at, due_at, give_up_at, tries)
            VALUES (\(delivery), \(id), \(event.kind.rawValue), \(seq), \(event.body(at: happenedAt)), 'waiting', \(now), \(now),
                \(now.adding(WebhookDelivery.lifetime)), 0)
            """)
    }
}
