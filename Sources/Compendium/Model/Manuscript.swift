import Kernel
import Store

/// A practice while it is written and reviewed.
struct Manuscript: Sendable, Equatable {
    let id: ManuscriptID
    /// The practice it became, or is a new version of.
    let practice: PracticeID?
    /// The version of that practice it was begun from.
    let practiceVersion: Int?
    let stage: Stage
    let city: CityID
    let owner: PersonID
    /// Who of another city reads it in the peer check.
    let peer: PersonID?
    /// Counts the changes of its fields.
    let revision: Int
    let createdAt: Instant
    let changedAt: Instant
    let stageAt: Instant

    enum Stage: String, CaseIterable, SQLWord {
        case draft, submitted, peerCheck = "peer_check", expertCheck = "expert_check", changesAsked = "changes_asked", published, refused, withdrawn

        /// Whether its authors may write.
        var isOpen: Bool { self == .draft || self == .changesAsked }
        /// Whether it waits for somebody of the editors' side.
        var isInReview: Bool { [.submitted, .peerCheck, .expertCheck].contains(self) }
        var isOver: Bool { [.published, .refused, .withdrawn].contains(self) }
    }

    /// What somebody is to a manuscript.
    enum Part: String, CaseIterable, Sendable { case author, editor, peer }

    /// One change that a reviewer asks for, at a field; an empty field is about the whole.
    struct Remark: Sendable, Equatable {
        let id: String
        let field: String
        let text: String
        let at: Instant
        let by: PersonID
        let settledAt: Instant?
    }

    /// A step that was taken.
    struct Taken: Sendable, Equatable {
        let step: String
        let from: Stage
        let to: Stage
        let reason: String?
        let at: Instant
        let by: PersonID
    }

    /// Draft → submitted → peer check → expert check → published (after Interreg Europe's and EWSI's life cycles: completeness, a
    /// reader of another city, an expert of the field); at each check it may go back to its authors. Whoever publishes has neither written
    /// it nor read it as its peer (`ManuscriptPermissions.canPublish`).
    static let workflow = Workflow<Stage, Part>(
        start: .draft,
        steps: [
            .init("submit", from: .draft, to: .submitted, by: [.author]),
            .init("submit", from: .changesAsked, to: .submitted, by: [.author]),
            .init("takeBack", from: .submitted, to: .draft, by: [.author]),
            .init("withdraw", from: .draft, to: .withdrawn, by: [.author]),
            .init("withdraw", from: .changesAsked, to: .withdrawn, by: [.author]),
            .init("resume", from: .withdrawn, to: .draft, by: [.author]),
            .init("sendToPeer", from: .submitted, to: .peerCheck, by: [.editor]),
            // Where the one who was asked does not answer, another is asked; nobody answers for them.
            .init("sendToPeer", from: .peerCheck, to: .peerCheck, by: [.editor]),
            .init("passPeerCheck", from: .peerCheck, to: .expertCheck, by: [.peer]),
            .init("publish", from: .expertCheck, to: .published, by: [.editor]),
            .init("askForChanges", from: .submitted, to: .changesAsked, by: [.editor]),
            .init("askForChanges", from: .peerCheck, to: .changesAsked, by: [.peer, .editor]),
            .init("askForChanges", from: .expertCheck, to: .changesAsked, by: [.editor]),
            .init("refuse", from: .submitted, to: .refused, by: [.editor]),
            .init("refuse", from: .expertCheck, to: .refused, by: [.editor]),
            .init("reopen", from: .refused, to: .changesAsked, by: [.editor]),
        ])

    /// Steps that need a reason; with the others it is up to whoever takes them.
    static let stepsWithReason: Set<String> = ["askForChanges", "refuse", "reopen", "passPeerCheck", "publish"]
}
