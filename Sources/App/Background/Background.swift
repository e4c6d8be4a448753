import Foundation
import Kernel
import Logging
import ServiceLifecycle
import Store
import Trail
import Web

/// What runs beside the answers: following changes, computing sentence vectors, delivering letters, taking away what has been kept
/// long enough, watching the embedding process.
struct Background: Service, CustomStringConvertible {
    let installation: Installation

    /// Short, since the service group writes every service out when it starts.
    var description: String { "background" }

    /// How often this process looks for what others committed; what it commits itself it hears of at once.
    let interval: Duration

    init(_ installation: Installation, followingEvery interval: Duration = .seconds(1)) {
        self.installation = installation
        self.interval = interval
    }

    func run() async throws {
        let (news, feed) = AsyncStream.makeStream(of: [News].self)
        installation.trail.hub.subscribe { feed.yield($0) }
        let (forgotten, bell) = AsyncStream.makeStream(of: Void.self)
        installation.trail.hub.subscribe { if $0.contains(where: { $0.action == "person.forgotten" }) { bell.yield() } }
        let follower = Follower(database: installation.house.database, hub: installation.trail.hub)
        let process = EmbeddingsProcess(settings: installation.settings, logger: installation.house.logger)
        await withTaskGroup(of: Void.self) { group in
            let board = installation.board
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.changes, every: interval) { try await follower.catchUp() } } }
            group.addTask { await cancelWhenGracefulShutdown { await process.run() } }
            group.addTask { await cancelWhenGracefulShutdown { await installation.computeVectors() } }
            group.addTask { await cancelWhenGracefulShutdown { await installation.deliverLetters() } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.care) { try await installation.compendium.askOwners() } } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.reminders) { try await installation.gatherings.remind() } } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.fits) { try await installation.matching.noteNewFits() } } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.expiry) { try await installation.applyExpiries() } } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.forgetting) { try await installation.followErasures() } } }
            // At once where it can be; what fails is tried again in the job's own time.
            group.addTask {
                await cancelWhenGracefulShutdown { for await _ in forgotten { try? await board.run(.forgetting) { try await installation.followErasures() } } }
            }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.files, isPatient: true) { try await installation.files.sweep() } } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.webhooks) { try await installation.courier.deliverDue() } } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.schedule) { try await installation.publishing.publishDue() } } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.archives) { try await installation.archives.sweep() } } }
            group.addTask { await cancelWhenGracefulShutdown { await board.repeating(.figures) { try await installation.outbox.count(installation.house.database) } } }
            group.addTask {
                await cancelWhenGracefulShutdown {
                    for await batch in news { await installation.follow(batch) }
                }
            }
            await group.waitForAll()
        }
        feed.finish()
        bell.finish()
    }
}

extension Installation {
    /// Runs what runs beside the answers until it is cancelled.
    public func runBackground(followingEvery interval: Duration = .seconds(1)) async throws { try await Background(self, followingEvery: interval).run() }

    /// Brings everything in memory in step with what was committed, then lets pages be made anew. A database that does not answer
    /// is asked until it does: what is in memory never stays behind.
    public func follow(_ news: [News]) async {
        var wait = Duration.milliseconds(100)
        while !Task.isCancelled {
            do {
                try await compendium.follow(news)
                try await matching.follow(news)
                try await publishing.follow(news)
                if let last = news.map(\.seq).max() {
                    house.freshness.rise(to: last)
                    try await board.run(.searches) { try await compendium.noteNewMatches(upTo: last) }
                }
                return
            } catch {
                house.logger.error("a change could not be followed yet", metadata: ["error": "\(loggable(error))"])
                try? await Task.sleep(for: wait)
                wait = min(wait * 2, .seconds(5))
            }
        }
    }

    /// Carries letters to the mail server, one after another, as they become due.
    func deliverLetters() async {
        guard let postman else { return }
        await board.repeating(.letters) {
            while try await postman.deliverNext(), !Task.isCancelled {}
        }
    }

    /// Computes missing vectors, again and again: when the embedding service comes up, and whenever a practice changes.
    func computeVectors() async {
        guard let embeddings else { return }
        // Coming up takes the program some seconds, and is no failure.
        try? await Self.awaitEmbeddings(settings)
        while !Task.isCancelled {
            do {
                let left = try await board.run(.vectors) {
                    try await matching.matcher.computeVectors(batch: 8) { texts, kind in try await embeddings.vectors(of: texts, kind: kind, within: .seconds(60)) }
                }
                try await Task.sleep(for: left ? .milliseconds(20) : .seconds(2))
            } catch {
                try? await Task.sleep(for: .seconds(2))
            }
        }
    }
}
