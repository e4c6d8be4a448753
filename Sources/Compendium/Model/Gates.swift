import Kernel

/// The five gates of a good practice, each 0 to 3 with its reason (handbook of the field, after EWSI, URBACT and Interreg Europe),
/// and the standing that follows: good practice when no gate is 0, the sum is at least 10 and the evidence level at least 2;
/// promising from 7; else an idea. Until it is surely twelve months old, a practice is at
/// most promising (EWSI's rule).
public struct Gates: Sendable, Equatable {
    public enum Name: String, CaseIterable, Sendable { case relevance, participation, results, sustainability, transfer }

    public struct Gate: Sendable, Equatable {
        public let name: Name
        public let score: Int
        /// A text key below `compendium.gateReason.<name>`.
        public let reason: String
    }

    public let gates: [Gate]
    public var sum: Int { gates.map(\.score).reduce(0, +) }

    public static func of(_ practice: Practice, inYear year: Int) -> Gates {
        Gates(gates: [
            relevance(practice), participation(practice), results(practice), sustainability(practice, year), transfer(practice),
        ])
    }

    private static func relevance(_ practice: Practice) -> Gate {
        guard let problem = practice.problem else { return Gate(name: .relevance, score: 0, reason: "none") }
        // What no source says is not documented at all.
        if practice.sources.isEmpty { return Gate(name: .relevance, score: 0, reason: "unsourced") }
        let isDocumented = practice.sources.count >= 2
        if StatedFigure.stands(in: problem) { return Gate(name: .relevance, score: isDocumented ? 3 : 2, reason: isDocumented ? "figuresAndSources" : "figures") }
        return Gate(name: .relevance, score: isDocumented ? 2 : 1, reason: isDocumented ? "sources" : "stated")
    }

    private static func participation(_ practice: Practice) -> Gate {
        if practice.migrantsInvolved != nil {
            let isShared = practice.partners.count >= 3
            return Gate(name: .participation, score: isShared ? 3 : 2, reason: isShared ? "saidWithPartners" : "said")
        }
        let takesPart = practice.policyAreas.contains(.participation)
        switch (takesPart, practice.partners.count) {
        case (true, 3...): return Gate(name: .participation, score: 3, reason: "centralWithPartners")
        case (true, _): return Gate(name: .participation, score: 2, reason: "central")
        case (false, 1...): return Gate(name: .participation, score: 1, reason: "partners")
        default: return Gate(name: .participation, score: 0, reason: "none")
        }
    }

    private static func results(_ practice: Practice) -> Gate {
        // A lesson from failure needs no results: it is judged by what others can learn from it.
        if practice.kind == .lesson, practice.whatFailed != nil {
            let teaches = practice.blocks.contains { !$0.lessons.isEmpty }
            return Gate(name: .results, score: teaches ? 3 : 2, reason: teaches ? "failureWithLessons" : "failure")
        }
        guard let results = practice.results else { return Gate(name: .results, score: 0, reason: practice.kind == .lesson ? "failureUnsaid" : "none") }
        let hasFigures = !practice.figures.isEmpty || practice.beneficiaries != nil || StatedFigure.stands(in: results)
        if hasFigures && !practice.studies.isEmpty { return Gate(name: .results, score: 3, reason: "study") }
        return Gate(name: .results, score: hasFigures ? 2 : 1, reason: hasFigures ? "figures" : "described")
    }

    private static func sustainability(_ practice: Practice, _ year: Int) -> Gate {
        guard let start = practice.startYear else { return Gate(name: .sustainability, score: 0, reason: "unknown") }
        let years = (practice.endYear ?? (practice.status == .running ? year : start)) - start
        let isStructural = practice.funding.map(FundingClass.init(of:)).contains { [.municipal, .regional, .national, .ownIncome].contains($0) }
        let runs = practice.status == .running
        switch years {
        case 5... where runs && isStructural: return Gate(name: .sustainability, score: 3, reason: "lastingWithMoney")
        case 5... where runs: return Gate(name: .sustainability, score: 2, reason: "lasting")
        case 3... where isStructural: return Gate(name: .sustainability, score: 2, reason: "yearsWithMoney")
        case 3...: return Gate(name: .sustainability, score: 1, reason: "years")
        default: return Gate(name: .sustainability, score: years >= 1 || runs ? 1 : 0, reason: years >= 1 || runs ? "short" : "unknown")
        }
    }

    private static func transfer(_ practice: Practice) -> Gate {
        switch (practice.takenUp.count, practice.preconditions.isEmpty) {
        case (2..., false): Gate(name: .transfer, score: 3, reason: "places")
        case (1..., _): Gate(name: .transfer, score: 2, reason: "place")
        case (0, false): Gate(name: .transfer, score: 1, reason: "preconditions")
        default: Gate(name: .transfer, score: 0, reason: "none")
        }
    }
}

/// How far a practice has proved itself; derived, never typed in.
public struct Standing: Sendable, Equatable {
    public enum Name: String, CaseIterable, Sendable { case good, promising, idea, failure }

    public let name: Name
    /// What it adds up to, and why it is not higher.
    public let reasons: [Reason]

    public enum Reason: Sendable, Equatable {
        case sum(Int), sumShort, zero(Gates.Name), evidence(Int), young, failure
    }

    public static func of(_ practice: Practice, gates: Gates, evidence: Evidence, inYear year: Int) -> Standing {
        if practice.kind == .lesson { return Standing(name: .failure, reasons: [.failure]) }
        var lacks: [Reason] = gates.gates.filter { $0.score == 0 }.map { .zero($0.name) }
        if gates.sum < 10 { lacks.append(.sumShort) }
        if evidence.level < 2 { lacks.append(.evidence(evidence.level)) }
        // Only years are known: what began in the year before may have begun in its last month.
        if practice.startYear.map({ $0 >= year - 1 }) ?? false { lacks.append(.young) }
        let name: Name = gates.sum < 7 ? .idea : lacks.isEmpty ? .good : .promising
        return Standing(name: name, reasons: [.sum(gates.sum)] + lacks)
    }
}

/// Everything that is derived from a practice.
public struct Assessment: Sendable, Equatable {
    public let evidence: Evidence
    public let gates: Gates
    public let standing: Standing

    public init(_ practice: Practice, inYear year: Int) {
        evidence = Evidence.of(practice)
        gates = Gates.of(practice, inYear: year)
        standing = Standing.of(practice, gates: gates, evidence: evidence, inYear: year)
    }
}
