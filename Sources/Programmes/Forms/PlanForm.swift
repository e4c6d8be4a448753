import Foundation
import Kernel
import Web

/// What a form of this room says, field by field: as it was typed, and as it is kept.
struct PlanForm {
    let fields: Fields
    /// By field name; what was left empty is not there. Days as `2014-09-30`, amounts in cents, lists one text a line.
    let values: [String: String]
    private(set) var problems: [FieldProblem]
    /// The version the writer had before them; 0 for what is new.
    let basedOn: Int

    /// - Parameters:
    ///   - cities, packages: the ids there are to choose from.
    init(_ fields: Fields, _ spec: [PlanField], cities: [String] = [], packages: [String] = []) {
        self.fields = fields
        var reader = FieldReader(fields)
        var values: [String: String] = [:]
        for field in spec {
            let value = Self.read(field, &reader, cities: cities, packages: packages)
            if let value, !value.isEmpty { values[field.name] = value }
            if field.isRequired, value == nil, !reader.problems.contains(where: { $0.field == field.name }) { reader.report(field.name, "web.field.missing") }
        }
        self.values = values
        problems = reader.problems
        basedOn = fields.version
    }

    mutating func report(_ field: String, _ message: String, _ values: [String: String] = [:]) {
        // The first problem of a field says enough.
        if !problems.contains(where: { $0.field == field }) { problems.append(FieldProblem(field, message, values)) }
    }

    /// What has happened has happened by today.
    mutating func refuse(_ name: String, after today: Day) {
        if let day = day(name), day > today { report(name, "web.field.stillToCome", ["value": fields.text(name) ?? ""]) }
    }

    func day(_ name: String) -> Day? { values[name].flatMap { Day($0) } }
    func money(_ name: String) -> Money? { values[name].flatMap { Int64($0) }.map { Money(cents: $0) } }
    func lines(_ name: String) -> [String] { values[name].map { $0.split(separator: "\n").map(String.init) } ?? [] }

    /// Two days, where both are there, in their order.
    mutating func checkOrder(_ first: String, _ second: String) {
        if let start = day(first), let end = day(second), end < start { report(second, "programmes.problem.endBeforeStart") }
    }

    private static func read(_ field: PlanField, _ reader: inout FieldReader, cities: [String], packages: [String]) -> String? {
        switch field.kind {
        case .line(let limit): return reader.optionalText(field.name, limit: limit)
        case .text(let limit): return reader.optionalText(field.name, limit: limit)?.replacingOccurrences(of: "\r\n", with: "\n")
        case .lines(let most):
            let lines = reader.lines(field.name, limit: most, each: 1000)
            return lines.isEmpty ? nil : lines.joined(separator: "\n")
        case .number(let range): return reader.optionalNumber(field.name, in: range).map(String.init)
        case .choice(let codes): return reader.optionalCode(field.name, among: codes)
        case .scale: return reader.optionalCode(field.name, among: (1...5).map(String.init))
        case .country: return reader.optionalCode(field.name, among: PlanCountries.codes)
        case .countries:
            let codes = reader.codes(field.name, among: PlanCountries.codes)
            return codes.isEmpty ? nil : codes.joined(separator: "\n")
        case .city: return reader.optionalCode(field.name, among: cities)
        case .package: return reader.optionalCode(field.name, among: packages)
        case .flag: return reader.fields.has(field.name) ? "1" : nil
        case .mail: return reader.optionalMail(field.name)
        case .day: return reader.optionalDay(field.name)?.description
        case .money:
            guard let typed = reader.optionalText(field.name, limit: 40) else { return nil }
            switch TypedMoney(typed) {
            case .cents(let cents): return String(cents)
            case .tooLarge: reader.report(field.name, "programmes.problem.moneyTooLarge", ["value": String(typed.prefix(40)), "most": TypedMoney.mostTyped])
            case .unreadable: reader.report(field.name, "programmes.problem.money", ["value": String(typed.prefix(40))])
            }
            return nil
        }
    }

    /// What a form shows of what is kept.
    static func fields(_ spec: [PlanField], _ values: [String: String], version: Int) -> Fields {
        var pairs: [(String, String)] = [("version", String(version))]
        for field in spec {
            guard let value = values[field.name] else { continue }
            switch field.kind {
            case .money: pairs.append((field.name, Int64(value).map(TypedMoney.typed) ?? value))
            case .countries: pairs += value.split(separator: "\n").map { (field.name, String($0)) }
            default: pairs.append((field.name, value))
            }
        }
        return Fields(pairs)
    }
}
