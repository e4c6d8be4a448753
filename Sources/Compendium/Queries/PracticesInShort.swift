import Kernel
import Store
import Web

/// A practice in short, whether it is still in use or not: what other rooms and the thread name it by.
public struct PracticeInShort: Sendable, Equatable {
    public let id: PracticeID
    public let slug: String
    public let version: Int
    public let title: Localized
    public let city: CityID
    /// nil: it is in use. Else the text key of what became of it.
    public let outOfUseKey: String?
    public let reason: String?
    /// The slug of what took its place.
    public let successor: String?
    public let owner: PersonID?
}

extension CompendiumModule {
    /// However many are asked for, it takes two statements.
    public static func inShort(_ ids: [PracticeID], _ reader: Reader) throws -> [PracticeID: PracticeInShort] {
        let titles: [(PracticeID, String, String)] = try reader.all("SELECT practice_id, language, title FROM practice_title WHERE practice_id IN \(list: ids)") {
            (try $0["practice_id"], try $0["language"], try $0["title"])
        }
        let byPractice = Dictionary(grouping: titles, by: \.0)
        let practices = try reader.all(
            """
            SELECT practice.id AS id, practice.slug AS slug, practice.version AS version, practice.language AS language, practice.city_id AS city_id,
                practice_life.stage AS stage, practice_life.reason AS reason, practice_life.owner_id AS owner_id, successor.slug AS successor
            FROM practice LEFT JOIN practice_life ON practice_life.practice_id = practice.id LEFT JOIN practice AS successor ON successor.id = practice_life.successor_id
            WHERE practice.id IN \(list: ids)
            """
        ) { row in
            let id: PracticeID = try row["id"]
            let stage: PracticeLife.Stage = try row["stage"] ?? .published
            return PracticeInShort(
                id: id, slug: try row["slug"], version: try row["version"],
                title: Localized(source: try row["language"], texts: Dictionary((byPractice[id] ?? []).map { ($0.1, $0.2) }, uniquingKeysWith: { first, _ in first })),
                city: try row["city_id"], outOfUseKey: stage == .published ? nil : "compendium.life.outOfUse.\(stage.rawValue)", reason: try row["reason"],
                successor: try row["successor"], owner: try row["owner_id"])
        }
        return Dictionary(practices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What a city must have before it can do this.
    public static func preconditions(of id: PracticeID, _ reader: Reader) throws -> [Practice.Precondition] {
        try reader.all("SELECT item_id, text FROM practice_item WHERE practice_id = \(id) AND kind = 'precondition' ORDER BY position") {
            Practice.Precondition(id: try $0["item_id"], text: try $0["text"])
        }
    }

    /// How practices stand in a thread. Everybody may read them.
    public static func threadRecords(_ references: [RecordReference], for viewer: Viewer, _ reader: Reader) throws -> [RecordReference: ThreadRecord] {
        let found = try inShort(references.filter { $0.kind == PracticeKind.name }.map { PracticeID($0.id) }, reader)
        return Dictionary(
            found.values.map { practice in
                (RecordReference(practice.id), ThreadRecord(titles: practice.title, href: CompendiumPaths.practice(practice.slug), stageKey: practice.outOfUseKey))
            }, uniquingKeysWith: { first, _ in first })
    }
}
