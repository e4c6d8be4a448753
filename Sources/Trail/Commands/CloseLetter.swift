import Kernel
import Store

/// Notes what came of a letter that this process had in hand.
public struct CloseLetter: Sendable {
    let letter: Letter
    let process: String
    let delivery: Delivery

    public init(_ letter: Letter, by process: String, _ delivery: Delivery) {
        self.letter = letter
        self.process = process
        self.delivery = delivery
    }

    public func run(_ trail: Trail, in writer: Writer) throws {
        let now = trail.clock.now
        switch delivery {
        case .accepted: try end(.sent, "letter.sent", nil, now, trail, writer)
        case .refused(let problem): try end(.failed, "letter.refused", problem, now, trail, writer)
        case .unsure(let problem): try end(.unsure, "letter.unsure", problem, now, trail, writer)
        case .postponed(let problem):
            let due = now.adding(Postage.pause(after: letter.tries))
            guard due <= letter.giveUpAt else { return try end(.failed, "letter.givenUp", problem, now, trail, writer) }
            // Trying again is no news: the chain says that it was written, and in the end what came of it.
            try writer.run(
                """
                UPDATE letter SET state = 'waiting', due_at = \(due), problem = \(short(problem)), leased_by = NULL, leased_until = NULL
                WHERE id = \(letter.id) AND leased_by = \(process) AND state = 'sending'
                """)
        }
    }

    private func end(_ state: Letter.State, _ action: String, _ problem: String?, _ now: Instant, _ trail: Trail, _ writer: Writer) throws {
        // A process that was slower than its lease may still know better than "unsure".
        let changed = try writer.run(
            """
            UPDATE letter SET state = \(state.rawValue), problem = \(problem.map(short)), ended_at = \(now), leased_by = NULL, leased_until = NULL
            WHERE id = \(letter.id) AND leased_by = \(process) AND state IN ('sending', 'unsure')
            """)
        guard changed > 0 else { return }
        if state == .sent { try writer.run("UPDATE letter SET content = '{}', link = NULL WHERE id = \(letter.id)") }
        try trail.record(Fact(action, RecordReference(letter.id), by: .system("mail")), in: writer)
    }

    private func short(_ problem: String) -> String { String(problem.prefix(300)) }
}
