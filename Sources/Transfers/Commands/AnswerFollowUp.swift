import Kernel
import Store
import Trail
import Web

/// Says, months after the end, whether the practice is still in use: not before it is asked.
struct AnswerFollowUp: Sendable {
    let transfer: TransferID
    let followUp: FollowUpID
    let state: FollowUp.State
    let answer: String?
    /// The version of the answer that the writer had before them.
    let basedOn: Int
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws -> SaveOutcome { try await house.database.write { try run(trail, $0) } }

    func run(_ trail: Trail, _ writer: Writer) throws -> SaveOutcome {
        try Transfers.take(transfer, in: [.closed], writer)
        guard let asked = try TransferDetails.of(transfer, writer.reader).followUps.first(where: { $0.id == followUp }) else { throw Problem.notFound }
        guard asked.opens <= trail.clock.now.day else { throw Problem.conflict(reason: "transfers.problem.followUpEarly") }
        if asked.state == state, asked.answer == answer { return .unchanged }
        guard asked.version == basedOn else { return .conflict }
        try writer.run(
            """
            UPDATE transfer_follow_up SET state = \(state), answer = \(answer), answered_at = \(trail.clock.now), answered_by = \(person)
            WHERE id = \(followUp) AND transfer_id = \(transfer)
            """)
        try trail.record(
            Fact("transfer.followedUp", RecordReference(transfer), by: .person(person), after: "{\"followUp\":\"\(followUp)\",\"state\":\"\(state.rawValue)\"}"), in: writer)
        return .saved
    }
}
