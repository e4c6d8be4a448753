import Kernel
import Store
import Trail
import Web

/// Writes down what happened in a month.
struct WriteLog: Sendable {
    let transfer: TransferID
    let month: String
    let content: String
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws { try await house.database.write { try run(house.ids, trail, $0) } }

    func run(_ ids: IDSource, _ trail: Trail, _ writer: Writer) throws {
        try Transfers.take(transfer, in: Transfer.Stage.underWay, writer)
        try Transfers.makeRoom(in: "transfer_log", of: transfer, writer)
        try writer.run(
            """
            INSERT INTO transfer_log (id, transfer_id, month, content, at, by_id)
            VALUES (\(ids.text()), \(transfer), \(month), \(content), \(trail.clock.now), \(person))
            """)
        try trail.record(Fact("transfer.logged", RecordReference(transfer), by: .person(person), after: "{\"month\":\"\(month)\"}"), in: writer)
    }
}
