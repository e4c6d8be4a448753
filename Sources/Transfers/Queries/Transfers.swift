import Kernel
import Members
import Store
import Web

/// Questions about transfers.
enum Transfers {
    /// Takes the row, so that those who change one transfer wait for one another.
    /// - Throws: `Problem.conflict` when it has left the stages in which this can be done.
    static func take(_ id: TransferID, in stages: [Transfer.Stage], _ writer: Writer) throws {
        guard try writer.run("UPDATE transfer SET stage = stage WHERE id = \(id) AND stage IN \(list: stages)") == 1 else {
            throw Problem.conflict(reason: "transfers.problem.movedOn")
        }
    }

    /// The most entries of a kind that one transfer holds.
    static let most = 200

    /// - Throws: `Problem.conflict` when a transfer holds as many as it may.
    static func makeRoom(in table: String, of id: TransferID, _ writer: Writer) throws {
        guard try writer.reader.number(SQL(trusted: "SELECT count(*) AS n FROM \(table) WHERE ") + "transfer_id = \(id)") < most else {
            throw Problem.conflict(reason: "transfers.problem.tooMany")
        }
    }

    static func byID(_ id: TransferID, _ reader: Reader) throws -> Transfer? { try byIDs([id], reader).first }

    static func byIDs(_ ids: [TransferID], _ reader: Reader) throws -> [Transfer] {
        try reader.all("SELECT * FROM transfer WHERE id IN \(list: ids) ORDER BY id", transfer)
    }

    static func of(_ need: NeedID, _ practice: PracticeID, _ reader: Reader) throws -> TransferID? {
        try reader.first("SELECT id FROM transfer WHERE need_id = \(need) AND practice_id = \(practice)") { try $0["id"] }
    }

    /// Those of a need, by practice.
    static func ofNeed(_ need: NeedID, _ reader: Reader) throws -> [Transfer] {
        try reader.all("SELECT * FROM transfer WHERE need_id = \(need) ORDER BY id", transfer)
    }

    /// What the viewer may read, the viewer's own cities first, then by what moved last.
    static func readable(by viewer: Viewer, city: CityID? = nil, stage: Transfer.Stage? = nil, from start: Int = 0, limit: Int, _ reader: Reader) throws -> [Transfer] {
        try reader.all(
            """
            SELECT * FROM transfer WHERE \(isReadable(by: viewer)) \(narrowing(city, stage))
            ORDER BY CASE WHEN receiving_city_id IN \(list: viewer.cities) OR giving_city_id IN \(list: viewer.cities) THEN 0 ELSE 1 END, stage_at DESC, id DESC
            LIMIT \(limit) OFFSET \(start)
            """, transfer)
    }

    static func countReadable(by viewer: Viewer, city: CityID? = nil, stage: Transfer.Stage? = nil, _ reader: Reader) throws -> Int {
        try reader.number("SELECT count(*) AS n FROM transfer WHERE \(isReadable(by: viewer)) \(narrowing(city, stage))")
    }

    static func countsByStage(readableBy viewer: Viewer, _ reader: Reader) throws -> [Transfer.Stage: Int] {
        let rows: [(Transfer.Stage, Int)] = try reader.all("SELECT stage, count(*) AS n FROM transfer WHERE \(isReadable(by: viewer)) GROUP BY stage") {
            (try $0["stage"], try $0["n"])
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private static func narrowing(_ city: CityID?, _ stage: Transfer.Stage?) -> SQL {
        let ofCity: SQL = city.map { "AND (receiving_city_id = \($0) OR giving_city_id = \($0))" } ?? ""
        let atStage: SQL = stage.map { "AND stage = \($0)" } ?? ""
        return ofCity + " " + atStage
    }

    /// The same as `TransferPermissions.canRead`, for lists.
    private static func isReadable(by viewer: Viewer) -> SQL {
        guard let programmes = viewer.programmes(holding: .coordinateProgrammes), !viewer.holds(.writeTransfers, inCity: nil) else { return "1 = 1" }
        let published: SQL = viewer.holds(.readNetwork) ? "OR published_at IS NOT NULL" : ""
        return "(receiving_city_id IN \(list: viewer.cities) OR giving_city_id IN \(list: viewer.cities) OR programme_id IN \(list: programmes) \(published))"
    }

    private static func transfer(_ row: Row) throws -> Transfer {
        Transfer(
            id: try row["id"], name: try row["name"], challenge: try row["challenge"], reason: try row["reason"], need: try row["need_id"],
            needVersion: try row["need_version"], practice: try row["practice_id"], practiceVersion: try row["practice_version"],
            practiceLanguage: try row["practice_language"], giving: try row["giving_city_id"], receiving: try row["receiving_city_id"],
            programme: try row["programme_id"], stage: try row["stage"], stageAt: try row["stage_at"], startDay: try row["start_day"], openedAt: try row["opened_at"],
            openedBy: try row["opened_by"], publishedAt: try row["published_at"])
    }
}
