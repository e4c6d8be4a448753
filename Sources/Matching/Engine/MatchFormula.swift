import Foundation
import Text

/// The numbers of the ranking. Where they come from: docs/matching.md.
public enum MatchFormula {
    /// The field of questions that a practice answers.
    public static let askedField = "asked"
    /// The same questions as people ask them in other languages. Their words count; their concepts and vectors would be those of the questions
    /// that they repeat.
    public static let askedElsewhereField = "asked-elsewhere"

    /// Weights of the parts; they add up to 1.
    static let weights = PartValues(meaning: 0.35, concepts: 0.24, facets: 0.18, text: 0.21, evidence: 0.02)
    /// Weights when there is no vector.
    static let weightsWithoutMeaning = PartValues(meaning: 0, concepts: 0.34, facets: 0.25, text: 0.39, evidence: 0.02)

    /// Centred cosines of this size count as full meaning.
    static let fullMeaning: Float = 0.3
    /// How much the nearest single question counts beside the whole practice.
    static let nearestQuestion: Float = 0.25
    /// The questions of a practice together weigh this much where its other fields together weigh 3.
    static let questionsTogether: Float = 2
    /// Cosines of concept profiles of this size count as full.
    static let fullConcepts: Float = 0.6
    /// How many standard deviations above ordinary a concept must be near to count by its meaning.
    static let conceptThreshold: Float = 1.5
    /// How many beyond that before the person is told that their need is about it.
    static let clearlyNear: Float = 1
    /// A concept named in words counts like one this much above the threshold.
    static let namedConcept: Float = 3
    /// Share of the asked words (by rarity) that counts as full text match.
    static let fullText: Float = 0.5
    /// Sharpness of the inference of areas and groups.
    static let facetTemperature: Float = 0.06
    /// A facet of a concept named in words counts this much beside the inferred shares, which add up to 1.
    static let namedFacet: Float = 0.5
    /// A facet stated by the person.
    static let statedFacet: Float = 1

    static let textFields = [
        FieldWeight("title", weight: 3, typicalLength: 14),
        FieldWeight("problem", weight: 1.5, typicalLength: 33),
        FieldWeight("solution", weight: 1, typicalLength: 81),
        FieldWeight("preconditions", weight: 0.5, typicalLength: 18),
        FieldWeight("results", weight: 0.5, typicalLength: 23),
        FieldWeight(askedField, weight: 1.5, typicalLength: 75),
        FieldWeight(askedElsewhereField, weight: 1.5, typicalLength: 800),
    ]

    /// Weighted sum → score. The corners lie where, on the judged needs, the share of relevant practices changes.
    public static func calibrate(_ sum: Double) -> Double {
        let corners: [(Double, Double)] = [(0, 0), (0.27, 0.35), (0.4, 0.6), (0.5, 0.75), (0.8, 1)]
        guard sum > 0 else { return 0 }
        for (from, to) in zip(corners, corners.dropFirst()) where sum <= to.0 {
            return from.1 + (to.1 - from.1) * (sum - from.0) / (to.0 - from.0)
        }
        return 1
    }

    /// What is shown of a score with what was added to it, 0…1: above 0.8 it nears 1 without reaching it, so that the best still differ.
    static func shown(_ score: Double) -> Double {
        let bend = 0.8
        return score <= bend ? max(0, score) : 1 - (1 - bend) * exp((bend - score) / (1 - bend))
    }

    public static func band(_ score: Double) -> Match.Band {
        switch score {
        case 0.75...: .strong
        case 0.6...: .good
        case 0.35...: .partial
        default: .weak
        }
    }
}

/// One number for each part of a score.
struct PartValues: Sendable {
    var meaning: Float = 0
    var concepts: Float = 0
    var facets: Float = 0
    var text: Float = 0
    var evidence: Float = 0

    @inline(__always)
    func sum(weighted weights: PartValues) -> Float {
        meaning * weights.meaning + concepts * weights.concepts + facets * weights.facets + text * weights.text + evidence * weights.evidence
    }

    func value(_ kind: MatchPart.Kind) -> Float {
        switch kind {
        case .meaning: meaning
        case .concepts: concepts
        case .facets: facets
        case .text: text
        case .evidence: evidence
        case .adjustment: 0
        }
    }
}
