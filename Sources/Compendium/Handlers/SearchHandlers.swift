import Kernel
import Store
import Trail
import Web

/// Saved searches: each person's own.
struct SearchHandlers: Sendable {
    let house: House
    let trail: Trail
    let catalogue: Catalogue

    private static let names = SearchQuestion.names.subtracting(["after", "limit"])

    func list(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().id
        let (searches, unseen) = try await house.database.read { (try SavedSearches.of(person, $0), try SavedSearches.unseen(of: person, $0)) }
        let cards = Dictionary(catalogue.cards.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return .page(SearchPages(display: Display(house, visit.language)).list(searches, unseen: unseen, cards: cards))
    }

    func new(_ visit: Visit) async throws -> Answer {
        .page(SearchPages(display: Display(house, visit.language)).form(SearchQuestion(visit.query.keeping(Self.names)), name: nil))
    }

    func save(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().id
        let question = SearchQuestion(visit.form.keeping(Self.names))
        var reader = FieldReader(visit.form)
        let name = reader.text("name", limit: 120)
        func again(_ problems: [FieldProblem]) -> Answer {
            .page(SearchPages(display: Display(house, visit.language)).form(question, name: visit.form["name"] ?? "", problems: problems))
        }
        guard reader.problems.isEmpty else { return again(reader.problems) }
        do {
            try await SaveSearch(id: house.ids.text(), person: person, name: name, language: visit.language, query: question.fields.encoded).run(house, trail)
        } catch Problem.invalid(let problems) {
            return again(problems)
        }
        return Answer.seeOther(CompendiumPaths.searches).with(notice: "compendium.notice.searchSaved")
    }

    func seen(_ visit: Visit) async throws -> Answer {
        try await MarkSearchSeen(id: visit.parameter("search"), person: visit.person().id).run(house)
        return .seeOther(CompendiumPaths.searches)
    }

    func forget(_ visit: Visit) async throws -> Answer {
        try await ForgetSearch(id: visit.parameter("search"), person: visit.person().id).run(house, trail)
        return Answer.seeOther(CompendiumPaths.searches).with(notice: "compendium.notice.searchForgotten")
    }
}
