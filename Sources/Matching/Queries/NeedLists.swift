import Kernel
import Store

/// Questions about several needs at once: each one statement, however many needs there are.
extension Needs {
    /// What hangs on each of the needs.
    static func works(on ids: [NeedID], _ reader: Reader) throws -> [NeedID: NeedWork] {
        let answers: [(NeedID, AnswerRecord)] = try reader.all(
            "SELECT * FROM need_answer WHERE need_id IN \(list: ids) ORDER BY need_id, practice_id, precondition_id"
        ) {
            let record = AnswerRecord(
                practice: try $0["practice_id"], precondition: try $0["precondition_id"], answer: try $0["answer"], note: try $0["note"],
                by: try $0["by_id"], at: try $0["at"])
            return (try $0["need_id"], record)
        }
        let decisions: [(NeedID, DecisionRecord)] = try reader.all(
            "SELECT * FROM need_decision WHERE need_id IN \(list: ids) ORDER BY need_id, at, practice_id"
        ) {
            let record = DecisionRecord(
                practice: try $0["practice_id"], decision: try $0["decision"], reason: try $0["reason"], by: try $0["by_id"], at: try $0["at"])
            return (try $0["need_id"], record)
        }
        let answersByNeed = Dictionary(grouping: answers, by: \.0)
        let decisionsByNeed = Dictionary(grouping: decisions, by: \.0)
        return Dictionary(
            ids.map { ($0, NeedWork(answers: (answersByNeed[$0] ?? []).map(\.1), decisions: (decisionsByNeed[$0] ?? []).map(\.1))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The people each of the needs is shared with, in the order they came.
    static func readers(of ids: [NeedID], _ reader: Reader) throws -> [NeedID: [PersonID]] {
        let rows: [(NeedID, PersonID)] = try reader.all(
            "SELECT need_id, person_id FROM need_share WHERE need_id IN \(list: ids) ORDER BY at, person_id"
        ) { (try $0["need_id"], try $0["person_id"]) }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }
}
