import Kernel

/// A letter of the outbox: to whom, in which language, which kind, and what its text needs. The text itself is made when it is
/// delivered.
public struct Letter: Sendable, Equatable {
    public enum State: String, CaseIterable, Sendable {
        case waiting, sending, sent, unsure, failed, dropped
    }

    public let id: LetterID
    /// Where its texts stand: `members.mail.invitation` has `.subject`, `.text`, `.action` and `.why`.
    public let kind: String
    public let person: PersonID
    public let language: Language
    public let values: [String: String]
    /// A path of this site.
    public let link: String?
    public let state: State
    public let createdAt: Instant
    public let dueAt: Instant
    public let giveUpAt: Instant
    /// How often a mail server was asked to take it.
    public let tries: Int
    /// What the mail server said last.
    public let problem: String?
    public let endedAt: Instant?
}

/// How long a letter is tried, and with which pauses.
public enum Postage {
    public static let lifetime: Duration = .seconds(5 * 86_400)
    /// How long a process may hold a letter in hand; longer than the mail server is given to answer.
    public static let lease: Duration = .seconds(180)
    static let longestPause = 6 * 3600

    /// One minute, doubling to six hours.
    /// - Parameter tries: how often it was tried, at least once.
    public static func pause(after tries: Int) -> Duration {
        .seconds(min(60 << min(max(tries, 1) - 1, 20), longestPause))
    }
}

/// What came of handing a letter to the mail server.
public enum Delivery: Sendable, Equatable {
    /// The server has taken it.
    case accepted
    /// Not now: no connection, or the server asks to come again.
    case postponed(String)
    /// The server, or we, will never deliver it.
    case refused(String)
    /// The line was lost after everything had been said: the server may have taken it.
    case unsure(String)
}
