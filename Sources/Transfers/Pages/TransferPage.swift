import HTTPTypes
import Kernel
import Members
import Web

/// A transfer at a glance: where it stands, what comes next, what was found, planned, written and decided.
struct TransferPage {
    let opened: TransfersRoom.Open
    let ports: TransfersPorts
    var problems: [FieldProblem] = []
    var typed = Fields()
    let speaking: Speaking

    private var words: Wording { speaking.words }
    private var transfer: Transfer { opened.transfer }
    private var details: TransferParts { opened.details }

    func page() -> Page {
        let next = details.next(at: transfer.stage)
        let view: View = [
            "errors": speaking.summary(problems), "outOfUse": outOfUse, "stages": stages, "facts": facts, "threadHref": TransfersPaths.thread(transfer.id),
            "nextText": words("transfers.now.\(transfer.stage.rawValue)"),
            "nexts": next.isEmpty ? nil : ["items": next.prefix(5).map { speaking.next($0, today: opened.today) }] as View,
            "work": work, "publication": publication,
            "findingCode": details.study.finding.rawValue, "findingText": words("transfers.finding.\(details.study.finding.rawValue)"),
            "planText": words(
                "transfers.plan.summary",
                [
                    "decided": speaking.format.number(details.blocks.count - details.undecided.count), "blocks": speaking.format.number(details.blocks.count),
                    "actions": speaking.format.number(details.actions.count),
                ]),
            "costText": speaking.cost(details),
            "milestones": PlanPage.milestones(opened, speaking), "logs": logs, "steps": steps,
        ]
        return speaking.page("transfers/transfer", opened, tab: "overview", view.adding(Proposals(opened: opened, ports: ports, speaking: speaking).view())).refusing(problems)
    }

    /// The practice was retired, or another took its place, while the transfer goes on.
    private var outOfUse: View? {
        opened.practice.outOfUse.map { ["outOfUseText": words($0.key), "outOfUseReason": $0.reason, "successorHref": $0.successor.map { TransfersPaths.practice($0) }] as View }
    }

    private var stages: [View] {
        let order: [Transfer.Stage] = [.understand, .adapt, .reuse, .closed]
        guard let at = order.firstIndex(of: transfer.stage) else { return stoppedStages(order) }
        return order.enumerated().map { position, stage in track(stage, position < at ? "done" : position == at ? "now" : "ahead") }
    }

    /// How far it had come: what was reached before it was stopped, where it stood then, and what was not reached.
    private func stoppedStages(_ order: [Transfer.Stage]) -> [View] {
        let reached = Transfer.stages(after: details.steps).filter { $0 != .stopped }
        return order.map { stage in track(stage, stage == reached.last ? "left" : reached.contains(stage) ? "done" : "notReached") } + [track(.stopped, "now")]
    }

    private func track(_ stage: Transfer.Stage, _ state: String) -> View {
        ["trackText": speaking.stage(stage), "trackCode": state, "trackState": words("transfers.track.\(state)"), "isNow": state == "now", "isTold": transfer.stage == .stopped && state != "now"]
    }

    private var facts: [View] {
        let title = opened.practice.title.text(in: speaking.language.code)
        let version = words("transfers.fact.version", ["version": speaking.format.number(transfer.practiceVersion)])
        let newer = opened.practice.version > transfer.practiceVersion
        func fact(_ key: String, _ text: String, href: String? = nil, note: String? = nil) -> View {
            ["factLabel": words("transfers.fact.\(key)"), "factText": text, "factHref": href, "factNote": note]
        }
        var facts = [
            fact("practice", title.text, href: TransfersPaths.practice(opened.practice.slug, version: transfer.practiceVersion), note: newer ? "\(version), \(words("transfers.fact.newer"))" : version),
            fact("challenge", transfer.challenge), fact("reason", transfer.reason),
            fact("giving", speaking.name(opened.giving), href: TransfersPaths.cityPage(opened.giving.slug)), fact("receiving", speaking.name(opened.receiving), href: TransfersPaths.cityPage(opened.receiving.slug)),
        ]
        if let need = opened.need { facts.append(fact("need", need.name, href: TransfersPaths.need(need.id))) }
        if let programme = opened.programme { facts.append(fact("programme", programme.name, href: "/programmes/\(programme.slug)")) }
        return facts + [fact("opened", speaking.by(opened.name(transfer.openedBy), transfer.openedAt))]
    }

    /// The steps that the reader may take now, each with what is still missing.
    private var work: View? {
        let open = Transfer.workflow.open(at: transfer.stage, for: opened.parts).compactMap { Transfer.Step(rawValue: $0.name) }
        guard !open.isEmpty else { return nil }
        func views(_ steps: [Transfer.Step]) -> [View] {
            steps.map { step in
                let obstacle = speaking.obstacle(to: step, details, today: opened.today)
                return ["stepName": step.rawValue, "stepText": words("transfers.step.\(step.rawValue)"), "obstacleText": obstacle, "isOpen": obstacle == nil]
            }
        }
        let back = open.filter(\.asksReason)
        return [
            "stepsAction": TransfersPaths.part(transfer.id, "steps"), "forward": views(open.filter { !$0.asksReason }),
            "back": back.isEmpty ? nil : [
                "items": views(back), "isTold": !problems.isEmpty,
                "reasonField": FieldView("reason", label: "transfers.field.stepReason", required: true, problems: problems, words: words).textArea(typed["reason"], rows: 2, maxLength: 500),
            ] as View,
        ]
    }

    private var publication: View? {
        guard TransferPermissions.canSpeakFor(transfer, opened.viewer).isAllowed else { return nil }
        let isPublic = transfer.publishedAt != nil
        return [
            "publicationAction": TransfersPaths.part(transfer.id, "publication"), "publicationTo": isPublic ? "cities" : "network",
            "publicationText": words(isPublic ? "transfers.publication.isPublic" : "transfers.publication.isClosed"),
            "publicationButton": words(isPublic ? "transfers.publication.withdraw" : "transfers.publication.publish"),
        ]
    }

    private var logs: View? {
        details.log.isEmpty ? nil : ["items": details.log.prefix(2).map { LogPage.entry($0, opened, speaking) }]
    }

    private var steps: [View] {
        let opening: View = ["stepText": words("transfers.step.opened"), "byText": speaking.by(opened.name(transfer.openedBy), transfer.openedAt), "reasonText": nil]
        return [opening] + details.steps.map { taken in
            ["stepText": words("transfers.stepTaken.\(taken.step.rawValue)"), "byText": speaking.by(opened.name(taken.by), taken.at), "reasonText": taken.reason] as View
        }
    }
}
