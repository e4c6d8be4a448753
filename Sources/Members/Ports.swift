/// What Members needs to know of the installation; filled by App.
public struct MembersPorts: Sendable {
    /// Whether letters go out; without a mail server they wait in the outbox.
    public let isMailSet: Bool

    /// Seals what the database must not tell: the same on all processes of the installation.
    public let secret: String

    /// Puts the content that Ponte comes with on record.
    public let loadStarter: @Sendable () async throws -> Void

    public let health: @Sendable () async throws -> InstallationHealth

    public init(
        isMailSet: Bool, secret: String, loadStarter: @escaping @Sendable () async throws -> Void, health: @escaping @Sendable () async throws -> InstallationHealth
    ) {
        self.health = health
        self.loadStarter = loadStarter
        self.isMailSet = isMailSet
        self.secret = secret
    }
}

/// The state of the installation, as this process sees it.
public struct InstallationHealth: Sendable {
    /// "SQLite 3.40.1".
    public let database: String
    public let migrations: Int
    public let practices: Int
    public let usesMeaning: Bool

    public init(database: String, migrations: Int, practices: Int, usesMeaning: Bool) {
        self.database = database
        self.migrations = migrations
        self.practices = practices
        self.usesMeaning = usesMeaning
    }
}
