import Kernel
import Store

/// One record of a programme's plan, its fields as the form keeps them: days as `2014-09-30`, amounts in cents, numbers in digits.
struct PlanRecord: Sendable, Equatable {
    let kind: PlanKind
    let id: String
    let programme: ProgrammeID
    let version: Int
    let values: [String: String]
    let changedAt: Instant
    let changedBy: PersonID?
    /// Of deliverables only.
    let stage: DeliverableStage?
    /// When a deliverable was submitted.
    let submittedOn: Day?
    /// Why a deliverable came later than planned, or is not to come.
    let stageReason: String?

    var reference: RecordReference { RecordReference(kind: kind.rawValue, id: id) }
    var title: String { values["title"] ?? "" }
    /// "D2.1: Toolkit", or the title alone.
    var name: String { values["number"].map { "\($0): \(title)" } ?? title }
    var city: CityID? { values["city"].map { CityID($0) } }
    func day(_ field: String) -> Day? { values[field].flatMap { Day($0) } }
    func money(_ field: String) -> Money? { values[field].flatMap { Int64($0) }.map { Money(cents: $0) } }
    func number(_ field: String) -> Int? { values[field].flatMap { Int($0) } }

    /// How much a risk weighs: 1 to 25.
    var weight: Int { (number("likelihood") ?? 0) * (number("effect") ?? 0) }
}

extension PlanRecord {
    init(_ kind: PlanKind, row: Row) throws {
        var values: [String: String] = [:]
        for field in kind.fields {
            values[field.name] = field.isWhole ? (try row[field.column] as Int64?).map(String.init) : try row[field.column] as String?
        }
        self.init(
            kind: kind, id: try row["id"], programme: try row["programme_id"], version: try row["version"], values: values, changedAt: try row["changed_at"],
            changedBy: try row["changed_by"], stage: kind == .deliverable ? try row["stage"] : nil, submittedOn: kind == .deliverable ? try row["actual_day"] : nil,
            stageReason: kind == .deliverable ? try row["reason"] : nil)
    }
}
