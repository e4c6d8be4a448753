import Foundation
import Kernel
import Members
import Web

/// The list of cities and the page of one. Cities are listed by name and never ranked.
enum CityPages {
    static func list(_ cities: [City], _ cards: [Card], _ display: Display) -> Page {
        let words = display.words
        let practices = Dictionary(grouping: cards, by: \.city.slug).mapValues(\.count)
        let countries = Dictionary(grouping: cities, by: \.country)
        var page = Page(
            "compendium/cities", title: words("compendium.cities.title"), description: words("compendium.cities.description"), section: "cities",
            canonicalPath: CompendiumPaths.cities,
            view: [
                "leadText": words.count("compendium.cities.lead", cities.count),
                "countryList": display.format.sorted(Array(countries.keys)) { display.format.country($0) }.map { code in
                    [
                        "countryName": display.format.country(code),
                        "cities": display.format.sorted(countries[code] ?? []).map { row($0, practices[$0.slug] ?? 0, display) },
                    ] as View
                },
            ])
        page.dublinCore = DublinCore.collection(page.title, path: CompendiumPaths.cities, changedAt: DublinCore.newest(cards), display)
        return page
    }

    private static func row(_ city: City, _ practices: Int, _ display: Display) -> View {
        let words = display.words
        return [
            "href": CompendiumPaths.city(city.slug), "label": display.name(city), "localName": localName(city, display),
            "localLang": localLanguage(city.country),
            "countText": practices == 0 ? words("compendium.cities.noPractice") : words.count("compendium.cities.count", practices),
        ]
    }

    static func city(_ city: City, _ cards: [Card], _ programmes: [(programme: Programme, part: Programme.Place.Part)], _ display: Display) -> Page {
        let words = display.words
        var page = Page(
            "compendium/city", title: display.place(city), description: words("compendium.city.description", ["city": display.name(city)]), section: "cities",
            canonicalPath: CompendiumPaths.city(city.slug),
            view: [
                "breadcrumbs": display.breadcrumbs([("compendium.cities.heading", CompendiumPaths.cities)]),
                "cityName": display.name(city), "countryName": display.format.country(city.country),
                "localName": localName(city, display), "localLang": localLanguage(city.country),
                "facts": facts(city, display), "sources": sources(city),
                "practicesText": words.count("compendium.city.practices", cards.count),
                "practices": cards.isEmpty ? nil : ["items": cards.map { display.card($0) }] as View,
                "programmes": programmes.isEmpty ? nil : [
                    "items": programmes.map {
                        [
                            "href": CompendiumPaths.programme($0.programme.slug), "label": $0.programme.name,
                            "roleText": words("compendium.programme.role.\($0.part.rawValue)"),
                        ] as View
                    }
                ] as View,
            ])
        page.jsonLD = JSONLD.city(city, display)
        page.dublinCore = DublinCore.city(city, cards, path: CompendiumPaths.city(city.slug), display)
        return page
    }

    /// What it calls itself; nil where the page calls it that already.
    private static func localName(_ city: City, _ display: Display) -> String? { city.localName == display.name(city) ? nil : city.localName }

    private static func facts(_ city: City, _ display: Display) -> [View] {
        [
            display.fact("compendium.fact.population", city.population.map { display.format.number($0) }, source: city.population == nil ? nil : city.populationYear.map { display.format.year($0) }),
            display.fact(
                "compendium.fact.foreignShare", city.foreignShare.map { display.format.percent($0) },
                source: city.foreignShare == nil ? nil : city.foreignShareYear.map { display.format.year($0) },
                note: city.foreignShare == nil ? nil : city.foreignShareDefinition.map { (text: $0, language: noteLanguage) }),
        ]
    }

    /// What the figures come from, said once: parts divided by semicolons, each with its address at the end.
    private static func sources(_ city: City) -> View? {
        let items = city.source.components(separatedBy: "; ").compactMap { part -> View? in
            let words = part.split(separator: " ")
            let address = words.last.map(String.init).flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
            let title = (address == nil ? part : words.dropLast().joined(separator: " ")).trimmingCharacters(in: .init(charactersIn: " ,"))
            return part.isEmpty ? nil : ["sourceTitle": title.isEmpty ? part : title, "sourceHref": address, "publisher": nil, "sourceNote": nil]
        }
        return items.isEmpty ? nil : ["items": items]
    }

    /// Definitions and sources of cities are on record in this language.
    private static let noteLanguage = "en"

    private static func localLanguage(_ country: String) -> String {
        ["AT": "de", "DE": "de", "IT": "it", "ES": "es", "FR": "fr", "BE": "nl", "NL": "nl", "PL": "pl", "RO": "ro", "GR": "el", "HU": "hu", "HR": "hr",
         "SE": "sv", "FI": "fi", "DK": "da", "PT": "pt", "MT": "mt", "CZ": "cs", "BG": "bg", "IE": "en", "GB": "en"][country] ?? "und"
    }
}
