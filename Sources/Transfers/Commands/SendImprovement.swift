import Kernel
import Members
import Store
import Trail
import Web

/// Sends what was learned back to the giving city, and to whoever looks after the practice.
struct SendImprovement: Sendable {
    let transfer: TransferID
    let name: String
    /// Gets a letter; nil: nobody looks after the practice, and the giving city finds it on the transfer's page.
    let owner: PersonID?
    let block: PlanBlockID?
    let content: String
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws { try await house.database.write { try run(house.ids, trail, $0) } }

    func run(_ ids: IDSource, _ trail: Trail, _ writer: Writer) throws {
        let id = ids.text()
        try Transfers.makeRoom(in: "transfer_improvement", of: transfer, writer)
        try writer.run(
            """
            INSERT INTO transfer_improvement (id, transfer_id, block_id, content, at, by_id)
            VALUES (\(id), \(transfer), \(block), \(content), \(trail.clock.now), \(person))
            """)
        try trail.record(Fact("transfer.improvement", RecordReference(transfer), by: .person(person), after: "{\"improvement\":\"\(id)\"}"), in: writer)
        guard let owner, let (reader, language) = try People.languages([owner], writer.reader).first else { return }
        try SendMail("transfers.mail.improvement", to: reader, in: language, values: ["transfer": name, "text": content], link: TransfersPaths.part(transfer, "difference"))
            .run(ids, trail, by: .person(person), in: writer)
    }
}

/// The giving city says what becomes of it, once.
struct AnswerImprovement: Sendable {
    let transfer: TransferID
    let improvement: String
    let answer: Improvement.Answer
    let note: String?
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws {
        try await house.database.write { writer in
            let changed = try writer.run(
                """
                UPDATE transfer_improvement SET answer = \(answer), answer_note = \(note), answered_at = \(trail.clock.now), answered_by = \(person)
                WHERE id = \(improvement) AND transfer_id = \(transfer) AND answer IS NULL
                """)
            guard changed == 1 else { throw try Self.refusal(improvement, of: transfer, writer.reader) }
            try trail.record(
                Fact(
                    "transfer.improvementAnswered", RecordReference(transfer), by: .person(person),
                    after: "{\"answer\":\"\(answer.rawValue)\",\"improvement\":\"\(improvement)\"}"), in: writer)
        }
    }
    /// Somebody else answered first, or there is no such improvement.
    private static func refusal(_ improvement: String, of transfer: TransferID, _ reader: Reader) throws -> Problem {
        let known = try reader.number("SELECT count(*) AS n FROM transfer_improvement WHERE id = \(improvement) AND transfer_id = \(transfer)")
        return known == 0 ? .notFound : .conflict(reason: "transfers.problem.answeredAlready")
    }
}
