import Kernel
import Store

/// Questions about saved searches.
enum SavedSearches {
    /// By name.
    static func of(_ person: PersonID, _ reader: Reader) throws -> [SavedSearch] {
        try reader.all("SELECT * FROM saved_search WHERE person_id = \(person) ORDER BY name, id") { try SavedSearch(row: $0) }
    }

    static func all(_ reader: Reader) throws -> [SavedSearch] {
        try reader.all("SELECT * FROM saved_search ORDER BY id") { try SavedSearch(row: $0) }
    }

    /// What the person's searches found since they last looked, newest first.
    static func unseen(of person: PersonID, _ reader: Reader) throws -> [NewMatch] {
        try reader.all(
            """
            SELECT search_notice.search_id AS search_id, practice_id, version, search_notice.at AS at FROM search_notice
            JOIN saved_search ON saved_search.id = search_notice.search_id
            WHERE saved_search.person_id = \(person) AND search_notice.at > saved_search.seen_at
            ORDER BY search_notice.at DESC, practice_id
            """, match)
    }

    /// What nobody has been told of.
    static func untold(_ reader: Reader) throws -> [NewMatch] {
        try reader.all("SELECT search_id, practice_id, version, at FROM search_notice WHERE told_at IS NULL ORDER BY search_id, practice_id, version", match)
    }

    private static func match(_ row: Row) throws -> NewMatch {
        NewMatch(search: try row["search_id"], practice: try row["practice_id"], version: try row["version"], at: try row["at"])
    }
}
