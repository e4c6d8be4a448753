import HTTPTypes
import Kernel
import Members
import Web

/// One deliverable: what was planned, where it stands, the next steps, and its way so far.
struct DeliverablePage {
    let programme: Programme
    let record: PlanRecord
    let steps: [DeliverableStep]
    let people: [PersonID: String]
    let city: String?
    let package: String?
    let parts: Set<DeliverableStage.Part>
    let today: Day
    let words: PlanWords

    private var format: Format { words.format }

    func page(reason: String? = nil, problems: [FieldProblem] = []) -> Page {
        let navigation = ProgrammeNavigation(programme: programme, words: words)
        let isCoordinator = parts.contains(.coordinator)
        let state = words.state(record, today: today)
        let open = record.stage.map { DeliverableStage.life.open(at: $0, for: parts) } ?? []
        return Page(
            "programmes/deliverable", title: record.name, section: "coordination",
            view: [
                "breadcrumbs": isCoordinator
                    ? navigation.breadcrumbs([(label: words.kind(.deliverable), href: ProgrammesPaths.list(programme.slug, .deliverable))]) : Array(navigation.breadcrumbs().prefix(1)),
                "tabs": isCoordinator ? ["items": navigation.items(.list(.deliverable))] as View : nil,
                "headingText": record.name, "programmeText": programme.name, "stateText": state.text, "stateCode": state.code,
                "lateText": state.code == "late" ? lateText : nil, "descriptionText": record.values["description"],
                "editHref": isCoordinator ? ProgrammesPaths.record(programme.slug, .deliverable, record.id) : nil,
                "facts": facts, "errors": FieldView.summary(problems, words: words.words) { _ in "programmes.field.stepReason" },
                "steps": open.isEmpty ? nil : [
                    "stepsAction": ProgrammesPaths.steps(programme.slug, record.id),
                    "reasonField": FieldView("reason", label: "programmes.field.stepReason", problems: problems, words: words.words).textArea(reason, rows: 3, maxLength: 600),
                    "items": open.enumerated().map { position, step in
                        ["stepName": step.name, "stepText": words("programmes.step.\(step.name)"), "isMain": position == 0] as View
                    },
                ] as View,
                "noStepsText": open.isEmpty ? words("programmes.deliverable.noSteps") : nil,
                "history": steps.isEmpty ? nil : ["items": steps.map { step in
                    [
                        "stepText": words("programmes.stage.\(step.to.rawValue)"),
                        "byText": words(
                            "programmes.deliverable.by", ["name": step.by.flatMap { people[$0] } ?? words("web.formerMember"), "date": format.moment(step.at)]),
                        "reasonText": step.reason,
                    ] as View
                }] as View,
            ]).refusing(problems)
    }

    private var lateText: String? {
        record.day("plannedDay").map { words.words.count("programmes.overview.daysLate", today.daysSince1970 - $0.daysSince1970) }
    }

    private var facts: [View] {
        let rows: [(String, String?)] = [
            ("programmes.field.plannedDay", record.day("plannedDay").map(format.day)),
            ("programmes.deliverable.submitted", record.submittedOn.map(format.day) ?? words("programmes.deliverable.notSubmitted")),
            ("programmes.field.reason", record.stageReason), ("programmes.field.city", city ?? words("programmes.choice.everybody")), ("programmes.field.package", package),
            ("programmes.field.owner", record.values["owner"]),
            ("programmes.field.dissemination", record.values["dissemination"].map { words("programmes.choice.dissemination.\($0)") }),
        ]
        return rows.compactMap { label, text in text.map { ["factLabel": words(label), "factText": $0] as View } }
    }
}
