import Foundation
import Kernel
import Members
import Web

/// The form of a need: from what was typed to a need, and from a need back to what the form shows.
struct NeedForm {
    let fields: Fields
    let content: NeedContent
    let problems: [FieldProblem]
    /// The version the writer had before them; 0 for a new need.
    let basedOn: Int

    /// In the order of the form.
    static let names = ["title", "text", "textLang", "city", "group", "area", "people", "budget", "months", "competent", "notCompetent", "inPlace"]
    static let mostLines = 20
    static let longestLine = 300
    static let longestTitle = 120
    static let people = 1...10_000_000
    static let budget = 0...1_000_000_000
    static let months = 1...240

    init(_ fields: Fields, cities: [City], ports: MatchingPorts) {
        self.fields = fields
        var reader = FieldReader(fields)
        let title = reader.optionalText("title", limit: Self.longestTitle)
        let text = reader.text("text", limit: NeedContent.longestText)
        let city = fields.text("city").flatMap { slug in cities.first { $0.slug == slug } }
        if fields.text("city") != nil && city == nil { reader.report("city", "matching.needForm.error.unknownCity") }
        content = NeedContent(
            title: title, text: text.replacingOccurrences(of: "\r\n", with: "\n"), language: reader.optionalCode("textLang", among: MatchQuestion.languages),
            city: city?.id, groups: reader.codes("group", among: ports.targetGroups), areas: reader.codes("area", among: ports.policyAreas),
            people: reader.optionalNumber("people", in: Self.people),
            budget: reader.optionalNumber("budget", in: Self.budget).map { Money(euro: Int64($0)) },
            months: reader.optionalNumber("months", in: Self.months), competent: reader.lines("competent", limit: Self.mostLines, each: Self.longestLine),
            notCompetent: reader.lines("notCompetent", limit: Self.mostLines, each: Self.longestLine), inPlace: reader.lines("inPlace", limit: Self.mostLines, each: Self.longestLine))
        problems = reader.problems
        basedOn = fields.version
    }

    /// What the form shows for a need that exists.
    static func fields(of content: NeedContent, citySlug: String?) -> Fields {
        var pairs: [(String, String)] = [("text", content.text)]
        func add(_ name: String, _ value: String?) { if let value { pairs.append((name, value)) } }
        add("title", content.title)
        add("textLang", content.language)
        add("city", citySlug)
        pairs += content.groups.map { ("group", $0) } + content.areas.map { ("area", $0) }
        add("people", content.people.map(String.init))
        add("budget", content.budget.map { String($0.cents / 100) })
        add("months", content.months.map(String.init))
        for (name, lines) in [("competent", content.competent), ("notCompetent", content.notCompetent), ("inPlace", content.inPlace)] where !lines.isEmpty {
            pairs.append((name, lines.joined(separator: "\n")))
        }
        return Fields(pairs)
    }
}
