import Kernel
import Store
import Trail
import Web

/// Lets the network read a transfer, or takes that back. Twice is once.
struct PublishTransfer: Sendable {
    let transfer: TransferID
    let isPublic: Bool
    let person: PersonID

    func run(_ house: House, _ trail: Trail) async throws { try await house.database.write { try run(trail, $0) } }

    func run(_ trail: Trail, _ writer: Writer) throws {
        let now = trail.clock.now
        let changed =
            isPublic
            ? try writer.run("UPDATE transfer SET published_at = \(now), published_by = \(person) WHERE id = \(transfer) AND published_at IS NULL")
            : try writer.run("UPDATE transfer SET published_at = NULL, published_by = NULL WHERE id = \(transfer) AND published_at IS NOT NULL")
        guard changed == 1 else { return }
        try trail.record(Fact(isPublic ? "transfer.published" : "transfer.withdrawn", RecordReference(transfer), by: .person(person)), in: writer)
    }
}
