import Kernel
import Store

/// A building block: as the practice had it, and what the plan makes of it.
struct PlanBlock: Sendable, Equatable {
    enum Decision: String, CaseIterable, SQLWord { case keep, adapt, drop, add }

    let id: PlanBlockID
    let position: Int
    /// The block of the practice; nil for what is added.
    let origin: String?
    let title: String
    let description: String?
    /// Without it, it is another practice.
    let isCore: Bool
    /// nil: not decided yet.
    let decision: Decision?
    /// What it becomes here.
    let adaptation: String?
    let reason: String?
    /// Counts the changes, so that two who decide at once can be told apart.
    let version: Int
    let changedAt: Instant
    let changedBy: PersonID

    /// Of a practice without blocks, the practice itself is the one core block, and this its origin.
    static let wholePractice = "whole"

    var isAdded: Bool { origin == nil }

    /// What was decided of it, as a form sends it.
    struct Content: Sendable, Equatable {
        var title: String
        var decision: Decision
        var adaptation: String?
        var reason: String?
    }
}
