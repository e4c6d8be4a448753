import Kernel
import Web

/// The facets beside a list: every choice with how many practices it would leave.
struct FacetGroups {
    let display: Display
    let question: SearchQuestion
    let answer: SearchAnswer

    private static let visible = 8

    func views() -> [View] {
        FacetName.shown.compactMap { facet in
            let chosen = Set(question.chosen[facet] ?? [])
            let counts = answer.counts[facet] ?? [:]
            let options = ordered(facet, counts, chosen).map { code in option(facet, code, counts[code] ?? 0, chosen.contains(code)) }
            guard !options.isEmpty else { return nil }
            let rest = options.dropFirst(FacetGroups.visible)
            return [
                "name": facet.rawValue, "legend": legend(facet),
                "isOpen": !chosen.isEmpty || facet == .area || facet == .group,
                "selectedText": chosen.isEmpty ? nil : display.words.count("compendium.list.facetSelected", chosen.count),
                "options": Array(options.prefix(FacetGroups.visible)),
                "more": rest.isEmpty ? nil : [
                    "moreText": display.words.count("compendium.list.facetMore", rest.count), "moreOptions": Array(rest),
                ] as View,
            ]
        }
    }

    func chips(_ path: String) -> [View] {
        FacetName.allCases.flatMap { facet in
            (question.chosen[facet] ?? []).map { code in
                [
                    "label": display.words("compendium.list.chip", ["facet": legend(facet), "value": label(facet, code)]),
                    "href": question.fields.removing(facet.rawValue, value: code).link(path),
                ] as View
            }
        }
    }

    private struct Option: Hashable {
        let language: Language
        let facet: FacetName
        let code: String
        let count: Int
        let isChosen: Bool
    }

    /// Some hundred choices on every list, of which hardly any changes from one question to the next.
    private static let options = Kept<Option, View>(most: 5000)

    private func option(_ facet: FacetName, _ code: String, _ count: Int, _ isChosen: Bool) -> View {
        Self.options.value(Option(language: display.language, facet: facet, code: code, count: count, isChosen: isChosen)) {
            ([
                "name": facet.rawValue, "optionId": "\(facet.rawValue)-\(code)", "optionValue": code, "optionLabel": label(facet, code),
                "countText": display.format.number(count), "selected": isChosen,
            ] as View).settling()
        }
    }

    /// Chosen ones first, then by how many; ordered lists (size, evidence, year) keep their order.
    private func ordered(_ facet: FacetName, _ counts: [String: Int], _ chosen: Set<String>) -> [String] {
        let known = Set(counts.keys).union(chosen)
        if let fixed = fixedOrder(facet) { return fixed.filter(known.contains) }
        let placed = known.map { (chosen.contains($0) ? 0 : 1, $0 == FacetName.unknown ? 1 : 0, -(counts[$0] ?? 0), $0) }
        return placed.sorted { $0 < $1 }.map(\.3)
    }

    private func fixedOrder(_ facet: FacetName) -> [String]? {
        switch facet {
        case .size: ["small", "medium", "large", "metropolis", FacetName.unknown]
        case .evidence: ["5", "4", "3", "2", "1", "0"]
        case .standing: Standing.Name.allCases.map(\.rawValue)
        case .year: YearBand.codes + [FacetName.unknown]
        case .status: PracticeStatus.allCases.map(\.rawValue)
        default: nil
        }
    }

    private func legend(_ facet: FacetName) -> String {
        switch facet {
        case .size: display.words("compendium.facet.citySize")
        case .city: display.words("compendium.fact.city")
        default: display.words("compendium.facet.\(facet.rawValue)")
        }
    }

    private func label(_ facet: FacetName, _ code: String) -> String {
        let words = display.words
        return switch facet {
        case .area: known("compendium.policyArea.\(code)", code)
        case .group: known("compendium.targetGroup.\(code)", code)
        case .country: display.format.country(code)
        case .size: known("compendium.citySize.\(code)", code)
        case .status: known("compendium.status.\(code)", code)
        case .evidence: words("compendium.evidence.badge", ["level": code])
        case .standing: known("compendium.standing.\(code)", code)
        case .year: known("compendium.yearBand.\(code)", code)
        case .language: code == FacetName.unknown ? words("compendium.unknownLanguage") : display.format.languageName(code)
        case .funding: known("compendium.funding.\(code)", code)
        case .city: answer.all.first { $0.city.slug == code }.map { display.name($0.city) } ?? code
        }
    }

    private func known(_ key: String, _ code: String) -> String { display.words.has(key) ? display.words(key) : code }
}
