import Kernel
import Store

/// What hangs on transfers. However many are asked for, it takes the same ten statements.
enum TransferDetails {
    static func of(_ id: TransferID, _ reader: Reader) throws -> TransferParts { try of([id], reader)[id] ?? TransferParts() }

    static func of(_ ids: [TransferID], _ reader: Reader) throws -> [TransferID: TransferParts] {
        var parts = Dictionary(ids.map { ($0, TransferParts()) }, uniquingKeysWith: { first, _ in first })
        func each(_ statement: SQL, _ take: (Row, inout TransferParts) throws -> Void) throws {
            for row in try reader.rows(statement) { try take(row, &parts[try row["transfer_id"], default: TransferParts()]) }
        }
        try each("SELECT * FROM transfer_step WHERE transfer_id IN \(list: ids) ORDER BY position") { row, parts in
            parts.steps.append(Transfer.Taken(step: try row["step"], reason: try row["reason"], at: try row["at"], by: try row["by_id"]))
        }
        try each("SELECT * FROM transfer_block WHERE transfer_id IN \(list: ids) ORDER BY position, id") { row, parts in parts.blocks.append(try block(row)) }
        var points: [String: [Factor: Int]] = [:]
        for row in try reader.rows(
            """
            SELECT transfer_factor.* FROM transfer_factor JOIN transfer_block ON transfer_block.id = transfer_factor.block_id
            WHERE transfer_block.transfer_id IN \(list: ids)
            """)
        {
            points["\(try row["block_id"] as String) \(try row["rater_id"] as String)", default: [:]][try row["factor"]] = try row["points"] as Int
        }
        try each(
            """
            SELECT transfer_rating.*, transfer_block.transfer_id AS transfer_id FROM transfer_rating JOIN transfer_block ON transfer_block.id = transfer_rating.block_id
            WHERE transfer_block.transfer_id IN \(list: ids) ORDER BY transfer_rating.at, transfer_rating.rater_id
            """
        ) { row, parts in
            let key = "\(try row["block_id"] as String) \(try row["rater_id"] as String)"
            parts.ratings.append(
                Rating(block: try row["block_id"], rater: try row["rater_id"], side: try row["side"], points: points[key] ?? [:], note: try row["note"], at: try row["at"]))
        }
        try each("SELECT * FROM transfer_action WHERE transfer_id IN \(list: ids) ORDER BY position, id") { row, parts in parts.actions.append(try action(row)) }
        try each("SELECT * FROM transfer_milestone WHERE transfer_id IN \(list: ids) ORDER BY month") { row, parts in
            parts.milestones.append(
                Milestone(month: try row["month"], planned: try row["planned_day"], actual: try row["actual_day"], reason: try row["reason"],
                    content: Milestone.Content(found: try row["found"], decided: try row["decided"]), version: try row["version"]))
        }
        try each("SELECT * FROM transfer_log WHERE transfer_id IN \(list: ids) ORDER BY month DESC, at DESC, id DESC") { row, parts in
            parts.log.append(LogEntry(id: try row["id"], month: try row["month"], content: try row["content"], at: try row["at"], by: try row["by_id"]))
        }
        try each("SELECT * FROM transfer_outcome WHERE transfer_id IN \(list: ids)") { row, parts in
            parts.outcome = Outcome(
                content: Outcome.Content(kept: try row["kept"], changed: try row["changed"], failed: try row["failed"], why: try row["why"], unfinished: try row["unfinished"]), version: try row["version"],
                changedAt: try row["changed_at"], changedBy: try row["changed_by"])
        }
        try each("SELECT * FROM transfer_improvement WHERE transfer_id IN \(list: ids) ORDER BY at, id") { row, parts in parts.improvements.append(try improvement(row)) }
        try each("SELECT * FROM transfer_follow_up WHERE transfer_id IN \(list: ids) ORDER BY months") { row, parts in parts.followUps.append(try followUp(row)) }
        return parts
    }

    private static func block(_ row: Row) throws -> PlanBlock {
        PlanBlock(
            id: try row["id"], position: try row["position"], origin: try row["origin_id"], title: try row["title"], description: try row["description"],
            isCore: try row["is_core"], decision: try row["decision"], adaptation: try row["adaptation"], reason: try row["reason"], version: try row["version"],
            changedAt: try row["changed_at"], changedBy: try row["changed_by"])
    }

    private static func action(_ row: Row) throws -> PlanAction {
        PlanAction(
            id: try row["id"], position: try row["position"],
            content: PlanAction.Content(
                block: try row["block_id"], precondition: try row["precondition_id"], what: try row["what"], owner: try row["owner"], ownerID: try row["owner_id"],
                due: try row["due_day"], done: try row["done_day"], dayReason: try row["day_reason"], resources: try row["resources"], budget: try row["budget_cents"],
                spent: try row["spent_cents"], risk: try row["risk"], indicator: try row["indicator"], state: try row["state"]),
            version: try row["version"], changedAt: try row["changed_at"], changedBy: try row["changed_by"])
    }

    private static func improvement(_ row: Row) throws -> Improvement {
        Improvement(
            id: try row["id"], block: try row["block_id"], content: try row["content"], at: try row["at"], by: try row["by_id"], answer: try row["answer"],
            note: try row["answer_note"], answeredAt: try row["answered_at"], answeredBy: try row["answered_by"])
    }

    private static func followUp(_ row: Row) throws -> FollowUp {
        FollowUp(
            id: try row["id"], months: try row["months"], due: try row["due_day"], owner: try row["owner"], ownerID: try row["owner_id"], state: try row["state"],
            answer: try row["answer"], answeredAt: try row["answered_at"], answeredBy: try row["answered_by"])
    }
}
