import Foundation
import Kernel
import Members
import Web

/// The form of one record of the plan, with what holds between its fields.
enum PlanRecordForm {
    /// - Parameter record: as it stands; nil for a new one.
    static func read(_ kind: PlanKind, _ fields: Fields, programme: Programme, record: PlanRecord?, cities: [String], packages: [String], today: Day) -> PlanForm {
        var form = PlanForm(fields, kind.fields, cities: cities, packages: packages)
        for field in kind.fields where field.tellsWhatHappened { form.refuse(field.name, after: today) }
        switch kind {
        case .package:
            form.checkOrder("plannedStart", "plannedEnd")
            form.checkOrder("actualStart", "actualEnd")
            if let start = form.day("plannedStart"), let from = programme.start, start < from { form.report("plannedStart", "programmes.problem.beforeProgramme") }
            if let end = form.day("plannedEnd"), let until = programme.end, end > until { form.report("plannedEnd", "programmes.problem.afterProgramme") }
        case .deliverable:
            checkStart(&form, programme)
            if let record, let stage = record.stage, !stage.isOpen, form.values["plannedDay"] != record.values["plannedDay"] {
                form.report("plannedDay", "programmes.problem.plannedDayFixed")
            }
        case .milestone: checkStart(&form, programme)
        case .budgetLine:
            if let spent = form.money("spentAmount"), let planned = form.money("plannedAmount"), spent > planned, form.values["reason"] == nil {
                form.report("reason", "programmes.problem.overspentReason")
            }
        case .risk:
            if form.values["closedDay"] != nil, form.values["reason"] == nil { form.report("reason", "programmes.problem.closedReason") }
        }
        let differs = kind.pairs.contains { planned, actual in
            guard let was = form.values[planned], let became = form.values[actual] else { return false }
            return was.compare(became, options: .caseInsensitive) != .orderedSame
        }
        if differs, form.values["reason"] == nil { form.report("reason", "programmes.problem.reasonMissing") }
        return form
    }

    private static func checkStart(_ form: inout PlanForm, _ programme: Programme) {
        if let day = form.day("plannedDay"), let start = programme.start, day < start { form.report("plannedDay", "programmes.problem.beforeProgramme") }
    }
}
