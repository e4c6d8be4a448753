import Kernel
import Store

/// Takes the next delivery that is due in hand, so that no other process sends it meanwhile. Should this one end before it says what came
/// of it, the delivery is sent again under the same id, by which the other side knows it.
public enum TakeDelivery {
    /// - Parameter process: names this process, so that only it can say what came of it.
    /// - Returns: nil when nothing is due.
    public static func next(for process: String, _ trail: Trail, in writer: Writer) throws -> (delivery: WebhookDelivery, webhook: Webhook)? {
        let now = trail.clock.now
        try writer.run(
            "UPDATE webhook_delivery SET state = 'waiting', due_at = \(now), leased_by = NULL, leased_until = NULL WHERE state = 'sending' AND leased_until < \(now)")
        let taken = try writer.reader.first(
            """
            UPDATE webhook_delivery SET state = 'sending', tries = tries + 1, leased_by = \(process), leased_until = \(now.adding(WebhookDelivery.lease))
            WHERE state = 'waiting' AND id = (
                SELECT webhook_delivery.id FROM webhook_delivery JOIN webhook ON webhook.id = webhook_delivery.webhook_id
                WHERE webhook_delivery.state = 'waiting' AND webhook.state = 'active' AND due_at <= \(now) ORDER BY due_at, webhook_delivery.id LIMIT 1)
            RETURNING *
            """, WebhookDelivery.init(row:))
        guard let taken, let webhook = try Webhooks.find(taken.webhook, writer.reader) else { return nil }
        return (taken, webhook)
    }
}

/// Notes what came of a delivery that this process had in hand. Deliveries are a log of their own; only what ends them for good is a fact.
public struct CloseDelivery: Sendable {
    let delivery: WebhookDelivery
    let process: String
    let handover: Handover

    public init(_ delivery: WebhookDelivery, by process: String, _ handover: Handover) {
        self.delivery = delivery
        self.process = process
        self.handover = handover
    }

    /// - Returns: whether the webhook is disabled by this.
    public func run(_ trail: Trail, in writer: Writer) throws -> Bool {
        let now = trail.clock.now
        switch handover {
        case .taken(let answer):
            guard try close("delivered", due: delivery.dueAt, answer, nil, endedAt: now, writer) else { return false }
            try writer.run("UPDATE webhook SET failing_since = NULL WHERE id = \(delivery.webhook) AND failing_since IS NOT NULL")
            return false
        case .refused(let answer, let problem):
            let due = now.adding(WebhookDelivery.pause(after: delivery.tries))
            let isOver = due > delivery.giveUpAt
            guard try close(isOver ? "failed" : "waiting", due: due, answer, problem, endedAt: isOver ? now : nil, writer) else { return false }
            try writer.run("UPDATE webhook SET failing_since = coalesce(failing_since, \(now)) WHERE id = \(delivery.webhook)")
            let isHopeless = try writer.reader.number(
                "SELECT count(*) AS n FROM webhook WHERE id = \(delivery.webhook) AND failing_since <= \(now.adding(.zero - WebhookDelivery.patience))") > 0
            return try isHopeless && disable(now, trail, writer)
        case .unwanted:
            guard try close("failed", due: delivery.dueAt, 410, nil, endedAt: now, writer) else { return false }
            return try disable(now, trail, writer)
        }
    }

    private func close(_ state: String, due: Instant, _ answer: Int?, _ problem: String?, endedAt: Instant?, _ writer: Writer) throws -> Bool {
        try writer.run(
            """
            UPDATE webhook_delivery SET state = \(state), due_at = \(due), answer = \(answer), problem = \(problem.map { String($0.prefix(300)) }),
                ended_at = \(endedAt), leased_by = NULL, leased_until = NULL
            WHERE id = \(delivery.id) AND leased_by = \(process) AND state = 'sending'
            """) > 0
    }

    private func disable(_ now: Instant, _ trail: Trail, _ writer: Writer) throws -> Bool {
        guard try writer.run("UPDATE webhook SET state = 'disabled' WHERE id = \(delivery.webhook) AND state = 'active'") > 0 else { return false }
        try writer.run("UPDATE webhook_delivery SET state = 'failed', ended_at = \(now) WHERE webhook_id = \(delivery.webhook) AND state = 'waiting'")
        try trail.record(Fact("webhook.disabled", RecordReference(delivery.webhook), by: .system("webhooks")), in: writer)
        return true
    }
}
