import Kernel
import Store
import Trail
import Web

/// Says when a milestone was really reached, why on another day than planned, what was found and what was decided. The planned day stays.
struct SetMilestone: Sendable {
    let transfer: TransferID
    let month: Int
    /// nil takes it back.
    let actual: Day?
    let reason: String?
    let content: Milestone.Content
    let basedOn: Int
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws -> SaveOutcome { try await house.database.write { try run(trail, $0) } }

    func run(_ trail: Trail, _ writer: Writer) throws -> SaveOutcome {
        try Transfers.take(transfer, in: [.adapt, .reuse], writer)
        guard let current = try TransferDetails.of(transfer, writer.reader).milestones.first(where: { $0.month == month }) else { throw Problem.notFound }
        if current.actual == actual, current.reason == reason, current.content == content { return .unchanged }
        guard current.version == basedOn else { return .conflict }
        try writer.run(
            """
            UPDATE transfer_milestone SET actual_day = \(actual), reason = \(reason), found = \(content.found), decided = \(content.decided), version = \(basedOn + 1)
            WHERE transfer_id = \(transfer) AND month = \(month)
            """)
        try trail.record(
            Fact(
                "transfer.milestone", RecordReference(transfer), by: .person(person), before: "{\"planned\":\"\(current.planned)\"}",
                after: "{\"actual\":\"\(actual?.description ?? "")\",\"month\":\(month)}"), in: writer)
        return .saved
    }
}
