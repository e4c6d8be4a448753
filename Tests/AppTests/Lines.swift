@testable import App
import Foundation
import Kernel
import Matching
import TestKit
import Testing

/// Questions to other services, given up at any moment: they end, and the program lives.
@Suite(.serialized) struct LineTests {
    private let silence = Problem.unavailable(reason: "matching.problem.embeddings")

    @Test(.timeLimit(.minutes(1)), arguments: [FakeEmbeddings.Mood.answering, .hanging, .failing])
    func `A question that is given up ends at once, whenever that is`(mood: FakeEmbeddings.Mood) async throws {
        try await withEmbeddings { service, address in
            service.become(mood)
            let client = EmbeddingsClient(url: try #require(URL(string: address)))
            await giveUp(client, times: 80)
            service.become(.answering)
            #expect(try await client.vectors(of: ["still there"], kind: .query, within: .seconds(30)).count == 1)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `Nor does it matter where nobody listens`() async throws {
        let client = EmbeddingsClient(url: try #require(URL(string: "http://127.0.0.1:1/v1/embeddings")))
        await giveUp(client, times: 80)
        await #expect(throws: silence) { try await client.vectors(of: ["nobody"], kind: .query, within: .seconds(5)) }
    }

    @Test(.timeLimit(.minutes(1))) func `More questions than threads are all answered or told in time that they are not`() async throws {
        try await withEmbeddings { service, address in
            let client = EmbeddingsClient(url: try #require(URL(string: address)))
            service.become(.hanging)
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask { await #expect(throws: silence) { try await client.vectors(of: ["text \(number)"], kind: .query, within: .milliseconds(300)) } }
                }
            }
            service.become(.answering)
            let all = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<60 { group.addTask { try await client.vectors(of: ["text \(number)"], kind: .query, within: .seconds(30)).count } }
                return try await group.reduce(0, +)
            }
            #expect(all == 60)
        }
    }

    /// Asks and cancels, sooner or later than the answer.
    private func giveUp(_ client: EmbeddingsClient, times: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<times {
                group.addTask {
                    let question = Task { try await client.vectors(of: ["text \(number)"], kind: .query, within: .seconds(300)) }
                    try? await Task.sleep(for: .microseconds(number * 37 % 4000))
                    question.cancel()
                    _ = await question.result
                }
            }
        }
    }
}
