import HTTPTypes
import Kernel
import Members
import Web

/// A practice before those who look after it: whether it is still true, and what becomes of it.
struct LifePage {
    let practice: Practice
    let city: City
    let life: PracticeLife?
    let steps: [PracticeLife.Taken]
    let successor: Practice?
    /// Records that were merged into this one.
    let merged: [PracticeLife.Merged]
    let names: [PersonID: String]
    let parts: Set<PracticeLife.Part>
    let canRevise: Bool
    let others: [Card]
    let fields: Fields
    let problems: [FieldProblem]
    /// Whether somebody else was first.
    var isConflict = false
    let now: Instant
    let display: Display

    static let longestReason = 2000

    func page() -> Page {
        let words = display.words
        let title = practice.title.text(in: display.language.code)
        let stage = life?.stage ?? .published
        let open = PracticeLife.workflow.open(at: stage, for: parts).map(\.name)
        return Page(
            "compendium/life", title: words("compendium.life.title", ["name": title.text]), section: "practices",
            view: [
                "breadcrumbs": [
                    ["label": words("compendium.list.heading"), "href": CompendiumPaths.practices], ["label": title.text, "href": CompendiumPaths.practice(practice.slug)],
                ] as [View],
                "name": title.text, "textLang": title.language, "place": display.place(city), "stageText": words("compendium.life.stage.\(stage.rawValue)"),
                "confirmedText": Self.confirmed(practice, life, now, display), "isDue": PracticeLife.isDue(confirmedAt: life?.confirmedAt ?? practice.changedAt, at: now),
                "ownerText": words("compendium.life.owner", ["name": life?.owner.flatMap { names[$0] } ?? words("compendium.life.nobody")]),
                "successor": successor.map { ["href": CompendiumPaths.practice($0.slug), "label": $0.title.text(in: display.language.code).text] as View },
                "merged": Self.merged(merged, display),
                "errors": FieldView.summary(problems, words: words, label: { ["reason": "compendium.life.reason", "successor": "compendium.life.successor"][$0] }),
                "action": CompendiumPaths.life(practice.slug),
                "canConfirm": open.contains("confirm"), "reviseAction": canRevise ? CompendiumPaths.revise(practice.slug) : nil,
                "others": open.filter { $0 != "confirm" }.isEmpty ? nil : [
                    "reasonField": FieldView("reason", label: "compendium.life.reason", required: isReasonNeeded(open), problems: problems, words: words)
                        .textArea(fields["reason"], rows: 3, maxLength: Self.longestReason),
                    "successorField": open.contains("merge") ? successors() : nil,
                    "steps": open.filter { $0 != "confirm" }.map { ["stepName": $0, "stepText": words("compendium.life.step.\($0)")] as View },
                ] as View,
                "canNothing": open.isEmpty && !canRevise,
                "history": steps.reversed().map { step in
                    [
                        "stepText": words("compendium.life.taken.\(step.step.rawValue)"), "reasonText": step.reason,
                        "byText": words("compendium.manuscript.byOn", ["name": names[step.by] ?? words("web.formerMember"), "date": display.format.moment(step.at)]),
                    ] as View
                },
            ]).refusing(problems, isConflict: isConflict)
    }

    private func successors() -> View {
        let options = display.format.sorted(others.map { ($0.slug, "\($0.plainTitle(in: display.language).text) (\(display.name($0.city)))") }) { $0.1 }
        let field = FieldView("successor", label: "compendium.life.successor", problems: problems, words: display.words)
            .select([("", display.words("compendium.manuscript.choose"))] + options, selected: fields["successor"])
        return (["optionalText": display.words("compendium.life.successorFor")] as View).adding(field)
    }

    /// Whether each step that is open but to confirm must say why.
    private func isReasonNeeded(_ open: [String]) -> Bool {
        open.compactMap(PracticeLife.Step.init(rawValue:)).filter { $0 != .confirm }.allSatisfy(\.needsReason)
    }

    /// What was merged into a practice, with who, when and why, and where its own trail is.
    static func merged(_ merged: [PracticeLife.Merged], _ display: Display) -> View? {
        let words = display.words
        return merged.isEmpty ? nil : ["items": merged.map { record in
            let title = record.title.text(in: display.language.code)
            return [
                "mergedName": title.text, "mergedLang": title.language, "mergedHref": CompendiumPaths.versions(record.slug),
                "mergedText": words("compendium.life.mergedBy", ["name": record.by ?? words("web.formerMember"), "date": display.format.day(record.at.day)]),
                "mergedReason": record.reason,
            ] as View
        }]
    }

    /// Whether readers are to be told at once that nobody stands for it, or not any more.
    static func isUnconfirmed(_ practice: Practice, _ life: PracticeLife?, _ now: Instant) -> Bool {
        life?.confirmedBy == nil || PracticeLife.isDue(confirmedAt: life?.confirmedAt ?? practice.changedAt, at: now)
    }

    /// "Confirmed on …", or that nobody did for so long.
    static func confirmed(_ practice: Practice, _ life: PracticeLife?, _ now: Instant, _ display: Display) -> String {
        let at = life?.confirmedAt ?? practice.changedAt
        let key = PracticeLife.isDue(confirmedAt: at, at: now) ? "due" : life?.confirmedBy == nil ? "imported" : "confirmed"
        return display.words("compendium.life.\(key)", ["date": display.format.day(at.day)])
    }
}
