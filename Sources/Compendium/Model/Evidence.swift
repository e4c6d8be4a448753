/// The Nesta standard of evidence of a practice (Puttick and Ludlow, Nesta 2013), derived from its studies with a ceiling:
/// no study holds it at 1, Maryland 1–2 at 2, Maryland 3 and more at 3; 4 needs an independent evaluator; 5 needs re-use in two
/// or more other cities. Level 1 is a plausible account and not yet evidence; pages say so.
public struct Evidence: Sendable, Equatable {
    /// 0 to 5; 0: not even an account of why it should work.
    public let level: Int
    /// Why this level and not another.
    public let reasons: [Reason]

    public enum Reason: Sendable, Equatable {
        case noAccount, noResults, onlyCounts, noStudy, designUnknown
        /// With the best Maryland level.
        case weakStudy(Int), strongStudy(Int)
        case notIndependent, independent
        /// With the number of places that took it up.
        case reuse(Int)
    }

    public static func of(_ practice: Practice) -> Evidence {
        guard practice.problem != nil, practice.solution != nil else { return Evidence(level: 0, reasons: [.noAccount]) }
        let graded = practice.studies.compactMap { study in study.maryland.map { (study, $0) } }
        guard let best = graded.map(\.1).max() else {
            let reasons: [Reason] = practice.studies.isEmpty ? [practice.results == nil ? .noResults : .onlyCounts, .noStudy] : [.designUnknown]
            return Evidence(level: 1, reasons: reasons)
        }
        guard best >= 3 else { return Evidence(level: 2, reasons: [.weakStudy(best)]) }
        guard graded.contains(where: { $0.1 >= 3 && $0.0.isIndependent }) else {
            return Evidence(level: 3, reasons: [.strongStudy(best), .notIndependent])
        }
        let reasons: [Reason] = [.strongStudy(best), .independent, .reuse(practice.takenUp.count)]
        return Evidence(level: practice.takenUp.count >= 2 ? 5 : 4, reasons: reasons)
    }
}
