import Foundation
import Kernel
import Store
import Trail
import Web

/// Puts a record of the plan on record or changes it. Who wrote on top of an older version than the newest gets a conflict; nothing is
/// overwritten.
struct SavePlanRecord: Sendable {
    let kind: PlanKind
    let programme: ProgrammeID
    /// nil for a new one.
    let id: String?
    /// By field name, as `PlanForm` keeps them.
    let values: [String: String]
    /// The version the writer had before them; 0 for a new one.
    let basedOn: Int
    let person: PersonID

    enum Outcome: Sendable, Equatable {
        case saved(String)
        case unchanged
        /// Somebody else saved first.
        case conflict
    }

    /// - Throws: `Problem.invalid` when a deliverable was submitted meanwhile and its day can no longer be moved, or when its number is taken.
    func run(_ house: House, _ trail: Trail) async throws -> Outcome {
        let new = house.ids.text()
        return try await house.database.write { try write(new, trail, in: $0) }
    }

    /// - Parameter new: the id of what is new.
    func write(_ new: String, _ trail: Trail, in writer: Writer) throws -> Outcome {
        let now = trail.clock.now
        guard let id else {
            try checkNumber(besides: nil, was: nil, writer)
            var columns = ["id", "programme_id", "version", "changed_at", "changed_by"] + kind.fields.map(\.column)
            var bound: [SQLValue] = [.text(new), programme.sqlValue, .integer(1), now.sqlValue, person.sqlValue] + kind.fields.map(value)
            if kind == .deliverable {
                columns.append("stage")
                bound.append(DeliverableStage.life.start.sqlValue)
            }
            try writer.run(SQL(trusted: "INSERT INTO \(kind.table) (\(columns.joined(separator: ", "))) VALUES ") + "\(list: bound)")
            try trail.record(Fact("\(kind.rawValue).planned", RecordReference(kind: kind.rawValue, id: new), by: .person(person), after: "{\"version\":1}"), in: writer)
            try link(new, trail, writer)
            return .saved(new)
        }
        // Taking the row first makes two savers wait for one another on both engines.
        guard
            let record = try writer.reader.first(
                SQL(trusted: "UPDATE \(kind.table) SET version = version WHERE id = ") + "\(id) AND programme_id = \(programme) RETURNING *", { try PlanRecord(kind, row: $0) })
        else { throw Problem.notFound }
        guard record.version == basedOn else { return .conflict }
        guard record.values != values else { return .unchanged }
        if let stage = record.stage, !stage.isOpen, record.values["plannedDay"] != values["plannedDay"] {
            throw Problem.invalid([FieldProblem("plannedDay", "programmes.problem.plannedDayFixed")])
        }
        try checkNumber(besides: id, was: record.values["number"], writer)
        let bound = kind.fields.map { SQL(trusted: ", \($0.column) = ") + "\(value(of: $0))" }.reduce(SQL(""), +)
        try writer.run(
            SQL(trusted: "UPDATE \(kind.table) SET ") + "version = \(record.version + 1), changed_at = \(now), changed_by = \(person)" + bound + " WHERE id = \(id)")
        try trail.record(
            Fact(
                "\(kind.rawValue).changed", record.reference, by: .person(person), before: "{\"version\":\(record.version)}", after: "{\"version\":\(record.version + 1)}"),
            in: writer)
        try link(id, trail, writer)
        return .saved(id)
    }

    /// Packages and deliverables are spoken of by their numbers: two that share one are taken for one another.
    private func checkNumber(besides id: String?, was: String?, _ writer: Writer) throws {
        guard [.package, .deliverable].contains(kind), let number = values["number"], number != was else { return }
        // The programme's row is there before its plan is: two first savers wait for one another.
        try writer.run("UPDATE programme SET version = version WHERE id = \(programme)")
        let others = try Plan.numbers(kind, of: programme, writer.reader).filter { $0.id != id }
        guard let other = others.first(where: { $0.number.compare(number, options: .caseInsensitive) == .orderedSame }) else { return }
        throw Problem.invalid([FieldProblem("number", "programmes.problem.numberTaken", ["number": other.number, "title": other.title])])
    }

    private func link(_ id: String, _ trail: Trail, _ writer: Writer) throws {
        let whole = values["package"].map { RecordReference(kind: PlanKind.package.rawValue, id: $0) } ?? RecordReference(programme)
        try trail.link(RecordReference(kind: kind.rawValue, id: id), to: whole, as: "part of", in: writer)
    }

    private func value(of field: PlanField) -> SQLValue {
        guard let text = values[field.name] else { return .null }
        return field.isWhole ? Int64(text).map(SQLValue.integer) ?? .null : .text(text)
    }
}
