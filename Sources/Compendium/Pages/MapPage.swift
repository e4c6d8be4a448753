import Foundation
import Kernel
import Members
import Web

/// Practices on the map of Europe, and the same as a list.
enum MapPage {
    static func page(_ question: SearchQuestion, _ answer: SearchAnswer, _ display: Display) -> Page {
        let words = display.words
        let chips = FacetGroups(display: display, question: question, answer: answer).chips(CompendiumPaths.map)
        let cities = counts(answer.all)
        var page = Page(
            "compendium/map", title: words("compendium.map.title"), description: words("compendium.map.description"), section: "practices",
            canonicalPath: question.fields.isEmpty ? CompendiumPaths.map : nil,
            view: [
                "countText": words.count("compendium.map.count", cities.count, ["practices": words.count("compendium.list.count", answer.total)]),
                "listHref": question.fields.link(CompendiumPaths.practices), "mapHref": question.fields.link(CompendiumPaths.map),
                "isList": false, "isMap": true,
                "chips": chips.isEmpty ? nil : ["items": chips] as View,
                "empty": cities.isEmpty ? PracticeListPage.emptyState(question, words) : nil,
                "map": map(cities, display),
                "countryList": countryList(cities, display),
            ])
        if page.canonicalPath != nil {
            page.dublinCore = DublinCore.collection(page.title, path: CompendiumPaths.map, changedAt: DublinCore.newest(answer.all), display)
        }
        return page
    }

    static func counts(_ cards: [Card]) -> [(city: City, practices: Int)] {
        Dictionary(grouping: cards, by: \.city.slug).values.map { (city: $0[0].city, practices: $0.count) }.sorted { $0.city.slug < $1.city.slug }
    }

    /// Larger dots for more practices, by area; large ones first, so that small ones stay on top.
    static func map(_ cities: [(city: City, practices: Int)], _ display: Display) -> View {
        [
            "viewBox": MapProjection.viewBox,
            "dots": cities.sorted { ($1.practices, $0.city.slug) < ($0.practices, $1.city.slug) }.map { city, practices in
                let point = MapProjection.point(latitude: city.latitude, longitude: city.longitude)
                return [
                    "cx": tenth(point.x), "cy": tenth(point.y), "r": tenth(4.5 + 2.2 * Double(practices).squareRoot()), "href": CompendiumPaths.city(city.slug),
                    "label": display.name(city), "countText": display.words.count("compendium.list.count", practices),
                ] as View
            },
        ]
    }

    private static func countryList(_ cities: [(city: City, practices: Int)], _ display: Display) -> [View] {
        let countries = Dictionary(grouping: cities, by: \.city.country)
        return display.format.sorted(Array(countries.keys)) { display.format.country($0) }.map { code in
            let places = display.format.sorted(countries[code] ?? []) { display.name($0.city) }
            return [
                "countryName": display.format.country(code),
                "countryCountText": display.words.count("compendium.list.count", places.map(\.practices).reduce(0, +)),
                "cities": places.map {
                    ["href": CompendiumPaths.city($0.city.slug), "label": display.name($0.city), "countText": display.words.count("compendium.list.count", $0.practices)] as View
                },
            ]
        }
    }

    private static func tenth(_ value: Double) -> String { String((value * 10).rounded() / 10) }
}
