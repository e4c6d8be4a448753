import Kernel
import Store

/// An address of another system that is told what happened here.
public struct Webhook: Sendable, Equatable {
    public enum State: String, CaseIterable, SQLWord {
        case active
        /// An administrator holds it: what happens meanwhile is not told.
        case paused
        /// It failed for too long.
        case disabled
    }

    public let id: WebhookID
    public let address: String
    public let kinds: [EventKind]
    public let sealedSecret: String
    public let state: State
    public let createdAt: Instant
    public let failingSince: Instant?
}

/// What the outside can be told of. Which facts these are, App says; a name never changes once somebody listens.
public enum EventKind: String, CaseIterable, Sendable {
    case practicePublished = "practice.published"
    case practiceChanged = "practice.changed"
    case practiceRetired = "practice.retired"
    case practiceRenewed = "practice.renewed"
    case needShared = "need.shared"
    /// An administrator tries the way.
    case test = "webhook.test"

    /// Those that can be chosen.
    public static let open: [EventKind] = allCases.filter { $0 != .test }
}

/// Something that happened, as the outside is told: without personal data.
public struct WebhookEvent: Sendable, Equatable {
    public let kind: EventKind
    /// A JSON object.
    public let data: String

    public init(_ kind: EventKind, data: String) {
        self.kind = kind
        self.data = data
    }

    /// As Standard Webhooks has it: type, timestamp, data.
    func body(at: String) -> String { "{\"type\":\"\(kind.rawValue)\",\"timestamp\":\"\(at)\",\"data\":\(data)}" }
}

/// One event on its way to one address.
public struct WebhookDelivery: Sendable, Equatable {
    public enum State: String, CaseIterable, SQLWord { case waiting, sending, delivered, failed }

    public let id: DeliveryID
    public let webhook: WebhookID
    public let kind: EventKind?
    public let body: String
    public let state: State
    public let createdAt: Instant
    public let dueAt: Instant
    public let giveUpAt: Instant
    public let tries: Int
    /// The status that was answered last.
    public let answer: Int?
    public let problem: String?
    public let endedAt: Instant?

    /// How long a delivery is tried: longer than it takes until its webhook is disabled.
    public static let lifetime: Duration = .seconds(6 * 86_400)
    /// A process may hold one in hand for longer than the other side is given to answer.
    public static let lease: Duration = .seconds(60)
    /// How long what is over is still shown.
    public static let remembered: Duration = .seconds(30 * 86_400)
    /// An address that takes nothing for so long is disabled.
    public static let patience: Duration = .seconds(5 * 86_400)

    private static let pauses = [5, 60, 300, 1800, 7200, 21_600]

    /// From five seconds to six hours.
    /// - Parameter tries: how often it was tried, at least once.
    public static func pause(after tries: Int) -> Duration { .seconds(pauses[min(max(tries, 1), pauses.count) - 1]) }
}

/// What came of asking the other side to take a delivery.
public enum Handover: Sendable, Equatable {
    case taken(answer: Int)
    case refused(answer: Int?, problem: String)
    /// 410: it does not want to hear from us any more.
    case unwanted
}

/// Which addresses may be told: an address that somebody enters must not become a way into the network that Ponte stands in.
public enum WebhookReach: Sendable, Equatable {
    /// Only what the whole internet reaches, with TLS.
    case internet
    /// This machine too, without TLS: for the demonstration.
    case thisMachine
    /// The own network too, as the engineer says: for receivers inside a city's network.
    case everywhere

    public func permits(_ address: NetworkAddress) -> Bool {
        switch self {
        case .internet: address.isPublic
        case .thisMachine: address.isPublic || address.isLoopback
        case .everywhere: true
        }
    }
}
