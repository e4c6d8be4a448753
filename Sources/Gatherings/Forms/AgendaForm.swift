import Foundation
import Kernel
import Web

/// The order of the day as it was typed: rows of fields, each with its place in the name (`starts.0`). A row without anything is none.
struct AgendaForm {
    struct Row: Sendable {
        let id: String
        var starts = ""
        var ends = ""
        var title = ""
        var place = ""
        var who = ""

        var isEmpty: Bool { title.isEmpty && place.isEmpty && who.isEmpty && starts.isEmpty && ends.isEmpty }
    }

    let rows: [Row]
    let slots: [AgendaSlot]
    let problems: [FieldProblem]
    let basedOn: Int

    static let most = 60
    static let fresh = 3

    /// - Parameter known: ids of the slots that are there; others are made anew.
    init(_ fields: Fields, _ plan: GatheringPlan, known: Set<String>, newID: () -> String) {
        basedOn = fields.version
        var reader = FieldReader(fields)
        var rows: [Row] = []
        var slots: [AgendaSlot] = []
        for place in 0..<Self.most {
            func typed(_ name: String) -> String { fields.text("\(name).\(place)") ?? "" }
            guard fields.has("title.\(place)") else { break }
            let row = Row(id: typed("id"), starts: typed("starts"), ends: typed("ends"), title: typed("title"), place: typed("place"), who: typed("who"))
            rows.append(row)
            if row.isEmpty || fields.text("drop.\(place)") != nil { continue }
            let title = reader.text("title.\(place)", limit: 200)
            let (where_, who) = (reader.optionalText("place.\(place)", limit: 200), reader.optionalText("who.\(place)", limit: 300))
            let starts = TimeField.moment("starts.\(place)", plan.clock, after: slots.last.map { $0.ends.adding(.milliseconds(-1)) }, &reader)
            let ends = TimeField.moment("ends.\(place)", plan.clock, after: starts, &reader)
            guard let starts, let ends else { continue }
            if ends <= starts { reader.report("ends.\(place)", "gatherings.problem.endsFirst") }
            if starts < plan.starts || starts >= plan.ends { reader.report("starts.\(place)", "gatherings.problem.outside") }
            if ends > plan.ends { reader.report("ends.\(place)", "gatherings.problem.outside") }
            slots.append(AgendaSlot(id: known.contains(row.id) && !slots.contains { $0.id == row.id } ? row.id : newID(), starts: starts, ends: ends, title: title, place: where_, who: who))
        }
        self.rows = rows
        self.slots = slots.sorted { ($0.starts, $0.ends, $0.id) < ($1.starts, $1.ends, $1.id) }
        problems = reader.problems
    }

    static func rows(of slots: [AgendaSlot], _ plan: GatheringPlan) -> [Row] {
        slots.map { slot in
            Row(
                id: slot.id, starts: plan.clock.reading(of: slot.starts).description, ends: plan.clock.reading(of: slot.ends).description, title: slot.title, place: slot.place ?? "",
                who: slot.who ?? "")
        }
    }
}
