import HTTPTypes
import Kernel
import Web

/// The plan: block by block what becomes of it, what has to be done, and when it is looked at.
struct PlanPage {
    let opened: TransfersRoom.Open
    let ports: TransfersPorts
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let details = opened.details
        let mayPlan = opened.mayPlan
        return speaking.page(
            "transfers/plan", opened, tab: "plan",
            [
                "tooEarly": opened.transfer.stage == .understand ? words("transfers.plan.tooEarly") : nil,
                "blocks": details.blocks.map { block in
                    BlockView.view(block, opened, speaking).adding(["decideHref": mayPlan ? TransfersPaths.block(opened.id, block.id) : nil])
                },
                "addBlockHref": mayPlan ? TransfersPaths.block(opened.id, nil) : nil, "addActionHref": mayPlan ? TransfersPaths.action(opened.id, nil) : nil,
                "proposals": proposals, "actions": details.actions.isEmpty ? nil : ["items": details.actions.map(action)] as View, "costText": speaking.cost(details),
                "milestones": Self.milestones(opened, speaking),
            ])
    }

    /// Unmet preconditions that no action answers yet.
    private var proposals: View? {
        let answered = Set(opened.details.actions.compactMap(\.content.precondition))
        let open = (opened.need?.preconditions ?? []).filter { $0.isUnmet && !answered.contains($0.id) }
        guard !open.isEmpty else { return nil }
        return [
            "items": open.map { precondition in
                let item: View = [
                    "preconditionText": precondition.text, "preconditionState": speaking.words("transfers.precondition.\(precondition.state.rawValue)"), "preconditionNote": precondition.note,
                    "planHref": opened.mayPlan ? Fields([("precondition", precondition.id)]).link(TransfersPaths.action(opened.id, nil)) : nil,
                ]
                return item.adding(Proposals(opened: opened, ports: ports, speaking: speaking).view(about: precondition.text))
            }
        ]
    }

    private func action(_ action: PlanAction) -> View {
        let (content, words) = (action.content, speaking.words)
        let isLate = content.state == .planned && content.due < opened.today
        func money(_ money: Money?) -> String? { money.map(speaking.format.amount) }
        return [
            "actionId": "action-\(action.id)", "what": content.what, "owner": content.owner, "stateCode": isLate ? "late" : content.state.rawValue,
            "stateText": words(isLate ? "transfers.actionState.late" : "transfers.actionState.\(content.state.rawValue)"),
            "dueText": speaking.format.day(content.due), "doneText": content.done.map(speaking.format.day), "dayReason": content.dayReason,
            "blockTitle": content.block.flatMap { opened.block($0)?.title }, "resources": content.resources, "budgetText": money(content.budget), "spentText": money(content.spent),
            "risk": content.risk, "indicator": content.indicator, "editHref": opened.mayPlan || opened.mayFinish(action) ? TransfersPaths.action(opened.id, action.id) : nil,
        ]
    }

    static func milestones(_ opened: TransfersRoom.Open, _ speaking: Speaking) -> View? {
        guard !opened.details.milestones.isEmpty else { return nil }
        return [
            "items": opened.details.milestones.map { milestone in
                let isLate = milestone.actual == nil && milestone.planned < opened.today && !opened.transfer.stage.isOver
                return [
                    "milestoneName": speaking.words("transfers.milestone.month\(milestone.month)"), "plannedText": speaking.format.day(milestone.planned),
                    "actualText": milestone.actual.map(speaking.format.day), "isLate": isLate, "milestoneReason": milestone.reason,
                    "foundText": milestone.content.found, "decidedText": milestone.content.decided,
                    "editHref": opened.mayPlan ? TransfersPaths.milestone(opened.id, milestone.month) : nil,
                ] as View
            }
        ]
    }
}

/// A block as lists show it: what the practice has, what was decided, and why.
enum BlockView {
    static func view(_ block: PlanBlock, _ opened: TransfersRoom.Open, _ speaking: Speaking) -> View {
        [
            "blockId": "block-\(block.id)", "blockTitle": block.title, "isCore": block.isCore, "isAdded": block.isAdded, "decisionCode": block.decision?.rawValue ?? "open",
            "decisionText": speaking.decision(block.decision), "adaptation": block.adaptation, "reason": block.reason, "description": block.description,
            "textLang": block.isAdded ? nil : opened.transfer.practiceLanguage, "textDir": block.isAdded ? "auto" : textDirection(of: opened.transfer.practiceLanguage),
            "byText": block.decision == nil ? nil : speaking.by(opened.name(block.changedBy), block.changedAt),
        ]
    }
}

/// Deciding on one block, or adding one.
struct BlockPage {
    let opened: TransfersRoom.Open
    /// nil: one that is added.
    let block: PlanBlock?
    let typed: Fields
    var problems: [FieldProblem] = []
    var overtaken: Overtaken?
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let isAdded = block?.isAdded ?? true
        func field(_ name: String, required: Bool = false) -> FieldView { FieldView(name, label: "transfers.field.\(name)", required: required, problems: problems, words: words) }
        let choices: [PlanBlock.Decision] = isAdded ? [.add, .drop] : [.keep, .adapt, .drop]
        let decision = field("decision", required: true).choices(
            choices.map { ($0.rawValue, speaking.decision($0)) }, selected: [typed["decision"] ?? ""], radio: true, twoColumns: false,
            hints: Dictionary(uniqueKeysWithValues: choices.map { ($0.rawValue, words("transfers.decisionHint.\($0.rawValue)")) }))
        let title = isAdded ? [field("title", required: true).input(typed["title"], maxLength: 160)] : []
        let page = speaking.page(
            "transfers/form", opened, tab: "plan",
            FormPage.view(
                heading: block.map { words("transfers.block.heading", ["block": $0.title]) } ?? words("transfers.block.add"), lead: words("transfers.block.lead", ["city": speaking.name(opened.giving)]),
                action: TransfersPaths.block(opened.id, block?.id), version: block?.version ?? 0, quote: block?.description, quoteLanguage: opened.transfer.practiceLanguage,
                errors: speaking.summary(problems), overtaken: overtaken?.view(speaking.words),
                fields: title + (block == nil ? [] : [decision]) + [
                    field("adaptation").textArea(typed["adaptation"], rows: 5, maxLength: 3000), field("reason", required: true).textArea(typed["reason"], rows: 3, maxLength: 1000),
                ],
                submit: words("transfers.save"), cancel: TransfersPaths.part(opened.id, "plan")))
        return page.refusing(problems, isConflict: overtaken != nil)
    }
}

/// Planning an action, or changing one.
struct ActionPage {
    let opened: TransfersRoom.Open
    let action: PlanAction?
    let typed: Fields
    var problems: [FieldProblem] = []
    var overtaken: Overtaken?
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        func field(_ name: String, required: Bool = false) -> FieldView { FieldView(name, label: "transfers.field.\(name)", required: required, problems: problems, words: words) }
        let blocks = [("", words("transfers.field.noBlock"))] + opened.details.blocks.map { ($0.id.rawValue, $0.title) }
        let fields: [View] = [field("what", required: true).input(typed["what"], maxLength: 300)]
            + speaking.ownerFields("owner", typed, opened.colleagues, problems)
            + [
                speaking.day("due", typed, problems, required: true), field("block").select(blocks, selected: typed["block"]),
                field("resources").textArea(typed["resources"], rows: 2, maxLength: 1000), field("budget").input(typed["budget"], inputMode: "decimal", maxLength: 20, short: true, unit: "€"),
                field("risk").textArea(typed["risk"], rows: 2, maxLength: 500), field("indicator").input(typed["indicator"], maxLength: 500),
            ]
        let later: [View] = action == nil ? [] : [
            field("state").choices(PlanAction.State.allCases.map { ($0.rawValue, words("transfers.actionState.\($0.rawValue)")) }, selected: [typed["state"] ?? "planned"], radio: true),
            speaking.day("done", typed, problems), field("dayReason").input(typed["dayReason"], maxLength: 300),
            field("spent").input(typed["spent"], inputMode: "decimal", maxLength: 20, short: true, unit: "€"),
        ]
        let page = speaking.page(
            "transfers/form", opened, tab: "plan",
            FormPage.view(
                heading: words(action == nil ? "transfers.action.add" : "transfers.action.change"), lead: nil, action: TransfersPaths.action(opened.id, action?.id),
                version: action?.version ?? 0, errors: speaking.summary(problems), overtaken: overtaken?.view(speaking.words), fields: fields + later,
                hidden: typed.text("precondition").map { [("precondition", $0)] } ?? [], submit: words("transfers.save"), cancel: TransfersPaths.part(opened.id, "plan")))
        return page.refusing(problems, isConflict: overtaken != nil)
    }
}

/// Saying when a milestone was reached.
struct MilestonePage {
    let opened: TransfersRoom.Open
    let milestone: Milestone
    let typed: Fields
    var problems: [FieldProblem] = []
    var overtaken: Overtaken?
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        func text(_ name: String, rows: Int, maxLength: Int) -> View {
            FieldView(name, label: "transfers.field.\(name)", required: milestone.isCheck, problems: problems, words: words).textArea(typed[name], rows: rows, maxLength: maxLength)
        }
        let page = speaking.page(
            "transfers/form", opened, tab: "plan",
            FormPage.view(
                heading: words("transfers.milestone.month\(milestone.month)"), lead: words("transfers.milestone.lead", ["date": speaking.format.day(milestone.planned)]),
                action: TransfersPaths.milestone(opened.id, milestone.month), version: milestone.version, errors: speaking.summary(problems), overtaken: overtaken?.view(speaking.words),
                fields: [
                    speaking.day("actual", typed, problems),
                    FieldView("reason", label: "transfers.field.dayReason", problems: problems, words: words).input(typed["reason"], maxLength: 300),
                    text("found", rows: 4, maxLength: 2000), text("decided", rows: 3, maxLength: 1000),
                ],
                submit: words("transfers.save"), cancel: TransfersPaths.part(opened.id, "plan")))
        return page.refusing(problems, isConflict: overtaken != nil)
    }

    static func fields(_ milestone: Milestone) -> Fields {
        Fields([
            ("actual", milestone.actual?.description ?? ""), ("reason", milestone.reason ?? ""), ("found", milestone.content.found ?? ""), ("decided", milestone.content.decided ?? ""),
            ("version", String(milestone.version)),
        ])
    }
}
