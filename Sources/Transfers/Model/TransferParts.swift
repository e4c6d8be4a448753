import Kernel

/// Everything that hangs on a transfer.
struct TransferParts: Sendable {
    var steps: [Transfer.Taken] = []
    var blocks: [PlanBlock] = []
    var ratings: [Rating] = []
    var actions: [PlanAction] = []
    var milestones: [Milestone] = []
    var log: [LogEntry] = []
    var outcome: Outcome?
    var improvements: [Improvement] = []
    var followUps: [FollowUp] = []

    var study: Study { Study(blocks, ratings) }
    var undecided: [PlanBlock] { blocks.filter { $0.decision == nil } }
    var unfinishedActions: [PlanAction] { actions.filter { $0.content.state == .planned } }
    var openMilestones: [Milestone] { milestones.filter { $0.actual == nil } }
    var isUnfinished: Bool { !unfinishedActions.isEmpty || !openMilestones.isEmpty }
    /// Why it was stopped, when it was.
    var whyStopped: String? { steps.last { $0.step == .stop }?.reason }
    var planned: Money { Money(cents: actions.filter { $0.content.state != .dropped }.compactMap(\.content.budget?.cents).reduce(0, +)) }
    var spent: Money { Money(cents: actions.compactMap(\.content.spent?.cents).reduce(0, +)) }

    /// Everybody who is named by an id.
    var people: Set<PersonID> {
        var people = Set(steps.map(\.by) + blocks.map(\.changedBy) + ratings.map(\.rater) + actions.map(\.changedBy) + log.map(\.by))
        people.formUnion(improvements.flatMap { [$0.by] + [$0.answeredBy].compactMap { $0 } } + followUps.compactMap(\.answeredBy))
        if let outcome { people.insert(outcome.changedBy) }
        return people
    }

    /// What comes next, the earliest first.
    enum Next: Sendable, Equatable {
        case action(PlanAction)
        case milestone(Milestone)
        case followUp(FollowUp)

        var day: Day {
            switch self {
            case .action(let action): action.content.due
            case .milestone(let milestone): milestone.planned
            case .followUp(let followUp): followUp.due
            }
        }
    }

    /// What was planned and is neither done nor dropped goes on after the end.
    func next(at stage: Transfer.Stage) -> [Next] {
        let open: [Next] =
            switch stage {
            case .stopped: []
            case .closed: followUps.filter { $0.state == nil }.map(Next.followUp) + unfinishedActions.map(Next.action)
            default: unfinishedActions.map(Next.action) + openMilestones.map(Next.milestone)
            }
        return open.sorted { $0.day < $1.day }
    }

    /// What is missing before a step can be taken: a text key, or nil.
    func obstacle(to step: Transfer.Step, at today: Day) -> String? {
        switch step {
        case .beginAdapting:
            switch study.finding {
            case .incomplete: "transfers.problem.studyIncomplete"
            case .notNow: "transfers.problem.notNow"
            case .adapt, .reuse: nil
            }
        case .beginReuse:
            study.finding == .notNow ? "transfers.problem.notNow" : !undecided.isEmpty ? "transfers.problem.undecided" : actions.allSatisfy { $0.content.state == .dropped } ? "transfers.problem.noAction" : nil
        case .close:
            if outcome == nil { "transfers.problem.noOutcome" }
            else if Set(followUps.map(\.months)) != Set(FollowUp.months) { "transfers.problem.noFollowUps" }
            else if followUps.contains(where: { $0.due <= today }) { "transfers.problem.followUpPast" }
            else if isUnfinished, outcome?.content.unfinished == nil { "transfers.problem.unfinished" }
            else { nil }
        case .backToUnderstand, .backToAdapt, .stop, .resume: nil
        }
    }
}
