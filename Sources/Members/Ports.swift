/// What Members needs to know of the installation; filled by App.
public struct MembersPorts: Sendable {
    /// Whether letters go out; without a mail server they wait in the outbox.
    public let isMailSet: Bool

    /// Seals what the database must not tell: the same on all processes of the installation.
    public let secret: String

    /// Puts the content that Ponte comes with on record.
    public let loadStarter: @Sendable () async throws -> Void

    public init(isMailSet: Bool, secret: String, loadStarter: @escaping @Sendable () async throws -> Void) {
        self.loadStarter = loadStarter
        self.isMailSet = isMailSet
        self.secret = secret
    }
}
