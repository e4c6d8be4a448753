import Kernel
import Store

/// How a practice lives on after it was published. One that came with an import and that nobody looks after yet has none.
struct PracticeLife: Sendable, Equatable {
    enum Stage: String, CaseIterable, SQLWord { case published, retired, superseded, merged }

    let stage: Stage
    let owner: PersonID?
    let publishedAt: Instant
    /// When somebody last said that it is still true; of what nobody has confirmed yet, when it came.
    let confirmedAt: Instant
    /// Who said so; nil: nobody yet.
    let confirmedBy: PersonID?
    /// The practice that took its place.
    let successor: PracticeID?
    let reason: String?

    /// A step that was taken.
    struct Taken: Sendable, Equatable {
        let step: Step
        let reason: String?
        let at: Instant
        let by: PersonID
    }

    /// Another record that was merged into a practice.
    struct Merged: Sendable, Equatable {
        let slug: String
        let title: Localized
        let reason: String?
        let at: Instant
        /// nil: nobody has this name any more.
        let by: String?
    }

    enum Step: String, CaseIterable, SQLWord {
        case confirm, retire, supersede, merge, renew

        /// Whether another practice must be named.
        var namesSuccessor: Bool { self == .supersede || self == .merge }
        /// Whether it says that the practice is still true.
        var confirms: Bool { self == .confirm || self == .renew }
        /// Whether it must be said why.
        var needsReason: Bool { !confirms }
    }

    enum Part: String, CaseIterable, Sendable { case owner, editor }

    /// Published → confirmed every two years, or retired, superseded, merged into another; and back by renewal.
    static let workflow = Workflow<Stage, Part>(
        start: .published,
        steps: [
            .init("confirm", from: .published, to: .published, by: [.owner, .editor]),
            .init("retire", from: .published, to: .retired, by: [.owner, .editor]),
            .init("supersede", from: .published, to: .superseded, by: [.editor]),
            .init("merge", from: .published, to: .merged, by: [.editor]),
            .init("renew", from: .retired, to: .published, by: [.owner, .editor]),
            .init("renew", from: .superseded, to: .published, by: [.editor]),
            .init("renew", from: .merged, to: .published, by: [.editor]),
        ])

    /// A practice is to be looked at again two years after it was last confirmed.
    static let reviewAfter = Duration.seconds(730 * 86_400)

    /// What was last confirmed before this is due.
    static func dueBefore(_ now: Instant) -> Instant { now.adding(.zero - reviewAfter) }

    static func isDue(confirmedAt: Instant, at now: Instant) -> Bool { confirmedAt.adding(reviewAfter) < now }

    /// How much what is said of a practice still counts: 1 until its review is due, then down to one half within two more years.
    public static func freshness(confirmedAt: Instant, at now: Instant) -> Double {
        let due = confirmedAt.adding(reviewAfter)
        guard due < now else { return 1 }
        let late = Double(now.milliseconds - due.milliseconds) / Double(reviewAfter.components.seconds * 1000)
        return 1 - min(1, late) / 2
    }
}
