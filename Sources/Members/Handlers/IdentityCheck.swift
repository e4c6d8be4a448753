import Kernel
import Web

/// Whether it is the person of the account who asks, and not somebody at a session that was left open: by the password once more, or,
/// where there is none because another service says who somebody is, by having signed in just now.
struct IdentityCheck: Sendable {
    let house: House
    private let attempts: Throttle
    private static let justNow: Duration = .seconds(600)

    init(house: House) {
        self.house = house
        attempts = Throttle(capacity: 6, refillIn: 300, clock: house.clock)
    }

    func hasPassword(_ person: Viewer.Person) async throws -> Bool {
        try await house.database.read { try People.forSignIn(email: person.email, $0) }?.passwordHash != InvitePerson.noPassword
    }

    /// - Returns: what is wrong, at the field `password`; nil when it is them.
    /// - Throws: `Problem.tooMany` after too many attempts.
    func problem(_ visit: Visit) async throws -> FieldProblem? {
        let person = try visit.person()
        try attempts.take(person.id.rawValue)
        let (hash, since) = try await house.database.read { [now = house.clock.now] reader in
            (try People.forSignIn(email: person.email, reader)?.passwordHash, try Sessions.of(person.id, at: now, reader).first { $0.digest == person.session }?.createdAt)
        }
        if hash == InvitePerson.noPassword {
            guard let since, since.adding(Self.justNow) > house.clock.now else { return FieldProblem("password", "members.privacy.signInAgain") }
        } else if await !Passwords.isRight(visit.form["password"] ?? "", for: hash) {
            return FieldProblem("password", "members.second.wrongPassword")
        }
        attempts.forgive(person.id.rawValue)
        return nil
    }
}
