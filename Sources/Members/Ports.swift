/// What Members needs to know of the installation; filled by App.
public struct MembersPorts: Sendable {
    /// Whether letters go out; without a mail server they wait in the outbox.
    public let isMailSet: Bool

    /// Seals what the database must not tell: the same on all processes of the installation.
    public let secret: String

    public init(isMailSet: Bool, secret: String) {
        self.isMailSet = isMailSet
        self.secret = secret
    }
}
