import Kernel
import Web

/// One page for those who decide and those who pay: need, practice, why, who, what was adapted, cost, where it stands, what is next.
struct TransferSheetPage {
    let opened: TransfersRoom.Open
    let speaking: Speaking

    func page() -> Page {
        let (words, transfer, details) = (speaking.words, opened.transfer, opened.details)
        let title = opened.practice.title.text(in: speaking.language.code)
        let next = details.next(at: transfer.stage)
        return speaking.page(
            "transfers/sheet", opened, tab: "sheet",
            [
                "dateText": words("transfers.sheet.asOf", ["date": speaking.format.day(opened.today)]), "challenge": transfer.challenge, "practiceName": title.text, "practiceLang": title.language,
                "practiceHref": TransfersPaths.practice(opened.practice.slug, version: transfer.practiceVersion),
                "versionText": words("transfers.fact.version", ["version": speaking.format.number(transfer.practiceVersion)]), "reason": transfer.reason,
                "findingText": words("transfers.finding.\(details.study.finding.rawValue)"), "deciders": deciders, "adapted": Self.adapted(details, speaking),
                "costText": speaking.cost(details) ?? words("transfers.sheet.noCost"), "sinceText": words("transfers.since", ["date": speaking.format.day(transfer.stageAt.day)]),
                "whyText": transfer.stage == .stopped ? details.whyStopped : nil,
                "outcome": ClosingPage.outcome(opened, speaking), "nexts": next.isEmpty ? nil : ["items": next.prefix(4).map { speaking.next($0, today: opened.today) }] as View,
            ])
    }

    private var deciders: [View] {
        let opening: View = ["what": speaking.words("transfers.step.opened"), "byText": speaking.by(opened.name(opened.transfer.openedBy), opened.transfer.openedAt)]
        return [opening] + opened.details.steps.map { step in
            ["what": speaking.words("transfers.stepTaken.\(step.step.rawValue)"), "byText": speaking.by(opened.name(step.by), step.at)] as View
        }
    }

    /// What is another than in the giving city; nil while nothing is decided.
    static func adapted(_ parts: TransferParts, _ speaking: Speaking) -> View? {
        let decided = parts.blocks.filter { $0.decision != nil }
        guard !decided.isEmpty else { return nil }
        return [
            "items": decided.map { block in
                ["decisionText": speaking.decision(block.decision), "blockTitle": block.title, "adaptation": block.adaptation, "decisionCode": block.decision?.rawValue ?? "open"] as View
            }
        ]
    }
}
