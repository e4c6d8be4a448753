import Foundation
import Kernel
import Members
import Web

/// How it went, beside what was planned. Where they differ, a reason is asked for.
struct HeldForm {
    let held: Gathering.Held?
    let problems: [FieldProblem]
    let basedOn: Int

    init(_ fields: Fields, _ plan: GatheringPlan) {
        basedOn = fields.version
        var reader = FieldReader(fields)
        let starts = TimeField.moment("starts", plan.clock, after: nil, &reader)
        let ends = TimeField.moment("ends", plan.clock, after: starts, &reader)
        if let starts, let ends, ends <= starts { reader.report("ends", "gatherings.problem.endsFirst") }
        let place = reader.optionalText("place", limit: 300)
        let people = reader.optionalNumber("people", in: 0...1_000_000)
        let spent = reader.optionalNumber("spent", in: GatheringForm.budget).map { Money(euro: Int64($0)) }
        let reason = reader.optionalText("reason", limit: 1000)
        let report = reader.text("report", limit: 20_000).replacingOccurrences(of: "\r\n", with: "\n")
        let differs = starts != plan.starts || ends != plan.ends || place != plan.place || (spent != nil && plan.budget != nil && spent != plan.budget)
        if differs, reason == nil, starts != nil, ends != nil { reader.report("reason", "gatherings.problem.sayWhy") }
        problems = reader.problems
        guard let starts, let ends else {
            held = nil
            return
        }
        held = Gathering.Held(starts: starts, ends: ends, place: place, people: people, spent: spent, reason: reason, report: report)
    }

    static func fields(_ gathering: Gathering, there: Int) -> Fields {
        let (plan, held) = (gathering.plan, gathering.held)
        let pairs: [(String, String?)] = [
            ("starts", plan.clock.reading(of: held?.starts ?? plan.starts).description), ("ends", plan.clock.reading(of: held?.ends ?? plan.ends).description),
            ("place", held == nil ? plan.place : held?.place), ("people", (held?.people ?? (there > 0 ? there : nil)).map(String.init)),
            ("spent", held?.spent.map { String(Int64($0.euro)) }), ("reason", held?.reason), ("report", held?.report), ("version", String(gathering.version)),
        ]
        return Fields(pairs.compactMap { name, value in value.map { (name, $0) } })
    }
}

/// A lesson as it was typed.
struct LessonForm {
    let text: String
    let city: CityID?
    let blockID: String?
    let block: String
    let intention: Lesson.Intention?
    let owner: PersonID?
    let due: Day?
    let problems: [FieldProblem]

    init(_ fields: Fields, cities: [City], blocks: [(id: String, title: String)], owners: [(id: PersonID, name: String)]) {
        var reader = FieldReader(fields)
        text = reader.text("lesson", limit: 2000)
        city = fields.text("lessonCity").flatMap { slug in cities.first { $0.slug == slug } }?.id
        if city == nil { reader.report("lessonCity", "web.field.missing") }
        let chosen = fields.text("blockID").flatMap { id in blocks.first { $0.id == id } }
        let own = reader.optionalText("block", limit: 200)
        (blockID, block) = (chosen?.id, chosen?.title ?? own ?? "")
        if block.isEmpty { reader.report("block", "gatherings.problem.whichPart") }
        intention = Lesson.Intention(rawValue: fields["intention"] ?? "")
        if intention == nil { reader.report("intention", "web.field.missing") }
        owner = OwnerField.owner("lessonOwner", owners, &reader)
        due = TimeField.day("lessonDue", required: true, &reader)
        problems = reader.problems
    }
}

struct FollowUpForm {
    let text: String
    let owner: PersonID?
    let due: Day?
    let problems: [FieldProblem]

    init(_ fields: Fields, owners: [(id: PersonID, name: String)]) {
        var reader = FieldReader(fields)
        text = reader.text("followUp", limit: 500)
        owner = OwnerField.owner("followUpOwner", owners, &reader)
        due = TimeField.day("followUpDue", required: true, &reader)
        problems = reader.problems
    }
}

enum OwnerField {
    static func owner(_ name: String, _ owners: [(id: PersonID, name: String)], _ reader: inout FieldReader) -> PersonID? {
        let owner = reader.fields.text(name).flatMap { id in owners.first { $0.id.rawValue == id } }
        if owner == nil { reader.report(name, "gatherings.problem.owner") }
        return owner?.id
    }
}

/// Why somebody takes a step.
enum StepReason {
    static func read(_ fields: Fields) throws -> String? {
        var reader = FieldReader(fields)
        let reason = reader.optionalText("reason", limit: 1000)
        try reader.check()
        return reason
    }
}
