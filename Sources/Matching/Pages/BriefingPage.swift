import Kernel
import Web

/// Four pages of A4 for a councillor: the need, the options side by side, evidence and its limits, what to prepare. Texts are
/// held to lengths that fit those pages.
struct BriefingPage {
    let opened: MatchingRoom.OpenNeed
    /// At most five, best match first.
    let options: [ShortlistOption]
    let needLanguage: String?
    /// How many practices the need was compared with.
    let practices: Int
    let preparedBy: String
    let today: Day
    /// Where printed addresses begin.
    let baseURL: String
    let telling: Telling

    static let longestNeed = 1400
    private static let letters = ["A", "B", "C", "D", "E"]

    private var words: Wording { telling.words }
    private var need: Need { opened.need }

    func page() -> Page {
        let id = need.id.rawValue
        return Page(
            "matching/briefing", title: words("matching.briefing.title", ["need": need.name]), section: "needs",
            view: [
                "breadcrumbs": [
                    ["label": words("matching.needs.heading"), "href": MatchingPaths.needs], ["label": need.name, "href": MatchingPaths.need(id)],
                ] as [View],
                "needHref": MatchingPaths.need(id), "needTitle": need.name, "titleLang": needLanguage, "empty": options.isEmpty ? empty(id) : nil,
                "briefing": options.isEmpty ? nil : briefing(),
            ])
    }

    private func empty(_ id: String) -> View {
        [
            "emptyHeading": words("matching.briefing.empty.heading"), "emptyText": words("matching.briefing.empty.text"),
            "emptyActions": [["href": MatchingPaths.need(id), "label": words("matching.briefing.empty.action"), "quiet": false]] as [View],
        ]
    }

    private func briefing() -> View {
        let known = facts()
        let sheet: View = [
            "ownTitle": need.content.title, "metaText": metaText(), "needText": Excerpt.of(need.content.text, atMost: Self.longestNeed), "needLang": needLanguage ?? "und",
            "needDir": needLanguage.map(textDirection(of:)) ?? "auto",
            "needFacts": known.isEmpty ? nil : ["items": known.map { ["factLabel": $0.0, "factText": $0.1] as View }] as View,
            "cityLists": [list("competent", need.content.competent), list("notCompetent", need.content.notCompetent), list("inPlace", need.content.inPlace)],
            "howText": words.count("matching.briefing.howText", practices), "footText1": footText(1), "footText2": footText(2), "footText3": footText(3),
            "footText4": footText(4),
        ]
        return sheet.adding([
            "options": options.enumerated().map { option($1, Self.letters[$0]) }, "rows": BriefingTable(options: options, opened: opened, telling: telling).rows(),
            "steps": steps().map { ["stepText": words("matching.briefing.nextStep.\($0)")] as View },
            "sources": options.enumerated().flatMap { sources($1, Self.letters[$0]) },
        ])
    }

    // MARK: the need

    private func metaText() -> String {
        let values = ["date": telling.format.day(today), "name": preparedBy]
        guard let city = opened.city else { return words("matching.briefing.metaNoCity", values) }
        return words("matching.briefing.meta", values.merging(["city": telling.name(city)]) { $1 })
    }

    private func footText(_ page: Int) -> String {
        [words("matching.briefing.sheet", ["page": telling.format.number(page)]), opened.city.map(telling.name), telling.format.day(today)].compactMap { $0 }
            .map { "\u{2068}\($0)\u{2069}" }.joined(separator: " · ")
    }

    private func facts() -> [(String, String)] {
        (opened.city.map { [(words("matching.field.city"), telling.place($0))] } ?? []) + NeedFacts(content: need.content, telling: telling).figures
    }

    private func list(_ key: String, _ texts: [String]) -> View {
        let shown = texts.prefix(8).map { Excerpt.of($0, atMost: 56) } + (texts.count > 8 ? ["…"] : [])
        return [
            "listLabel": words("matching.briefing.\(key)"), "listItems": shown.isEmpty ? nil : ["items": shown.map { ["text": $0] as View }] as View,
        ]
    }

    // MARK: the options

    private func option(_ option: ShortlistOption, _ letter: String) -> View {
        let practice = option.practice
        let own: View = [
            "optionLetter": letter, "standing": telling.standing(practice), "evidence": telling.evidence(practice),
            "evidenceMeaning": words("compendium.evidence.meaning\(practice.evidenceLevel)"),
            "resultsText": practice.results.map { Excerpt.of($0, atMost: 280) },
            "limits": telling.limits(practice).map { ["limitText": $0] as View }, "preconditions": preconditions(option),
        ]
        return option.column(telling).adding(own)
    }

    /// What is missing or open comes first: it is what has to be prepared.
    private func preconditions(_ option: ShortlistOption) -> View? {
        let order: [PreconditionAnswer?] = [.missed, nil, .partly, .met, .notApplicable]
        let sorted = order.flatMap { wanted in option.practice.preconditions.filter { option.answer(to: $0.id)?.answer == wanted } }
        guard !sorted.isEmpty else { return nil }
        let language = option.practice.language
        return [
            "items": sorted.prefix(6).map { precondition in
                let answer = option.answer(to: precondition.id)
                let state = answer?.answer.rawValue ?? "open"
                return [
                    "preconditionText": Excerpt.of(precondition.text, atMost: 120), "textLang": language, "textDir": textDirection(of: language),
                    "stateText": words("matching.briefing.state.\(state)"), "noteText": answer?.note.map { Excerpt.of($0, atMost: 80) },
                ] as View
            }
        ]
    }

    private func steps() -> [String] {
        let isOpen = options.contains { $0.readiness.open > 0 }
        return isOpen ? ["ask", "check", "decide"] : ["ask", "decide"]
    }

    private func sources(_ option: ShortlistOption, _ letter: String) -> [View] {
        let shown = option.practice.sources.prefix(2)
        let more = option.practice.sources.count - shown.count
        return shown.enumerated().map { position, source in
            [
                "optionLetter": letter, "sourceTitle": Excerpt.of(source.title, atMost: 110), "sourceLang": option.practice.language, "publisher": source.publisher,
                "sourceHref": source.url,
                "practiceUrl": position == shown.count - 1 ? baseURL + MatchingPaths.practice(option.practice.slug) : nil,
                "moreText": more > 0 && position == shown.count - 1 ? words.count("matching.briefing.moreSources", more) : nil,
            ]
        }
    }
}

/// The options side by side: eight rows, short enough for one page across.
struct BriefingTable {
    let options: [ShortlistOption]
    let opened: MatchingRoom.OpenNeed
    let telling: Telling

    func rows() -> [View] {
        let words = telling.words
        let reasons = options.count >= 4 ? 2 : 3
        func row(_ key: String, _ cell: (CompareCells) -> View) -> View {
            ["rowLabel": words(key), "cells": options.map { cell(CompareCells(option: $0, telling: telling)) }]
        }
        return [
            row("matching.briefing.what") { $0.source($0.option.practice.solution.map { Excerpt.of($0, atMost: 160) }) },
            row("matching.needCompare.band") { $0.score() },
            row("matching.briefing.fit") { $0.reasons(atMost: reasons) },
            row("matching.needCompare.standing") { $0.standing() },
            row("matching.briefing.evidence") { $0.evidence() },
            row("matching.briefing.ready") { $0.readiness() },
            row("matching.briefing.different") { $0.differences(opened.city, opened.need.content) },
            row("matching.briefing.cost") { $0.text(telling.costText($0.option.practice), missing: words("matching.card.notSaid")) },
        ]
    }
}
