import Foundation
import Kernel
import Members
import Web

/// Wording and numbers of the compendium in one language: what the pages of this room share.
struct Display {
    let words: Wording
    let format: Format
    let language: Language

    init(_ house: House, _ language: Language) {
        words = house.words(language)
        format = Format(language)
        self.language = language
    }

    func area(_ area: PolicyArea) -> String { words("compendium.policyArea.\(area.rawValue)") }
    func group(_ group: TargetGroup) -> String { words("compendium.targetGroup.\(group.rawValue)") }
    func status(_ status: PracticeStatus) -> String { words("compendium.status.\(status.rawValue)") }
    func organisation(_ type: OrganisationType) -> String { words("compendium.organisationType.\(type.rawValue)") }

    func place(_ city: City) -> String {
        words("compendium.practice.place", ["city": city.name, "country": format.country(city.country)])
    }

    func years(_ start: Int?, _ end: Int?) -> String? {
        switch (start, end) {
        case (let start?, let end?): words("compendium.fact.period", ["start": format.year(start), "end": format.year(end)])
        case (let start?, nil): words("compendium.fact.since", ["start": format.year(start)])
        case (nil, let end?): words("compendium.fact.until", ["end": format.year(end)])
        case (nil, nil): nil
        }
    }

    func standing(_ name: Standing.Name) -> View {
        ["code": name.rawValue, "label": words("compendium.standing.\(name.rawValue)")]
    }

    func evidence(_ level: Int) -> View {
        ["level": level, "label": words("compendium.evidence.badge", ["level": format.number(level)])]
    }

    /// - Parameter picked: nil leaves the tick "Compare" out.
    func card(_ card: Card, picked: Bool? = nil) -> View {
        card.views.value(Card.Look(language: language, picked: picked)) { view(of: card, picked: picked).settling() }
    }

    private func view(of card: Card, picked: Bool?) -> View {
        let title = card.shownTitle(in: language)
        let teaser = card.translated[language]?.teaser
        let teaserLanguage = teaser?.language ?? card.language
        return [
            "href": CompendiumPaths.practice(card.slug), "teaserLang": teaserLanguage, "teaserDir": textDirection(of: teaserLanguage),
            "markText": title.isMachine || teaser?.isMachine == true ? words("compendium.translated.machine") : nil,
            "name": title.text, "textLang": title.language, "textDir": textDirection(of: title.language),
            "place": place(card.city), "yearsText": years(card.startYear, card.endYear), "statusText": status(card.status),
            "teaserHtml": HTMLText.escape(teaser?.text ?? card.teaser),
            "areas": card.areas.map { ["areaLabel": area($0)] as View },
            "standing": standing(card.standing), "evidence": evidence(card.evidenceLevel),
            "pick": picked.map { ["pickValue": card.slug, "picked": $0] as View },
        ]
    }

    func items(_ texts: [String]) -> View? {
        texts.isEmpty ? nil : ["items": texts.map { ["text": $0] as View }]
    }

    /// Plain text as safe markup, with its paragraphs.
    static func paragraphs(_ text: String?) -> String? { text.map(Markdown.html) }

    /// One row of facts. No values: "the source does not say".
    func fact(_ label: String, _ values: [(text: String, href: String?)], source: String? = nil) -> View {
        let separator = language == .ar ? "، " : ", "
        return [
            "factLabel": words(label),
            "values": values.enumerated().map { position, value in
                ["valueText": value.text, "valueHref": value.href, "separator": position == values.count - 1 ? "" : separator] as View
            },
            "factSource": source,
        ]
    }

    func fact(_ label: String, _ text: String?, href: String? = nil, source: String? = nil) -> View {
        fact(label, text.map { [(text: $0, href: href)] } ?? [], source: source)
    }

    func breadcrumbs(_ steps: [(label: String, href: String)]) -> [View] { steps.map { ["label": words($0.label), "href": $0.href] } }
}
