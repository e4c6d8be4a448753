import Foundation
import Kernel
import Web

/// What a page says in one language, as it was typed.
struct PageTextForm {
    let content: PageText.Content
    /// The version the writer had before them; 0 where there was none.
    let basedOn: Int
    let problems: [FieldProblem]

    static let longest = 40_000

    init(_ fields: Fields) {
        var reader = FieldReader(fields)
        content = Self.read(&reader)
        basedOn = fields.version
        problems = reader.problems
    }

    static func read(_ reader: inout FieldReader) -> PageText.Content {
        func lines(_ text: String) -> String { text.replacingOccurrences(of: "\r\n", with: "\n") }
        return PageText.Content(
            title: reader.text("title", limit: 160), teaser: lines(reader.optionalText("teaser", limit: 300) ?? ""),
            body: lines(reader.text("body", limit: longest)))
    }

    static func fields(_ text: PageText?) -> Fields {
        Fields([
            ("title", text?.content.title ?? ""), ("teaser", text?.content.teaser ?? ""), ("body", text?.content.body ?? ""), ("version", String(text?.version ?? 0)),
        ])
    }
}

/// A page that is begun: of which kind, where, in which language, and its first text.
struct NewPageForm {
    let kind: SitePage.Kind
    let slug: String
    let source: Language
    let day: Day
    let content: PageText.Content
    let problems: [FieldProblem]

    init(_ fields: Fields, _ language: Language, today: Day) {
        var reader = FieldReader(fields)
        kind = reader.optionalCode("kind", among: SitePage.Kind.allCases.map(\.rawValue)).flatMap(SitePage.Kind.init(rawValue:)) ?? .news
        source = reader.optionalCode("source", among: Language.allCases.map(\.code)).flatMap(Language.init(rawValue:)) ?? language
        day = reader.optionalDay("day") ?? today
        content = PageTextForm.read(&reader)
        slug = PageAddressForm.slug(&reader, from: content.title)
        problems = reader.problems
    }
}

/// The name of a page in its address, and its date.
struct PageAddressForm {
    let slug: String
    let day: Day?
    let problems: [FieldProblem]

    init(_ fields: Fields) {
        var reader = FieldReader(fields)
        slug = Self.slug(&reader, from: "")
        day = reader.optionalDay("day")
        problems = reader.problems
    }

    /// A title in Arabic makes no slug: then one must be given.
    static func slug(_ reader: inout FieldReader, from title: String) -> String {
        let slug = reader.fields.text("slug").map { $0.lowercased() } ?? Slug.make(from: title)
        if !Slug.isValid(slug), !title.isEmpty || reader.fields.has("slug") { reader.report("slug", "publishing.problem.slug") }
        return slug
    }
}
