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
    }

    /// Every step of a mentoring from every stage by every hand: taken where the table says so, refused with a reason everywhere else.
    @Test func `Each step of a mentoring is taken from its own stages and by its own side only`() throws {
        let both = Mentoring.Hand.allCases
        let allowed: [String: [Mentoring.Stage: [Mentoring.Hand: Mentoring.Stage]]] = [
            "accept": [
                .proposed: [.mentor: .mentorAccepted, .mentee: .menteeAccepted], .mentorAccepted: [.mentee: .active], .menteeAccepted: [.mentor: .active],
            ],
            "decline": [.proposed, .mentorAccepted, .menteeAccepted].reduce(into: [:]) { $0[$1] = Dictionary(uniqueKeysWithValues: both.map { ($0, .declined) }) },
            "end": [.active: Dictionary(uniqueKeysWithValues: both.map { ($0, .ended) })],
        ]
        let life = Mentoring.life
        #expect(life.start == .proposed && Set(life.steps.map(\.name)) == Set(allowed.keys))
        for stage in Mentoring.Stage.allCases {
            for (step, moves) in allowed {
                guard let byHand = moves[stage] else {
                    #expect(throws: Problem.refused(reason: "web.problem.noSuchStep"), "\(step) at \(stage)") { try life.take(step, at: stage, as: Set(both)) }
                    continue
                }
                #expect(throws: Problem.refused(reason: "web.problem.stepNotYours"), "\(step) at \(stage) by nobody") { try life.take(step, at: stage, as: []) }
                for hand in both {
                    if let to = byHand[hand] {
                        #expect(try life.take(step, at: stage, as: [hand]) == to, "\(step) at \(stage) by the \(hand)")
                    } else {
                        #expect(throws: Problem.refused(reason: "web.problem.stepNotYours"), "\(step) at \(stage) by the \(hand)") { try life.take(step, at: stage, as: [hand]) }
                    }
                }
            }
        }
    }

    @Test func `Every kind has a check list for the host, and no item twice`() {
        for kind in Gathering.Kind.allCases {
            let items = GatheringTask.template(kind)
            #expect(items.contains { $0.side == .host }, "\(kind)")
            #expect(Set(items.map { "\($0.side)\($0.code)" }).count == items.count, "\(kind)")
        }
    }
}
