import Foundation
import Matching

/// Ponte's own ranking.
enum EngineTrial {
    static let name = "Ponte"
    private static let batch = 500

    static func run(_ size: Int, _ made: MadePractices, _ asked: [MadePractices.Question]) throws -> TrialResult {
        let vocabulary = try MatchingModule.vocabulary()
        let index = MatchIndex(vocabulary: vocabulary)
        index.calibrate(made.calibration(vocabulary))
        let began = ContinuousClock.now
        for start in stride(from: 0, to: size, by: batch) {
            index.upsert((start..<min(size, start + batch)).map { made.document($0) })
            Say.progress("\(name): \(grouped(min(size, start + batch))) of \(grouped(size)) practices …")
        }
        index.settle()
        let loaded = (ContinuousClock.now - began).milliseconds / 1000
        Say.progress("\(name): asking …")
        func ask(_ question: MadePractices.Question) -> Int { index.match(MatchNeed(text: question.text, language: "en", vector: question.vector, limit: 20)).matches.count }
        for question in asked.prefix(3) { _ = ask(question) }
        var clock: [Double] = []
        var cpu: [Double] = []
        for question in asked {
            let (wall, busy) = (ContinuousClock.now, Processor.time)
            let found = ask(question)
            cpu.append(Processor.time - busy)
            clock.append((ContinuousClock.now - wall).milliseconds)
            guard found > 0 else { throw Trouble.failed("Ponte found nothing for: \(question.text)") }
        }
        let resident = Memory.resident
        return TrialResult(
            name: name, size: size, latency: Latencies(clock), cpu: Latencies(cpu), megabytes: resident, holds: "\(grouped(resident)) MB resident", loadSeconds: loaded)
    }
}
