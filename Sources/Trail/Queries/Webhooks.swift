import Kernel
import Store

/// Questions about webhooks and what is on its way to them.
public enum Webhooks {
    public static func all(_ reader: Reader) throws -> [Webhook] {
        let kinds = try kinds(reader)
        return try reader.all("SELECT * FROM webhook ORDER BY created_at, id") { try Webhook(row: $0, kinds) }
    }

    public static func find(_ id: WebhookID, _ reader: Reader) throws -> Webhook? {
        let kinds = try kinds(reader)
        return try reader.first("SELECT * FROM webhook WHERE id = \(id)") { try Webhook(row: $0, kinds) }
    }

    /// Newest first.
    public static func deliveries(to id: WebhookID, limit: Int, _ reader: Reader) throws -> [WebhookDelivery] {
        try reader.all("SELECT * FROM webhook_delivery WHERE webhook_id = \(id) ORDER BY created_at DESC, id DESC LIMIT \(limit)", WebhookDelivery.init(row:))
    }

    public static func delivery(_ id: DeliveryID, _ reader: Reader) throws -> WebhookDelivery? {
        try reader.first("SELECT * FROM webhook_delivery WHERE id = \(id)", WebhookDelivery.init(row:))
    }

    /// Whether there is anything to tell, to send, or to take up again.
    public static func isAnythingDue(at now: Instant, _ reader: Reader) throws -> Bool {
        try reader.number(
            """
            SELECT (SELECT count(*) FROM webhook WHERE state = 'active' AND announced_seq < (SELECT seq FROM audit_head WHERE id = 'head'))
                + (SELECT count(*) FROM webhook_delivery WHERE (state = 'waiting' AND due_at <= \(now)) OR (state = 'sending' AND leased_until < \(now))) AS n
            """) > 0
    }

    private static func kinds(_ reader: Reader) throws -> [WebhookID: Set<String>] {
        let rows: [(WebhookID, String)] = try reader.all("SELECT webhook_id, kind FROM webhook_kind") { (try $0["webhook_id"], try $0["kind"]) }
        return Dictionary(grouping: rows, by: \.0).mapValues { Set($0.map(\.1)) }
    }
}

extension Webhook {
    fileprivate init(row: Row, _ kinds: [WebhookID: Set<String>]) throws {
        let id: WebhookID = try row["id"]
        self.init(
            id: id, address: try row["address"], kinds: EventKind.open.filter { kinds[id]?.contains($0.rawValue) ?? false }, sealedSecret: try row["secret"],
            state: try row["state"], createdAt: try row["created_at"], failingSince: try row["failing_since"])
    }
}

extension WebhookDelivery {
    init(row: Row) throws {
        self.init(
            id: try row["id"], webhook: try row["webhook_id"], kind: EventKind(rawValue: try row["kind"]), body: try row["body"], state: try row["state"],
            createdAt: try row["created_at"], dueAt: try row["due_at"], giveUpAt: try row["give_up_at"], tries: try row["tries"], answer: try row["answer"],
            problem: try row["problem"], endedAt: try row["ended_at"])
    }
}
