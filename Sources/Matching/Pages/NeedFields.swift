import Kernel
import Web

/// The fields of a need, as the form and the question page show them.
struct NeedFields {
    let telling: Telling
    let problems: [FieldProblem]
    let ports: MatchingPorts

    private var words: Wording { telling.words }
    private var format: Format { telling.format }

    /// The text key of a field's label.
    static func label(of field: String) -> String {
        let names = ["textLang": "language", "group": "groups", "area": "areas"]
        return "matching.field.\(names[field] ?? field)"
    }

    func text(_ value: String?, rows: Int, label: String = "matching.field.text") -> View {
        FieldView("text", label: label, required: true, problems: problems, words: words).textArea(value, rows: rows, maxLength: NeedContent.longestText)
    }

    func language(_ value: String?) -> View {
        standing("textLang", value) { languageAnew(value) }
    }

    /// A field with nothing in it and no problem beside it is the same for everybody.
    private func standing(_ name: String, _ value: String?, make: () -> View) -> View {
        (value ?? "").isEmpty && !problems.contains { $0.field == name } ? telling.standingParts.part(name, make: make) : make()
    }

    private func languageAnew(_ value: String?) -> View {
        let names = format.sorted(MatchQuestion.languages) { format.languageName($0) }
        return FieldView("textLang", label: "matching.field.language", problems: problems, words: words)
            .select([("", words("matching.results.languageAuto"))] + names.map { ($0, format.languageName($0)) }, selected: value)
    }

    /// - Parameter value: a city's slug.
    func city(_ value: String?) -> View {
        standing("city", value) { cityAnew(value) }
    }

    private func cityAnew(_ value: String?) -> View {
        let sorted = format.sorted(ports.cities())
        return FieldView("city", label: "matching.field.city", problems: problems, words: words)
            .select([("", words("matching.field.cityNone"))] + sorted.map { ($0.slug, "\($0.name(in: format.language)), \(format.country($0.country))") }, selected: value)
    }

    func number(_ name: String, _ value: String?, unit: String? = nil) -> View {
        standing(name, value) {
            FieldView(name, label: "matching.field.\(name)", problems: problems, words: words)
                .input(value, inputMode: "numeric", maxLength: 20, short: true, unit: unit)
        }
    }

    func groups(_ chosen: [String]) -> View {
        FieldView("group", label: "matching.field.groups", problems: problems, words: words)
            .choices(format.sorted(ports.targetGroups) { words("compendium.targetGroup.\($0)") }.map { ($0, words("compendium.targetGroup.\($0)")) }, selected: Set(chosen))
    }

    func areas(_ chosen: [String]) -> View {
        FieldView("area", label: "matching.field.areas", problems: problems, words: words)
            .choices(format.sorted(ports.policyAreas) { words("compendium.policyArea.\($0)") }.map { ($0, words("compendium.policyArea.\($0)")) }, selected: Set(chosen))
    }

    func lines(_ name: String, _ value: String) -> View {
        FieldView(name, label: "matching.field.\(name)", problems: problems, words: words).textArea(value, rows: 3, maxLength: 3000)
    }
}
