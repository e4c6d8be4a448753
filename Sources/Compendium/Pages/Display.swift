import Foundation
import Kernel
import Members
import Web

/// Wording and numbers of the compendium in one language: what the pages of this room share.
struct Display {
    let words: Wording
    let format: Format
    let language: Language
    /// Of the installation, for what machines read.
    let baseURL: String
    let publisher: String

    init(_ house: House, _ language: Language) {
        baseURL = house.site.baseURL
        publisher = house.facade.network ?? "Ponte"
        words = house.words(language)
        format = Format(language)
        self.language = language
    }

    func area(_ area: PolicyArea) -> String { words("compendium.policyArea.\(area.rawValue)") }
    func group(_ group: TargetGroup) -> String { words("compendium.targetGroup.\(group.rawValue)") }
    func status(_ status: PracticeStatus) -> String { words("compendium.status.\(status.rawValue)") }
    func organisation(_ type: OrganisationType) -> String { words("compendium.organisationType.\(type.rawValue)") }

    func name(_ city: City) -> String { city.name(in: language) }

    func place(_ city: City) -> String {
        words("compendium.practice.place", ["city": name(city), "country": format.country(city.country)])
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
        let marks = [
            title.isMachine || teaser?.isMachine == true ? words("compendium.translated.machine") : nil, words.languageMark(title.language) ?? words.languageMark(teaserLanguage),
            card.isConfirmed ? nil : words("compendium.life.unconfirmedMark"),
        ].compactMap(\.self)
        return [
            "href": CompendiumPaths.practice(card.slug), "teaserLang": teaserLanguage, "teaserDir": textDirection(of: teaserLanguage),
            "markText": marks.isEmpty ? nil : marks.joined(separator: " · "),
            "name": title.text, "textLang": title.language, "textDir": textDirection(of: title.language),
            "place": place(card.city), "yearsText": years(card.startYear, card.endYear), "statusText": status(card.status),
            "teaserHtml": HTMLText.escape(teaser?.text ?? card.teaser),
            "areas": card.areas.map { ["areaLabel": area($0)] as View },
            "standing": standing(card.standing), "evidence": evidence(card.evidenceLevel),
            "pick": picked.map { ["pickValue": card.slug, "picked": $0] as View },
        ]
    }

    /// "Mette Holm, Odense": somebody with the cities they work for.
    func person(_ name: String, of own: [CityID], among cities: [City]) -> String {
        let places = own.compactMap { id in cities.first { $0.id == id }.map { self.name($0) } }
        return places.isEmpty ? name : words("compendium.practice.personOf", ["name": name, "cities": format.list(places)])
    }

    func items(_ texts: [String]) -> View? {
        texts.isEmpty ? nil : ["items": texts.map { ["text": $0] as View }]
    }

    /// Plain text as safe markup, with its paragraphs.
    static func paragraphs(_ text: String?) -> String? { text.map(Markdown.html) }

    /// One row of facts. No values: "the source does not say".
    /// - Parameters:
    ///   - written: the language the values are written in, where it is not the page's.
    ///   - note: what goes with the values, in the words of the source.
    func fact(_ label: String, _ values: [(text: String, href: String?)], written: String? = nil, source: String? = nil, note: (text: String, language: String)? = nil) -> View {
        let separator = language == .ar ? "، " : ", "
        return [
            "factLabel": words(label),
            "values": values.enumerated().map { position, value in
                ["valueText": value.text, "valueHref": value.href, "separator": position == values.count - 1 ? "" : separator] as View
            },
            "valueLang": written ?? language.code, "valueDir": textDirection(of: written ?? language.code), "factSource": source,
            "factNote": note.map { ["noteText": $0.text, "noteLang": $0.language, "noteDir": textDirection(of: $0.language), "noteMark": words.languageMark($0.language)] as View },
        ]
    }

    func fact(_ label: String, _ text: String?, href: String? = nil, written: String? = nil, source: String? = nil, note: (text: String, language: String)? = nil) -> View {
        fact(label, text.map { [(text: $0, href: href)] } ?? [], written: written, source: source, note: note)
    }

    func breadcrumbs(_ steps: [(label: String, href: String)]) -> [View] { steps.map { ["label": words($0.label), "href": $0.href] } }
}
