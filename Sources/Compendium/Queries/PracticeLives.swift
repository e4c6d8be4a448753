import Kernel
import Store

/// Questions about how practices live on.
enum PracticeLives {
    static func of(_ id: PracticeID, _ reader: Reader) throws -> PracticeLife? {
        try reader.first("SELECT stage, owner_id, published_at, confirmed_at, successor_id, reason FROM practice_life WHERE practice_id = \(id)") {
            PracticeLife(
                stage: try $0["stage"], owner: try $0["owner_id"], publishedAt: try $0["published_at"], confirmedAt: try $0["confirmed_at"],
                successor: try $0["successor_id"], reason: try $0["reason"])
        }
    }

    static func steps(of id: PracticeID, _ reader: Reader) throws -> [PracticeLife.Taken] {
        try reader.all("SELECT step, reason, at, by_id FROM practice_life_step WHERE practice_id = \(id) ORDER BY position") {
            PracticeLife.Taken(step: try $0["step"], reason: try $0["reason"], at: try $0["at"], by: try $0["by_id"])
        }
    }

    /// When each practice that somebody looks after was last confirmed.
    static func confirmed(_ reader: Reader) throws -> [PracticeID: Instant] {
        let rows: [(PracticeID, Instant)] = try reader.all("SELECT practice_id, confirmed_at FROM practice_life") { (try $0["practice_id"], try $0["confirmed_at"]) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
