import Kernel
import Store

/// What an administrator decides on a letter that did not go out, or may not have.
public struct DecideOnLetter: Sendable {
    public enum Decision: Sendable {
        /// Once more from now, with five days of its own.
        case sendAgain
        case drop
    }

    let id: LetterID
    let decision: Decision

    public init(_ id: LetterID, _ decision: Decision) {
        self.id = id
        self.decision = decision
    }

    /// - Throws: `Problem.notFound`; `Problem.conflict` when it is in hand just now, or done.
    public func run(_ trail: Trail, by actor: Actor, in writer: Writer) throws {
        guard let letter = try Outbox.letter(id, writer.reader) else { throw Problem.notFound }
        guard letter.state.isOpen else { throw Problem.conflict(reason: "members.outbox.notNow") }
        let now = trail.clock.now
        switch decision {
        case .sendAgain:
            try writer.run(
                """
                UPDATE letter SET state = 'waiting', due_at = \(now), give_up_at = \(now.adding(Postage.lifetime)), tries = 0, problem = NULL,
                    leased_by = NULL, leased_until = NULL, ended_at = NULL
                WHERE id = \(id)
                """)
        case .drop:
            try writer.run(
                "UPDATE letter SET state = 'dropped', content = '{}', link = NULL, leased_by = NULL, leased_until = NULL, ended_at = \(now) WHERE id = \(id)")
        }
        let action = decision == .drop ? "letter.dropped" : "letter.released"
        try trail.record(Fact(action, RecordReference(id), by: actor, before: "{\"state\":\"\(letter.state.rawValue)\"}"), in: writer)
    }
}

extension Letter.State {
    /// Whether a person may still decide what becomes of it.
    public var isOpen: Bool { [.waiting, .unsure, .failed].contains(self) }
}
