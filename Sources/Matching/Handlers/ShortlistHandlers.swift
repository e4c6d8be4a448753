import Kernel
import Web

/// What is made of the shortlist: the comparison and the briefing.
struct ShortlistHandlers: Sendable {
    let room: MatchingRoom

    func compare(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        let telling = Telling(room, visit.language)
        return .page(NeedComparePage(opened: opened, options: try await options(opened).options, telling: telling).page())
    }

    func briefing(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        let (chosen, language) = try await options(opened)
        return .page(
            BriefingPage(
                opened: opened, options: Array(chosen.prefix(NeedComparePage.most)), needLanguage: opened.need.content.language ?? language,
                practices: room.matcher.count, preparedBy: try visit.person().name, today: room.house.clock.now.day, baseURL: room.house.site.baseURL, telling: Telling(room, visit.language)
            ).page())
    }

    /// The practices of the shortlist, best match first, and the language of the need as the ranking read it.
    private func options(_ opened: MatchingRoom.OpenNeed) async throws -> (options: [ShortlistOption], language: String?) {
        let ids = opened.work.decisions.filter { $0.decision == .shortlist }.map(\.practice)
        guard !ids.isEmpty else { return ([], nil) }
        let content = opened.need.content
        let slugs = Set(ids.compactMap(room.matcher.slug))
        let answer = await room.matcher.answer(content, city: opened.city, work: opened.work) { $0.filter { slugs.contains($0.id) } }
        let ranks = Dictionary(answer.matches.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let options = try await room.matcher.practices(ids).compactMap { practice -> ShortlistOption? in
            guard let context = room.matcher.context(practice.slug) else { return nil }
            return ShortlistOption(
                practice: practice, match: ranks[practice.slug].map { answer.matches[$0] }, fit: room.matcher.fit(content, opened.city, context),
                answers: opened.work.answers(on: practice.id))
        }
        let sorted = options.sorted { (ranks[$0.practice.slug] ?? .max, $0.practice.slug) < (ranks[$1.practice.slug] ?? .max, $1.practice.slug) }
        return (sorted, answer.understood.language)
    }
}
