import Kernel
import Store
import Trail
import Web

/// A transfer as it went, for the demonstration: taken through the same commands as people use, on the days when it is said to have happened.
public struct TransferStory: Sendable {
    public enum End: Sendable { case understand, adapt, reuse, closed, stopped(String) }

    public struct Rater: Sendable {
        public let person: PersonID
        /// The points given to each block, in their order; factors that are not named get 3.
        public let points: [[String: Int]]
        public let note: String?

        public init(_ person: PersonID, points: [[String: Int]], note: String? = nil) {
            self.person = person
            self.points = points
            self.note = note
        }
    }

    public struct Action: Sendable {
        public let what, owner: String
        /// Days after the transfer was opened.
        public let due: Int
        public let done: Int?
        public let reason: String?
        public let budget, spent: Int?
        public let risk, indicator: String?

        public init(_ what: String, owner: String, due: Int, done: Int? = nil, reason: String? = nil, budget: Int? = nil, spent: Int? = nil, risk: String? = nil, indicator: String? = nil) {
            self.what = what
            self.owner = owner
            self.due = due
            self.done = done
            self.reason = reason
            self.budget = budget
            self.spent = spent
            self.risk = risk
            self.indicator = indicator
        }
    }

    public var name, challenge, reason: String
    public var need: ReceivingNeed
    public var practice: GivingPractice
    public var person: PersonID
    /// How many days ago it was opened.
    public var opened: Int
    public var end: End
    public var raters: [Rater] = []
    /// What each block becomes: the decision, what it becomes, why.
    public var decisions: [(decision: String, adaptation: String?, reason: String?)] = []
    public var added: (title: String, adaptation: String, reason: String)?
    public var actions: [Action] = []
    public var log: [(day: Int, text: String)] = []
    /// What was kept, changed and failed, and why.
    public var outcome: (kept: String, changed: String, failed: String, why: String)?
    public var improvement: String?
    /// What was said 6 months after the end.
    public var answer: String?
    public var isPublished = false

    public init(
        _ name: String, challenge: String, reason: String, need: ReceivingNeed, practice: GivingPractice, person: PersonID, opened: Int, end: End
    ) {
        self.name = name
        self.challenge = challenge
        self.reason = reason
        self.need = need
        self.practice = practice
        self.person = person
        self.opened = opened
        self.end = end
    }

    /// - Parameter trail: of today; what happened earlier is written down on its own day.
    @discardableResult
    public func run(_ ids: IDSource, _ trail: Trail, _ writer: Writer) throws -> TransferID {
        let today = trail.clock.now
        let start = today.adding(.seconds(-opened * 86_400))
        func on(_ day: Int) -> Trail { Trail(clock: .fixed(min(today, start.adding(.seconds(day * 86_400)))), hub: trail.hub) }
        func step(_ step: Transfer.Step, _ id: TransferID, _ day: Int, reason: String? = nil) throws {
            try TakeTransferStep(transfer: id, step: step, reason: reason, parts: [.receiving], person: person).run(on(day), writer)
        }
        let id = try OpenTransfer(content: .init(name: name, challenge: challenge, reason: reason), need: need, practice: practice, person: person).run(ids, on(0), writer)
        let blocks = try TransferDetails.of(id, writer.reader).blocks
        for (position, rater) in raters.enumerated() {
            for (block, points) in zip(blocks, rater.points) {
                let all = Dictionary(uniqueKeysWithValues: Factor.allCases.map { ($0, points[$0.rawValue] ?? 3) })
                try RateBlock(transfer: id, block: block.id, points: all, note: rater.note, side: .receiving, person: rater.person).run(on(10 + position), writer)
            }
        }
        if case .understand = end { return try finish(id, on(20), writer) }
        if case .stopped(let why) = end {
            try step(.stop, id, 40, reason: why)
            return try finish(id, on(41), writer)
        }
        try step(.beginAdapting, id, 30)
        for (block, decision) in zip(blocks, decisions) {
            guard let chosen = PlanBlock.Decision(rawValue: decision.decision) else { continue }
            let content = PlanBlock.Content(title: block.title, decision: chosen, adaptation: decision.adaptation, reason: decision.reason)
            _ = try DecideOnBlock(transfer: id, block: block.id, content: content, basedOn: 1, person: person).run(ids, on(45), writer)
        }
        if let added {
            let content = PlanBlock.Content(title: added.title, decision: .add, adaptation: added.adaptation, reason: added.reason)
            _ = try DecideOnBlock(transfer: id, block: nil, content: content, basedOn: 0, person: person).run(ids, on(46), writer)
        }
        for action in actions {
            func day(_ number: Int) -> Day { start.adding(.seconds(number * 86_400)).day }
            let content = PlanAction.Content(
                what: action.what, owner: action.owner, due: day(action.due), done: action.done.map(day), dayReason: action.reason, budget: action.budget.map { Money(euro: Int64($0)) },
                spent: action.spent.map { Money(euro: Int64($0)) }, risk: action.risk, indicator: action.indicator, state: action.done == nil ? .planned : .done)
            _ = try SaveAction(transfer: id, action: nil, content: content, basedOn: 0, person: person).run(ids, on(50), writer)
        }
        if case .adapt = end { return try finish(id, on(60), writer) }
        try step(.beginReuse, id, 110)
        for entry in log { try WriteLog(transfer: id, month: on(entry.day).clock.now.day.monthText, content: entry.text, person: person).run(ids, on(entry.day), writer) }
        // The plan was ready three weeks late.
        if let first = try TransferDetails.of(id, writer.reader).milestones.first {
            let reached = Day(daysSince1970: first.planned.daysSince1970 + 21)
            _ = try SetMilestone(transfer: id, month: first.month, actual: reached, reason: "The partners found no earlier day to meet", content: .init(), basedOn: 1, person: person).run(on(150), writer)
        }
        if case .reuse = end { return try finish(id, on(160), writer) }
        return try close(id, ids, on, writer)
    }

    private func close(_ id: TransferID, _ ids: IDSource, _ on: (Int) -> Trail, _ writer: Writer) throws -> TransferID {
        let (last, outcome) = (560, outcome ?? ("–", "–", "–", "–"))
        if let improvement {
            try SendImprovement(transfer: id, name: name, owner: nil, block: nil, content: improvement, person: person).run(ids, on(last - 5), writer)
        }
        let end = on(last).clock.now.day
        let followUps = FollowUp.months.map { FollowUp.Plan(months: $0, due: end.adding(months: $0), owner: "City of Catania, social services", ownerID: nil) }
        // Both checks were held, the last one a little early.
        for milestone in try TransferDetails.of(id, writer.reader).openMilestones {
            let isEarly = milestone.planned > end
            let checked = milestone.month == 12
                ? Milestone.Content(found: "The work goes on as planned; the partners meet every two months.", decided: "Go on; say in the log whom it does not reach.")
                : Milestone.Content(found: outcome.failed, decided: "Close the transfer; what was built goes on as regular work.")
            _ = try SetMilestone(
                transfer: id, month: milestone.month, actual: isEarly ? end : milestone.planned, reason: isEarly ? "It was held together with the closing" : nil, content: checked,
                basedOn: milestone.version, person: person
            ).run(on(last), writer)
        }
        let content = Outcome.Content(kept: outcome.kept, changed: outcome.changed, failed: outcome.failed, why: outcome.why)
        _ = try ConcludeTransfer(transfer: id, content: content, followUps: followUps, basedOn: 0, person: person).run(ids, on(last), writer)
        try TakeTransferStep(transfer: id, step: .close, reason: nil, parts: [.receiving], person: person).run(on(last), writer)
        if let answer, let first = try TransferDetails.of(id, writer.reader).followUps.first {
            _ = try AnswerFollowUp(transfer: id, followUp: first.id, state: .inUse, answer: answer, basedOn: 0, person: person).run(on(last + 190), writer)
        }
        return try finish(id, on(last + 200), writer)
    }

    private func finish(_ id: TransferID, _ trail: Trail, _ writer: Writer) throws -> TransferID {
        if isPublished { try PublishTransfer(transfer: id, isPublic: true, person: person).run(trail, writer) }
        return id
    }
}
