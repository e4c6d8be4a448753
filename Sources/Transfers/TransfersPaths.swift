import Kernel
import Web

/// Every address of transfers, once.
public enum TransfersPaths {
    public static let transfers = "/transfers"
    public static let new = "/transfers/new"
    public static let cityPattern = "/transfers/cities/{slug}"
    public static let transferPattern = "/transfers/{id}"
    static let stepsPattern = "/transfers/{id}/steps"
    static let publicationPattern = "/transfers/{id}/publication"
    static let studyPattern = "/transfers/{id}/study"
    static let ratingPattern = "/transfers/{id}/study/{block}"
    static let planPattern = "/transfers/{id}/plan"
    static let blockPattern = "/transfers/{id}/plan/blocks/{block}"
    static let actionPattern = "/transfers/{id}/plan/actions/{action}"
    static let milestonePattern = "/transfers/{id}/plan/milestones/{month}"
    static let differencePattern = "/transfers/{id}/difference"
    static let logPattern = "/transfers/{id}/log"
    static let closingPattern = "/transfers/{id}/closing"
    static let improvementsPattern = "/transfers/{id}/improvements"
    static let improvementPattern = "/transfers/{id}/improvements/{improvement}"
    static let followUpPattern = "/transfers/{id}/follow-ups/{followUp}"
    static let sheetPattern = "/transfers/{id}/sheet"
    public static let apiTransfers = "/api/v1/transfers"

    /// Where a transfer is opened from a match.
    public static func open(need: NeedID, practice slug: String) -> String { Fields([("need", need.rawValue), ("practice", slug)]).link(new) }
    public static func city(_ slug: String) -> String { "/transfers/cities/\(slug)" }
    public static func transfer(_ id: TransferID) -> String { "/transfers/\(id)" }
    static func rating(_ id: TransferID, _ block: PlanBlockID) -> String { "/transfers/\(id)/study/\(block)" }
    /// - Parameter block: nil for one that is added.
    static func block(_ id: TransferID, _ block: PlanBlockID?) -> String { "/transfers/\(id)/plan/blocks/\(block?.rawValue ?? "new")" }
    static func action(_ id: TransferID, _ action: String?) -> String { "/transfers/\(id)/plan/actions/\(action ?? "new")" }
    static func milestone(_ id: TransferID, _ month: Int) -> String { "/transfers/\(id)/plan/milestones/\(month)" }
    static func improvement(_ id: TransferID, _ improvement: String) -> String { "/transfers/\(id)/improvements/\(improvement)" }
    static func followUp(_ id: TransferID, _ followUp: FollowUpID) -> String { "/transfers/\(id)/follow-ups/\(followUp)" }
    /// A part of a transfer by the end of its address: `study`, `plan` …
    static func part(_ id: TransferID, _ part: String) -> String { "/transfers/\(id)/\(part)" }
    /// Addresses of other rooms that pages link to.
    static func practice(_ slug: String, version: Int? = nil) -> String { version.map { "/practices/\(slug)/versions/\($0)" } ?? "/practices/\(slug)" }
    static func need(_ id: NeedID) -> String { "/needs/\(id)" }
    static let needs = "/needs"
    static func match(_ need: NeedID, _ slug: String) -> String { "/needs/\(need)/matches/\(slug)" }
    static func thread(_ id: TransferID) -> String { "/thread/transfer/\(id)" }
    static func handover(_ slug: String) -> String { "/cities/\(slug)/handover" }
    static func cityPage(_ slug: String) -> String { "/cities/\(slug)" }
}
