import Kernel
import Testing
@testable import Gatherings

@Suite struct StageTests {
    /// Every step from every stage: taken where the table says so, refused with a reason everywhere else.
    @Test func `Each step of a gathering is taken from its own stages only`() throws {
        let allowed: [String: [Gathering.Stage: Gathering.Stage]] = [
            "announce": [.planned: .announced], "hold": [.announced: .held], "report": [.held: .reported], "close": [.reported: .closed],
            "cancel": [.planned: .cancelled, .announced: .cancelled],
        ]
        #expect(Set(Gathering.life.steps.map(\.name)) == Set(allowed.keys))
        for stage in Gathering.Stage.allCases {
            for (step, moves) in allowed {
                if let to = moves[stage] {
                    #expect(try Gathering.life.take(step, at: stage, as: [.organiser]) == to)
                    #expect(throws: Problem.refused(reason: "web.problem.stepNotYours")) { try Gathering.life.take(step, at: stage, as: []) }
                } else {
                    #expect(throws: Problem.refused(reason: "web.problem.noSuchStep")) { try Gathering.life.take(step, at: stage, as: [.organiser]) }
                }
            }
        }
    }

    @Test func `Both sides accept before a mentoring begins, in either order`() throws {
        let life = Mentoring.life
        for (first, second) in [(Mentoring.Hand.mentor, Mentoring.Hand.mentee), (.mentee, .mentor)] {
            let half = try life.take("accept", at: .proposed, as: [first])
            #expect(throws: Problem.refused(reason: "web.problem.stepNotYours"), "nobody accepts for both") { try life.take("accept", at: half, as: [first]) }
            #expect(try life.take("accept", at: half, as: [second]) == .active)
            #expect(try life.take("decline", at: half, as: [second]) == .declined)
        }
        for stage in [Mentoring.Stage.declined, .ended] {
            for step in ["accept", "decline", "end"] { #expect(throws: Problem.self) { try life.take(step, at: stage, as: Set(Mentoring.Hand.allCases)) } }
        }
        #expect(throws: Problem.self) { try life.take("decline", at: .active, as: [.mentor]) }
        #expect(try life.take("end", at: .active, as: [.mentee]) == .ended)
    }

    @Test func `Every kind has a check list for the host, and no item twice`() {
        for kind in Gathering.Kind.allCases {
            let items = GatheringTask.template(kind)
            #expect(items.contains { $0.side == .host }, "\(kind)")
            #expect(Set(items.map { "\($0.side)\($0.code)" }).count == items.count, "\(kind)")
        }
    }
}
