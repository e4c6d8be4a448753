import Kernel
import Members
import Web

/// The first facts of a practice to be written, from the page or from a program.
struct ManuscriptStartForm {
    let city: City?
    let content: ManuscriptContent
    let problems: [FieldProblem]

    static let longestTitle = 100

    /// - Parameter choices: the cities in which the writer may write practices.
    init(_ fields: Fields, choices: [City]) {
        var reader = FieldReader(fields)
        let title = reader.text("title", limit: Self.longestTitle)
        let language = reader.optionalCode("language", among: ManuscriptSection.languages)
        if language == nil, fields.text("language") == nil { reader.report("language", "compendium.manuscript.problem.noChoice") }
        city = choices.first { $0.slug == fields.text("city") }
        if city == nil { reader.report("city", fields.text("city") == nil ? "compendium.manuscript.problem.noCity" : "compendium.manuscript.problem.unknownCity") }
        content = ManuscriptContent(["title": title, "language": language ?? "", "kind": PracticeRecordKind.practice.rawValue])
        problems = reader.problems
    }
}
