import Kernel
import Members
import Web

extension FieldReader {
    /// Euro, with cents where somebody typed any.
    mutating func euro(_ name: String) -> Money? {
        guard let typed = optionalDecimal(name) else { return nil }
        guard (0...1_000_000_000).contains(typed) else {
            report(name, "web.field.outOfRange", ["from": "0", "to": "1000000000"])
            return nil
        }
        return Money(cents: Int64((typed * 100).rounded()))
    }

    /// Who answers for something: a colleague, or anybody in words.
    mutating func owner(_ name: String, colleagues: [Colleague]) -> (words: String, id: PersonID?) {
        let chosen = fields.text("\(name)ID").flatMap { id in colleagues.first { $0.id.rawValue == id } }
        if let chosen, fields.text(name) == nil { return (chosen.name, chosen.id) }
        return (text(name, limit: 160), chosen?.id)
    }
}

/// Somebody of the receiving city who can be named as answering for something.
struct Colleague: Sendable, Equatable {
    let id: PersonID
    let name: String
}

/// Opening a transfer.
struct OpenForm {
    let content: OpenTransfer.Content
    let problems: [FieldProblem]

    init(_ fields: Fields, programmes: [Programme]) {
        var reader = FieldReader(fields)
        content = OpenTransfer.Content(
            name: reader.text("name", limit: 160), challenge: reader.text("challenge", limit: 2000), reason: reader.text("reason", limit: 2000),
            programme: reader.optionalCode("programme", among: programmes.map(\.slug)).flatMap { slug in programmes.first { $0.slug == slug }?.id })
        problems = reader.problems
    }
}

/// One person's points for one block. A factor that is left open is not counted as anything.
struct RatingForm {
    let points: [Factor: Int]
    let note: String?
    let problems: [FieldProblem]

    init(_ fields: Fields) {
        var reader = FieldReader(fields)
        var points: [Factor: Int] = [:]
        for factor in Factor.allCases {
            if let value = reader.optionalCode("factor.\(factor.rawValue)", among: Factor.points.map(String.init) + ["open"]).flatMap({ Int($0) }) { points[factor] = value }
        }
        note = reader.optionalText("note", limit: 1000)
        if points.isEmpty, reader.problems.isEmpty { reader.report("factor.need", "transfers.problem.nothingRated") }
        self.points = points
        problems = reader.problems
    }
}

/// What the plan makes of one block.
struct BlockForm {
    let content: PlanBlock.Content
    let problems: [FieldProblem]

    /// - Parameter block: nil: one that is added.
    init(_ fields: Fields, block: PlanBlock?) {
        var reader = FieldReader(fields)
        let isAdded = block?.isAdded ?? true
        let title = isAdded ? reader.text("title", limit: 160) : block?.title ?? ""
        let choices: [PlanBlock.Decision] = isAdded ? [.add, .drop] : [.keep, .adapt, .drop]
        let decision = block == nil ? .add : reader.optionalCode("decision", among: choices.map(\.rawValue)).flatMap(PlanBlock.Decision.init(rawValue:))
        if decision == nil, reader.problems.isEmpty { reader.report("decision", "transfers.problem.noDecision") }
        let needsText = decision == .adapt || decision == .add
        let adaptation = needsText ? reader.text("adaptation", limit: 3000) : reader.optionalText("adaptation", limit: 3000)
        // To keep something is decided too: the giving city reads why.
        let reason = reader.text("reason", limit: 1000)
        content = PlanBlock.Content(title: title, decision: decision ?? .keep, adaptation: adaptation.flatMap { $0.isEmpty ? nil : $0 }, reason: reason.isEmpty ? nil : reason)
        problems = reader.problems
    }

    static func fields(_ block: PlanBlock) -> Fields {
        Fields([("title", block.title), ("decision", block.decision?.rawValue ?? ""), ("adaptation", block.adaptation ?? ""), ("reason", block.reason ?? ""), ("version", String(block.version))])
    }
}

struct ActionForm {
    /// nil while something is wrong.
    let content: PlanAction.Content?
    let problems: [FieldProblem]

    init(_ fields: Fields, _ parts: TransferParts, colleagues: [Colleague], preconditions: [String], today: Day) {
        var reader = FieldReader(fields)
        let what = reader.text("what", limit: 300)
        let owner = reader.owner("owner", colleagues: colleagues)
        let due = reader.day("due")
        let done = reader.optionalDay("done")
        reader.refuse("done", done, after: today)
        let dayReason = reader.optionalText("dayReason", limit: 300)
        if let due, let done, done > due, dayReason == nil { reader.report("dayReason", "transfers.problem.lateWithoutReason") }
        let state = reader.optionalCode("state", among: PlanAction.State.allCases.map(\.rawValue)).flatMap(PlanAction.State.init(rawValue:)) ?? .planned
        if state == .done, done == nil { reader.report("done", "transfers.problem.doneWhen") }
        if state != .done, done != nil { reader.report("state", "transfers.problem.notDone") }
        let block = reader.optionalCode("block", among: parts.blocks.map(\.id.rawValue)).map { PlanBlockID($0) }
        let precondition = reader.optionalCode("precondition", among: preconditions)
        let resources = reader.optionalText("resources", limit: 1000)
        let (budget, spent) = (reader.euro("budget"), reader.euro("spent"))
        let (risk, indicator) = (reader.optionalText("risk", limit: 500), reader.optionalText("indicator", limit: 500))
        problems = reader.problems
        content = due.map { due in
            PlanAction.Content(
                block: block, precondition: precondition, what: what, owner: owner.words, ownerID: owner.id, due: due, done: done, dayReason: dayReason, resources: resources,
                budget: budget, spent: spent, risk: risk, indicator: indicator, state: state)
        }
    }

    static func fields(_ action: PlanAction) -> Fields {
        let content = action.content
        return Fields([
            ("what", content.what), ("owner", content.owner), ("ownerID", content.ownerID?.rawValue ?? ""), ("due", content.due.description),
            ("done", content.done?.description ?? ""), ("dayReason", content.dayReason ?? ""), ("state", content.state.rawValue), ("block", content.block?.rawValue ?? ""),
            ("precondition", content.precondition ?? ""), ("resources", content.resources ?? ""), ("budget", content.budget.map(typed) ?? ""),
            ("spent", content.spent.map(typed) ?? ""), ("risk", content.risk ?? ""), ("indicator", content.indicator ?? ""), ("version", String(action.version)),
        ])
    }

    /// As somebody would type it: "900", "900.25".
    private static func typed(_ money: Money) -> String {
        let cents = money.cents % 100
        return cents == 0 ? String(money.cents / 100) : "\(money.cents / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}

struct MilestoneForm {
    let actual: Day?
    let reason: String?
    let content: Milestone.Content
    let problems: [FieldProblem]

    init(_ fields: Fields, of milestone: Milestone, today: Day) {
        var reader = FieldReader(fields)
        actual = reader.optionalDay("actual")
        reader.refuse("actual", actual, after: today)
        reason = reader.optionalText("reason", limit: 300)
        if let actual, actual != milestone.planned, reason == nil { reader.report("reason", "transfers.problem.otherDayWithoutReason") }
        content = Milestone.Content(found: reader.optionalText("found", limit: 2000), decided: reader.optionalText("decided", limit: 1000))
        if milestone.isCheck, actual != nil {
            if content.found == nil { reader.report("found", "transfers.problem.checkWithoutFinding") }
            if content.decided == nil { reader.report("decided", "transfers.problem.checkWithoutDecision") }
        }
        problems = reader.problems
    }
}

struct OutcomeForm {
    let content: Outcome.Content
    let followUps: [FollowUp.Plan]
    let problems: [FieldProblem]

    /// - Parameter unfinished: the names of what was not done, when the transfer is to be closed with this.
    init(_ fields: Fields, colleagues: [Colleague], today: Day, unfinished: String?) {
        var reader = FieldReader(fields)
        content = Outcome.Content(
            kept: reader.text("kept", limit: 3000), changed: reader.text("changed", limit: 3000), failed: reader.text("failed", limit: 3000),
            why: reader.text("why", limit: 3000), unfinished: reader.optionalText("unfinished", limit: 3000))
        if let unfinished, content.unfinished == nil { reader.report("unfinished", "transfers.problem.unfinishedOpen", ["names": unfinished]) }
        followUps = FollowUp.months.compactMap { months in
            let owner = reader.owner("owner\(months)", colleagues: colleagues)
            return reader.day("due\(months)").map { FollowUp.Plan(months: months, due: $0, owner: owner.words, ownerID: owner.id) }
        }
        // The transfer ends today at the earliest, and what follows comes after.
        for followUp in followUps where followUp.due <= today { reader.report("due\(followUp.months)", "transfers.problem.dayPassed") }
        for (earlier, later) in zip(followUps, followUps.dropFirst()) where earlier.due >= later.due { reader.report("due\(later.months)", "transfers.problem.followUpOrder") }
        problems = reader.problems
    }

    /// - Parameter today: what the days are reckoned from while none are set.
    static func fields(_ parts: TransferParts, today: Day) -> Fields {
        let content = parts.outcome?.content
        var pairs = [("kept", content?.kept), ("changed", content?.changed), ("failed", content?.failed), ("why", content?.why), ("unfinished", content?.unfinished)].map { ($0, $1 ?? "") }
        for months in FollowUp.months {
            let followUp = parts.followUps.first { $0.months == months }
            pairs += [
                ("owner\(months)", followUp?.owner ?? ""), ("owner\(months)ID", followUp?.ownerID?.rawValue ?? ""),
                ("due\(months)", (followUp?.due ?? today.adding(months: months)).description),
            ]
        }
        return Fields(pairs + [("version", String(parts.outcome?.version ?? 0))])
    }
}
