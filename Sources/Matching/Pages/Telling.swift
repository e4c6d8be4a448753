import Foundation
import Kernel
import Text
import Web

/// Says in one language why a practice fits: reasons, parts of the score, differences, evidence and its limits.
struct Telling {
    let words: Wording
    let format: Format
    let language: Language
    let vocabulary: Vocabulary
    let standingParts: StandingParts

    init(_ room: MatchingRoom, _ language: Language) {
        words = room.house.words(language)
        format = Format(language)
        self.language = language
        vocabulary = room.matcher.vocabulary
        standingParts = StandingParts(room, language)
    }

    func area(_ slug: String) -> String { words("compendium.policyArea.\(slug)") }
    func group(_ slug: String) -> String { words("compendium.targetGroup.\(slug)") }
    func concept(_ id: String) -> String { vocabulary.label(of: id, language: language.code) ?? id }
    func name(_ place: PlaceFacts) -> String { place.name(in: language) }
    func place(_ place: PlaceFacts) -> String { words("compendium.practice.place", ["city": name(place), "country": format.country(place.country)]) }

    func quoted(_ texts: [String]) -> String { format.list(texts.map(quoted)) }
    /// Quoted words, set apart so that right-to-left text keeps its order.
    private func quoted(_ text: String) -> String { words("matching.quote", ["text": "\u{2068}\(text)\u{2069}"]) }

    // MARK: reasons

    /// A sentence that gives a reason, and what it quotes from the practice.
    struct Reason {
        let text: String
        var quote: String?
        var quoteLanguage = ""
    }

    /// A reason where nothing is marked up.
    func line(_ reason: Reason) -> String { reason.quote.map { "\(reason.text) \(quoted($0))" } ?? reason.text }

    func view(_ reason: Reason) -> View {
        [
            "reasonText": reason.text, "reasonQuote": reason.quote, "reasonLang": reason.quoteLanguage,
            "reasonDir": reason.quoteLanguage.isEmpty ? "" : textDirection(of: reason.quoteLanguage),
        ]
    }

    /// The one to four strongest, in words. Only what a reader can check: a concept counts where words of both name it.
    func reasons(_ match: Match, _ practice: PracticeFacts, _ readiness: Readiness?) -> [Reason] {
        var told: [Reason] = []
        func tell(_ text: String) { told.append(Reason(text: text)) }
        let concepts = match.reasons.concepts.filter { $0.isNamed && $0.share >= 0.1 }.prefix(3)
        if !concepts.isEmpty { tell(words("matching.reason.concepts", ["concepts": format.list(concepts.map { concept($0.id) })])) }
        if let closest = match.reasons.closest, closest.similarity > 0.12 { told.append(nearest(closest, practice)) }
        let groups = worthTelling(match.reasons.groups)
        if !groups.isEmpty { tell(words.count("matching.reason.groups", groups.count, ["groups": format.list(groups.map { group($0.slug) })])) }
        let areas = worthTelling(match.reasons.areas)
        if !areas.isEmpty && told.count < 4 { tell(words.count("matching.reason.areas", areas.count, ["areas": format.list(areas.map { area($0.slug) })])) }
        let terms = match.reasons.terms.filter { $0.weight >= 0.15 }.prefix(4)
        if !terms.isEmpty && told.count < 4, let found = terms.first?.fields.first {
            let field = found == MatchFormula.askedElsewhereField ? MatchFormula.askedField : found
            tell(words("matching.reason.words", ["words": quoted(terms.map(\.asked)), "field": words("matching.fieldName.\(field)")]))
        }
        if let readiness, readiness.met > 0 { tell(words.count("matching.reason.met", readiness.met)) }
        if told.isEmpty { tell(words("matching.reason.weak")) }
        return Array(told.prefix(4))
    }

    /// Which text of the practice is nearest in meaning; a need that it was written for is said in full, for no page lists them.
    private func nearest(_ closest: MatchReasons.Closest, _ practice: PracticeFacts) -> Reason {
        guard closest.field == MatchFormula.askedField, practice.askedBy.indices.contains(closest.number) else {
            return Reason(text: words("matching.reason.meaning", ["field": words("matching.fieldName.\(closest.field)")]))
        }
        return Reason(text: words("matching.reason.question"), quote: practice.askedBy[closest.number], quoteLanguage: practice.language)
    }

    /// What was stated, and where nothing was what the text clearly speaks of.
    private func worthTelling(_ facets: [UnderstoodFacet]) -> ArraySlice<UnderstoodFacet> {
        let stated = facets.filter(\.isStated)
        return (stated.isEmpty ? facets.filter { $0.confidence >= 0.5 } : stated).prefix(3)
    }

    // MARK: score

    struct Part {
        let key: String
        let points: Double
    }

    /// The points of each part; together they are the score out of 100.
    func parts(_ match: Match) -> [Part] {
        let adjustment = (match.part(.adjustment)?.contribution ?? 0) * 100
        let others = match.parts.filter { $0.kind != .adjustment && $0.contribution > 0 }
        let sum = others.map(\.contribution).reduce(0, +)
        let rest = max(0, match.score * 100 - adjustment)
        func points(_ kind: MatchPart.Kind) -> Double {
            guard sum > 0, let part = others.first(where: { $0.kind == kind }) else { return 0 }
            return part.contribution / sum * rest
        }
        return [
            Part(key: "meaning", points: points(.meaning)), Part(key: "concepts", points: points(.concepts)), Part(key: "facets", points: points(.facets)),
            Part(key: "text", points: points(.text)), Part(key: "evidence", points: points(.evidence)), Part(key: "context", points: adjustment),
        ]
    }

    func pointsText(_ points: Double) -> String {
        let rounded = Int(points.rounded())
        return (rounded > 0 ? "+" : rounded < 0 ? "−" : "") + format.number(abs(rounded))
    }

    func scoreText(_ match: Match) -> String { words("matching.score.total", ["score": format.number(Int((match.score * 100).rounded()))]) }

    /// The picture of a score: a bar of 100 points, part after part.
    func bars(_ match: Match, all: Bool = false) -> [(part: Part, x: Double, width: Double)] {
        var x = 0.0
        return parts(match).filter { all || Int($0.points.rounded()) != 0 }.map { part in
            let width = max(0, part.points)
            defer { x += width }
            return (part, x, width)
        }
    }

    static func decimal(_ value: Double) -> String { String((value * 10).rounded() / 10) }

    func scoreBar(_ match: Match) -> View {
        [
            "bars": bars(match).map { bar in
                (["x": Self.decimal(bar.x), "width": Self.decimal(bar.width)] as View).adding(named(bar.part))
            }
        ]
    }

    private func named(_ part: Part) -> View {
        let points = pointsText(part.points)
        return standingParts.part("bar", of: "\(part.key) \(points)") {
            ["class": part.key, "barText": words("matching.score.bar", ["part": words("matching.score.part.\(part.key)"), "points": points])]
        }
    }

    // MARK: evidence

    /// What a card says of a practice itself, whatever the need.
    func about(_ practice: PracticeFacts) -> View {
        standingParts.part("about", of: practice.slug) {
            [
                "place": place(practice.place), "yearsText": years(practice), "statusText": words("compendium.status.\(practice.status)"),
                "standing": standing(practice), "evidence": evidence(practice), "evidenceNote": evidenceNote(practice), "costText": costText(practice),
            ]
        }
    }

    func evidenceNote(_ practice: PracticeFacts) -> String {
        let key =
            switch practice.evidenceLevel {
            case 5: "elsewhere"
            case 4: "confirmed"
            case 3: "caused"
            case 2: "change"
            default: practice.results == nil ? "none" : "output"
            }
        return words("matching.evidenceNote.\(key)")
    }

    func limits(_ practice: PracticeFacts) -> [String] {
        var keys: [String] = []
        if !practice.hasStudy { keys.append("noStudy") }
        if practice.evidenceLevel < 2 && practice.results != nil { keys.append("output") }
        if practice.evidenceLevel < 3 && practice.hasStudy { keys.append("noComparison") }
        if practice.takenUp == 0 { keys.append("oneCity") }
        if practice.budget == nil { keys.append("noCost") }
        return keys.map { words("matching.match.limit.\($0)") }
    }

    func standing(_ practice: PracticeFacts) -> View {
        ["code": practice.standing, "label": words("compendium.standing.\(practice.standing)")]
    }

    func evidence(_ practice: PracticeFacts) -> View {
        ["level": practice.evidenceLevel, "label": words("compendium.evidence.badge", ["level": format.number(practice.evidenceLevel)])]
    }

    // MARK: context and cost

    func differences(_ fit: ContextFit?, _ practice: PracticeFacts, _ city: PlaceFacts?, _ need: NeedContent) -> [String] {
        guard let fit else { return [] }
        return [size(fit, practice, city), fit.isSameCountry == false ? words("matching.difference.country.other") : nil, share(fit, practice, city), cost(fit, practice, need)]
            .compactMap { $0 }.prefix(3).map { $0 }
    }

    private func size(_ fit: ContextFit, _ practice: PracticeFacts, _ city: PlaceFacts?) -> String? {
        let names = ["theirs": name(practice.place), "mine": city.map(name) ?? ""]
        return switch fit.size {
        case .larger(let factor): words("matching.difference.size.larger", names.merging(["factor": self.factor(factor)]) { $1 })
        case .smaller(let factor): words("matching.difference.size.smaller", names.merging(["factor": self.factor(factor)]) { $1 })
        case .same, nil: nil
        }
    }

    private func factor(_ factor: Double) -> String { factor >= 10 ? format.number(Int(factor.rounded())) : format.decimal(factor) }

    private func share(_ fit: ContextFit, _ practice: PracticeFacts, _ city: PlaceFacts?) -> String? {
        guard let mine = city?.foreignShare, let theirs = practice.place.foreignShare else { return nil }
        let values = ["theirs": format.percent(theirs), "mine": format.percent(mine)]
        return switch fit.share {
        case .higher: words("matching.difference.share.higher", values)
        case .lower: words("matching.difference.share.lower", values)
        default: nil
        }
    }

    private func cost(_ fit: ContextFit, _ practice: PracticeFacts, _ need: NeedContent) -> String? {
        let values = ["theirs": practice.budget.map(format.euro) ?? "", "mine": need.budget.map(format.euro) ?? ""]
        return switch fit.cost {
        case .above: words("matching.difference.budget.above", values)
        case .within: words("matching.difference.budget.within", values)
        case .unknown, nil: nil
        }
    }

    func costText(_ practice: PracticeFacts) -> String? {
        guard let budget = practice.budget else { return nil }
        let total = words("matching.card.budget", ["amount": format.euro(budget)])
        return unitCost(practice).map { "\(total); \(words("matching.card.perPerson", ["amount": $0]))" } ?? total
    }

    func unitCost(_ practice: PracticeFacts) -> String? {
        guard let budget = practice.budget, let people = practice.beneficiaries, people > 0 else { return nil }
        return format.euro(Money(cents: budget.cents / Int64(people)))
    }

    func years(_ practice: PracticeFacts) -> String? {
        switch (practice.startYear, practice.endYear) {
        case (let start?, let end?): words("compendium.fact.period", ["start": format.year(start), "end": format.year(end)])
        case (let start?, nil): words("compendium.fact.since", ["start": format.year(start)])
        case (nil, let end?): words("compendium.fact.until", ["end": format.year(end)])
        case (nil, nil): nil
        }
    }
}
