import Foundation
import Kernel
import Members
import Web

/// Wording, days and money in one language, and what all pages of this room say alike.
struct Speaking {
    let words: Wording
    let format: Format

    init(_ words: Wording) {
        self.words = words
        format = Format(words.language)
    }

    var language: Language { words.language }

    func stage(_ stage: Transfer.Stage) -> String { words("transfers.stage.\(stage.rawValue)") }
    func decision(_ decision: PlanBlock.Decision?) -> String { decision.map { words("transfers.decision.\($0.rawValue)") } ?? words("transfers.decision.open") }
    func month(_ month: String) -> String { Day("\(month)-01").map(format.month) ?? month }
    func name(_ city: City) -> String { city.name(in: language) }
    func route(_ giving: City, _ receiving: City) -> String { words("transfers.route", ["giving": name(giving), "receiving": name(receiving)]) }

    /// "10 May 2026, Chiara Russo".
    func by(_ name: String, _ at: Instant) -> String { words("transfers.byOn", ["name": "\u{2068}\(name)\u{2069}", "date": format.day(at.day)]) }

    /// Planned beside what was spent; nil while neither is known.
    func cost(_ parts: TransferParts) -> String? {
        guard parts.planned.cents > 0 || parts.spent.cents > 0 else { return nil }
        return words("transfers.cost", ["planned": format.amount(parts.planned), "spent": format.amount(parts.spent)])
    }

    /// The names of the actions and checks that were not done; nil when there are none.
    func unfinished(_ parts: TransferParts) -> String? {
        guard parts.isUnfinished else { return nil }
        return format.list(
            parts.unfinishedActions.map { "\u{2068}\($0.content.what)\u{2069}" } + parts.openMilestones.map { words("transfers.milestone.month\($0.month)") })
    }

    /// What is missing before a step can be taken, in words.
    func obstacle(to step: Transfer.Step, _ parts: TransferParts, today: Day) -> String? {
        guard let key = parts.obstacle(to: step, at: today) else { return nil }
        guard key == "transfers.problem.unfinished", let names = unfinished(parts) else { return words(key) }
        return words("web.form.problemAt", ["field": words(key), "problem": names])
    }

    /// As much of a text as fits into a line or two, to its last whole word; the page behind it has it all.
    func brief(_ text: String, _ most: Int) -> String {
        guard text.count > most else { return text }
        let words = text.prefix(most).split(separator: " ", omittingEmptySubsequences: false)
        return (words.count > 1 ? words.dropLast() : words[...]).joined(separator: " ") + " …"
    }

    func percent(_ fit: Double) -> String { format.percent((fit * 100).rounded()) }

    func what(_ next: TransferParts.Next) -> (what: String, owner: String?) {
        switch next {
        case .action(let action): (action.content.what, action.content.owner)
        case .milestone(let milestone): (words("transfers.milestone.month\(milestone.month)"), nil)
        case .followUp(let followUp): (words("transfers.followUp.month\(followUp.months)"), followUp.owner)
        }
    }

    /// What comes next, with whether it is late.
    func next(_ next: TransferParts.Next, today: Day) -> View {
        let (what, owner) = what(next)
        return ["nextWhat": what, "nextOwner": owner, "nextDay": format.day(next.day), "isLate": next.day < today]
    }

    func breadcrumbs(_ opened: TransfersRoom.Open? = nil) -> [View] {
        let list: View = ["href": TransfersPaths.transfers, "label": words("transfers.list.heading")]
        return [list] + (opened.map { [["href": TransfersPaths.transfer($0.id), "label": $0.transfer.name]] } ?? [])
    }

    /// The head of every page of a transfer: its name, its cities, where it stands, and the way between its parts.
    func head(_ opened: TransfersRoom.Open, current: String) -> View {
        let transfer = opened.transfer
        let tabs = [("", "overview"), ("study", "study"), ("plan", "plan"), ("difference", "difference"), ("log", "log"), ("closing", "closing"), ("sheet", "sheet")]
        return [
            "breadcrumbs": breadcrumbs(), "transferName": transfer.name, "routeText": route(opened.giving, opened.receiving), "stageCode": transfer.stage.rawValue,
            "stageText": stage(transfer.stage), "visibilityText": words(transfer.publishedAt == nil ? "transfers.onlyCities" : "transfers.publishedState"),
            "tabs": tabs.map { path, name in
                [
                    "href": path.isEmpty ? TransfersPaths.transfer(transfer.id) : TransfersPaths.part(transfer.id, path), "label": words("transfers.tab.\(name)"),
                    "current": name == current,
                ] as View
            },
        ]
    }

    func page(_ template: String, _ opened: TransfersRoom.Open, tab: String, _ view: View) -> Page {
        Page(template, title: words("transfers.title.\(tab)", ["name": opened.transfer.name]), section: "transfers", view: head(opened, current: tab).adding(view))
    }

    /// Who answers for something: a field for words and one for a colleague.
    func ownerFields(_ name: String, _ typed: Fields, _ colleagues: [Colleague], _ problems: [FieldProblem], label: String? = nil) -> [View] {
        let options = [("", words("transfers.field.noColleague"))] + colleagues.map { ($0.id.rawValue, $0.name) }
        let words = label.map { FieldView(name, text: $0, required: true, problems: problems, words: self.words) }
            ?? FieldView(name, label: "transfers.field.owner", required: true, problems: problems, words: self.words)
        let colleague = FieldView("\(name)ID", label: "transfers.field.colleague", problems: problems, words: self.words)
        return [words.input(typed[name], maxLength: 160)] + (colleagues.isEmpty ? [] : [colleague.select(options, selected: typed["\(name)ID"])])
    }

    /// A field that two wrote at once.
    func part(_ name: String, _ theirs: String?, _ mine: String?) -> Overtaken.Part { Overtaken.Part(words("transfers.field.\(name)"), theirs: theirs ?? "", mine: mine ?? "") }

    /// When somebody asks again and who, that two wrote at once.
    func parts(ofFollowUp months: Int, _ theirs: Fields, _ mine: Fields, _ colleagues: [Colleague]) -> [Overtaken.Part] {
        let name = words("transfers.followUp.month\(months)")
        func owner(_ fields: Fields) -> String {
            let colleague = colleagues.first { $0.id.rawValue == fields["owner\(months)ID"] }?.name
            return [fields.text("owner\(months)"), colleague].compactMap(\.self).joined(separator: ", ")
        }
        return [
            Overtaken.Part(words("transfers.closing.dueOf", ["name": name]), theirs: shownDay(theirs.text("due\(months)")) ?? "", mine: shownDay(mine.text("due\(months)")) ?? ""),
            Overtaken.Part(words("transfers.closing.ownerOf", ["name": name]), theirs: owner(theirs), mine: owner(mine)),
        ]
    }

    /// A day as it was typed, as people read it.
    func shownDay(_ typed: String?) -> String? { typed.map { text in TypedDay(text).day.map(format.day) ?? text } }

    func day(_ name: String, _ typed: Fields, _ problems: [FieldProblem], required: Bool = false) -> View {
        FieldView(name, label: "transfers.field.\(name)", required: required, problems: problems, words: words).input(typed[name], type: "date", short: true)
    }

    func summary(_ problems: [FieldProblem]) -> View? {
        FieldView.summary(problems, words: words) { field in
            if field.hasPrefix("factor.") { return "transfers.factor.\(field.dropFirst(7))" }
            if field.hasPrefix("due"), let months = Int(field.dropFirst(3)) { return "transfers.followUp.month\(months)" }
            let name = field.prefix { !$0.isNumber }
            return "transfers.field.\(name)"
        }
    }
}
