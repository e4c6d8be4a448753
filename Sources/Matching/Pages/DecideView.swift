import Kernel
import Web

/// Shortlist, set aside with a reason, or take it back: the same three on a card and on the match page.
struct DecideView {
    let need: NeedID
    let slug: String
    let record: DecisionRecord?
    let byName: String
    let back: String
    let explainHref: String?
    var further: Further?
    /// Set when a reason was missing or too long.
    var reasonError: String?
    var reasonValue = ""

    /// A transfer of the practice to the need's city: the one there is, or where it is opened.
    struct Further {
        let href: String
        /// nil: it is still to be opened.
        let stageKey: String?
    }

    func view(_ telling: Telling) -> View {
        let words = telling.words
        let values = record.map { ["date": telling.format.day($0.at.day), "name": byName] } ?? [:]
        let text: String? =
            switch record?.decision {
            case .shortlist: words("matching.decide.shortlisted", values)
            case .aside: words("matching.decide.setAsideBy", values)
            case nil: nil
            }
        return [
            "decideAction": MatchingPaths.decision(need.rawValue, slug), "backHref": back, "isUndecided": record == nil,
            "isShortlisted": record?.decision == .shortlist, "isSetAside": record?.decision == .aside, "decidedText": text,
            "asideReason": record?.decision == .aside ? record?.reason : nil, "explainHref": explainHref, "reasonId": "reason-\(slug)",
            "reasonError": reasonError, "reasonValue": reasonValue,
            // What was set aside is not taken further; what is in hand is shown wherever it stands.
            "furtherHref": record?.decision == .aside && further?.stageKey == nil ? nil : further?.href,
            "furtherText": further?.stageKey.map { words("matching.decide.isTransfer", ["stage": words($0)]) } ?? words("matching.decide.takeFurther"),
        ]
    }
}
