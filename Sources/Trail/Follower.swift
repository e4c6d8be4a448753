import Kernel
import Store

/// Reads on in the chain so that this process hears of what others committed.
public struct Follower: Sendable {
    let database: Database
    let hub: Hub
    let interval: Duration

    public init(database: Database, hub: Hub, every interval: Duration) {
        self.database = database
        self.hub = hub
        self.interval = interval
    }

    /// Runs until cancelled. A database that does not answer is asked again.
    public func run() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            try? await catchUp()
        }
    }

    public func catchUp() async throws {
        let position = hub.position
        let news = try await database.read { reader in try Audit.news(after: position, reader) }
        hub.deliver(news)
    }
}
