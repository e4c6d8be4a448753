import Kernel
import Store

/// What transfers ask of people by a day.
public struct TransferDuty: Sendable, Equatable {
    public let id: String
    /// A text key that stands before the text: "After 6 months".
    public let textKey: String?
    public let text: String
    public let due: Day
    public let person: PersonID
    public let href: String
    /// The name of the transfer.
    public let transfer: String
}

extension TransfersModule {
    /// Actions that are not done, of transfers under way or closed, and follow-ups of closed ones that nobody answered; of one person, or of everybody.
    public static func duties(of person: PersonID?, until: Day?, _ reader: Reader) throws -> [TransferDuty] {
        var condition: SQL = person.map { "duty.owner_id = \($0)" } ?? "duty.owner_id IS NOT NULL"
        if let until { condition = "\(condition) AND duty.due_day <= \(until)" }
        let actions: [TransferDuty] = try reader.all(
            """
            SELECT duty.id AS id, duty.what AS what, duty.due_day AS due_day, duty.owner_id AS owner_id, transfer.id AS transfer_id, transfer.name AS name
            FROM transfer_action AS duty JOIN transfer ON transfer.id = duty.transfer_id
            WHERE duty.state = 'planned' AND transfer.stage IN ('adapt', 'reuse', 'closed') AND \(condition)
            """
        ) { row in
            TransferDuty(
                id: "action-\(try row["id"] as String)", textKey: nil, text: try row["what"], due: try row["due_day"], person: try row["owner_id"],
                href: TransfersPaths.part(try row["transfer_id"], "plan"), transfer: try row["name"])
        }
        let followUps: [TransferDuty] = try reader.all(
            """
            SELECT duty.id AS id, duty.months AS months, duty.due_day AS due_day, duty.owner_id AS owner_id, transfer.id AS transfer_id, transfer.name AS name
            FROM transfer_follow_up AS duty JOIN transfer ON transfer.id = duty.transfer_id WHERE duty.state IS NULL AND transfer.stage = 'closed' AND \(condition)
            """
        ) { row in
            let months: Int = try row["months"]
            return TransferDuty(
                id: "look-\(try row["id"] as String)", textKey: "transfers.followUp.month\(months)", text: try row["name"], due: try row["due_day"],
                person: try row["owner_id"], href: TransfersPaths.followUp(try row["transfer_id"], try row["id"]), transfer: try row["name"])
        }
        return actions + followUps
    }

    /// How many transfers of a programme each receiving city has with an action or a milestone beyond its day, or a follow-up that nobody answered.
    public static func leftOpen(in programme: ProgrammeID, at today: Day, _ reader: Reader) throws -> [CityID: Int] {
        let counts: [(CityID, Int)] = try reader.all(
            """
            SELECT receiving_city_id, count(*) AS n FROM transfer WHERE programme_id = \(programme) AND (
                stage IN ('adapt', 'reuse', 'closed')
                    AND EXISTS (SELECT 1 FROM transfer_action AS part WHERE part.transfer_id = transfer.id AND part.state = 'planned' AND part.due_day < \(today))
                OR stage IN ('adapt', 'reuse')
                    AND EXISTS (SELECT 1 FROM transfer_milestone AS part WHERE part.transfer_id = transfer.id AND part.actual_day IS NULL AND part.planned_day < \(today))
                OR stage = 'closed'
                    AND EXISTS (SELECT 1 FROM transfer_follow_up AS part WHERE part.transfer_id = transfer.id AND part.state IS NULL AND part.due_day < \(today)))
            GROUP BY receiving_city_id
            """
        ) { (try $0["receiving_city_id"], try $0["n"]) }
        return Dictionary(uniqueKeysWithValues: counts)
    }
}
