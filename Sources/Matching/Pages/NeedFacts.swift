import Kernel

/// What is known of a need beside its text, as label and text; what was left empty is left out.
struct NeedFacts {
    let content: NeedContent
    let telling: Telling

    /// The lists and numbers of the form.
    var figures: [(String, String)] {
        said([
            ("groups", list(content.groups.map(telling.group))), ("areas", list(content.areas.map(telling.area))),
            ("people", content.people.map { telling.format.number($0) }), ("budget", content.budget.map { telling.format.euro($0) }),
            ("months", content.months.map { telling.words.count("compendium.fact.months", $0) }),
        ])
    }

    /// What the city says of itself.
    var circumstances: [(String, String)] {
        said([("competent", lines(content.competent)), ("notCompetent", lines(content.notCompetent)), ("inPlace", lines(content.inPlace))])
    }

    private func said(_ facts: [(String, String?)]) -> [(String, String)] {
        facts.compactMap { key, text in text.map { (telling.words(label(key)), $0) } }
    }

    /// The form asks for what could be found; whoever reads on is told what there is.
    private func label(_ key: String) -> String { key == "budget" ? "matching.match.budget" : "matching.field.\(key)" }

    private func list(_ texts: [String]) -> String? { texts.isEmpty ? nil : telling.format.list(texts) }
    private func lines(_ texts: [String]) -> String? { texts.isEmpty ? nil : texts.joined(separator: "; ") }
}
