import Kernel
import Members
import Store
import Trail
import Web

/// Opens a transfer: from a need and a practice to two cities that work together. One for each pair; opened again, it is the one that is there.
struct OpenTransfer: Sendable {
    struct Content: Sendable, Equatable {
        var name, challenge, reason: String
        var programme: ProgrammeID?
    }

    let content: Content
    let need: ReceivingNeed
    let practice: GivingPractice
    let person: PersonID

    /// Why it cannot be opened, as a text key.
    static func obstacle(_ need: ReceivingNeed, _ practice: GivingPractice) -> String? {
        guard let city = need.city else { return "transfers.problem.needWithoutCity" }
        if city == practice.city { return "transfers.problem.ownCity" }
        return practice.outOfUse == nil ? nil : "transfers.problem.outOfUse"
    }

    func run(_ house: House, _ trail: Trail) async throws -> TransferID { try await house.database.write { try run(house.ids, trail, $0) } }

    func run(_ ids: IDSource, _ trail: Trail, _ writer: Writer) throws -> TransferID {
        if let existing = try Transfers.of(need.id, practice.id, writer.reader) { return existing }
        if let obstacle = Self.obstacle(need, practice) { throw Problem.conflict(reason: obstacle) }
        guard let receiving = need.city else { throw Problem.notFound }
        let (id, now): (TransferID, Instant) = (ids.next(), trail.clock.now)
        let added = try writer.run(
            """
            INSERT INTO transfer (id, name, challenge, reason, need_id, need_version, practice_id, practice_version, practice_language, giving_city_id,
                receiving_city_id, programme_id, stage, stage_at, opened_at, opened_by)
            VALUES (\(id), \(content.name), \(content.challenge), \(content.reason), \(need.id), \(need.version), \(practice.id), \(practice.version),
                \(practice.title.source), \(practice.city), \(receiving), \(content.programme), \(Transfer.workflow.start), \(now), \(now), \(person))
            ON CONFLICT (need_id, practice_id) DO NOTHING
            """)
        // Somebody opened the same a moment ago.
        guard added == 1 else {
            guard let existing = try Transfers.of(need.id, practice.id, writer.reader) else { throw Problem.conflict(reason: "web.error.409.message") }
            return existing
        }
        let whole = GivingPractice.Block(id: PlanBlock.wholePractice, title: practice.title.sourceText, description: nil, isCore: true)
        for (position, block) in (practice.blocks.isEmpty ? [whole] : practice.blocks).enumerated() {
            let blockID: PlanBlockID = ids.next()
            try writer.run(
                """
                INSERT INTO transfer_block (id, transfer_id, position, origin_id, title, description, is_core, version, changed_at, changed_by)
                VALUES (\(blockID), \(id), \(position), \(block.id), \(block.title), \(block.description), \(block.isCore), 1, \(now), \(person))
                """)
        }
        try trail.link(RecordReference(id), to: RecordReference(need.id), as: "answers", in: writer)
        try trail.link(RecordReference(id), to: RecordReference(practice.id), as: "adapts", in: writer)
        if let programme = content.programme { try trail.link(RecordReference(id), to: RecordReference(programme), as: "part of", in: writer) }
        try trail.record(
            Fact(
                "transfer.opened", RecordReference(id), by: .person(person),
                after: "{\"giving\":\"\(practice.city)\",\"need\":\"\(need.id)\",\"practice\":\"\(practice.id)\",\"receiving\":\"\(receiving)\",\"version\":\(practice.version)}"),
            in: writer)
        return id
    }
}
