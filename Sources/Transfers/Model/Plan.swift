import Kernel
import Store

/// Something that has to be done so that a practice works here.
struct PlanAction: Sendable, Equatable {
    enum State: String, CaseIterable, SQLWord { case planned, done, dropped }

    let id: String
    let position: Int
    let content: Content
    let version: Int
    let changedAt: Instant
    let changedBy: PersonID

    struct Content: Sendable, Equatable {
        var block: PlanBlockID?
        /// The unmet precondition that it comes from.
        var precondition: String?
        var what: String
        /// Who answers for it, in words: a person, an office, an organisation.
        var owner: String
        /// The same as a person of the network.
        var ownerID: PersonID?
        var due: Day
        var done: Day?
        /// Why it was done on another day than planned.
        var dayReason: String?
        var resources: String?
        var budget: Money?
        var spent: Money?
        var risk: String?
        var indicator: String?
        var state: State = .planned
    }
}

/// A look at where a transfer stands: planned beside actual.
struct Milestone: Sendable, Equatable {
    /// Months after adapting began: plan ready, half-way, end of learning.
    static let months = [3, 12, 18]

    let month: Int
    let planned: Day
    let actual: Day?
    /// Why the day became another.
    let reason: String?
    let content: Content
    let version: Int

    /// What the look at it brought.
    struct Content: Sendable, Equatable {
        var found: String?
        var decided: String?
    }

    /// Half-way and at the end somebody looks at how it goes; after three months the plan is ready or not.
    var isCheck: Bool { month > 3 }
}

/// What happened in one month.
struct LogEntry: Sendable, Equatable {
    let id: String
    /// `2026-11`
    let month: String
    let content: String
    let at: Instant
    let by: PersonID
}
