import Kernel
import Web

/// Every address of running a programme, once.
public enum ProgrammesPaths {
    public static let coordination = "/coordination"
    public static let new = "/coordination/new"
    public static let overviewPattern = "/coordination/{slug}"
    public static let programmePattern = "/coordination/{slug}/programme"
    public static let searchFormPattern = "/coordination/{slug}/partner-search"
    public static let calendarPattern = "/coordination/{slug}/calendar"
    public static let nudgePattern = "/coordination/{slug}/nudge"
    public static let listPattern = "/coordination/{slug}/plan/{kind}"
    public static let newRecordPattern = "/coordination/{slug}/plan/{kind}/new"
    public static let recordPattern = "/coordination/{slug}/plan/{kind}/{record}"
    public static let removePattern = "/coordination/{slug}/plan/{kind}/{record}/remove"
    public static let deliverablePattern = "/coordination/{slug}/deliverables/{record}"
    public static let stepsPattern = "/coordination/{slug}/deliverables/{record}/steps"

    public static let partnerSearchPattern = "/programmes/{slug}/partner-search"
    public static let apiList = "/api/v1/programmes"
    public static let apiPattern = "/api/v1/programmes/{slug}"

    public static func overview(_ slug: String) -> String { "/coordination/\(slug)" }
    static func programme(_ slug: String) -> String { "/coordination/\(slug)/programme" }
    static func searchForm(_ slug: String) -> String { "/coordination/\(slug)/partner-search" }
    static func calendar(_ slug: String) -> String { "/coordination/\(slug)/calendar" }
    static func nudge(_ slug: String) -> String { "/coordination/\(slug)/nudge" }
    static func list(_ slug: String, _ kind: PlanKind) -> String { "/coordination/\(slug)/plan/\(kind.path)" }
    static func newRecord(_ slug: String, _ kind: PlanKind) -> String { "/coordination/\(slug)/plan/\(kind.path)/new" }
    static func record(_ slug: String, _ kind: PlanKind, _ id: String) -> String { "/coordination/\(slug)/plan/\(kind.path)/\(id)" }
    static func remove(_ slug: String, _ kind: PlanKind, _ id: String) -> String { "/coordination/\(slug)/plan/\(kind.path)/\(id)/remove" }
    static func deliverable(_ slug: String, _ id: String) -> String { "/coordination/\(slug)/deliverables/\(id)" }
    static func steps(_ slug: String, _ id: String) -> String { "/coordination/\(slug)/deliverables/\(id)/steps" }
    /// Where the record of a kind is looked at: a deliverable has a page of its own, the others are their form.
    static func look(_ slug: String, _ kind: PlanKind, _ id: String) -> String { kind == .deliverable ? deliverable(slug, id) : record(slug, kind, id) }

    /// The programme's page for everybody, which the compendium shows.
    public static func publicPage(_ slug: String) -> String { "/programmes/\(slug)" }
    public static func partnerSearch(_ slug: String) -> String { "/programmes/\(slug)/partner-search" }
}
