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
    /// Of somebody without an account, where nobody of the city has one.
    let ownerName: String?
    let due: Day?
    let problems: [FieldProblem]

    /// - Parameters:
    ///   - giver: whoever writes it down and does not arrange the gathering.
    ///   - language: in which a problem names the city.
    init(_ fields: Fields, _ plan: GatheringPlan, in language: Language, cities: [City], blocks: [(id: String, title: String)], owners: [Owner], giver: PersonID?, due term: Term) {
        var reader = FieldReader(fields)
        text = reader.text("lesson", limit: 2000)
        let whose = fields.text("lessonCity").flatMap { slug in cities.first { $0.slug == slug } }
        city = whose?.id
        if city == nil { reader.report("lessonCity", "web.field.missing") }
        let chosen = fields.text("blockID").flatMap { id in blocks.first { $0.id == id } }
        let own = reader.optionalText("block", limit: 200)
        (blockID, block) = (chosen?.id, chosen?.title ?? own ?? "")
        if block.isEmpty { reader.report("block", "gatherings.problem.whichPart") }
        intention = Lesson.Intention(rawValue: fields["intention"] ?? "")
        if intention == nil { reader.report("intention", "web.field.missing") }
        (owner, ownerName) = whose.map { OwnerField.owner(of: $0, in: language, plan, owners, giver, &reader) } ?? (OwnerField.owner("lessonOwner", owners, giver, &reader), nil)
        due = term.day("lessonDue", &reader)
        problems = reader.problems
    }
}

struct FollowUpForm {
    /// nil when something of it is missing or wrong.
    let draft: GatheringFollowUp.Draft?
    let problems: [FieldProblem]

    /// - Parameter giver: whoever writes it down and does not arrange the gathering.
    init(_ fields: Fields, owners: [Owner], giver: PersonID? = nil, due term: Term) {
        var reader = FieldReader(fields)
        let text = reader.text("followUp", limit: 500)
        let owner = OwnerField.owner("followUpOwner", owners, giver, &reader)
        let due = term.day("followUpDue", &reader)
        problems = reader.problems
        guard reader.problems.isEmpty, let owner, let due else {
            draft = nil
            return
        }
        draft = GatheringFollowUp.Draft(text: text, owner: owner, due: due)
    }
}

/// From when on something can be due: not before what it follows has ended, and not before it is put down.
struct Term {
    /// With its text for readers; nil where it ends only now.
    var end: (day: Day, text: String)?
    let today: Day

    func day(_ name: String, _ reader: inout FieldReader) -> Day? {
        guard let day = TimeField.day(name, required: true, &reader) else { return nil }
        if let end, day < end.day {
            reader.report(name, "gatherings.problem.dueBeforeEnd", ["date": end.text])
        } else if day < today {
            reader.report(name, "gatherings.problem.dueOver")
        }
        return day
    }
}

enum OwnerField {
    static func owner(_ name: String, _ owners: [Owner], _ giver: PersonID?, _ reader: inout FieldReader) -> PersonID? {
        guard let owner = chosen(name, owners, reader) else {
            reader.report(name, "gatherings.problem.owner")
            return nil
        }
        return reached(name, owner, giver, &reader)
    }

    private static func reached(_ name: String, _ owner: Owner, _ giver: PersonID?, _ reader: inout FieldReader) -> PersonID? {
        guard [owner].reachable(by: giver).isEmpty else { return owner.id }
        reader.report(name, "gatherings.problem.ownerNotAsked", ["name": owner.name])
        return nil
    }

    /// Who sees to a lesson: of a visiting city, one of its own people; where none has an account, somebody by name.
    static func owner(of city: City, in language: Language, _ plan: GatheringPlan, _ owners: [Owner], _ giver: PersonID?, _ reader: inout FieldReader) -> (id: PersonID?, name: String?) {
        let own = owners.seeing(to: city.id, of: plan)
        let chosen = chosen("lessonOwner", owners, reader)
        if let chosen, own.contains(chosen) { return (reached("lessonOwner", chosen, giver, &reader), nil) }
        if let chosen {
            reader.report("lessonOwner", "gatherings.problem.ownerElsewhere", ["name": chosen.name, "city": city.name(in: language)])
        } else if own.isEmpty {
            let name = reader.optionalText("lessonOwnerName", limit: 120)
            if name == nil { reader.report("lessonOwnerName", "gatherings.problem.ownerName", ["city": city.name(in: language)]) }
            return (nil, name)
        } else if plan.visitors.contains(city.id) {
            reader.report("lessonOwner", "gatherings.problem.ownerOfCity", ["city": city.name(in: language)])
        } else {
            reader.report("lessonOwner", "gatherings.problem.owner")
        }
        return (nil, nil)
    }

    private static func chosen(_ name: String, _ owners: [Owner], _ reader: FieldReader) -> Owner? { reader.fields.text(name).flatMap { id in owners.first { $0.id.rawValue == id } } }
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

extension SeeTo.Change {
    /// - Parameter owners: to whom it can be given.
    /// - Returns: nil when it is given to somebody who is not among them.
    init?(_ fields: Fields, among owners: [Owner]) {
        switch fields["then"] {
        case "give":
            guard let owner = owners.first(where: { $0.id.rawValue == fields.text("give") }) else { return nil }
            self = .give(owner.id)
        case "open": self = .open
        default: self = .done
        }
    }
}
