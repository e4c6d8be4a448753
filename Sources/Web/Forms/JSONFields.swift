import Foundation
import Kernel

/// Reads the members of a JSON object one by one, gathering every problem. `null` is the same as left out.
public struct JSONFields {
    private let object: [String: Any]
    public private(set) var problems: [FieldProblem] = []

    /// - Throws: `Problem.invalid` when it is no JSON object in UTF-8.
    public init(_ body: Data) throws {
        guard String(validating: body, as: UTF8.self) != nil, let object = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else {
            throw Problem.invalid([FieldProblem("", "web.problem.badJSON")])
        }
        self.object = object
    }

    public mutating func text(_ name: String, limit: Int) -> String {
        let text = optionalText(name, limit: limit)
        if text == nil && !problems.contains(where: { $0.field == name }) { report(name, "web.field.missing") }
        return text ?? ""
    }

    /// Characters are counted as code points, as JSON Schema counts them.
    public mutating func optionalText(_ name: String, limit: Int) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value as? String else { return wrong(name, "web.api.notText") }
        guard text.contains(where: { !$0.isWhitespace }) else { return wrong(name, "web.field.missing") }
        let count = text.unicodeScalars.count
        return count <= limit ? text : wrong(name, "web.field.tooLong", ["count": String(count), "limit": String(limit)])
    }

    public mutating func optionalCode(_ name: String, among allowed: [String]) -> String? {
        guard let code = optionalText(name, limit: .max) else { return nil }
        return allowed.contains(code) ? code : wrong(name, "web.field.unknownChoice", ["value": String(code.prefix(60))])
    }

    /// In the order of the closed list, each once.
    public mutating func codes(_ name: String, among allowed: [String]) -> [String] {
        guard let value = value(name) else { return [] }
        guard let codes = value as? [Any], let texts = codes as? [String] else { return wrong(name, "web.api.notList") ?? [] }
        if let unknown = texts.first(where: { !allowed.contains($0) }) {
            return wrong(name, "web.field.unknownChoice", ["value": String(unknown.prefix(60))]) ?? []
        }
        return allowed.filter(texts.contains)
    }

    public mutating func optionalInteger(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(name) else { return nil }
        let range = (from: String(range.lowerBound), to: String(range.upperBound), all: range)
        guard let number = value as? NSNumber, String(cString: number.objCType) != "c", let whole = Int(exactly: number.doubleValue), range.all.contains(whole)
        else { return wrong(name, "web.field.outOfRange", ["from": range.from, "to": range.to]) }
        return whole
    }

    /// Texts of one line each, not empty.
    public mutating func optionalTexts(_ name: String, limit: Int, each: Int) -> [String]? {
        guard let value = value(name) else { return nil }
        guard let list = value as? [Any], let texts = list as? [String] else { return wrong(name, "web.api.notTexts") }
        guard texts.count <= limit else { return wrong(name, "web.field.tooManyLines", ["count": String(texts.count), "limit": String(limit)]) }
        for text in texts {
            if text.allSatisfy(\.isWhitespace) || text.contains(where: \.isNewline) { return wrong(name, "web.api.notALine") }
            let count = text.unicodeScalars.count
            if count > each { return wrong(name, "web.field.lineTooLong", ["count": String(count), "limit": String(each)]) }
        }
        return texts
    }

    /// A JSON object with members of any name.
    public mutating func members(of name: String) -> [String: Any] {
        guard let value = value(name) else {
            report(name, "web.field.missing")
            return [:]
        }
        return value as? [String: Any] ?? wrong(name, "web.api.notObject") ?? [:]
    }

    /// What is kept must not hold U+0000, which no database takes.
    public mutating func refuseNul() {
        func holdsNul(_ value: Any) -> Bool {
            switch value {
            case let text as String: text.utf8.contains(0)
            case let list as [Any]: list.contains(where: holdsNul)
            case let object as [String: Any]: object.contains { $0.key.utf8.contains(0) || holdsNul($0.value) }
            default: false
            }
        }
        for (name, value) in object.sorted(by: { $0.key < $1.key }) where holdsNul(value) { report(name, "web.api.nul") }
    }

    public mutating func refuseOthers(than known: Set<String>) {
        for name in object.keys.sorted() where !known.contains(name) { report(String(name.prefix(60)), "web.api.unknownField") }
    }

    private func value(_ name: String) -> Any? {
        guard let value = object[name], !(value is NSNull) else { return nil }
        return value
    }

    public mutating func report(_ name: String, _ message: String, _ values: [String: String] = [:]) {
        problems.append(FieldProblem(name, message, values))
    }

    /// Reports, and gives nothing back.
    private mutating func wrong<Value>(_ name: String, _ message: String, _ values: [String: String] = [:]) -> Value? {
        report(name, message, values)
        return nil
    }
}
