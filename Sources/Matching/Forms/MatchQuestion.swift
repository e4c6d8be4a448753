import Kernel
import Web

/// A need as the address of `/match` says it: anybody may ask, nothing is kept.
struct MatchQuestion {
    let fields: Fields
    let content: NeedContent
    let citySlug: String?
    let limit: Int
    let problems: [FieldProblem]

    static let names: Set<String> = ["text", "textLang", "group", "area", "city", "people", "budget", "months", "limit"]
    static let languages = ["en", "it", "es", "de", "fr", "pl", "ro", "el", "hu", "hr", "nl", "ar"]

    init(_ query: Fields, ports: MatchingPorts) {
        fields = query.keeping(Self.names)
        var reader = FieldReader(fields)
        let text = fields.text("text") ?? ""
        if text.count > NeedContent.longestText {
            reader.report("text", "web.field.tooLong", ["count": String(text.count), "limit": String(NeedContent.longestText)])
        }
        content = NeedContent(
            text: text, language: reader.optionalCode("textLang", among: Self.languages), groups: reader.codes("group", among: ports.targetGroups),
            areas: reader.codes("area", among: ports.policyAreas), people: reader.optionalNumber("people", in: 1...10_000_000),
            budget: reader.optionalNumber("budget", in: 0...1_000_000_000).map { Money(euro: Int64($0)) }, months: reader.optionalNumber("months", in: 1...240))
        citySlug = fields.text("city")
        limit = min(50, max(1, fields["limit"].flatMap { Int($0) } ?? 10))
        problems = reader.problems
    }

    var isTooLong: Bool { content.text.count > NeedContent.longestText }
}
