/// The Nesta standard of evidence of a practice (Puttick and Ludlow, Nesta 2013), derived from its studies with a ceiling:
/// no study holds it at 1, Maryland 1–2 at 2, Maryland 3 and more at 3; 4 needs an independent evaluator; 5 needs re-use in two
/// or more other cities. Level 1 is a plausible account and not yet evidence; pages say so.
public struct Evidence: Sendable, Equatable {
    /// 0 to 5; 0: not even an account of why it should work.
    public let level: Int
    /// Why this level and not another, in order: text keys below `compendium.evidenceReason`.
    public let reasons: [Reason]

    public enum Reason: String, CaseIterable, Sendable {
        case noAccount, account, noResults, onlyCounts, noStudy, studyDesignUnknown, studyBeforeAfter, studyComparison, studyControlled,
            notIndependent, independent, reused, notReused
    }

    public static func of(_ practice: Practice) -> Evidence {
        guard practice.problem != nil, practice.solution != nil else { return Evidence(level: 0, reasons: [.noAccount]) }
        var reasons: [Reason] = [.account]
        let graded = practice.studies.compactMap { study in study.maryland.map { (study, $0) } }
        guard let best = graded.map(\.1).max() else {
            if practice.studies.isEmpty {
                reasons.append(practice.results == nil ? .noResults : .onlyCounts)
                reasons.append(.noStudy)
            } else {
                reasons.append(.studyDesignUnknown)
            }
            return Evidence(level: 1, reasons: reasons)
        }
        guard best >= 3 else {
            reasons.append(best == 2 ? .studyComparison : .studyBeforeAfter)
            return Evidence(level: 2, reasons: reasons)
        }
        reasons.append(.studyControlled)
        guard graded.contains(where: { $0.1 >= 3 && $0.0.isIndependent }) else {
            return Evidence(level: 3, reasons: reasons + [.notIndependent])
        }
        reasons.append(.independent)
        let isReused = practice.takenUp.count >= 2
        return Evidence(level: isReused ? 5 : 4, reasons: reasons + [isReused ? .reused : .notReused])
    }
}
