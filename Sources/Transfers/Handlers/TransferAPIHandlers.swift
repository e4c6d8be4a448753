import HTTPTypes
import Kernel
import Members
import Store
import Web

/// Transfers for programs with a token: `/api/v1/transfers`. The same rules as the pages.
struct TransferAPIHandlers: Sendable {
    let room: TransfersRoom

    func list(_ visit: Visit) async throws -> Answer {
        var reader = FieldReader(visit.query)
        let start = reader.optionalNumber("start", in: 0...1_000_000) ?? 0
        let limit = reader.optionalNumber("limit", in: 1...100) ?? 20
        let stage = reader.optionalCode("stage", among: Transfer.Stage.allCases.map(\.rawValue)).flatMap(Transfer.Stage.init(rawValue:))
        try reader.check()
        let viewer = visit.viewer
        let (total, transfers) = try await room.house.database.read { [room] reader in
            let found = try Transfers.readable(by: viewer, stage: stage, from: start, limit: limit, reader)
            let details = try TransferDetails.of(found.map(\.id), reader)
            let cities = Dictionary(uniqueKeysWithValues: try Cities.all(reader).map { ($0.id, $0.slug) })
            let practices = try room.ports.practices(Array(Set(found.map(\.practice))).sorted(), reader)
            return (
                try Transfers.countReadable(by: viewer, stage: stage, reader),
                found.map { transfer in
                    TransferJSON(
                        transfer, details[transfer.id] ?? TransferParts(), giving: cities[transfer.giving] ?? "", receiving: cities[transfer.receiving] ?? "",
                        practice: practices[transfer.practice]?.slug, baseURL: room.house.site.baseURL)
                }
            )
        }
        let next = start + transfers.count
        return try .json(TransferListJSON(total: total, transfers: transfers, next: next < total && !transfers.isEmpty ? next : nil))
    }
}

struct TransferListJSON: Encodable {
    let total: Int
    let transfers: [TransferJSON]
    let next: Int?
}

struct TransferJSON: Encodable {
    struct Block: Encodable {
        let title, decision: String
        let isCore, isAdded: Bool
        let adaptation, reason: String?
        let fit: Double?

        enum CodingKeys: String, CodingKey { case title, decision, isCore = "is_core", isAdded = "is_added", adaptation, reason, fit }
    }

    struct FollowUpJSON: Encodable {
        let months: Int
        let due: String
        let state: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(months, forKey: .months)
            try container.encode(due, forKey: .due)
            // No answer is told as no answer.
            try container.encode(state, forKey: .state)
        }

        enum CodingKeys: String, CodingKey { case months, due, state }
    }

    let id, url, name, challenge, reason, stage, stageAt, openedAt, finding, givingCity, receivingCity: String
    let practice: String?
    let practiceVersion: Int
    let isPublished: Bool
    let blocks: [Block]
    let plannedEUR, spentEUR: Int
    let followUps: [FollowUpJSON]

    init(_ transfer: Transfer, _ parts: TransferParts, giving: String, receiving: String, practice: String?, baseURL: String) {
        let study = parts.study
        id = transfer.id.rawValue
        url = baseURL + TransfersPaths.transfer(transfer.id)
        name = transfer.name
        challenge = transfer.challenge
        reason = transfer.reason
        stage = transfer.stage.rawValue
        stageAt = transfer.stageAt.description
        openedAt = transfer.openedAt.description
        finding = study.finding.rawValue
        givingCity = giving
        receivingCity = receiving
        self.practice = practice
        practiceVersion = transfer.practiceVersion
        isPublished = transfer.publishedAt != nil
        blocks = parts.blocks.map { block in
            Block(
                title: block.title, decision: block.decision?.rawValue ?? "open", isCore: block.isCore, isAdded: block.isAdded, adaptation: block.adaptation, reason: block.reason,
                fit: study.blocks.first { $0.block.id == block.id }?.fit.map { ($0 * 1000).rounded() / 1000 })
        }
        plannedEUR = Int(parts.planned.euro.rounded())
        spentEUR = Int(parts.spent.euro.rounded())
        followUps = parts.followUps.map { FollowUpJSON(months: $0.months, due: $0.due.description, state: $0.state?.rawValue) }
    }

    enum CodingKeys: String, CodingKey {
        case id, url, name, challenge, reason, stage, stageAt = "stage_at", openedAt = "opened_at", finding, givingCity = "giving_city", receivingCity = "receiving_city", practice,
            practiceVersion = "practice_version", isPublished = "is_published", blocks, plannedEUR = "planned_eur", spentEUR = "spent_eur", followUps = "follow_ups"
    }
}
