import Kernel
import Store
import Web

/// A search that a person keeps under a name, to be told of what it finds later.
struct SavedSearch: Sendable, Equatable {
    let id: String
    let person: PersonID
    let name: String
    let language: Language
    /// As the address of the list says it.
    let query: String
    let at: Instant
    /// When its owner last said that they had seen what is new.
    let seenAt: Instant

    static let most = 50

    var question: SearchQuestion { SearchQuestion((try? Fields(encoded: query)) ?? Fields()) }

    init(row: Row) throws {
        id = try row["id"]
        person = try row["person_id"]
        name = try row["name"]
        language = Language(rawValue: try row["language"]) ?? .en
        query = try row["query"]
        at = try row["at"]
        seenAt = try row["seen_at"]
    }
}

/// A practice that a saved search found when it was published or changed.
struct NewMatch: Sendable, Equatable {
    let search: String
    let practice: PracticeID
    let version: Int
    let at: Instant
}

/// What somebody is told about one of their searches: to be made into a letter in their language.
public struct SearchLetter: Sendable, Equatable {
    public let person: PersonID
    public let language: Language
    public let searchName: String
    /// Titles in that language, with whole addresses.
    public let practices: [(title: String, url: String)]
    /// Where all searches of the person are.
    public let searchesURL: String

    public static func == (one: Self, other: Self) -> Bool {
        one.person == other.person && one.language == other.language && one.searchName == other.searchName && one.searchesURL == other.searchesURL
            && one.practices.elementsEqual(other.practices) { $0 == $1 }
    }
}
