import HTTPTypes
import Kernel
import Members
import Web

/// What editors turn to: what waits, what is due, what may be there twice.
enum QueueTabs {
    enum Tab: String, CaseIterable { case waiting, due, duplicates }

    static func view(_ current: Tab, _ words: Wording) -> [View] {
        Tab.allCases.map { tab in
            let href = switch tab { case .waiting: CompendiumPaths.queue; case .due: CompendiumPaths.due; case .duplicates: CompendiumPaths.duplicates }
            return ["tabHref": href, "tabText": words("compendium.queue.tab.\(tab.rawValue)"), "isCurrent": tab == current]
        }
    }
}

/// The practices that nobody confirmed for two years, the longest first.
struct DuePage {
    let entries: [PracticeLives.Due]
    let cards: [PracticeID: Card]
    let start: Int
    let display: Display

    static let size = 25

    func page() -> Page {
        let words = display.words
        let shown = entries.prefix(Self.size).compactMap { entry in cards[entry.practice].map { row(entry, $0) } }
        return Page(
            "compendium/due", title: words("compendium.due.heading"), section: "queue",
            view: [
                "queueTabs": QueueTabs.view(.due, words), "entries": shown.isEmpty ? nil : ["items": shown] as View,
                "moreHref": entries.count > Self.size ? Fields([("start", String(start + Self.size))]).link(CompendiumPaths.due) : nil,
            ])
    }

    private func row(_ entry: PracticeLives.Due, _ card: Card) -> View {
        let words = display.words
        let title = card.title.text(in: display.language.code)
        return [
            "href": CompendiumPaths.life(card.slug), "entryTitle": title.text, "textLang": title.language, "place": display.place(card.city),
            "sinceText": words(entry.isImported ? "compendium.due.imported" : "compendium.due.since", ["date": display.format.day(entry.confirmedAt.day)]),
            "ownerText": entry.owner ?? words("compendium.life.nobody"),
            "askedText": entry.owner == nil ? nil : entry.askedAt.map { words("compendium.due.asked", ["date": display.format.day($0.day)]) } ?? words("compendium.due.notAsked"),
        ]
    }
}

/// Pairs of practices that may tell of the same work, with what speaks for it.
struct DuplicatesPage {
    let pairs: [Duplicates.Pair]
    /// What was sent and has to be mended.
    let fields: Fields
    let problems: [FieldProblem]
    let display: Display

    static let size = 25

    func page() -> Page {
        let words = display.words
        return Page(
            "compendium/duplicates", title: words("compendium.duplicates.heading"), section: "queue",
            view: [
                "queueTabs": QueueTabs.view(.duplicates, words), "errors": FieldView.summary(problems, words: words, label: { _ in "compendium.duplicates.reason" }),
                "countText": pairs.isEmpty ? nil : words.count("compendium.duplicates.count", pairs.count), "action": CompendiumPaths.duplicates,
                "pairs": pairs.isEmpty ? nil : ["items": pairs.prefix(Self.size).map(pair)] as View,
                "restText": pairs.count > Self.size ? words("compendium.duplicates.rest", ["count": display.format.number(Self.size)]) : nil,
            ]).refusing(problems)
    }

    static func reasonName(_ one: String, _ other: String) -> String { "reason.\(one).\(other)" }

    private func pair(_ pair: Duplicates.Pair) -> View {
        let isSent = fields["one"] == pair.one.slug && fields["other"] == pair.other.slug
        // Each pair has a form of its own on one page.
        let name = DuplicatesPage.reasonName(pair.one.slug, pair.other.slug)
        let reason = FieldView(name, label: "compendium.duplicates.reason", required: true, problems: isSent ? problems : [], words: display.words)
        return [
            "records": [record(pair.one), record(pair.other)], "why": Self.why(pair.likeness, display), "compareHref": CompendiumPaths.compare([pair.one.slug, pair.other.slug]),
            "merges": [
                merge(pair.one, into: pair.other), merge(pair.other, into: pair.one),
            ],
            "oneSlug": pair.one.slug, "otherSlug": pair.other.slug, "isOpen": isSent && !problems.isEmpty,
            "reasonField": reason.input(isSent ? fields[name] : nil, maxLength: 500),
        ]
    }

    private func record(_ card: Card) -> View {
        let title = card.title.text(in: display.language.code)
        return [
            "href": CompendiumPaths.practice(card.slug), "name": title.text, "textLang": title.language, "place": display.place(card.city),
            "yearsText": display.years(card.startYear, card.endYear),
        ]
    }

    private func merge(_ card: Card, into other: Card) -> View {
        let text = { (card: Card) in card.title.text(in: display.language.code).text }
        return [
            "mergeHref": Fields([("successor", other.slug)]).link(CompendiumPaths.life(card.slug)),
            "mergeText": display.words("compendium.duplicates.merge", ["one": text(card), "other": text(other)]),
        ]
    }

    /// What speaks for two records telling of the same work, in words.
    static func why(_ likeness: Likeness, _ display: Display) -> [View] {
        func part(_ name: String, _ share: Double) -> String { display.words("compendium.duplicates.why.\(name)", ["share": display.format.percent((share * 100).rounded())]) }
        var reasons: [String] = []
        if likeness.text >= 0.1 { reasons.append(part("text", likeness.text)) }
        if likeness.title >= 0.4 { reasons.append(part("title", likeness.title)) }
        if let meaning = likeness.meaning, meaning >= Likeness.near { reasons.append(part("meaning", meaning)) }
        if likeness.isSameCity { reasons.append(display.words("compendium.duplicates.why.city")) }
        if likeness.sharesSource { reasons.append(display.words("compendium.duplicates.why.source")) }
        return reasons.map { ["reason": $0] }
    }
}

/// One question to the owner of a practice, opened from a letter: is it still true?
struct StillTruePage {
    let practice: Practice
    let city: City
    let life: PracticeLife?
    /// nil: the link was used, or a newer letter has replaced it.
    let token: String?
    let now: Instant
    let display: Display

    func page() -> Page {
        let words = display.words
        let title = practice.title.text(in: display.language.code)
        return Page(
            "compendium/stillTrue", title: words("compendium.stillTrue.title", ["name": title.text]), section: "practices",
            view: [
                "name": title.text, "textLang": title.language, "place": display.place(city), "confirmedText": LifePage.confirmed(practice, life, now, display),
                "action": token.map { CompendiumPaths.stillTrue(practice.slug, $0) }, "practiceHref": CompendiumPaths.practice(practice.slug),
                "lifeHref": CompendiumPaths.life(practice.slug),
            ])
    }
}
