import Kernel
import Testing
@testable import Transfers

/// The rules of the study: what follows from ratings, and nothing else.
@Suite struct StudyTests {
    private func block(_ id: String, core: Bool, origin: String? = "o") -> PlanBlock {
        PlanBlock(
            id: PlanBlockID(id), position: 0, origin: origin, title: id, description: nil, isCore: core, decision: nil, adaptation: nil, reason: nil, version: 1,
            changedAt: Instant(milliseconds: 0), changedBy: PersonID("p"))
    }

    private func rating(_ block: String, _ points: Int, by rater: String = "r", but other: [Factor: Int?] = [:]) -> Rating {
        var all = Dictionary(uniqueKeysWithValues: Factor.allCases.map { ($0, points) })
        for (factor, value) in other { all[factor] = value }
        return Rating(block: PlanBlockID(block), rater: PersonID(rater), side: .receiving, points: all, note: nil, at: Instant(milliseconds: 0))
    }

    @Test func `Nothing is said before every factor of every block was rated by somebody`() {
        let blocks = [block("a", core: true), block("b", core: false)]
        #expect(Study(blocks, []).finding == .incomplete)
        #expect(Study([], []).finding == .incomplete)
        #expect(Study(blocks, [rating("a", 4)]).finding == .incomplete)
        let part = Study(blocks, [rating("a", 4), rating("b", 4, but: [.data: nil, .money: nil])])
        #expect(part.finding == .incomplete && part.blocks[1].state == .open([.money, .data]))
        #expect(Study(blocks, [rating("a", 4), rating("b", 4, but: [.data: nil]), rating("b", 1, by: "s", but: [.need: nil])]).finding == .reuse, "two together rate everything")
    }

    @Test(arguments: [Factor.competence, .will]) func `A 0 for competence or will blocks, whatever the others say`(factor: Factor) {
        let blocks = [block("core", core: true), block("side", core: false)]
        let core = Study(blocks, [rating("core", 4, but: [factor: 0]), rating("core", 4, by: "s"), rating("side", 4)])
        #expect(core.finding == .notNow && core.blocks[0].state == .blocked([factor]))
        #expect(core.blocks[0].ratings.count == 2, "every rating is kept beside the finding")
        let side = Study(blocks, [rating("core", 4), rating("side", 4, but: [factor: 0])])
        #expect(side.finding == .adapt && side.blocks[1].state == .blocked([factor]))
        // A blocked core block says it at once, even while others are open.
        #expect(Study(blocks, [rating("core", 4, but: [factor: 0])]).finding == .notNow)
    }

    @Test func `Other zeros lower the fit and block nothing`() {
        for factor in Factor.allCases where !factor.blocks {
            #expect(Study([block("a", core: true)], [rating("a", 4, but: [factor: 0])]).finding == .reuse)
        }
    }

    @Test func `The fit is the mean of all points, and six tenths are enough`() {
        let core = [block("a", core: true)]
        // 2.4 of 4: five factors with 2 points and … counted together with a second rater.
        let exact = Study(core, [rating("a", 2), rating("a", 2, by: "s"), rating("a", 2, by: "t"), rating("a", 3, by: "u"), rating("a", 3, by: "v")])
        #expect(exact.blocks[0].fit == 0.6 && exact.finding == .reuse)
        #expect(Study(core, [rating("a", 2)]).blocks[0].state == .low)
        #expect(Study(core, [rating("a", 2)]).finding == .adapt, "a core block that is low is adapted, not refused")
        #expect(Study(core, [rating("a", 4)]).blocks[0].fit == 1)
        #expect(Study(core + [block("b", core: false)], [rating("a", 4), rating("b", 1)]).finding == .adapt)
    }

    @Test func `What is added in the plan is not part of the study`() {
        #expect(Study([block("a", core: true), block("new", core: false, origin: nil)], [rating("a", 4)]).finding == .reuse)
    }

    @Test func `Months later is the same day, or the last that the month has`() throws {
        #expect(try #require(Day("2026-01-31")).adding(months: 1).description == "2026-02-28")
        #expect(try #require(Day("2027-11-30")).adding(months: 3).description == "2028-02-29")
        #expect(try #require(Day("2026-08-15")).adding(months: 18).description == "2028-02-15")
        #expect(Months.between(try #require(Day("2026-11-30")), try #require(Day("2027-02-01"))) == ["2026-11", "2026-12", "2027-01", "2027-02"])
        #expect(Months.read("2026-13") == nil && Months.read("2026-09") == "2026-09")
    }
}

/// Every path of the table of stages, and every step through the wrong door.
@Suite struct WorkflowTests {
    private let expected: [Transfer.Stage: [Transfer.Step: Transfer.Stage]] = [
        .understand: [.beginAdapting: .adapt, .stop: .stopped], .adapt: [.beginReuse: .reuse, .backToUnderstand: .understand, .stop: .stopped],
        .reuse: [.close: .closed, .backToAdapt: .adapt, .stop: .stopped], .closed: [:], .stopped: [.resume: .understand],
    ]

    @Test func `Each step leads where it should, and is refused everywhere else and to everybody else`() throws {
        for stage in Transfer.Stage.allCases {
            for step in Transfer.Step.allCases {
                for part in Transfer.Part.allCases {
                    let to = expected[stage]?[step]
                    if let to, part == .receiving {
                        #expect(try Transfer.workflow.take(step.rawValue, at: stage, as: [part]) == to)
                    } else {
                        let reason = to == nil ? "web.problem.noSuchStep" : "web.problem.stepNotYours"
                        #expect(throws: Problem.refused(reason: reason), "\(step) at \(stage) as \(part)") { try Transfer.workflow.take(step.rawValue, at: stage, as: [part]) }
                    }
                }
                #expect(throws: Problem.self) { try Transfer.workflow.take(step.rawValue, at: stage, as: []) }
            }
        }
    }

    @Test func `Every stage can be reached, and nothing leads out of the end`() {
        var reached: Set<Transfer.Stage> = [Transfer.workflow.start]
        for _ in Transfer.Stage.allCases { reached.formUnion(Transfer.workflow.steps.filter { reached.contains($0.from) }.map(\.to)) }
        #expect(reached == Set(Transfer.Stage.allCases))
        #expect(Transfer.workflow.steps.filter { $0.from == .closed }.isEmpty)
    }
}
