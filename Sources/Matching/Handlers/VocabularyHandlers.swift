import Kernel
import Web

/// The vocabulary for everybody to look through.
struct VocabularyHandlers: Sendable {
    let room: MatchingRoom
    let search: VocabularySearch

    init(room: MatchingRoom) {
        self.room = room
        search = VocabularySearch(room.matcher.vocabulary)
    }

    func vocabulary(_ visit: Visit) async throws -> Answer {
        let query = visit.query.text("q").map { String($0.prefix(VocabularyPage.longestQuery)) }
        let hits = query.map { search.hits($0, language: visit.language.code) } ?? []
        return .page(VocabularyPage(query: query, hits: hits, telling: Telling(room, visit.language)).page())
    }

    func concept(_ visit: Visit) async throws -> Answer {
        guard let concept = room.matcher.vocabulary.concept(try visit.parameter("id")) else { throw Problem.notFound }
        let practices = room.matcher.practices(naming: concept.id)
        let shown = practices.prefix(visit.query.has("all") ? ConceptPage.many : ConceptPage.few)
        return .page(
            ConceptPage(
                concept: concept, cards: shown.compactMap { room.ports.card($0, visit.language) }, count: practices.count, telling: Telling(room, visit.language)
            ).page())
    }

    func list(_ visit: Visit) async throws -> Answer {
        let query = visit.query.text("q")
        if let query, query.unicodeScalars.count > ConceptListJSON.longestQuery {
            let values = ["count": String(query.unicodeScalars.count), "limit": String(ConceptListJSON.longestQuery)]
            throw Problem.invalid([FieldProblem("q", "web.field.tooLong", values)])
        }
        let vocabulary = room.matcher.vocabulary
        let asked = visit.query["lang"] ?? visit.language.code
        let language = vocabulary.languages.contains(asked) ? asked : "en"
        let concepts = query.map { text in search.hits(text, language: language).compactMap { vocabulary.concept($0.concept) } }
        let sorted = concepts ?? vocabulary.concepts.sorted { ($0.labels[language] ?? $0.id, $0.id) < ($1.labels[language] ?? $1.id, $1.id) }
        return try .json(ConceptListJSON(sorted, language: language, baseURL: room.house.site.baseURL))
    }
}
