import Foundation
import Kernel

/// Reads a form field by field, gathering every problem so that all are shown at once.
public struct FieldReader {
    public let fields: Fields
    public private(set) var problems: [FieldProblem] = []

    public init(_ fields: Fields) { self.fields = fields }

    public mutating func report(_ field: String, _ message: String, _ values: [String: String] = [:]) {
        problems.append(FieldProblem(field, message, values))
    }

    /// Text that must be there, at most `limit` characters.
    public mutating func text(_ name: String, limit: Int, atLeast: Int = 1) -> String {
        let value = fields.text(name) ?? ""
        if value.isEmpty {
            report(name, "web.field.missing")
        } else if value.count < atLeast {
            report(name, "web.field.tooShort", ["count": String(value.count), "limit": String(atLeast)])
        } else if value.count > limit {
            report(name, "web.field.tooLong", ["count": String(value.count), "limit": String(limit)])
        }
        return value
    }

    public mutating func optionalText(_ name: String, limit: Int) -> String? {
        guard let value = fields.text(name) else { return nil }
        if value.count > limit { report(name, "web.field.tooLong", ["count": String(value.count), "limit": String(limit)]) }
        return value
    }

    /// A whole number as people write it: "1.200", "1 200", "1,200" and "١٢٠٠" are all 1200. Decimals are not guessed at.
    public mutating func optionalNumber(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = fields.text(name) else { return nil }
        guard let number = FieldReader.wholeNumber(value) else {
            report(name, "web.field.notANumber", ["value": String(value.prefix(40))])
            return nil
        }
        guard range.contains(number) else {
            report(name, "web.field.outOfRange", ["from": String(range.lowerBound), "to": String(range.upperBound)])
            return nil
        }
        return number
    }

    static func wholeNumber(_ text: String) -> Int? {
        let separators: Set<Character> = [" ", ".", ",", "'", "’", "\u{00A0}", "\u{202F}", "٬"]
        let trimmed = text.replacingOccurrences(of: "€", with: "").trimmingCharacters(in: .whitespaces)
        let groups = trimmed.split(omittingEmptySubsequences: false) { separators.contains($0) }
        guard groups.count == 1 || groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        var number = 0
        for character in groups.joined() {
            guard let digit = character.wholeNumberValue, digit < 10 else { return nil }
            // What is larger is a number all the same, and too large for any field.
            number = min(number, 1_000_000_000_000) * 10 + digit
        }
        return groups.joined().isEmpty ? nil : number
    }

    /// A number with or without decimals: "12.5", "12,5", "1 200". Three digits after a separator are a group of thousands, unless
    /// nothing but a zero stands before it.
    public mutating func optionalDecimal(_ name: String) -> Double? {
        guard let value = fields.text(name) else { return nil }
        let isNegative = value.hasPrefix("-") || value.hasPrefix("−")
        let digits = isNegative ? String(value.dropFirst()) : value
        let parts = digits.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        let isDecimal = parts.count == 2 && !parts[1].isEmpty && (parts[1].count != 3 || parts[0] == "0") && parts[1].allSatisfy(\.isNumber)
        let number: Double? =
            if isDecimal { FieldReader.wholeNumber(String(parts[0])).flatMap { Double("\($0).\(parts[1].compactMap(\.wholeNumberValue).map(String.init).joined())") } }
            else { FieldReader.wholeNumber(digits).flatMap { $0 < 10_000_000_000_000 ? Double($0) : nil } }
        guard let number else {
            report(name, "web.field.notADecimal", ["value": String(value.prefix(40))])
            return nil
        }
        return isNegative ? -number : number
    }

    /// A day as people type it, see `TypedDay`.
    public mutating func optionalDay(_ name: String) -> Day? {
        guard let typed = fields.text(name) else { return nil }
        switch TypedDay(typed) {
        case .day(let day): return day
        case .refused(let message, let values):
            report(name, message, values)
            return nil
        }
    }

    /// A day that must be there.
    public mutating func day(_ name: String) -> Day? {
        if fields.text(name) == nil { report(name, "web.field.missing") }
        return optionalDay(name)
    }

    /// What has happened has happened by today.
    public mutating func refuse(_ name: String, _ day: Day?, after today: Day) {
        if let day, day > today { report(name, "web.field.stillToCome", ["value": fields.text(name) ?? ""]) }
    }

    /// An address for letters, in small letters.
    public mutating func optionalMail(_ name: String) -> String? {
        guard let typed = fields.text(name)?.lowercased() else { return nil }
        if !EmailAddress.isPossible(typed) { report(name, "web.field.notAMail") }
        return typed
    }

    /// An address for letters that must be there.
    public mutating func mail(_ name: String) -> String {
        if fields.text(name) == nil { report(name, "web.field.notAMail") }
        return optionalMail(name) ?? ""
    }

    /// An address of the web.
    public mutating func optionalLink(_ name: String) -> String? {
        guard let value = optionalText(name, limit: 2000) else { return nil }
        if !(value.hasPrefix("http://") || value.hasPrefix("https://")) || value.contains(where: \.isWhitespace) { report(name, "web.field.notALink") }
        return value
    }

    /// Codes from a closed list; an unknown one is a problem, not a silent loss.
    public mutating func codes(_ name: String, among allowed: [String]) -> [String] {
        let chosen = fields.all(name).filter { !$0.isEmpty }
        if let unknown = chosen.first(where: { !allowed.contains($0) }) {
            report(name, "web.field.unknownChoice", ["value": String(unknown.prefix(60))])
        }
        return allowed.filter(chosen.contains)
    }

    public mutating func optionalCode(_ name: String, among allowed: [String]) -> String? {
        guard let value = fields.text(name) else { return nil }
        guard allowed.contains(value) else {
            report(name, "web.field.unknownChoice", ["value": String(value.prefix(60))])
            return nil
        }
        return value
    }

    /// Non-empty lines of a text area.
    public mutating func lines(_ name: String, limit: Int, each: Int = 300) -> [String] {
        let lines = (fields[name] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        if lines.count > limit { report(name, "web.field.tooManyLines", ["count": String(lines.count), "limit": String(limit)]) }
        if let long = lines.first(where: { $0.count > each }) {
            report(name, "web.field.lineTooLong", ["count": String(long.count), "limit": String(each)])
        }
        return lines
    }

    /// - Throws: `Problem.invalid` with everything that was wrong.
    public func check() throws {
        if !problems.isEmpty { throw Problem.invalid(problems) }
    }
}
