import Kernel
import Store

/// Questions about books that were ordered.
enum Books {
    static func one(_ id: String, _ reader: Reader) throws -> Book? {
        try reader.first("SELECT id, language, query, at FROM book WHERE id = \(id)") {
            Book(id: try $0["id"], language: Language(rawValue: try $0["language"]) ?? .en, query: try $0["query"], at: try $0["at"])
        }
    }

    /// Its practices as they were then, in their order.
    static func practices(of id: String, _ reader: Reader) throws -> [KeptVersion] {
        try reader.all(
            """
            SELECT practice.id AS id, practice.city_id AS city_id, practice.version AS newest, practice_version.version AS version,
                practice_version.at AS at, practice_version.content AS content
            FROM book_practice JOIN practice ON practice.id = book_practice.practice_id
            JOIN practice_version ON practice_version.practice_id = practice.id AND practice_version.version = book_practice.version
            WHERE book_practice.book_id = \(id) ORDER BY book_practice.position
            """) { try KeptVersion(row: $0) }
    }
}
