import HTTPTypes
import Kernel
import Web

/// The end: what was kept, changed, failed and why; what goes back to the giving city; who looks again when.
struct ClosingPage {
    let opened: TransfersRoom.Open
    let typed: Fields
    var problems: [FieldProblem] = []
    var overtaken: Overtaken?
    var improvementTyped = Fields()
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let details = opened.details
        let page = speaking.page(
            "transfers/closing", opened, tab: "closing",
            [
                "errors": speaking.summary(problems), "overtaken": overtaken?.view(words), "outcome": Self.outcome(opened, speaking),
                "tooEarly": [.understand, .adapt].contains(opened.transfer.stage) && details.outcome == nil ? words("transfers.closing.tooEarly") : nil,
                "form": opened.mayConclude ? form : nil, "followUps": Self.followUps(opened, speaking), "improvements": Self.improvements(opened, speaking),
                "improvementForm": opened.maySpeak ? improvementForm : nil,
            ])
        return page.refusing(problems, isConflict: overtaken != nil)
    }

    private var form: View {
        let words = speaking.words
        func text(_ name: String, required: Bool = true) -> View {
            FieldView(name, label: "transfers.field.\(name)", required: required, problems: problems, words: words).textArea(typed[name], rows: 4, maxLength: 3000)
        }
        return [
            "action": TransfersPaths.part(opened.id, "closing"), "version": String(opened.details.outcome?.version ?? 0), "outcomeFields": ["kept", "changed", "failed", "why"].map { text($0) },
            "unfinished": unfinished(text("unfinished", required: opened.details.isUnfinished)),
            "followUpFields": FollowUp.months.flatMap { months -> [View] in
                let name = words("transfers.followUp.month\(months)")
                let day = FieldView("due\(months)", text: words("transfers.closing.dueOf", ["name": name]), required: true, problems: problems, words: words)
                return [day.input(typed["due\(months)"], type: "date", short: true)]
                    + speaking.ownerFields("owner\(months)", typed, opened.colleagues, problems, label: words("transfers.closing.ownerOf", ["name": name]))
            },
        ]
    }

    /// What was planned and not done: each by its name, and where to say what becomes of it.
    private func unfinished(_ field: View) -> View? {
        let details = opened.details
        guard details.isUnfinished || details.outcome?.content.unfinished != nil else { return nil }
        let names = details.unfinishedActions.map(\.content.what) + details.openMilestones.map { speaking.words("transfers.milestone.month\($0.month)") }
        return ["items": names.map { ["text": $0] as View }, "fields": [field]]
    }

    private var improvementForm: View {
        let words = speaking.words
        let blocks = [("", words("transfers.field.noBlock"))] + opened.details.blocks.filter { !$0.isAdded }.map { ($0.id.rawValue, $0.title) }
        return [
            "improvementAction": TransfersPaths.part(opened.id, "improvements"), "improvementLead": words("transfers.improvement.lead", ["city": speaking.name(opened.giving)]),
            "improvementFields": [
                FieldView("improvement", label: "transfers.field.improvement", required: true, problems: problems, words: words)
                    .textArea(improvementTyped["improvement"], rows: 3, maxLength: 2000),
                FieldView("block", label: "transfers.field.block", problems: problems, words: words).select(blocks, selected: improvementTyped["block"]),
            ],
        ]
    }

    static func outcome(_ opened: TransfersRoom.Open, _ speaking: Speaking) -> View? {
        opened.details.outcome.map { outcome in
            let content = outcome.content
            return [
                "items": content.said.map { name, text in
                    ["outcomeLabel": speaking.words("transfers.field.\(name)"), "outcomeText": text] as View
                },
                "outcomeBy": speaking.by(opened.name(outcome.changedBy), outcome.changedAt),
            ]
        }
    }

    static func followUps(_ opened: TransfersRoom.Open, _ speaking: Speaking) -> View? {
        guard !opened.details.followUps.isEmpty else { return nil }
        let mayAnswer = opened.transfer.stage == .closed && TransferPermissions.canSpeakFor(opened.transfer, opened.viewer).isAllowed
        return [
            "items": opened.details.followUps.map { followUp in
                let isLate = followUp.isMissed(at: opened.today) && opened.transfer.stage == .closed
                let mayAnswerNow = mayAnswer && followUp.opens <= opened.today
                let silence = isLate ? speaking.words("transfers.followUp.noAnswer") : speaking.words("transfers.followUp.ahead", ["date": speaking.format.day(followUp.due)])
                return [
                    "followUpName": speaking.words("transfers.followUp.month\(followUp.months)"), "dueText": speaking.format.day(followUp.due), "owner": followUp.owner,
                    "stateText": followUp.state.map { speaking.words("transfers.followUp.state.\($0.rawValue)") }
                        ?? silence,
                    "stateCode": followUp.state?.rawValue ?? "none", "isLate": isLate, "answer": followUp.answer,
                    "answeredText": followUp.answeredAt.flatMap { at in followUp.answeredBy.map { speaking.by(opened.name($0), at) } },
                    "answerHref": mayAnswerNow ? TransfersPaths.followUp(opened.id, followUp.id) : nil,
                    "opensText": mayAnswer && !mayAnswerNow ? speaking.words("transfers.followUp.opens", ["date": speaking.format.day(followUp.opens)]) : nil,
                ] as View
            }
        ]
    }

    static func improvements(_ opened: TransfersRoom.Open, _ speaking: Speaking) -> View? {
        guard !opened.details.improvements.isEmpty else { return nil }
        let words = speaking.words
        return [
            "items": opened.details.improvements.map { improvement in
                [
                    "improvementId": "improvement-\(improvement.id)", "content": improvement.content, "blockTitle": improvement.block.flatMap { opened.block($0)?.title },
                    "sentText": speaking.by(opened.name(improvement.by), improvement.at),
                    "answerText": improvement.answer.map { words("transfers.improvement.answer.\($0.rawValue)") } ?? words("transfers.improvement.noAnswer"), "answerNote": improvement.note,
                    "answerBy": improvement.answeredAt.flatMap { at in improvement.answeredBy.map { speaking.by(opened.name($0), at) } },
                    "answerForm": opened.mayAnswerForGiving && improvement.answer == nil ? [
                        "answerAction": TransfersPaths.improvement(opened.id, improvement.id),
                        "answers": Improvement.Answer.allCases.map { ["answerValue": $0.rawValue, "answerLabel": words("transfers.improvement.answer.\($0.rawValue)")] as View },
                        "noteId": "note-\(improvement.id)",
                    ] as View : nil,
                ] as View
            }
        ]
    }
}

/// Answering, months after the end.
struct FollowUpPage {
    let opened: TransfersRoom.Open
    let followUp: FollowUp
    let typed: Fields
    var problems: [FieldProblem] = []
    var overtaken: Overtaken?
    let speaking: Speaking

    func page() -> Page {
        let words = speaking.words
        let page = speaking.page(
            "transfers/form", opened, tab: "closing",
            FormPage.view(
                heading: words("transfers.followUp.month\(followUp.months)"), lead: words("transfers.followUp.lead", ["city": speaking.name(opened.receiving)]),
                action: TransfersPaths.followUp(opened.id, followUp.id), version: followUp.version, errors: speaking.summary(problems), overtaken: overtaken?.view(words),
                fields: [
                    FieldView("use", label: "transfers.field.use", required: true, problems: problems, words: words)
                        .choices(FollowUp.State.allCases.map { ($0.rawValue, words("transfers.followUp.state.\($0.rawValue)")) }, selected: [typed["use"] ?? ""], radio: true, twoColumns: false),
                    FieldView("answer", label: "transfers.field.answer", problems: problems, words: words).textArea(typed["answer"], rows: 4, maxLength: 2000),
                ],
                submit: words("transfers.save"), cancel: TransfersPaths.part(opened.id, "closing")))
        return page.refusing(problems, isConflict: overtaken != nil)
    }
}
