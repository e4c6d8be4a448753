import Foundation
import HTTPTypes
import Kernel
import Members
import Web

/// A need as a program states it. Types are looked at here, everything else by the rules of the form.
struct NeedInput {
    let content: NeedContent

    private static let fields: Set<String> = [
        "title", "text", "lang", "city", "target_groups", "policy_areas", "people", "budget_eur", "months", "competent", "not_competent", "in_place",
    ]

    /// What the form calls otherwise.
    private static let names = [
        "textLang": "lang", "group": "target_groups", "area": "policy_areas", "budget": "budget_eur", "notCompetent": "not_competent", "inPlace": "in_place",
    ]

    /// - Throws: `Problem.invalid` with everything that is wrong with the body; `Problem.notFound` when nothing is but that there is no such city.
    init(_ body: Data, cities: [City], ports: MatchingPorts) throws {
        var json = try JSONFields(body)
        var pairs: [(String, String)] = []
        func add(_ name: String, _ value: String?) { if let value { pairs.append((name, value)) } }
        add("title", json.optionalText("title", limit: NeedForm.longestTitle))
        add("text", json.optionalText("text", limit: NeedContent.longestText))
        add("textLang", json.optionalText("lang", limit: 10))
        add("city", json.optionalText("city", limit: 80))
        pairs += json.codes("target_groups", among: ports.targetGroups).map { ("group", $0) }
        pairs += json.codes("policy_areas", among: ports.policyAreas).map { ("area", $0) }
        add("people", json.optionalInteger("people", in: NeedForm.people).map(String.init))
        add("budget", json.optionalInteger("budget_eur", in: NeedForm.budget).map(String.init))
        add("months", json.optionalInteger("months", in: NeedForm.months).map(String.init))
        for (name, field) in [("competent", "competent"), ("notCompetent", "not_competent"), ("inPlace", "in_place")] {
            add(name, json.optionalTexts(field, limit: NeedForm.mostLines, each: NeedForm.longestLine)?.joined(separator: "\n"))
        }
        json.refuseNul()
        json.refuseOthers(than: Self.fields)
        let form = NeedForm(Fields(pairs), cities: cities, ports: ports)
        let known = Set(json.problems.map(\.field))
        let problems = json.problems + form.problems.map { FieldProblem(Self.names[$0.field] ?? $0.field, $0.message, $0.values) }.filter { !known.contains($0.field) }
        if !problems.isEmpty { throw problems.allSatisfy { $0.field == "city" && $0.message == "matching.needForm.error.unknownCity" } ? Problem.notFound : Problem.invalid(problems) }
        content = form.content
    }
}

/// The version that a change is based on, as `If-Match` names it.
enum NamedVersion {
    /// - Returns: nil when it names none of ours, which no version then matches.
    /// - Throws: `ProgramProblem.versionNotNamed` when nothing is said.
    static func read(_ visit: Visit) throws -> Int? {
        guard let header = visit.headers[.ifMatch]?.trimmingCharacters(in: .whitespaces), !header.isEmpty else { throw ProgramProblem.versionNotNamed }
        guard header.count > 2, header.hasPrefix("\""), header.hasSuffix("\"") else { return nil }
        return Int(header.dropFirst().dropLast())
    }

    static func tag(_ version: Int) -> String { "\"\(version)\"" }
}
