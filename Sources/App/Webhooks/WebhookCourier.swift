import Foundation
import Kernel
import Logging
import Members
import Store
import Trail
import Web

/// Carries what happened to the addresses that asked for it, each delivery by one process at a time.
public struct WebhookCourier: Sendable {
    typealias Deliver = @Sendable (_ body: String, _ address: String, _ headers: [(name: String, value: String)]) async -> Handover

    let house: House
    let trail: Trail
    let seal: SealedSecret
    let deliver: Deliver
    /// Names this process in the leases of deliveries.
    let name: String

    /// So many at once, so that one slow address does not hold up the others.
    static let hands = 4

    init(house: House, trail: Trail, secret: String, name: String = Secrets.token(), deliver: @escaping Deliver) {
        self.house = house
        self.trail = trail
        seal = WebhookSecret.seal(secret)
        self.deliver = deliver
        self.name = name
    }

    /// Round after round, until nothing is due.
    func deliverDue() async throws {
        while try await round() > 0, !Task.isCancelled {}
    }

    /// Reads on in the chain, then delivers what is due, a handful.
    /// - Returns: how many deliveries were tried.
    @discardableResult
    func round() async throws -> Int {
        let now = house.clock.now
        // Only asked first, so that nothing to do costs no write.
        guard try await house.database.read({ try Webhooks.isAnythingDue(at: now, $0) }) else { return 0 }
        try await house.database.write { [house, trail] writer in
            try AnnounceEvents.run(house.ids, trail, in: writer) { try Announcements.event($0, baseURL: house.site.baseURL, $1) }
        }
        var tried = 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            while tried < Self.hands, let (delivery, webhook) = try await take() {
                tried += 1
                group.addTask { try await carry(delivery, webhook) }
            }
            try await group.waitForAll()
        }
        return tried
    }

    private func take() async throws -> (WebhookDelivery, Webhook)? {
        try await house.database.write { [trail, name] in try TakeDelivery.next(for: name, trail, in: $0) }
    }

    private func carry(_ delivery: WebhookDelivery, _ webhook: Webhook) async throws {
        let handover: Handover
        if let secret = seal.open(webhook.sealedSecret), let key = WebhookSecret.key(String(decoding: secret, as: UTF8.self)) {
            let headers = WebhookSignature.headers(id: delivery.id.rawValue, timestamp: house.clock.now.milliseconds / 1000, body: delivery.body, key: key)
            handover = await deliver(delivery.body, webhook.address, headers)
        } else {
            handover = .refused(answer: nil, problem: "The secret cannot be opened: PONTE_SECRET is another than when the webhook was set up.")
        }
        if case .refused(let answer, _) = handover {
            house.logger.warning("a webhook did not take a delivery", metadata: ["webhook": "\(webhook.id)", "answer": "\(answer ?? 0)"])
        }
        try await house.database.write { [house, trail, name] writer in
            guard try CloseDelivery(delivery, by: name, handover).run(trail, in: writer) else { return }
            let administrators = try People.withRoles([.administrator], at: house.clock.now, writer.reader).map(\.id)
            for (person, language) in try People.languages(administrators, writer.reader) {
                try SendMail(
                    "members.mail.webhookDisabled", to: person, in: language, values: ["address": webhook.address],
                    link: MembersPaths.webhook.replacingOccurrences(of: "{id}", with: webhook.id.rawValue)
                ).run(house.ids, trail, by: .system("webhooks"), in: writer)
            }
        }
    }
}
