import Foundation
import Text

/// A need, read: what it names and what it is near to.
struct Reading {
    let need: MatchNeed
    let language: String?
    let question: TextQuestion
    let mentions: [ConceptMention]
    /// Centred, length one; nil when meaning can't be used.
    let vector: [Float]?
    /// By concept: strength of the need in it, before rarity.
    let concepts: [Float]
    /// By concept: times rarity, a row of length one. All zero when nothing was understood.
    let conceptRow: [Float]
    let areas: FacetScale
    let groups: FacetScale
    let understoodAreas: [UnderstoodFacet]
    let understoodGroups: [UnderstoodFacet]

    init(_ need: MatchNeed, _ shelf: Shelf) {
        self.need = need
        let words = Words.split(need.text)
        let guess = LanguageGuess.guess(need.text)?.language
        let read = Self.mentions(words, need, guess: guess, shelf.vocabulary)
        language = need.language ?? guess ?? read.language
        mentions = read.mentions
        question = shelf.words.question(need.text, options: TextSearchOptions(
            language: need.language ?? guess, prefixOnLastWord: false, typos: (need.language ?? guess) == "en"))
        let usable = shelf.yardstick.flatMap { $0.dimension == shelf.meaning.dimension ? $0 : nil }
        vector = need.vector.flatMap { given in usable?.centred(given) }

        let named = Set(mentions.compactMap { shelf.vocabulary.numbers[$0.concept] })
        var strengths = Array(repeating: Float(0), count: shelf.vocabulary.concepts.count)
        if let vector, let usable, usable.knowsConcepts { strengths = usable.conceptsNear(vector) }
        for concept in named { strengths[concept] += MatchFormula.namedConcept }
        concepts = strengths
        conceptRow = Vectors.unit(strengths.indices.map { strengths[$0] == 0 ? 0 : strengths[$0] * shelf.rarity(shelf.namedCounts[$0]) })

        let ofNamed = named.sorted().map { shelf.vocabulary.concepts[$0] }
        let areas = Self.facets(
            shelf.areas, shelf.meaning.areaSums, vector, named: Set(ofNamed.flatMap(\.policyAreas)), stated: Set(need.policyAreas), shelf)
        let groups = Self.facets(
            shelf.groups, shelf.meaning.groupSums, vector, named: Set(ofNamed.flatMap(\.targetGroups)), stated: Set(need.targetGroups), shelf)
        self.areas = areas.scale
        self.groups = groups.scale
        understoodAreas = areas.understood
        understoodGroups = groups.understood
    }

    /// Something to rank by was found.
    var saysSomething: Bool {
        vector != nil || !question.isEmpty || conceptRow.contains { $0 > 0 } || !understoodAreas.isEmpty || !understoodGroups.isEmpty
    }

    /// Concepts named in the given language; failing that in the guessed one; failing that, for a few words, in any.
    private static func mentions(
        _ words: [Word], _ need: MatchNeed, guess: String?, _ vocabulary: Vocabulary
    ) -> (language: String?, mentions: [ConceptMention]) {
        for language in [need.language, guess].compactMap({ $0 }) {
            let found = vocabulary.recognise(words, in: need.text, language: language)
            if !found.isEmpty { return (language, found) }
        }
        guard words.count <= 3 || (need.language == nil && guess == nil) else { return (nil, []) }
        let all = vocabulary.languages.map { ($0, vocabulary.recognise(words, in: need.text, language: $0)) }
        let best = all.max { ($0.1.count, $1.0) < ($1.1.count, $0.0) }
        return best.flatMap { $0.1.isEmpty ? nil : ($0.0, $0.1) } ?? (nil, [])
    }

    /// Shares inferred from the meaning (they add up to 1), plus what concepts named in words say, plus what was stated.
    private static func facets(
        _ names: Names, _ sums: [[Float]], _ vector: [Float]?, named: Set<String>, stated: Set<String>, _ shelf: Shelf
    ) -> (scale: FacetScale, understood: [UnderstoodFacet]) {
        var shares = Array(repeating: Float(0), count: names.slugs.count)
        if let vector {
            let near = names.slugs.indices.map { number -> Float? in
                guard names.counts[number] > 0, number < sums.count, case let centre = Vectors.unit(sums[number]), centre.contains(where: { $0 != 0 }) else { return nil }
                return Vectors.dot(vector, centre)
            }
            if let nearest = near.compactMap({ $0 }).max() {
                let raised = near.map { $0.map { expf(($0 - nearest) / MatchFormula.facetTemperature) } ?? 0 }
                let sum = raised.reduce(0, +)
                shares = raised.map { $0 / sum }
            }
        }
        var understood: [UnderstoodFacet] = []
        for (number, slug) in names.slugs.enumerated() {
            var share = shares[number]
            if named.contains(slug) { share += MatchFormula.namedFacet }
            if stated.contains(slug) { share += MatchFormula.statedFacet }
            shares[number] = share
            if share >= 0.15 {
                understood.append(UnderstoodFacet(slug: slug, isStated: stated.contains(slug), confidence: Double(min(1, share))))
            }
        }
        for slug in stated.union(named).subtracting(names.slugs).sorted() {
            understood.append(UnderstoodFacet(slug: slug, isStated: stated.contains(slug), confidence: stated.contains(slug) ? 1 : Double(MatchFormula.namedFacet)))
        }
        understood.sort { ($1.confidence, $0.slug) < ($0.confidence, $1.slug) }
        let rarities = names.counts.map { shelf.rarity($0) }
        return (FacetScale(shares: shares, rarities: rarities), understood)
    }

    /// What to tell the person: named concepts, and up to six more that the meaning is clearly near to.
    func understood(_ vocabulary: Vocabulary) -> Understood {
        var byConcept: [String: [ConceptMention]] = [:]
        for mention in mentions { byConcept[mention.concept, default: []].append(mention) }
        var told = byConcept.map { id, mentions in
            let strength = vocabulary.numbers[id].map { concepts[$0] } ?? 0
            return UnderstoodConcept(id: id, source: .words, mentions: mentions, confidence: Double(min(1, 0.6 + 0.13 * (strength - MatchFormula.namedConcept))))
        }
        let near = vocabulary.concepts.indices
            .filter { concepts[$0] >= MatchFormula.clearlyNear && byConcept[vocabulary.concepts[$0].id] == nil }
            .sorted { (concepts[$1], vocabulary.concepts[$0].id) < (concepts[$0], vocabulary.concepts[$1].id) }
        told += near.prefix(6).map {
            UnderstoodConcept(id: vocabulary.concepts[$0].id, source: .meaning, mentions: [], confidence: Double(min(0.9, 0.2 + 0.25 * concepts[$0])))
        }
        told.sort { ($1.confidence, $0.id) < ($0.confidence, $1.id) }
        return Understood(language: language, concepts: told, areas: understoodAreas, groups: understoodGroups)
    }
}
