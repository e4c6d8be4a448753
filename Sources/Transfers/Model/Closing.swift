import Kernel
import Store

/// What was kept, changed and failed in the end, and why.
struct Outcome: Sendable, Equatable {
    struct Content: Sendable, Equatable {
        var kept, changed, failed, why: String
    }

    let content: Content
    let version: Int
    let changedAt: Instant
    let changedBy: PersonID
}

/// What the giving city may learn from, and what it says to that.
struct Improvement: Sendable, Equatable {
    enum Answer: String, CaseIterable, SQLWord { case takenUp = "taken_up", considered, notForUs = "not_for_us" }

    let id: String
    let block: PlanBlockID?
    let content: String
    let at: Instant
    let by: PersonID
    /// nil: the giving city has not said anything yet.
    let answer: Answer?
    let note: String?
    let answeredAt: Instant?
    let answeredBy: PersonID?
}

/// Looking again, months after the end.
struct FollowUp: Sendable, Equatable {
    enum State: String, CaseIterable, SQLWord { case inUse = "in_use", changed, stopped }

    /// Months after the end.
    static let months = [6, 12, 24]

    let id: FollowUpID
    let months: Int
    let due: Day
    let owner: String
    let ownerID: PersonID?
    /// nil: no answer. It is shown as that, never guessed.
    let state: State?
    let answer: String?
    let answeredAt: Instant?
    let answeredBy: PersonID?

    struct Plan: Sendable, Equatable {
        let months: Int
        let due: Day
        let owner: String
        let ownerID: PersonID?
    }

    var plan: Plan { Plan(months: months, due: due, owner: owner, ownerID: ownerID) }
}
