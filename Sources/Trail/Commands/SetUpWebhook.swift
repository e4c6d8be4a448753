import Kernel
import Store

/// Puts an address on record that is told what happens from now on.
public struct SetUpWebhook: Sendable {
    let address: String
    let kinds: [EventKind]
    /// Sealed with the installation's key.
    let sealedSecret: String

    public init(address: String, kinds: [EventKind], sealedSecret: String) {
        self.address = address
        self.kinds = kinds
        self.sealedSecret = sealedSecret
    }

    public func run(_ ids: IDSource, _ trail: Trail, by actor: Actor, in writer: Writer) throws -> WebhookID {
        let id: WebhookID = ids.next()
        try writer.run(
            """
            INSERT INTO webhook (id, address, secret, state, created_at, announced_seq)
            VALUES (\(id), \(address), \(sealedSecret), 'active', \(trail.clock.now), \(try Audit.position(writer.reader)))
            """)
        for kind in kinds { try writer.run("INSERT INTO webhook_kind (webhook_id, kind) VALUES (\(id), \(kind.rawValue))") }
        let names = kinds.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        try trail.record(Fact("webhook.setUp", RecordReference(id), by: actor, after: "{\"kinds\":[\(names)]}"), in: writer)
        return id
    }
}

/// What an administrator decides on a webhook.
public struct DecideOnWebhook: Sendable {
    public enum Decision: String, Sendable { case pause, resume, remove }

    let id: WebhookID
    let decision: Decision

    public init(_ id: WebhookID, _ decision: Decision) {
        self.id = id
        self.decision = decision
    }

    /// - Throws: `Problem.notFound`.
    public func run(_ trail: Trail, by actor: Actor, in writer: Writer) throws {
        guard let webhook = try Webhooks.find(id, writer.reader) else { throw Problem.notFound }
        switch decision {
        case .pause: try writer.run("UPDATE webhook SET state = 'paused' WHERE id = \(id)")
        case .resume:
            // What happened while it was not told stays untold: a flood of old news helps nobody.
            try writer.run(
                "UPDATE webhook SET state = 'active', failing_since = NULL, announced_seq = \(try Audit.position(writer.reader)) WHERE id = \(id) AND state <> 'active'")
        case .remove:
            for table in ["webhook_delivery", "webhook_kind"] { try writer.run(SQL(trusted: "DELETE FROM \(table) WHERE ") + "webhook_id = \(id)") }
            try writer.run("DELETE FROM webhook WHERE id = \(id)")
        }
        try trail.record(Fact("webhook.\(decision.rawValue)d", RecordReference(id), by: actor, before: "{\"state\":\"\(webhook.state.rawValue)\"}"), in: writer)
    }
}

/// Puts a test on its way.
public struct TestWebhook: Sendable {
    let id: WebhookID

    public init(_ id: WebhookID) { self.id = id }

    /// - Throws: `Problem.notFound`; `Problem.conflict` when it is not active.
    public func run(_ ids: IDSource, _ trail: Trail, by actor: Actor, in writer: Writer) throws {
        guard let webhook = try Webhooks.find(id, writer.reader) else { throw Problem.notFound }
        guard webhook.state == .active else { throw Problem.conflict(reason: "members.webhooks.notActive") }
        let now = trail.clock.now
        try AnnounceEvents.put(WebhookEvent(.test, data: "{}"), to: id, seq: nil, happenedAt: now.description, ids, at: now, in: writer)
        try trail.record(Fact("webhook.tested", RecordReference(id), by: actor), in: writer)
    }
}

/// Sends once more what was delivered or given up, under the same id.
public struct SendAgain: Sendable {
    let delivery: DeliveryID
    let webhook: WebhookID

    public init(_ delivery: DeliveryID, to webhook: WebhookID) {
        self.delivery = delivery
        self.webhook = webhook
    }

    /// - Throws: `Problem.notFound`; `Problem.conflict` when the webhook is not active.
    public func run(_ trail: Trail, by actor: Actor, in writer: Writer) throws {
        guard let known = try Webhooks.delivery(delivery, writer.reader), known.webhook == webhook, let hook = try Webhooks.find(webhook, writer.reader) else {
            throw Problem.notFound
        }
        guard hook.state == .active else { throw Problem.conflict(reason: "members.webhooks.notActive") }
        let now = trail.clock.now
        try writer.run(
            """
            UPDATE webhook_delivery SET state = 'waiting', due_at = \(now), give_up_at = \(now.adding(WebhookDelivery.lifetime)), tries = 0, problem = NULL, ended_at = NULL
            WHERE id = \(delivery) AND state <> 'sending'
            """)
        try trail.record(Fact("delivery.released", RecordReference(delivery), by: actor, before: "{\"state\":\"\(known.state.rawValue)\"}"), in: writer)
    }
}
