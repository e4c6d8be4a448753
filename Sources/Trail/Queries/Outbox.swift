import Foundation
import Kernel
import Store

/// Questions to the outbox.
public enum Outbox {
    /// How many letters there are in each state; states without any are left out.
    public static func counts(_ reader: Reader) throws -> [Letter.State: Int] {
        let rows: [(Letter.State?, Int)] = try reader.all("SELECT state, count(*) AS n FROM letter GROUP BY state") {
            (Letter.State(rawValue: try $0["state"]), try $0["n"])
        }
        return Dictionary(uniqueKeysWithValues: rows.compactMap { state, count in state.map { ($0, count) } })
    }

    /// Newest first.
    /// - Parameter before: the last letter of the page before; ids are ordered by time.
    public static func letters(_ state: Letter.State?, before: LetterID?, limit: Int, _ reader: Reader) throws -> [Letter] {
        let inState: SQL = state.map { "AND state = \($0.rawValue)" } ?? ""
        let older: SQL = before.map { "AND id < \($0)" } ?? ""
        return try reader.all("SELECT * FROM letter WHERE 1 = 1 \(inState) \(older) ORDER BY id DESC LIMIT \(limit)", Letter.init(row:))
    }

    public static func letter(_ id: LetterID, _ reader: Reader) throws -> Letter? {
        try reader.first("SELECT * FROM letter WHERE id = \(id)", Letter.init(row:))
    }
}

extension Letter {
    init(row: Row) throws {
        let content: String = try row["content"]
        self.init(
            id: try row["id"], kind: try row["kind"], person: try row["person_id"], language: Language(rawValue: try row["language"]) ?? .en,
            values: (try? JSONDecoder().decode([String: String].self, from: Data(content.utf8))) ?? [:], link: try row["link"],
            state: State(rawValue: try row["state"]) ?? .unsure, createdAt: try row["created_at"], dueAt: try row["due_at"],
            giveUpAt: try row["give_up_at"], tries: try row["tries"], problem: try row["problem"], endedAt: try row["ended_at"])
    }
}
