import Kernel
import Web

/// A compendium book: the practices of a search or a comparison, as they were when it was ordered.
struct Book: Sendable, Equatable {
    let id: String
    let language: Language
    /// The search or comparison, as the address of a list page says it.
    let query: String
    let at: Instant

    /// As many practices as one book holds.
    static let most = 60

    /// After so long an order is forgotten; ordering it again costs a click.
    static let lifetime = Duration.seconds(30 * 86_400)
}

/// What a book is made of: a search, or practices that were chosen one by one.
enum BookSubject: Sendable {
    case search(SearchQuestion)
    case chosen([String])

    static let names = SearchQuestion.names.subtracting(["after", "limit"]).union(["p"])

    init(_ query: Fields) {
        var seen: Set<String> = []
        let slugs = query.all("p").filter { !$0.isEmpty && seen.insert($0).inserted }
        self = slugs.isEmpty ? .search(SearchQuestion(query.removing("after").removing("limit"))) : .chosen(slugs)
    }

    var fields: Fields {
        switch self {
        case .search(let question): question.fields
        case .chosen(let slugs): Fields(slugs.map { ("p", $0) })
        }
    }

    /// The page where these practices stand on the screen.
    var path: String {
        switch self {
        case .search: fields.link(CompendiumPaths.practices)
        case .chosen: fields.link(CompendiumPaths.compare)
        }
    }
}
