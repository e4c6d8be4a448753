import Kernel
import Testing
@testable import Programmes

/// The table of a deliverable's stages: every step it has, by everybody who may, and every other step refused with its reason.
@Suite struct DeliverableStageTests {
    private static let names = Set(DeliverableStage.life.steps.map(\.name)).sorted() + ["burn"]

    @Test func `Every step leads where the table says, and every other is refused`() throws {
        for stage in DeliverableStage.allCases {
            for name in Self.names {
                for parts: Set<DeliverableStage.Part> in [[], [.city], [.coordinator], [.city, .coordinator]] {
                    let steps = DeliverableStage.life.steps.filter { $0.name == name && $0.from == stage }
                    guard let step = steps.first else {
                        #expect(throws: Problem.refused(reason: "web.problem.noSuchStep"), "\(name) at \(stage)") { try DeliverableStage.life.take(name, at: stage, as: parts) }
                        continue
                    }
                    #expect(steps.count == 1, "\(name) at \(stage) leads to two places")
                    if step.roles.isDisjoint(with: parts) {
                        #expect(throws: Problem.refused(reason: "web.problem.stepNotYours"), "\(name) at \(stage) as \(parts)") {
                            try DeliverableStage.life.take(name, at: stage, as: parts)
                        }
                    } else {
                        #expect(try DeliverableStage.life.take(name, at: stage, as: parts) == step.to)
                    }
                }
            }
        }
    }

    @Test func `A city works and submits; it neither accepts nor drops`() {
        let city = Set(DeliverableStage.allCases.flatMap { DeliverableStage.life.open(at: $0, for: [.city]) }.map(\.name))
        #expect(city == ["start", "submit", "resume"])
    }

    @Test func `Every stage can be reached, and none is a dead end for the coordinator`() {
        var reached: Set<DeliverableStage> = [DeliverableStage.life.start]
        for _ in DeliverableStage.allCases { reached.formUnion(DeliverableStage.life.steps.filter { reached.contains($0.from) }.map(\.to)) }
        #expect(reached == Set(DeliverableStage.allCases))
        for stage in DeliverableStage.allCases { #expect(!DeliverableStage.life.open(at: stage, for: [.coordinator]).isEmpty, "\(stage)") }
    }
}
