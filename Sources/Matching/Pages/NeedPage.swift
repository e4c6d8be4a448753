import HTTPTypes
import Kernel
import Web

/// A need with what fits it: ranked, on the shortlist, or set aside.
struct NeedPage {
    enum Tab: String, CaseIterable { case ranked, shortlist, aside }

    let opened: MatchingRoom.OpenNeed
    /// Practices that fit and came after the need, not seen yet.
    let fresh: [(slug: String, title: String, at: Instant)]
    let tab: Tab
    let answer: MatchAnswer
    let cards: [MatchCard]
    let counts: [Tab: Int]
    let pager: View?
    let canShare: Bool
    let versions: Int
    let telling: Telling
    let meaningIsSet: Bool
    var problem: (card: String, text: String)?

    static let pageSize = 10

    func page() -> Page {
        let words = telling.words
        let need = opened.need
        let id = need.id.rawValue
        let content = need.content
        let language = content.language ?? answer.understood.language
        let title = need.name
        let facts = NeedFacts(content: content, telling: telling)
        var page = Page(
            "matching/need", title: title, section: "needs",
            view: [
                "breadcrumbs": [["label": words("matching.needs.heading"), "href": MatchingPaths.needs]] as [View],
                "needTitle": title, "titleLang": language, "metaTexts": meta().map { ["metaText": $0] as View },
                "editHref": opened.canWrite ? MatchingPaths.edit(id) : nil, "shareHref": canShare ? MatchingPaths.share(id) : nil,
                "threadHref": MatchingPaths.thread(id), "historyHref": MatchingPaths.history(id), "historyText": words.count("matching.needPage.historyCount", versions),
                "needText": content.text, "needLang": language ?? "und", "needDir": language.map(textDirection(of:)) ?? "auto",
                "needFacts": (facts.figures + facts.circumstances).map { ["factLabel": $0.0, "factText": $0.1] as View },
                "understood": UnderstoodView(answer: answer, content: content, confirm: nil).view(telling),
                "remarks": Remarks.of(answer, content, meaningIsSet: meaningIsSet, telling),
                "fresh": fresh.isEmpty ? nil : [
                    "freshText": words.count("matching.needs.newFits", fresh.count), "seenAction": opened.canWrite ? MatchingPaths.seen(id) : nil,
                    "items": fresh.map { ["matchHref": MatchingPaths.match(id, $0.slug), "matchText": $0.title, "dateText": telling.format.day($0.at.day)] as View },
                ] as View,
                "tabs": tabs(id), "errors": problem.map { ["items": [["href": "#reason-\($0.card)", "text": $0.text] as View]] as View },
                "empty": cards.isEmpty ? empty(id) : nil, "results": cards.isEmpty ? nil : results(id),
            ])
        if problem != nil { page.status = HTTPResponse.Status(code: 400) }
        return page
    }

    private func meta() -> [String] {
        let words = telling.words
        let need = opened.need
        var texts: [String] = []
        if let city = opened.city { texts.append(telling.name(city)) }
        texts.append(words("matching.needPage.version", ["version": telling.format.number(need.version)]))
        texts.append(
            words(
                need.version == 1 ? "matching.needPage.created" : "matching.needPage.changedBy",
                ["date": telling.format.day(need.changedAt.day), "name": opened.name(need.changedBy)]))
        switch need.visibility {
        case .owner: texts.append(words("matching.needs.private"))
        case .city: texts.append(words("matching.needs.sharedCity", ["city": opened.city.map(telling.name) ?? ""]))
        case .people: texts.append(words("matching.needs.sharedWith", ["names": telling.format.list(opened.shares.map { opened.name($0.person) })]))
        }
        return texts
    }

    private func tabs(_ id: String) -> [View] {
        let keys: [Tab: String] = [.ranked: "tabRanked", .shortlist: "tabShortlist", .aside: "tabAside"]
        return Tab.allCases.map { other in
            [
                "href": other == .ranked ? MatchingPaths.need(id) : Fields([("tab", other.rawValue)]).link(MatchingPaths.need(id)),
                "label": telling.words("matching.needPage.\(keys[other] ?? "")"), "countText": "(\(telling.format.number(counts[other] ?? 0)))", "current": other == tab,
            ]
        }
    }

    private func empty(_ id: String) -> View {
        let words = telling.words
        let key = ["ranked": "emptyRanked", "shortlist": "emptyShortlist", "aside": "emptyAside"][tab.rawValue] ?? "emptyRanked"
        return [
            "emptyHeading": words("matching.needPage.\(key).heading"), "emptyText": words("matching.needPage.\(key).text"),
            "emptyActions": [
                ["href": tab == .ranked ? MatchingPaths.edit(id) : MatchingPaths.need(id), "label": words("matching.needPage.\(key).action"), "quiet": false]
            ] as [View],
        ]
    }

    private func results(_ id: String) -> View {
        let words = telling.words
        let count = counts[tab] ?? 0
        let shortlisted = counts[.shortlist] ?? 0
        let (countKey, orderKey) = ["ranked": ("count", "order"), "shortlist": ("shortlistCount", "orderShortlist"), "aside": ("asideCount", "orderAside")][tab.rawValue] ?? ("count", "order")
        return [
            "countText": words.count("matching.needPage.\(countKey)", count), "orderText": words("matching.needPage.\(orderKey)"),
            "compareHref": shortlisted >= 2 ? MatchingPaths.compare(id) : nil, "briefingHref": shortlisted >= 1 ? MatchingPaths.briefing(id) : nil,
            "items": cards.map { $0.view(telling) }, "pager": pager,
        ]
    }
}
