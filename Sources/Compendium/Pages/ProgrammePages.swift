import Foundation
import Kernel
import Members
import Web

/// The list of programmes and the page of one, with what was planned beside what was done.
enum ProgrammePages {
    static func list(_ programmes: [(programme: Programme, places: [Programme.Place], themes: [String])], _ display: Display) -> Page {
        let words = display.words
        return Page(
            "compendium/programmes", title: words("compendium.programmes.title"), description: words("compendium.programmes.description"),
            section: "programmes", canonicalPath: CompendiumPaths.programmes,
            view: [
                "programmes": programmes.map { programme, places, themes in
                    [
                        "href": CompendiumPaths.programme(programme.slug), "name": programme.name, "fullName": programme.fullTitle,
                        "datesText": dates(programme, display),
                        "citiesText": places.isEmpty ? nil : words.count("compendium.programme.citiesCount", places.count),
                        "themes": themes.map { ["text": $0] as View },
                    ] as View
                }
            ])
    }

    static func programme(
        _ programme: Programme, places: [Programme.Place], lists: [Programme.ListKind: [String]], changes: [ProgrammeChange], cities: [City],
        work: ProgrammeWork = ProgrammeWork(), _ display: Display
    ) -> Page {
        let words = display.words
        let steps = changes.map { ProgrammeWork.Step(what: $0.what, planned: $0.planned, actual: $0.actual, reason: $0.reason, source: $0.source) } + work.steps
        return Page(
            "compendium/programme", title: "\(programme.name): \(programme.fullTitle)", description: programme.fullTitle, section: "programmes",
            canonicalPath: CompendiumPaths.programme(programme.slug),
            view: [
                "breadcrumbs": display.breadcrumbs([("compendium.programmes.heading", CompendiumPaths.programmes)]),
                "programmeName": programme.name, "fullName": programme.fullTitle, "datesText": dates(programme, display),
                "facts": facts(programme, display) + countries(lists[.country] ?? [], display),
                "cityParts": places.isEmpty ? nil : ["parts": parts(places, cities, display)] as View,
                "planned": steps.isEmpty ? nil : ["items": steps.map { step($0, words) }] as View,
                "lists": shownLists.compactMap { kind, key in
                    (lists[kind] ?? []).isEmpty ? nil : [
                        "listLabel": words("compendium.programme.\(key)"), "items": (lists[kind] ?? []).map { ["text": $0] as View },
                    ] as View
                },
                "practices": nil, "sources": sources(lists[.source] ?? []), "partnerSearchHref": work.partnerSearchHref,
            ])
    }

    private static func step(_ step: ProgrammeWork.Step, _ words: Wording) -> View {
        let differs = step.planned != nil && step.actual != nil && step.planned != step.actual
        return [
            "what": step.what, "plannedText": step.planned, "actualText": step.actual, "reasonText": step.reason,
            "reasonMissing": differs && step.reason == nil,
            "sourceText": step.source.map { words("compendium.programme.stepSource", ["source": $0]) },
        ]
    }

    /// A source is a line of text; an address at its end becomes a link.
    private static func sources(_ lines: [String]) -> View? {
        lines.isEmpty ? nil : ["items": lines.map { line in
            let address = line.components(separatedBy: ", ").last.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
            let title = address.map { String(line.dropLast($0.count + 2)) } ?? line
            return ["sourceTitle": title, "sourceHref": address, "publisher": nil, "sourceNote": nil] as View
        }]
    }

    private static let shownLists: [(Programme.ListKind, String)] = [
        (.theme, "themes"), (.targetGroup, "targetGroups"), (.problem, "problems"), (.objective, "objectives"), (.activity, "activities"),
        (.deliverable, "deliverables"), (.result, "expectedResults"), (.means, "means"), (.community, "communities"), (.partner, "partners"), (.otherName, "otherNames"),
    ]

    private static func parts(_ places: [Programme.Place], _ cities: [City], _ display: Display) -> [View] {
        let byID = Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0) })
        return Programme.Place.Part.allCases.compactMap { part in
            let here = places.filter { $0.part == part }
            guard !here.isEmpty else { return nil }
            return [
                "partLabel": display.words("compendium.programme.\(part.rawValue)"),
                "cities": here.map { place in
                    let city = place.city.flatMap { byID[$0] }
                    return ["cityLabel": place.name(in: display.language, city), "cityHref": city.map { CompendiumPaths.city($0.slug) }] as View
                },
            ]
        }
    }

    private static func countries(_ codes: [String], _ display: Display) -> [View] {
        let names = codes.map { display.format.country($0) }
        return names.isEmpty ? [] : [display.fact("compendium.programme.countries", display.format.list(display.format.sorted(names) { $0 }))]
    }

    private static func facts(_ programme: Programme, _ display: Display) -> [View] {
        let lead = programme.leadName.map { name in name + (programme.leadCountry.map { ", " + display.format.country($0) } ?? "") }
        return [
            display.fact("compendium.fact.lead", lead),
            display.fact("compendium.fact.funding", programme.funding),
            display.fact("compendium.fact.budget", programme.budget.map { display.format.euro($0) }),
            display.fact("compendium.fact.duration", months(programme).map { display.words.count("compendium.fact.months", $0) }),
            display.fact("compendium.fact.datesNote", programme.datesNote),
        ] + stated(programme, display)
    }

    /// What only some programmes say; what the others are silent about is not asked of them.
    private static func stated(_ programme: Programme, _ display: Display) -> [View] {
        let days = [programme.transnationalStart, programme.transnationalEnd].compactMap { $0 }.map { display.format.day($0) }
        let facts: [(String, String?)] = [
            ("compendium.programme.reference", programme.reference), ("compendium.programme.transnationalBudget", programme.transnationalBudget.map { display.format.euro($0) }),
            ("compendium.programme.transnationalDates", days.isEmpty ? nil : days.joined(separator: " – ")),
            ("compendium.programme.pilotGrant", programme.pilotGrant.map { display.format.euro($0) }),
            ("compendium.programme.citiesStated", programme.citiesStated.map { display.format.number($0) }), ("compendium.programme.citiesNote", programme.citiesNote),
        ]
        return facts.compactMap { label, text in text.map { display.fact(label, $0) } }
    }

    private static func months(_ programme: Programme) -> Int? {
        guard let start = programme.start, let end = programme.end else { return nil }
        return Int((Double(end.daysSince1970 - start.daysSince1970 + 1) / 30.4375).rounded())
    }

    private static func dates(_ programme: Programme, _ display: Display) -> String {
        display.years(programme.start?.year, programme.end?.year) ?? display.words("compendium.notSaid")
    }
}
