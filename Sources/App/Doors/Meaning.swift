import Foundation
import Kernel
import Logging
import Matching

/// What commands need of the embedding service: serving has `Background` for it.
extension Installation {
    /// How many sentence vectors of practices, vocabulary and reference needs are still to be made.
    public var vectorsLeft: Int { matching.matcher.vectorsLeft }

    /// Makes every missing vector and keeps it in the database.
    /// - Parameter progress: called with how many are left.
    /// - Throws: `Problem.unavailable` when the service does not answer.
    public func completeVectors(progress: (_ left: Int) -> Void) async throws {
        guard let embeddings else { return }
        var isLeft = true
        while isLeft {
            progress(vectorsLeft)
            isLeft = try await matching.matcher.computeVectors(batch: 8) { texts, kind in
                do {
                    return try await embeddings.vectors(of: texts, kind: kind, within: .seconds(60))
                } catch let stopped as CancellationError {
                    throw stopped
                } catch {
                    throw Problem.unavailable(reason: "matching.problem.embeddings")
                }
            }
        }
    }

    /// Runs the body beside the embedding program, when the settings name one, and stops the program afterwards.
    public static func withEmbeddings<Value: Sendable>(_ settings: Settings, logger: Logger, _ body: () async throws -> Value) async throws -> Value {
        async let _ = EmbeddingsProcess(settings: settings, logger: logger).run()
        try await awaitEmbeddings(settings)
        return try await body()
    }

    /// Waits until the embedding program that Ponte starts itself has come up, half a minute or more; at once where there is none.
    static func awaitEmbeddings(_ settings: Settings) async throws {
        guard !settings.embeddingsCommand.isEmpty, let url = settings.embeddingsURL else { return }
        for _ in 0..<60 {
            if await tryEmbeddings(url, within: .seconds(2)) != nil { return }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Asks the service for one vector.
    /// - Returns: how long it took and how many numbers came; nil when no good answer came in time.
    public static func tryEmbeddings(_ url: URL, within limit: Duration) async -> (took: Duration, dimension: Int)? {
        let began = ContinuousClock.now
        guard let vector = try? await EmbeddingsClient(url: url).vectors(of: ["A city looks for a practice."], kind: .query, within: limit).first else { return nil }
        return (ContinuousClock.now - began, vector.count)
    }
}
