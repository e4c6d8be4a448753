import Foundation
import Text

/// Compares one need with the practices of a shelf.
struct Ranking {
    let shelf: Shelf
    let reading: Reading
    private let weights: PartValues
    private let text: TextScores
    private let near: [Float]
    /// By field: the need's inner product with the mean of that field.
    private let shifts: [String: Float]

    struct Scored {
        let slot: Int
        let values: PartValues
        let sum: Float
        let adjustment: Double
        /// What is ranked by: the score before it is held within 0…1.
        let key: Double
    }

    init(_ reading: Reading, _ shelf: Shelf) {
        self.reading = reading
        self.shelf = shelf
        weights = reading.vector == nil ? MatchFormula.weightsWithoutMeaning : MatchFormula.weights
        text = shelf.words.score(reading.question)
        near = reading.vector.map(shelf.meaning.nearness) ?? []
        shifts = reading.vector.map { vector in shelf.meaning.fieldMeans.mapValues { Vectors.dot($0, vector) } } ?? [:]
    }

    /// The best, in order.
    func best(_ limit: Int) -> [Scored] {
        let adjustments = reading.need.adjustments
        let scored = candidates(limit).map { slot -> Scored in
            let values = values(slot)
            let total = values.sum(weighted: weights)
            let adjustment = adjustments[shelf.ids[slot]].map { $0.isFinite ? min(1, max(-1, $0)) : 0 } ?? 0
            return Scored(slot: slot, values: values, sum: total, adjustment: adjustment, key: MatchFormula.calibrate(Double(total)) + adjustment)
        }
        // Numbers are moved about and not what they stand for: it is most of the time that sorting takes.
        let order = scored.indices.sorted { first, second in
            scored[first].key != scored[second].key ? scored[first].key > scored[second].key : shelf.ids[scored[first].slot] < shelf.ids[scored[second].slot]
        }
        return order.prefix(max(0, limit)).map { scored[$0] }
    }

    /// In a small index all; in a large one those that a first look finds best, and those with an adjustment upwards.
    private func candidates(_ limit: Int) -> [Int] {
        let excluded = reading.need.excluded
        let used = shelf.ids.indices
        guard shelf.count > MatchIndex.exactLimit else { return used.filter { !shelf.ids[$0].isEmpty && !excluded.contains(shelf.ids[$0]) } }
        let keep = max(MatchIndex.candidates, 4 * limit)
        let bins = 2048
        let looks = firstLooks()
        var tally = Array(repeating: 0, count: bins + 1)
        for look in looks { tally[Int(look * Float(bins))] += 1 }
        var cut = bins
        var kept = tally[bins]
        while cut > 0, kept < keep {
            cut -= 1
            kept += tally[cut]
        }
        let least = Float(cut) / Float(bins)
        var chosen: [Int] = []
        for slot in used where looks[slot] >= least && !shelf.ids[slot].isEmpty && !excluded.contains(shelf.ids[slot]) { chosen.append(slot) }
        let known = Set(chosen)
        for (id, points) in reading.need.adjustments where points > 0 && !excluded.contains(id) {
            if let slot = shelf.slotOf[id], !known.contains(slot) { chosen.append(slot) }
        }
        return chosen
    }

    /// Meaning without single questions, facets and text of every slot, weighted: 0…1.
    private func firstLooks() -> [Float] {
        let meaningWeight = weights.meaning / MatchFormula.fullMeaning
        let textWeight = text.best > 0 ? weights.text / text.best / MatchFormula.fullText : 0
        let (areas, groups) = (reading.areas, reading.groups)
        let (areaMasks, groupMasks) = (shelf.areas.masks, shelf.groups.masks)
        let (points, near) = (text.points, near)
        var looks = Array(repeating: Float(0), count: areaMasks.count)
        for slot in looks.indices {
            var look = weights.facets * min(1, (areas.value(of: areaMasks[slot]) + groups.value(of: groupMasks[slot])) / 2)
            if slot < near.count { look += min(weights.meaning, max(0, meaningWeight * near[slot])) }
            if slot < points.count { look += min(weights.text, textWeight * points[slot]) }
            looks[slot] = min(1, look)
        }
        return looks
    }

    private func words(_ slot: Int) -> Float {
        text.best > 0 && slot < text.points.count ? min(1, text.points[slot] / text.best / MatchFormula.fullText) : 0
    }

    private func facets(_ slot: Int) -> Float {
        min(1, (reading.areas.value(of: shelf.areas.masks[slot]) + reading.groups.value(of: shelf.groups.masks[slot])) / 2)
    }

    /// All parts of one practice, each 0…1.
    func values(_ slot: Int) -> PartValues {
        PartValues(
            meaning: reading.vector == nil ? 0 : min(1, max(0, meaning(slot) / MatchFormula.fullMeaning)),
            concepts: min(1, concepts(slot) / MatchFormula.fullConcepts),
            facets: facets(slot), text: words(slot), evidence: shelf.evidence[slot])
    }

    private func concepts(_ slot: Int) -> Float {
        guard slot < shelf.meaning.concepts.count else { return 0 }
        return shelf.meaning.concepts[slot].reduce(0) { $0 + $1.weight * reading.conceptRow[Int($1.concept)] }
    }

    /// Three quarters the practice as a whole, one quarter the question it answers that is nearest to the need.
    private func meaning(_ slot: Int) -> Float {
        guard let vector = reading.vector, slot < shelf.meaning.pulls.count else { return 0 }
        let whole = shelf.isLargeMeaning ? shelf.meaning.nearness(vector, slot: slot) : near[slot]
        var nearest: Float?
        let given = shelf.vectors[slot]
        let stretches = shelf.meaning.stretches[slot]
        let shift = shifts[MatchFormula.askedField] ?? 0
        for number in given.indices where given[number].field == MatchFormula.askedField && stretches[number] > 0 {
            let similarity = (given[number].vector.dot(vector) - shift) * stretches[number]
            nearest = max(nearest ?? similarity, similarity)
        }
        guard let nearest else { return whole }
        return (1 - MatchFormula.nearestQuestion) * whole + MatchFormula.nearestQuestion * nearest
    }

    /// Centred cosine of the need with one given vector.
    private func similarity(_ vector: [Float], _ slot: Int, _ number: Int) -> Float {
        let stretch = shelf.meaning.stretches[slot][number]
        guard stretch > 0, let shift = shifts[shelf.vectors[slot][number].field] else { return 0 }
        return (shelf.vectors[slot][number].vector.dot(vector) - shift) * stretch
    }

    func ranked(_ scored: Scored) -> Ranked {
        let score = MatchFormula.shown(scored.key)
        return Ranked(id: shelf.ids[scored.slot], score: score, band: MatchFormula.band(score))
    }

    // MARK: reasons

    func match(_ scored: Scored) -> Match {
        let slot = scored.slot
        let ranked = ranked(scored)
        var parts = MatchPart.Kind.allCases.compactMap { kind -> MatchPart? in
            guard weights.value(kind) > 0 else { return nil }
            return MatchPart(kind: kind, value: Double(scored.values.value(kind)), weight: Double(weights.value(kind)))
        }
        if scored.adjustment != 0 { parts.append(MatchPart(kind: .adjustment, value: scored.adjustment, weight: 1)) }
        let has = { (names: Names, facet: UnderstoodFacet) in
            names.number(of: facet.slug).map { names.masks[slot] & (1 << UInt64($0)) != 0 } ?? false
        }
        return Match(
            id: ranked.id, score: ranked.score, band: ranked.band, parts: parts,
            reasons: MatchReasons(
                concepts: sharedConcepts(slot),
                terms: Array(shelf.words.explain(reading.question, slot: slot).prefix(8)),
                areas: reading.understoodAreas.filter { has(shelf.areas, $0) },
                groups: reading.understoodGroups.filter { has(shelf.groups, $0) },
                closest: closest(slot), evidence: Double(shelf.evidence[slot])))
    }

    /// Up to eight, those that carry the most.
    private func sharedConcepts(_ slot: Int) -> [MatchReasons.SharedConcept] {
        guard slot < shelf.meaning.concepts.count else { return [] }
        let named = Set(reading.mentions.map(\.concept))
        let all = shelf.meaning.concepts[slot].map { ($0.concept, $0.weight * reading.conceptRow[Int($0.concept)]) }.filter { $0.1 > 0 }
        let sum = all.reduce(Float(0)) { $0 + $1.1 }
        let shared = all.map { number, weight in
            let id = shelf.vocabulary.concepts[Int(number)].id
            return MatchReasons.SharedConcept(id: id, share: Double(weight / sum), isNamed: named.contains(id) && shelf.named[slot].contains(number))
        }
        return Array(shared.sorted { ($1.share, $0.id) < ($0.share, $1.id) }.prefix(8))
    }

    private func closest(_ slot: Int) -> MatchReasons.Closest? {
        guard let vector = reading.vector, slot < shelf.meaning.stretches.count else { return nil }
        var best: MatchReasons.Closest?
        var seen: [String: Int] = [:]
        for (number, given) in shelf.vectors[slot].enumerated() {
            let similarity = Double(similarity(vector, slot, number))
            let place = seen[given.field, default: 0]
            seen[given.field] = place + 1
            if similarity > best?.similarity ?? 0 { best = MatchReasons.Closest(field: given.field, number: place, similarity: similarity) }
        }
        return best
    }
}
