/// What a programme is run by: five kinds of records with forms and lists alike.
enum PlanKind: String, CaseIterable, Sendable {
    case package = "work-package", deliverable, milestone, budgetLine = "budget-line", risk

    /// In addresses.
    var path: String {
        switch self {
        case .package: "work-packages"
        case .deliverable: "deliverables"
        case .milestone: "milestones"
        case .budgetLine: "budget"
        case .risk: "risks"
        }
    }

    init?(path: String) {
        guard let kind = Self.allCases.first(where: { $0.path == path }) else { return nil }
        self = kind
    }

    var table: String { rawValue.replacing("-", with: "_") }

    var fields: [PlanField] {
        let number = PlanField("number", "number", .line(20))
        let title = PlanField("title", "title", .line(200), required: true)
        let whose = [PlanField("package", "package_id", .package, in: "whose"), PlanField("city", "city_id", .city, in: "whose")]
        let reason = PlanField("reason", "reason", .text(600), in: "actual")
        switch self {
        case .package:
            return [
                number, title, .init("aim", "aim", .text(2000)), .init("lead", "lead", .line(200), in: "whose"),
                .init("plannedStart", "planned_start", .day, in: "planned", required: true), .init("plannedEnd", "planned_end", .day, in: "planned", required: true),
                .init("actualStart", "actual_start", .day, in: "actual"), .init("actualEnd", "actual_end", .day, in: "actual"), reason,
            ]
        case .deliverable:
            return [number, title, .init("description", "description", .text(2000))] + whose + [
                .init("owner", "owner", .line(200), in: "whose"),
                .init("plannedDay", "planned_day", .day, in: "planned", required: true),
                .init("dissemination", "dissemination", .choice(["public", "partners"]), in: "planned", required: true),
            ]
        case .milestone:
            return [number, title, .init("proof", "proof", .text(600))] + whose + [
                .init("plannedDay", "planned_day", .day, in: "planned", required: true), .init("plannedPlace", "planned_place", .line(200), in: "planned"),
                .init("plannedCount", "planned_count", .number(0...1_000_000_000), in: "planned"),
                .init("actualDay", "actual_day", .day, in: "actual"), .init("actualPlace", "actual_place", .line(200), in: "actual"),
                .init("actualCount", "actual_count", .number(0...1_000_000_000), in: "actual"), reason, .init("source", "source", .line(300), in: "actual"),
            ]
        case .budgetLine:
            return [number, title] + whose + [
                .init("plannedAmount", "planned_cents", .money, in: "planned", required: true), .init("spentAmount", "spent_cents", .money, in: "actual"), reason,
            ]
        case .risk:
            return [number, title] + whose + [
                .init("likelihood", "likelihood", .scale, in: "judged", required: true), .init("effect", "effect", .scale, in: "judged", required: true),
                .init("owner", "owner", .line(200), in: "answer", required: true), .init("answer", "answer", .text(2000), in: "answer", required: true),
                .init("reviewDay", "review_day", .day, in: "answer"), .init("closedDay", "closed_day", .day, in: "actual"), reason,
            ]
        }
    }

    /// What was planned, and where what came of it is told.
    var pairs: [(planned: String, actual: String)] {
        switch self {
        case .package: [("plannedStart", "actualStart"), ("plannedEnd", "actualEnd")]
        case .milestone: [("plannedDay", "actualDay"), ("plannedPlace", "actualPlace"), ("plannedCount", "actualCount")]
        case .deliverable, .budgetLine, .risk: []
        }
    }
}
