import Kernel
import Store

/// What was kept, changed and failed in the end, and why.
struct Outcome: Sendable, Equatable {
    struct Content: Sendable, Equatable {
        var kept, changed, failed, why: String
        /// What becomes of actions and checks that were not done; nil while nobody has said.
        var unfinished: String?

        /// What was said, by the names of the fields.
        var said: [(name: String, text: String)] {
            [("kept", kept), ("changed", changed), ("failed", failed), ("why", why)] + (unfinished.map { [("unfinished", $0)] } ?? [])
        }
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
    /// It can be answered from so many days before its day.
    static let early = 30

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

    /// Tells one answer from the next; 0: none yet.
    var version: Int { answeredAt.map { Int($0.milliseconds) } ?? 0 }
    var plan: Plan { Plan(months: months, due: due, owner: owner, ownerID: ownerID) }
    var opens: Day { Day(daysSince1970: due.daysSince1970 - Self.early) }
    /// Its day has passed, and nobody has answered.
    func isMissed(at today: Day) -> Bool { state == nil && due < today }
}
