import Kernel

/// One practice of the compendium: what a city did, for whom, with what, and what came of it. The record is the superset of the
/// reference databases (EWSI, URBACT, Interreg Europe, PANORAMA); a missing value means that the source does not say.
public struct Practice: Sendable, Equatable {
    public let id: PracticeID
    public let slug: String
    public let version: Int
    public let kind: PracticeRecordKind
    /// The language of everything but the titles.
    public let language: String
    public let title: Localized
    public let city: CityID
    public let leadOrganisation: String
    public let organisationType: OrganisationType
    public let startYear: Int?
    public let endYear: Int?
    public let status: PracticeStatus
    public let policyAreas: [PolicyArea]
    public let targetGroups: [TargetGroup]
    public let problem: String?
    public let solution: String?
    public let partners: [String]
    /// At which stage, in which form, and whether they are paid for it.
    public let migrantsInvolved: String?
    public let resources: String?
    public let budget: Money?
    public let funding: [String]
    public let results: String?
    /// What failed, and why; what a lesson from failure is published for.
    public let whatFailed: String?
    public let beneficiaries: Int?
    public let evidence: StatedEvidence
    public let preconditions: [Precondition]
    /// Places that took it up, as the source names them.
    public let takenUp: [String]
    /// nil: the source does not say.
    public let languagesOfService: [String]?
    public let sources: [Source]
    public let blocks: [BuildingBlock]
    public let figures: [Figure]
    public let studies: [Study]
    /// Needs that it answers, in the words of those who look for it; written by the compendium's editors.
    public let askedBy: [String]
    public let changedAt: Instant

    /// Something a city must have before it can do this. The id stays while the text does, so that answers stay too.
    public struct Precondition: Sendable, Equatable {
        public let id: String
        public let text: String
        public init(id: String, text: String) {
            self.id = id
            self.text = text
        }
    }

    public struct Source: Sendable, Equatable {
        public let title: String
        public let publisher: String?
        public let url: String?
        public let note: String?
    }

    /// A result with its number: "92 member organisations (2021), before: 75".
    public struct Figure: Sendable, Equatable {
        public let label: String
        public let value: Double
        public let unit: String?
        public let year: Int?
        public let baseline: Double?
        public let source: String?
    }
}

/// A part of a practice that can be taken over by itself (after PANORAMA's building blocks).
public struct BuildingBlock: Sendable, Equatable {
    public let id: String
    public let title: String
    public let description: String?
    /// Core: without it, it is another practice. Otherwise adaptable.
    public let isCore: Bool
    public let enablingFactors: [String]
    public let lessons: [String]
    public let preconditions: [String]
}

/// One study of a practice, graded on the Maryland Scientific Methods Scale as What Works Growth uses it.
public struct Study: Sendable, Equatable {
    public enum Design: String, CaseIterable, Sendable {
        case unknown, beforeAfter = "before_after", comparison, matchedComparison = "matched_comparison", beforeAfterComparison = "before_after_comparison",
            quasiRandom = "quasi_random", randomised
    }

    public let title: String
    public let design: Design
    /// Done by somebody other than the owner of the practice.
    public let isIndependent: Bool
    public let doneBy: String?
    public let url: String?
    public let year: Int?

    /// 1 before and after or a plain comparison, 2 with control variables or matching, 3 before and after beside a comparison group,
    /// 4 quasi-random, 5 randomised; nil when the source does not say how it was done.
    public var maryland: Int? {
        switch design {
        case .unknown: nil
        case .beforeAfter, .comparison: 1
        case .matchedComparison: 2
        case .beforeAfterComparison: 3
        case .quasiRandom: 4
        case .randomised: 5
        }
    }
}
