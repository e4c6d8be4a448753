import Kernel
import Store

/// Reads on in the chain so that this process hears of what others committed.
public struct Follower: Sendable {
    let database: Database
    let hub: Hub

    public init(database: Database, hub: Hub) {
        self.database = database
        self.hub = hub
    }

    public func catchUp() async throws {
        let position = hub.position
        let news = try await database.read { reader in try Audit.news(after: position, reader) }
        hub.deliver(news)
    }
}
