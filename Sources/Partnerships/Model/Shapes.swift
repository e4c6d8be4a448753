import Kernel

/// Every kind of entry of a partnership, in the order of its pages.
extension Shape {
    static let all = [
        partnership, members, contacts, groups, agreements, meetings, decisions, stakeholders, relationKinds, relations, mechanisms, assessments, instruments, figures,
        services, coordination, staffNeeds, points, findings, needs,
    ]

    static func named(_ name: String) -> Shape? { all.first { $0.name == name } }

    /// The partnership itself: who leads it, by what mandate, how it decides.
    static let partnership = Shape(
        "partnership", "partnership", owner: .itself, at: .overview, most: 1, distinct: "lead",
        [
            ShapeField("lead", .organisation), ShapeField("mandate", .text(2000)), ShapeField("charter", .text(8000)), ShapeField("charterDay", .day),
            ShapeField("decisionRule", .choice("decisionRule", ["consensus", "majority", "two_thirds", "lead"])), ShapeField("decisionNote", .text(1000)),
        ])

    static let members = Shape(
        "members", "partnership_member", at: .overview, distinct: "organisation",
        [
            ShapeField("organisation", .organisation, required: true), ShapeField("role", .choice("memberRole", ["member", "chair", "secretariat", "observer"]), required: true),
            ShapeField("seats", .number(0...50)), ShapeField("hasMandateLetter", .flag), ShapeField("mandateDay", .day), ShapeField("sinceDay", .day), ShapeField("untilDay", .day),
        ]
    ) { $0.inOrder("sinceDay", "untilDay") + ($0.has("mandateDay") && !$0.has("hasMandateLetter") ? [FieldProblem("hasMandateLetter", "partnerships.problem.letterDay")] : []) }

    /// People, with the ground on which they are written to.
    static let contacts = Shape(
        "contacts", "partnership_contact", at: .overview, isConfidential: true,
        [
            ShapeField("name", .line(200), required: true), ShapeField("position", .line(200)), ShapeField("organisation", .organisation, required: true),
            ShapeField("email", .email), ShapeField("phone", .line(50)), ShapeField("basis", .choice("basis", ["consent", "public_task"]), required: true),
            ShapeField("basisDay", .day, required: true),
        ])

    static let groups = Shape(
        "groups", "partnership_group", at: .overview,
        [ShapeField("name", .line(200), required: true), ShapeField("task", .text(1000)), ShapeField("area", .area), ShapeField("chair", .organisation)])

    static let agreements = Shape(
        "agreements", "partnership_agreement", at: .overview,
        [
            ShapeField("name", .line(200), required: true), ShapeField("kind", .choice("agreementKind", ["data_sharing", "cooperation", "other"]), required: true),
            ShapeField("organisation", .organisation, required: true), ShapeField("signedDay", .day, required: true), ShapeField("endDay", .day, required: true),
            ShapeField("note", .text(1000)),
        ]
    ) { $0.inOrder("signedDay", "endDay") }

    /// Of the partnership, or of one of the mechanisms.
    static let meetings = Shape(
        "meetings", "partnership_meeting", at: .overview, most: 1000,
        [
            ShapeField("name", .line(200), required: true), ShapeField("mechanism", .entry("mechanisms")), ShapeField("plannedDay", .day, required: true),
            ShapeField("heldDay", .day, past: true), ShapeField("isCancelled", .flag), ShapeField("reason", .text(500)), ShapeField("present", .number(0...1000)),
            ShapeField("attended", .organisations), ShapeField("note", .text(4000)),
        ]
    ) { content in
        if content.has("isCancelled"), content.has("heldDay") { return [FieldProblem("heldDay", "partnerships.problem.heldAndCancelled")] }
        let differs = content.has("isCancelled") || (content["heldDay"].map { $0 != content["plannedDay"] } ?? false)
        return differs && !content.has("reason") ? [FieldProblem("reason", "partnerships.problem.reasonMissing")] : []
    }

    static let decisions = Shape(
        "decisions", "partnership_decision", at: .overview, most: 2000, distinct: "decision",
        [
            ShapeField("decision", .text(1000), required: true), ShapeField("meeting", .entry("meetings")), ShapeField("owner", .organisation, required: true),
            ShapeField("dueDay", .day, required: true), ShapeField("doneDay", .day, past: true), ShapeField("outcome", .text(1000)),
        ])

    /// The table of stakeholders (URBACT): importance and influence, with their attitude.
    static let stakeholders = Shape(
        "stakeholders", "stakeholder", at: .stakeholders, kind: StakeholderKind.name, distinct: "organisation", isConfidential: true,
        [
            ShapeField("organisation", .organisation, required: true), ShapeField("power", .scale("level", Array(1...5)), required: true),
            ShapeField("interest", .scale("level", Array(1...5)), required: true), ShapeField("attitude", .scale("attitude", Array(-2...2)), required: true),
            ShapeField("stake", .text(1000)), ShapeField("resources", .text(1000)),
        ])

    /// At most five kinds of link on one map (Net-Map).
    static let relationKinds = Shape(
        "relation-kinds", "relation_kind", at: .network, most: 5, isConfidential: true, [ShapeField("name", .line(80), required: true)])

    static let relations = Shape(
        "relations", "organisation_relation", at: .network, most: 2000, distinct: "other", isConfidential: true,
        [
            ShapeField("organisation", .organisation, required: true), ShapeField("other", .organisation, required: true),
            ShapeField("kind", .entry("relation-kinds"), required: true), ShapeField("claimed", .choice("claimed", ["one", "both"]), required: true), ShapeField("note", .text(500)),
        ]
    ) { $0["organisation"] == $0["other"] ? [FieldProblem("other", "partnerships.problem.itself")] : [] }

    /// Ways of working together across services, from ADMin4ALL's expected results.
    static let mechanisms = Shape(
        "mechanisms", "coordination_mechanism", at: .mechanisms, kind: MechanismKind.name,
        [
            ShapeField("name", .line(200), required: true),
            ShapeField(
                "kind",
                .choice(
                    "mechanism",
                    [
                        "steering_group", "technical_table", "protocol", "referral_pathway", "case_conference", "single_contact", "shared_record", "common_indicators",
                        "migrant_council",
                    ]), required: true),
            ShapeField("area", .area), ShapeField("mandate", .text(2000)), ShapeField("chair", .organisation), ShapeField("members", .organisations),
            ShapeField("meetingsAYear", .number(0...366)), ShapeField("maturity", .scale("maturity", Array(0...4)), required: true), ShapeField("startDay", .day),
            ShapeField("reviewDay", .day),
        ]
    ) { $0.inOrder("startDay", "reviewDay") }

    static let assessments = Shape(
        "assessments", "needs_assessment", at: .assessments, kind: AssessmentKind.name, most: 100, isConfidential: true,
        [ShapeField("name", .line(200), required: true), ShapeField("startDay", .day, required: true), ShapeField("endDay", .day), ShapeField("summary", .text(4000))]
    ) { $0.inOrder("startDay", "endDay") }

    static let instruments = Shape(
        "instruments", "assessment_instrument", owner: .assessment, at: .assessment, distinct: "who", isConfidential: true,
        [
            ShapeField("kind", .choice("instrument", ["focus_group", "interviews", "questionnaire"]), required: true), ShapeField("who", .line(300), required: true),
            ShapeField("heldDay", .day, past: true), ShapeField("people", .number(1...1_000_000), required: true), ShapeField("women", .number(0...1_000_000)),
            ShapeField("men", .number(0...1_000_000)),
        ]
    ) { content in
        guard let people = content.number("people"), (content.number("women") ?? 0) + (content.number("men") ?? 0) > people else { return [] }
        return [FieldProblem("people", "partnerships.problem.morePeople")]
    }

    /// The profile of the city: each figure with its year and source.
    static let figures = Shape(
        "figures", "assessment_figure", owner: .assessment, at: .assessment, distinct: "name", isConfidential: true,
        [
            ShapeField("name", .line(200), required: true), ShapeField("value", .decimal, required: true), ShapeField("unit", .line(40)),
            ShapeField("year", .number(1950...2100), required: true), ShapeField("source", .line(300), required: true),
        ])

    /// Who helps already, public or not (the map of providers in ADMin4ALL's scoping study), and what it lacks.
    static let services = Shape(
        "services", "assessment_service", owner: .assessment, at: .assessment, isConfidential: true,
        [
            ShapeField("name", .line(200), required: true), ShapeField("organisation", .organisation), ShapeField("area", .area), ShapeField("groupName", .line(200)),
            ShapeField("gap", .text(1000)),
        ])

    /// How levels of government and services work together, as the assessment found it. What the city keeps up is a mechanism.
    static let coordination = Shape(
        "coordination", "assessment_arrangement", owner: .assessment, at: .assessment, distinct: "arrangement", isConfidential: true,
        [
            ShapeField("kind", .choice("arrangement", ["vertical", "horizontal", "internal", "one_stop", "referral"]), required: true),
            ShapeField("arrangement", .text(1000), required: true), ShapeField("gap", .text(1000)),
        ])

    /// What those who do the work need in order to do it.
    static let staffNeeds = Shape(
        "staff-needs", "assessment_staff_need", owner: .assessment, at: .assessment, distinct: "staffNeed", isConfidential: true,
        [
            ShapeField("staff", .line(200), required: true), ShapeField("staffCount", .number(1...1_000_000)), ShapeField("staffNeed", .text(1000), required: true),
        ])

    /// The twelve points of the OECD's checklist for local integration; there from the start, each with a status and a note.
    static let points = Shape(
        "points", "assessment_point", owner: .assessment, at: .assessment, most: 12, distinct: "point", isConfidential: true,
        [
            ShapeField("point", .scale("point", Array(1...12)), required: true, fixed: true), ShapeField("status", .choice("pointStatus", ["open", "missing", "partly", "met"]), required: true),
            ShapeField("note", .text(2000)),
        ])

    static let findings = Shape(
        "findings", "assessment_finding", owner: .assessment, at: .assessment, distinct: "finding", isConfidential: true,
        [ShapeField("side", .choice("side", ["strength", "weakness", "opportunity", "threat"]), required: true), ShapeField("finding", .text(1000), required: true)])

    static let needs = Shape(
        "needs", "assessed_need", owner: .assessment, at: .assessment, kind: AssessedNeedKind.name, distinct: "statement", isConfidential: true,
        [
            ShapeField("area", .area, required: true), ShapeField("statement", .text(2000), required: true), ShapeField("affected", .number(1...10_000_000), required: true),
            ShapeField("groupName", .line(200)), ShapeField("severity", .scale("severity", Array(1...5)), required: true),
            ShapeField("mandateLevel", .choice("mandateLevel", ["own", "shared", "none"]), required: true), ShapeField("evidence", .text(2000)),
        ])
}

extension EntryContent {
    /// A problem at the later day when it is before the earlier one.
    fileprivate func inOrder(_ earlier: String, _ later: String) -> [FieldProblem] {
        guard let start = day(earlier), let end = day(later), end < start else { return [] }
        return [FieldProblem(later, "partnerships.problem.endsBefore")]
    }
}
