import Foundation
import Kernel
import Web

/// A need as a program states it: strict, so that a mistake is told and not overlooked.
struct MatchRequest {
    let content: NeedContent
    let citySlug: String?
    let limit: Int

    private static let fields: Set<String> = ["text", "lang", "policy_areas", "target_groups", "city", "limit"]
    private static let standardLimit = 10
    private static let mostMatches = 50

    /// - Throws: `Problem.invalid` with everything that is wrong with the body.
    init(_ body: Data, ports: MatchingPorts) throws {
        guard String(validating: body, as: UTF8.self) != nil, let object = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else {
            throw Problem.invalid([FieldProblem("", "web.problem.badJSON")])
        }
        var reader = JSONFields(object)
        content = NeedContent(
            text: reader.text("text", limit: NeedContent.longestText), language: reader.optionalCode("lang", among: MatchQuestion.languages),
            groups: reader.codes("target_groups", among: ports.targetGroups), areas: reader.codes("policy_areas", among: ports.policyAreas))
        citySlug = reader.optionalText("city", limit: 80)
        limit = reader.optionalInteger("limit", in: 1...Self.mostMatches) ?? Self.standardLimit
        reader.refuseOthers(than: Self.fields)
        if !reader.problems.isEmpty { throw Problem.invalid(reader.problems) }
    }
}

/// Reads the members of a JSON object one by one, gathering every problem. `null` is the same as left out.
private struct JSONFields {
    private let object: [String: Any]
    private(set) var problems: [FieldProblem] = []

    init(_ object: [String: Any]) { self.object = object }

    mutating func text(_ name: String, limit: Int) -> String {
        let text = optionalText(name, limit: limit)
        if text == nil && !problems.contains(where: { $0.field == name }) { report(name, "web.field.missing") }
        return text ?? ""
    }

    /// Characters are counted as code points, as JSON Schema counts them.
    mutating func optionalText(_ name: String, limit: Int) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value as? String else { return wrong(name, "matching.api.notText") }
        guard !text.isEmpty else { return wrong(name, "web.field.missing") }
        let count = text.unicodeScalars.count
        return count <= limit ? text : wrong(name, "web.field.tooLong", ["count": String(count), "limit": String(limit)])
    }

    mutating func optionalCode(_ name: String, among allowed: [String]) -> String? {
        guard let code = optionalText(name, limit: .max) else { return nil }
        return allowed.contains(code) ? code : wrong(name, "web.field.unknownChoice", ["value": String(code.prefix(60))])
    }

    /// In the order of the closed list, each once.
    mutating func codes(_ name: String, among allowed: [String]) -> [String] {
        guard let value = value(name) else { return [] }
        guard let codes = value as? [Any], let texts = codes as? [String] else { return wrong(name, "matching.api.notList") ?? [] }
        if let unknown = texts.first(where: { !allowed.contains($0) }) {
            return wrong(name, "web.field.unknownChoice", ["value": String(unknown.prefix(60))]) ?? []
        }
        return allowed.filter(texts.contains)
    }

    mutating func optionalInteger(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(name) else { return nil }
        let range = (from: String(range.lowerBound), to: String(range.upperBound), all: range)
        guard let number = value as? NSNumber, String(cString: number.objCType) != "c", let whole = Int(exactly: number.doubleValue), range.all.contains(whole)
        else { return wrong(name, "web.field.outOfRange", ["from": range.from, "to": range.to]) }
        return whole
    }

    mutating func refuseOthers(than known: Set<String>) {
        for name in object.keys.sorted() where !known.contains(name) { report(String(name.prefix(60)), "matching.api.unknownField") }
    }

    private func value(_ name: String) -> Any? {
        guard let value = object[name], !(value is NSNull) else { return nil }
        return value
    }

    private mutating func report(_ name: String, _ message: String, _ values: [String: String] = [:]) {
        problems.append(FieldProblem(name, message, values))
    }

    /// Reports, and gives nothing back.
    private mutating func wrong<Value>(_ name: String, _ message: String, _ values: [String: String] = [:]) -> Value? {
        report(name, message, values)
        return nil
    }
}
