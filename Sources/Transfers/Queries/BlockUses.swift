import Kernel
import Store

/// Where the blocks of a practice are in use: what the compendium shows on its page.
public enum BlockUses {
    public struct Use: Sendable, Equatable {
        /// The block of the practice; nil: the practice as a whole.
        public let block: String?
        public let city: CityID
        public let isAdapted: Bool
        public let since: Instant
        /// What was said last, months after the end: `in_use`, `changed`, `stopped`; nil: nobody has said anything yet.
        public let followUp: String?
        /// The days after that on which it is asked again, the earliest first. One that has passed went by without an answer. Empty while the
        /// transfer is under way.
        public let unanswered: [Day]
    }

    /// Of published transfers that are in re-use or were closed, blocks that were kept or adapted; by city and block.
    public static func of(_ practice: PracticeID, _ reader: Reader) throws -> [Use] {
        let followUps: [(transfer: TransferID, due: Day, state: FollowUp.State?)] = try reader.all(
            """
            SELECT transfer_follow_up.transfer_id AS transfer_id, transfer_follow_up.due_day AS due_day, transfer_follow_up.state AS state
            FROM transfer_follow_up JOIN transfer ON transfer.id = transfer_follow_up.transfer_id
            WHERE transfer.practice_id = \(practice) AND transfer.published_at IS NOT NULL AND transfer.stage = 'closed' ORDER BY transfer_follow_up.months
            """
        ) { (try $0["transfer_id"], try $0["due_day"], try $0["state"]) }
        let byTransfer = Dictionary(grouping: followUps, by: \.transfer)
        return try reader.all(
            """
            SELECT transfer.id AS transfer_id, transfer_block.origin_id AS origin_id, transfer_block.decision AS decision, transfer.receiving_city_id AS city_id,
                transfer.stage_at AS stage_at
            FROM transfer JOIN transfer_block ON transfer_block.transfer_id = transfer.id
            WHERE transfer.practice_id = \(practice) AND transfer.published_at IS NOT NULL AND transfer.stage IN ('reuse', 'closed')
                AND transfer_block.origin_id IS NOT NULL AND transfer_block.decision IN ('keep', 'adapt')
            ORDER BY transfer_block.position, transfer.stage_at, transfer.id LIMIT 500
            """
        ) { row in
            let origin: String = try row["origin_id"]
            let decision: PlanBlock.Decision = try row["decision"]
            let asked = byTransfer[try row["transfer_id"]] ?? []
            let answered = asked.lastIndex { $0.state != nil }
            return Use(
                block: origin == PlanBlock.wholePractice ? nil : origin, city: try row["city_id"], isAdapted: decision == .adapt, since: try row["stage_at"],
                followUp: answered.flatMap { asked[$0].state?.rawValue }, unanswered: asked.suffix(from: answered.map { $0 + 1 } ?? 0).map(\.due))
        }
    }
}
