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
        /// What was said last, months after the end: `in_use`, `changed`, `stopped`; nil: no answer, or nobody has asked yet.
        public let followUp: String?
    }

    /// Of published transfers that are in re-use or were closed, blocks that were kept or adapted; by city and block.
    public static func of(_ practice: PracticeID, _ reader: Reader) throws -> [Use] {
        try reader.all(
            """
            SELECT transfer_block.origin_id AS origin_id, transfer_block.decision AS decision, transfer.receiving_city_id AS city_id, transfer.stage_at AS stage_at,
                (SELECT state FROM transfer_follow_up WHERE transfer_follow_up.transfer_id = transfer.id AND state IS NOT NULL ORDER BY months DESC LIMIT 1) AS followed
            FROM transfer JOIN transfer_block ON transfer_block.transfer_id = transfer.id
            WHERE transfer.practice_id = \(practice) AND transfer.published_at IS NOT NULL AND transfer.stage IN ('reuse', 'closed')
                AND transfer_block.origin_id IS NOT NULL AND transfer_block.decision IN ('keep', 'adapt')
            ORDER BY transfer_block.position, transfer.stage_at, transfer.id LIMIT 500
            """
        ) { row in
            let origin: String = try row["origin_id"]
            let decision: PlanBlock.Decision = try row["decision"]
            return Use(
                block: origin == PlanBlock.wholePractice ? nil : origin, city: try row["city_id"], isAdapted: decision == .adapt, since: try row["stage_at"],
                followUp: try row["followed"])
        }
    }
}
