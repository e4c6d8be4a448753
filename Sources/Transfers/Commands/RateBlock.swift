import Kernel
import Store
import Trail
import Web

/// Says how far a block fits the receiving city, as one named person. Said again, it takes the place of what they said before.
struct RateBlock: Sendable {
    let transfer: TransferID
    let block: PlanBlockID
    let points: [Factor: Int]
    let note: String?
    let side: Rating.Side
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws { try await house.database.write { try run(trail, $0) } }

    func run(_ trail: Trail, _ writer: Writer) throws {
        try Transfers.take(transfer, in: Transfer.Stage.underWay, writer)
        try writer.run(
            """
            INSERT INTO transfer_rating (block_id, rater_id, side, note, at) VALUES (\(block), \(person), \(side), \(note), \(trail.clock.now))
            ON CONFLICT (block_id, rater_id) DO UPDATE SET side = excluded.side, note = excluded.note, at = excluded.at
            """)
        try writer.run("DELETE FROM transfer_factor WHERE block_id = \(block) AND rater_id = \(person)")
        for (factor, points) in points.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try writer.run("INSERT INTO transfer_factor (block_id, rater_id, factor, points) VALUES (\(block), \(person), \(factor), \(points))")
        }
        try trail.record(Fact("transfer.rated", RecordReference(transfer), by: .person(person), after: "{\"block\":\"\(block)\"}"), in: writer)
    }
}
