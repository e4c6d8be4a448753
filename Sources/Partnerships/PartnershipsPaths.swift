import Kernel

/// Every address of partnerships, once.
public enum PartnershipsPaths {
    public static let list = "/partnerships"
    static let overviewPattern = "/partnerships/{city}"
    static let stakeholdersPattern = "/partnerships/{city}/stakeholders"
    static let snapshotsPattern = "/partnerships/{city}/stakeholders/snapshots"
    static let networkPattern = "/partnerships/{city}/network"
    static let assessmentsPattern = "/partnerships/{city}/assessments"
    static let assessmentPattern = "/partnerships/{city}/assessments/{assessment}"
    static let assessmentStepPattern = "/partnerships/{city}/assessments/{assessment}/steps"
    static let takeFurtherPattern = "/partnerships/{city}/assessments/{assessment}/needs/{need}"
    static let mechanismsPattern = "/partnerships/{city}/mechanisms"
    static let newEntryPattern = "/partnerships/{city}/entries/{list}/new"
    static let entryPattern = "/partnerships/{city}/entries/{list}/{entry}"
    static let removalPattern = "/partnerships/{city}/entries/{list}/{entry}/removal"
    static let apiList = "/api/v1/partnerships"
    static let apiPattern = "/api/v1/partnerships/{city}"

    public static func overview(_ city: String) -> String { "/partnerships/\(city)" }
    static func stakeholders(_ city: String) -> String { "/partnerships/\(city)/stakeholders" }
    static func stakeholders(_ city: String, since snapshot: String) -> String { "/partnerships/\(city)/stakeholders?since=\(snapshot)#changes" }
    static func snapshots(_ city: String) -> String { "/partnerships/\(city)/stakeholders/snapshots" }
    static func network(_ city: String, kind: String? = nil) -> String { "/partnerships/\(city)/network" + (kind.map { "?kind=\($0)" } ?? "") }
    static func assessments(_ city: String) -> String { "/partnerships/\(city)/assessments" }
    static func assessment(_ city: String, _ id: AssessmentID) -> String { "/partnerships/\(city)/assessments/\(id)" }
    static func assessmentStep(_ city: String, _ id: AssessmentID) -> String { "/partnerships/\(city)/assessments/\(id)/steps" }
    static func takeFurther(_ city: String, _ id: AssessmentID, _ need: AssessedNeedID) -> String { "/partnerships/\(city)/assessments/\(id)/needs/\(need)" }
    static func mechanisms(_ city: String) -> String { "/partnerships/\(city)/mechanisms" }
    static func newEntry(_ city: String, _ shape: Shape, of assessment: AssessmentID? = nil) -> String {
        "/partnerships/\(city)/entries/\(shape.name)/new" + (assessment.map { "?assessment=\($0)" } ?? "")
    }
    static func entry(_ city: String, _ shape: Shape, _ id: String) -> String { "/partnerships/\(city)/entries/\(shape.name)/\(id)" }
    static func removal(_ city: String, _ shape: Shape, _ id: String) -> String { "/partnerships/\(city)/entries/\(shape.name)/\(id)/removal" }

    /// Where entries of a shape are shown.
    static func place(of shape: Shape, _ city: String, assessment: AssessmentID?) -> String {
        switch shape.place {
        case .overview: overview(city)
        case .stakeholders: stakeholders(city)
        case .network: network(city)
        case .mechanisms: mechanisms(city)
        case .assessments: assessments(city)
        case .assessment: assessment.map { self.assessment(city, $0) } ?? assessments(city)
        }
    }
}
