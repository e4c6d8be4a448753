import Kernel
import Store

/// Practices that fit a need well and came after it.
enum NewFits {
    struct Untold: Sendable {
        let need: NeedID
        let owner: PersonID
        let practice: PracticeID
    }

    /// Those nobody was told of, of needs whose owner had no such letter since an instant.
    static func untold(since: Instant, _ reader: Reader) throws -> [Untold] {
        try reader.all(
            """
            SELECT need_notice.need_id AS need_id, need.owner_id AS owner_id, need_notice.practice_id AS practice_id
            FROM need_notice JOIN need ON need.id = need_notice.need_id
            WHERE need_notice.told_at IS NULL AND need_notice.seen_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM need_notice AS told WHERE told.need_id = need_notice.need_id AND told.told_at > \(since))
            ORDER BY need_notice.need_id, need_notice.at, need_notice.practice_id
            """) { Untold(need: try $0["need_id"], owner: try $0["owner_id"], practice: try $0["practice_id"]) }
    }

    /// Those the owner has not seen, newest first.
    static func unseen(of need: NeedID, _ reader: Reader) throws -> [(practice: PracticeID, at: Instant)] {
        try reader.all("SELECT practice_id, at FROM need_notice WHERE need_id = \(need) AND seen_at IS NULL ORDER BY at DESC, practice_id LIMIT 20") {
            (practice: try $0["practice_id"], at: try $0["at"])
        }
    }

    static func unseenCounts(of needs: [NeedID], _ reader: Reader) throws -> [NeedID: Int] {
        let rows: [(NeedID, Int)] = try reader.all(
            "SELECT need_id, count(*) AS n FROM need_notice WHERE need_id IN \(list: needs) AND seen_at IS NULL GROUP BY need_id") { (try $0["need_id"], try $0["n"]) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
