import Kernel
import Web

/// How the other city differs, row by row: mine, theirs, and what it means; and what it cost.
struct MatchContextView {
    let page: MatchPage

    private var telling: Telling { page.telling }
    private var words: Wording { page.telling.words }

    func view() -> View {
        let city = page.opened.city
        return [
            "mineName": city.map(telling.name) ?? words("matching.match.yourNeed"), "theirsName": telling.name(page.practice.place),
            "context": [size(), country(), share(), budget(), people(), duration()],
            "costFacts": [
                fact("costTotal", page.practice.budget.map { telling.format.euro($0) }), fact("costUnit", telling.unitCost(page.practice)),
                fact("funding", page.practice.funding.isEmpty ? nil : page.practice.funding.joined(separator: ", "), isPracticeText: true),
                fact("resources", page.practice.resources, isPracticeText: true),
            ],
        ]
    }

    private func row(_ key: String, _ mine: String?, _ theirs: String?, note: String? = nil, means: String) -> View {
        ["contextLabel": words("matching.match.\(key)"), "mineText": mine, "theirsText": theirs, "theirsNote": note, "meansText": means]
    }

    private func size() -> View {
        let mine = page.opened.city?.population
        let theirs = page.practice.place.population
        let names = ["theirs": telling.name(page.practice.place), "mine": page.opened.city.map(telling.name) ?? ""]
        let means: String =
            switch page.fit.size {
            case .same: words("matching.difference.size.same")
            case .larger(let factor): words("matching.difference.size.larger", names.merging(["factor": telling.format.decimal(factor)]) { $1 })
            case .smaller(let factor): words("matching.difference.size.smaller", names.merging(["factor": telling.format.decimal(factor)]) { $1 })
            case nil: "–"
            }
        return row("size", mine.map { telling.format.number($0) }, theirs.map { telling.format.number($0) }, means: means)
    }

    private func country() -> View {
        let mine = page.opened.city.map { telling.format.country($0.country) }
        let means = page.fit.isSameCountry.map { words($0 ? "matching.difference.country.same" : "matching.difference.country.other") } ?? "–"
        return row("country", mine, telling.format.country(page.practice.place.country), means: means)
    }

    private func share() -> View {
        let mine = page.opened.city?.foreignShare
        let theirs = page.practice.place.foreignShare
        let values = ["theirs": theirs.map { telling.format.percent($0) } ?? "", "mine": mine.map { telling.format.percent($0) } ?? ""]
        let means: String =
            switch page.fit.share {
            case .same: words("matching.difference.share.same")
            case .higher: words("matching.difference.share.higher", values)
            case .lower: words("matching.difference.share.lower", values)
            case .unknown, nil: words("matching.difference.share.unknown")
            }
        return row(
            "share", mine.map { telling.format.percent($0) }, theirs.map { telling.format.percent($0) }, note: page.practice.place.foreignShareDefinition,
            means: means)
    }

    private func budget() -> View {
        let mine = page.need.content.budget
        let theirs = page.practice.budget
        let values = ["theirs": theirs.map { telling.format.euro($0) } ?? "", "mine": mine.map { telling.format.euro($0) } ?? ""]
        let means: String =
            switch page.fit.cost {
            case .within: words("matching.difference.budget.within", values)
            case .above: words("matching.difference.budget.above", values)
            case .unknown: words("matching.difference.budget.unknown")
            case nil: "–"
            }
        return row("budget", mine.map { telling.format.euro($0) }, theirs.map { telling.format.euro($0) }, means: means)
    }

    private func people() -> View {
        row("people", page.need.content.people.map { telling.format.number($0) }, page.practice.beneficiaries.map { telling.format.number($0) }, means: "–")
    }

    private func duration() -> View {
        row("duration", page.need.content.months.map { words.count("compendium.fact.months", $0) }, telling.years(page.practice), means: "–")
    }

    private func fact(_ key: String, _ text: String?, isPracticeText: Bool = false) -> View {
        ["factLabel": words("matching.match.\(key)"), "factText": text, "isPracticeText": isPracticeText]
    }
}
