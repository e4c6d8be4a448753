import Foundation
import Kernel
import Members
import Web

/// What an entry's form can choose from.
struct EntryChoices: Sendable {
    let organisations: [Organisation]
    /// Those that already take part, for lists of members.
    let own: [Organisation]
    let entries: [String: [Entry]]
    let areas: [String]
}

/// The form of an entry of any shape: from what was typed, and back.
struct EntryForm {
    let fields: Fields
    let content: EntryContent
    let problems: [FieldProblem]
    /// The version the writer had before them; 0 for a new entry.
    let basedOn: Int

    /// - Parameter before: what the entry says, where it is there already; fixed fields stay as they are.
    init(_ fields: Fields, _ shape: Shape, before: EntryContent?, _ choices: EntryChoices, on today: Day) {
        self.fields = fields
        var reader = FieldReader(fields)
        var content = EntryContent()
        for field in shape.fields {
            if field.isFixed, let before {
                content.set(field.name, before.all(field.name))
                continue
            }
            let values = Self.read(field, &reader, choices)
            content.set(field.name, values)
            if field.isPast, let day = content.day(field.name) { reader.refuse(field.name, day, after: today) }
            if field.isRequired, values.isEmpty, !reader.problems.contains(where: { $0.field == field.name }) { reader.report(field.name, "web.field.missing") }
        }
        let own = reader.problems
        problems = own.isEmpty ? shape.rule(content) : own
        self.content = content
        basedOn = fields.version
    }

    private static func read(_ field: ShapeField, _ reader: inout FieldReader, _ choices: EntryChoices) -> [String] {
        let name = field.name
        func one(_ value: String?) -> [String] { value.map { [$0] } ?? [] }
        switch field.kind {
        case .line(let limit): return one(reader.optionalText(name, limit: limit))
        case .text(let limit): return one(reader.optionalText(name, limit: limit)?.replacingOccurrences(of: "\r\n", with: "\n"))
        case .email: return one(reader.optionalMail(name))
        case .day: return one(reader.optionalDay(name)?.description)
        case .flag: return reader.fields.has(name) ? ["1"] : []
        case .number(let range): return one(reader.optionalNumber(name, in: range).map(String.init))
        case .decimal: return one(reader.optionalDecimal(name).map { $0 == $0.rounded() && abs($0) < 1e15 ? String(Int64($0)) : String($0) })
        case .choice(_, let codes): return one(reader.optionalCode(name, among: codes))
        case .scale(_, let numbers): return one(reader.optionalCode(name, among: numbers.map(String.init)))
        case .area: return one(reader.optionalCode(name, among: choices.areas))
        case .organisation: return one(reader.optionalCode(name, among: choices.organisations.map(\.id.rawValue)))
        case .organisations: return reader.codes(name, among: choices.organisations.map(\.id.rawValue)).sorted()
        case .entry(let shape): return one(reader.optionalCode(name, among: (choices.entries[shape] ?? []).map(\.id)))
        }
    }

    static func fields(of entry: Entry, _ shape: Shape) -> Fields {
        Fields(shape.fields.flatMap { field in entry.content.all(field.name).map { (field.name, $0) } })
    }
}
