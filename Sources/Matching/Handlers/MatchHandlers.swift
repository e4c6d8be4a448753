import Kernel
import Members
import Store
import Web

/// Home and the open question: a ranking with reasons for anybody, without an account.
struct MatchHandlers: Sendable {
    let room: MatchingRoom

    func home(_ visit: Visit) async throws -> Answer {
        let telling = Telling(room, visit.language)
        return .page(HomePage.page(room.ports.frontPage(visit.language), examples: HomePage.examples(visit.language), telling))
    }

    func results(_ visit: Visit) async throws -> Answer {
        let question = MatchQuestion(visit.query, ports: room.ports)
        let telling = Telling(room, visit.language)
        var problems = question.problems
        let city = question.citySlug.flatMap { slug in room.ports.cities().first { $0.slug == slug } }
        if question.citySlug != nil && city == nil { problems.append(FieldProblem("city", "matching.results.error.unknownCity")) }
        guard !question.content.text.isEmpty, !question.isTooLong else {
            return .page(page(question, nil, [], 0, problems, telling).page())
        }
        let place = city.map(PlaceFacts.init)
        let answer = await room.matcher.answer(question.content, city: place, limit: 50) { Array($0.worthShowing.prefix(question.limit)) }
        let cards = try await room.cards(answer.matches, question.content, place) { MatchingPaths.practice($0.slug) }
        var found = Answer.page(page(question, answer, cards, answer.ranked.worthShowing.count, problems, telling).page())
        // Where meaning should have been used and was not in time, asking again may give more.
        found.isPassing = room.ports.vectors != nil && !answer.usesMeaning
        return found
    }

    private func page(
        _ question: MatchQuestion, _ answer: MatchAnswer?, _ cards: [MatchCard], _ total: Int, _ problems: [FieldProblem], _ telling: Telling
    ) -> ResultsPage {
        ResultsPage(
            question: question, answer: answer, cards: cards, total: total, problems: problems, ports: room.ports, telling: telling)
    }
}

extension MatchingRoom {
    /// The cards of ranked practices, with what was read of them in one go.
    func cards(
        _ matches: [Match], _ content: NeedContent, _ city: PlaceFacts?, work: NeedWork? = nil, firstRank: Int? = 1,
        href: (PracticeFacts) -> String, decide: (PracticeFacts) -> View? = { _ in nil }
    ) async throws -> [MatchCard] {
        let contexts = matches.compactMap { matcher.context($0.id) }
        let facts = try await matcher.practices(contexts.map(\.id))
        let bySlug = Dictionary(facts.map { ($0.slug, $0) }, uniquingKeysWith: { first, _ in first })
        let says = city != nil || content.budget != nil || !content.notCompetent.isEmpty
        return matches.enumerated().compactMap { position, match in
            guard let practice = bySlug[match.id], let context = matcher.context(match.id) else { return nil }
            return MatchCard(
                match: match, practice: practice, rank: firstRank.map { $0 + position }, fit: says ? matcher.fit(content, city, context) : nil, city: city, need: content,
                readiness: work.map { Readiness(preconditions: context.preconditions.map(\.id), answers: $0.answers(on: practice.id)) },
                href: href(practice), decide: decide(practice))
        }
    }
}

extension [Ranked] {
    /// What fits at least in part; where little fits, the nearest few, so that nobody stands before an empty page without need.
    var worthShowing: [Ranked] {
        let fitting = prefix { $0.band != .weak }
        return fitting.count >= 5 ? Array(fitting) : prefix(5).filter { $0.score >= 0.1 }
    }
}
