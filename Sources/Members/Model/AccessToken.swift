import Kernel
import Web

/// A key with which a program acts for a person.
struct AccessToken: Sendable, Equatable {
    let id: TokenID
    let person: PersonID
    /// What the person calls it: the program it was made for.
    let name: String
    let scopes: [TokenScope]
    let createdAt: Instant
    let expiresAt: Instant
    let usedOn: Day?
    let endedAt: Instant?
    let endedBy: PersonID?

    func holds(at now: Instant) -> Bool { endedAt == nil && expiresAt > now }

    /// What every token begins with, so that one that got into a file or a message is found and known.
    static let prefix = "ponte_"
    /// The days somebody can choose.
    static let lifetimes = [30, 90, 180, 365]
    static let standardLifetime = 90
    /// More than anybody has programs for.
    static let most = 20
    /// How long a token that is over is still shown.
    static let remembered: Duration = .seconds(90 * 86_400)
}
