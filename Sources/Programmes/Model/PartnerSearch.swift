import Kernel
import Store

/// What a programme says to those whom it looks for as partners: the fiche of European partner searches. Everything else on the fiche is
/// the programme's own record.
struct PartnerSearch: Sendable, Equatable {
    /// Its fields as the form keeps them.
    let values: [String: String]
    let version: Int
    let changedAt: Instant
    let changedBy: PersonID?

    var isPublic: Bool { values["isPublic"] == "1" }
    /// Until when partners answer.
    var closesDay: Day? { values["closesDay"].flatMap { Day($0) } }

    /// Nobody can answer any more; who was looked for stays to be read.
    func isOver(on today: Day) -> Bool { closesDay.map { $0 < today } ?? false }

    static let stages = ["idea", "preparing", "applied", "running", "ended"]

    static let spec: [PlanField] = [
        .init("searchStage", "stage", .choice(stages), in: "search", required: true), .init("seeking", "seeking", .text(2000), in: "search"),
        .init("closesDay", "closes_day", .day, in: "search"), .init("pool", "pool", .line(120), in: "search"),
        .init("contactName", "contact_name", .line(120), in: "contact"), .init("contactMail", "contact_mail", .mail, in: "contact"),
        .init("contactPhone", "contact_phone", .line(60), in: "contact"), .init("isPublic", "is_public", .flag, in: "contact"),
    ]
}

extension PartnerSearch {
    init(row: Row) throws {
        var values: [String: String] = [:]
        for field in Self.spec {
            if case .flag = field.kind { values[field.name] = (try row[field.column] as Int64) == 1 ? "1" : nil } else { values[field.name] = try row[field.column] as String? }
        }
        self.init(values: values, version: try row["version"], changedAt: try row["changed_at"], changedBy: try row["changed_by"])
    }
}
