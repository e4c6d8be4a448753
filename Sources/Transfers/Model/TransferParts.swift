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

    func next(at stage: Transfer.Stage) -> [Next] {
        let open: [Next] =
            switch stage {
            case .stopped: []
            case .closed: followUps.filter { $0.state == nil }.map(Next.followUp)
            default: actions.filter { $0.content.state == .planned }.map(Next.action) + milestones.filter { $0.actual == nil }.map(Next.milestone)
            }
        return open.sorted { $0.day < $1.day }
    }

    /// What is missing before a step can be taken: a text key, or nil.
    func obstacle(to step: Transfer.Step) -> String? {
        switch step {
        case .beginAdapting:
            switch study.finding {
            case .incomplete: "transfers.problem.studyIncomplete"
            case .notNow: "transfers.problem.notNow"
            case .adapt, .reuse: nil
            }
        case .beginReuse:
            !undecided.isEmpty ? "transfers.problem.undecided" : actions.allSatisfy { $0.content.state == .dropped } ? "transfers.problem.noAction" : nil
        case .close:
            outcome == nil ? "transfers.problem.noOutcome" : Set(followUps.map(\.months)) != Set(FollowUp.months) ? "transfers.problem.noFollowUps" : nil
        case .backToUnderstand, .backToAdapt, .stop, .resume: nil
        }
    }
}
