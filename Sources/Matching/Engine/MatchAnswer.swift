import Text

public struct MatchAnswer: Sendable {
    public let understood: Understood
    /// False when no usable vector was given, or none is known of the practices.
    public let usesMeaning: Bool
    /// Best first; equal scores by id.
    public let ranked: [Ranked]
    /// Those of them that reasons were asked for, in the same order.
    public let matches: [Match]
}

/// Where a practice stands, before anybody asks why.
public struct Ranked: Sendable, Equatable {
    public let id: String
    /// 0…1, see `MatchFormula.calibrate`; adjustments included.
    public let score: Double
    public let band: Match.Band
}

/// What was read out of a need.
public struct Understood: Sendable {
    /// nil when it could not be told.
    public let language: String?
    /// Most certain first.
    public let concepts: [UnderstoodConcept]
    public let areas: [UnderstoodFacet]
    public let groups: [UnderstoodFacet]
}

public struct UnderstoodConcept: Sendable, Equatable {
    public enum Source: String, Sendable { case words, meaning }
    public let id: String
    public let source: Source
    /// Where the words stand that triggered it; empty when it came from the meaning alone.
    public let mentions: [ConceptMention]
    /// 0…1.
    public let confidence: Double
}

public struct UnderstoodFacet: Sendable, Equatable {
    public let slug: String
    /// Said by the person; inferred from the text otherwise.
    public let isStated: Bool
    /// 0…1.
    public let confidence: Double
}

public struct Match: Sendable {
    /// Of 100 practices in a band, this many proved relevant on the judged needs: strong 70 to 100, good 60 to 70, partial about 30, weak 25 and fewer.
    public enum Band: String, Sendable, CaseIterable { case strong, good, partial, weak }

    public let id: String
    /// 0…1, see `MatchFormula.calibrate`; adjustments included.
    public let score: Double
    public let band: Band
    public let parts: [MatchPart]
    public let reasons: MatchReasons

    public func part(_ kind: MatchPart.Kind) -> MatchPart? { parts.first { $0.kind == kind } }
}

/// One part of a score.
public struct MatchPart: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable { case meaning, concepts, facets, text, evidence, adjustment }
    public let kind: Kind
    /// 0…1 (the adjustment: -1…1).
    public let value: Double
    /// 0…1; the weights of a match add up to 1 (the adjustment's is not among them).
    public let weight: Double
    /// value · weight: points of the sum that the score is read from.
    public var contribution: Double { value * weight }
}

/// Why a practice was matched, as values. The words for it belong to the pages.
public struct MatchReasons: Sendable {
    public struct SharedConcept: Sendable, Equatable {
        public let id: String
        /// 0…1: its share of what need and practice have in common.
        public let share: Double
        /// Whether words of the need and of the practice name it (otherwise a meaning that is near).
        public let isNamed: Bool
    }

    public let concepts: [SharedConcept]
    /// Words of the need that stand in the practice, with the words there and their fields.
    public let terms: [TermHit]
    /// Areas and groups of the need that the practice has.
    public let areas: [UnderstoodFacet]
    public let groups: [UnderstoodFacet]
    /// The field whose meaning is nearest, and the question when it is `asked`.
    public let closest: Closest?
    /// 0…1, as given with the practice.
    public let evidence: Double

    public struct Closest: Sendable, Equatable {
        public let field: String
        /// The number among the vectors of that field, from 0.
        public let number: Int
        /// Cosine after what all needs and all texts have in common is taken away: 0 unrelated, above 0.2 near.
        public let similarity: Double
    }
}
