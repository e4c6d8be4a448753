import Foundation
import Kernel
import Store
import Web

/// Working on what was found: the ranked lists of a need, one match in full, answers and decisions.
struct MatchWorkHandlers: Sendable {
    let room: MatchingRoom

    func need(_ visit: Visit) async throws -> Answer {
        .page(try await needPage(visit, try await room.open(visit), problem: nil))
    }

    func match(_ visit: Visit) async throws -> Answer {
        .page(try await matchPage(visit, try await room.open(visit), problems: [], typed: nil))
    }

    func answer(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForWriting(visit)
        let (slug, context) = try practice(visit)
        var reader = FieldReader(visit.form)
        let said = Set(opened.work.answers(on: context.id).filter { $0.said != nil }.map(\.precondition))
        // Where the need says something itself, nothing is chosen beforehand: what nobody chose is not sent, and stays as it is.
        let lines = context.preconditions.map(\.id).compactMap { id -> AnswerPreconditions.Line? in
            let note = reader.optionalText("note.\(id)", limit: 300)
            guard let answer = visit.form["answer.\(id)"] else { return nil }
            return AnswerPreconditions.Line(precondition: id, answer: PreconditionAnswer(rawValue: answer), note: note, isSaid: said.contains(id))
        }
        guard reader.problems.isEmpty else { return .page(try await matchPage(visit, opened, problems: reader.problems, typed: visit.form)) }
        try await AnswerPreconditions(need: opened.need.id, practice: context.id, lines: lines, person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(MatchingPaths.match(opened.need.id.rawValue, slug)).with(notice: "matching.notice.answersSaved")
    }

    func decide(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForWriting(visit)
        let (slug, context) = try practice(visit)
        let decision = visit.form["decision"] ?? ""
        guard ["shortlist", "aside", "open"].contains(decision) else {
            throw Problem.invalid([FieldProblem("decision", "web.field.unknownChoice", ["value": String(decision.prefix(40))])])
        }
        let reason = visit.form.text("reason")
        if decision == "aside", reason == nil || (reason?.count ?? 0) > 300 {
            let words = room.house.words(visit.language)
            let text = reason == nil
                ? words("matching.decide.reasonMissing") : words("web.field.tooLong", ["count": String(reason?.count ?? 0), "limit": "300"])
            return .page(try await matchPage(visit, opened, problems: [], typed: visit.form, reasonError: text))
        }
        try await DecideOnMatch(
            need: opened.need.id, practice: context.id, decision: MatchDecision(rawValue: decision), reason: decision == "aside" ? reason : nil,
            person: try visit.person().id
        ).run(room.house, room.trail)
        let notices = ["shortlist": "matching.notice.shortlisted", "aside": "matching.notice.setAside", "open": "matching.notice.takenBack"]
        let back = visit.form["back"] ?? ""
        let home = MatchingPaths.need(opened.need.id.rawValue)
        return Answer.seeOther(back.hasPrefix(home) ? back : MatchingPaths.match(opened.need.id.rawValue, slug)).with(notice: notices[decision] ?? "")
    }

    /// The new ones were looked at.
    func seen(_ visit: Visit) async throws -> Answer {
        let opened = try await room.openForWriting(visit)
        try await MarkFitsSeen(need: opened.need.id).run(room.house)
        return .seeOther(MatchingPaths.need(opened.need.id.rawValue))
    }

    // MARK: reading

    private func practice(_ visit: Visit) throws -> (slug: String, context: PracticeContext) {
        let slug = try visit.parameter("slug")
        guard let context = room.matcher.context(slug) else { throw Problem.notFound }
        return (slug, context)
    }

    private func needPage(_ visit: Visit, _ opened: MatchingRoom.OpenNeed, problem: (String, String)?) async throws -> Page {
        let telling = Telling(room, visit.language)
        let tab = visit.query["tab"].flatMap(NeedPage.Tab.init(rawValue:)) ?? .ranked
        var lists: [NeedPage.Tab: [Ranked]] = [:]
        var start = 0
        let answer = await room.matcher.answer(opened.need.content, city: opened.city, work: opened.work) { all in
            lists = self.lists(all, opened.work)
            let list = lists[tab] ?? []
            start = Pager.start(visit.query, count: list.count)
            return Array(list.dropFirst(start).prefix(NeedPage.pageSize))
        }
        let back = visit.target
        let fresh = try await room.house.database.read { try NewFits.unseen(of: opened.need.id, $0) }.compactMap { fit in
            room.matcher.slug(fit.practice).flatMap { slug in room.ports.news(slug, visit.language).map { (slug: slug, title: $0.title, at: fit.at) } }
        }
        let cards = try await room.cards(
            answer.matches, opened.need.content, opened.city, work: opened.work, firstRank: tab == .aside ? nil : start + 1,
            href: { MatchingPaths.match(opened.need.id.rawValue, $0.slug) },
            decide: { practice in
                guard opened.canWrite else { return nil }
                let record = opened.work.decision(on: practice.id)
                return DecideView(
                    need: opened.need.id, slug: practice.slug, record: record, byName: record.map { opened.name($0.by) } ?? "", back: back,
                    explainHref: MatchingPaths.match(opened.need.id.rawValue, practice.slug), further: room.further(opened, practice.id, practice.slug, of: practice.place.id, visit.viewer)
                ).view(telling)
            })
        return NeedPage(
            opened: opened, fresh: fresh, tab: tab, answer: answer, cards: cards, counts: lists.mapValues(\.count),
            pager: Pager(count: lists[tab]?.count ?? 0, start: start, size: NeedPage.pageSize, path: visit.path, query: visit.query).view(telling.words), canShare: NeedPermissions.canShare(opened.need, visit.viewer).isAllowed,
            versions: opened.need.version, telling: telling, meaningIsSet: room.ports.vectors != nil, problem: problem.map { (card: $0.0, text: $0.1) }
        ).page()
    }

    /// What each tab lists, best first. Those set aside are not among the ranked.
    private func lists(_ all: [Ranked], _ work: NeedWork) -> [NeedPage.Tab: [Ranked]] {
        let decided = Dictionary(grouping: all) { practice in room.matcher.context(practice.id).flatMap { work.decision(on: $0.id) }?.decision }
        let aside = Set((decided[.aside] ?? []).map(\.id))
        return [.ranked: all.filter { !aside.contains($0.id) }.worthShowing, .shortlist: decided[.shortlist] ?? [], .aside: decided[.aside] ?? []]
    }

    private func matchPage(
        _ visit: Visit, _ opened: MatchingRoom.OpenNeed, problems: [FieldProblem], typed: Fields?, reasonError: String? = nil
    ) async throws -> Page {
        let (slug, context) = try practice(visit)
        let telling = Telling(room, visit.language)
        let answer = await room.matcher.answer(opened.need.content, city: opened.city, work: opened.work) { $0.filter { $0.id == slug } }
        guard let match = answer.matches.first, let facts = try await room.matcher.practices([context.id]).first else { throw Problem.notFound }
        let aside = opened.work.aside
        let order = answer.ranked.filter { other in room.matcher.context(other.id).map { !aside.contains($0.id) } ?? false }.worthShowing
        return MatchPage(
            opened: opened, answer: answer, match: match, order: order.map(\.id), practice: facts, context: context,
            fit: room.matcher.fit(opened.need.content, opened.city, context), problems: problems, typed: typed, reasonError: reasonError, further: room.further(opened, context.id, slug, of: context.place.id, visit.viewer), telling: telling
        ).page()
    }
}
