/// What Members needs to know of the installation; filled by App.
public struct MembersPorts: Sendable {
    /// Whether letters go out; without a mail server they wait in the outbox.
    public let isMailSet: Bool

    public init(isMailSet: Bool) { self.isMailSet = isMailSet }
}
