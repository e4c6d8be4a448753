import Kernel
import Web

/// The fields of a manuscript as its form shows them, with help and an example at each.
struct ManuscriptFields {
    let content: ManuscriptContent
    let problems: [FieldProblem]
    /// What reviewers asked for, by field.
    let remarks: [String: [String]]
    let display: Display
    /// Where the earlier texts of a field are.
    let history: (String) -> String

    /// The text key of a field's label: `building_blocks.2.title` is `building_blocks.title`.
    static func label(_ field: String) -> String {
        if field == "title.en" { return "compendium.manuscript.field.titleEnglish" }
        let parts = field.split(separator: ".").filter { Int($0) == nil }
        if parts.count == 2 { return "compendium.manuscript.field.\(parts[0]).\(parts[1])" }
        return isList(field) ? listText(field, "name") : "compendium.manuscript.field.\(field)"
    }

    /// The text key of what a list says of itself: its name, what it is for, how to add to it.
    static func listText(_ list: String, _ text: String) -> String { "compendium.manuscript.field.\(list).\(text)" }

    /// What a problem's field is called: "Source 2: Title", with the place that the entry has on the page.
    static func name(of field: String, in content: ManuscriptContent, _ display: Display) -> String {
        let label = display.words(Self.label(field))
        let parts = field.split(separator: ".").map(String.init)
        guard parts.count == 3, let number = Int(parts[1]) else { return label }
        let known = content.numbers(of: parts[0])
        let entry = display.words(listText(parts[0], "entry"), ["number": display.format.number((known.firstIndex(of: number) ?? known.count) + 1)])
        return display.words("compendium.translations.inEntry", ["entry": entry, "field": label])
    }

    /// The summary of what is wrong, each problem with the name of its field. nil when there is none.
    /// - Parameter link: where a problem is mended.
    static func summary(_ problems: [FieldProblem], in content: ManuscriptContent, _ display: Display, link: (_ field: String) -> String = { "#\($0)" }) -> View? {
        problems.isEmpty ? nil : ["items": problems.map { problem in
            let text = display.words(problem.message, problem.values)
            let isNamed = ManuscriptSection.holding(problem.field) != nil
            return [
                "href": link(problem.field),
                "text": isNamed ? display.words("web.form.problemAt", ["field": name(of: problem.field, in: content, display), "problem": text]) : text,
            ] as View
        }]
    }

    private static func isList(_ name: String) -> Bool { ManuscriptSection.allCases.flatMap(\.lists).contains { $0.name == name } }

    func view(_ field: ManuscriptField, named name: String) -> View {
        let words = display.words
        let key = Self.label(name)
        let build = FieldView(name, label: key, required: content.isRequired(field, named: name), problems: problems, words: words)
        let value = content[name]
        let shown: View =
            switch field.kind {
            case .line(let limit): build.input(value, maxLength: limit)
            case .text(let rows): build.textArea(value, rows: rows, maxLength: 20_000)
            case .lines: build.textArea(value, rows: 4)
            case .number(let range): build.input(value, inputMode: "numeric", maxLength: 20, short: true, unit: range.upperBound == 1_000_000_000 ? "€" : nil)
            case .decimal: build.input(value, inputMode: "decimal", maxLength: 20, short: true)
            case .link: build.input(value, type: "url", maxLength: 2000)
            case .flag: build.choices([("true", words(key + "Yes"))], selected: value == nil ? [] : ["true"], twoColumns: false)
            case .choice(let codes, let texts) where codes.count > 8: build.select([("", words("compendium.manuscript.choose"))] + options(codes, texts), selected: value)
            case .choice(let codes, let texts): build.choices(options(codes, texts), selected: value.map { [$0] } ?? [], radio: true, twoColumns: false)
            case .choices(let codes, let texts): build.choices(options(codes, texts), selected: Set(content.codes(name)))
            }
        return shown.adding([
            "example": words.has(key + "Example") ? words(key + "Example") : nil, "remarks": (remarks[name] ?? []).map { ["remarkText": $0] as View },
            "historyHref": value == nil ? nil : history(name),
        ])
    }

    private func options(_ codes: [String], _ naming: ManuscriptField.Naming) -> [(value: String, label: String)] {
        let options = codes.map { (value: $0, label: naming.key($0).map { display.words($0) } ?? display.format.languageName($0)) }
        return codes.count > 8 ? display.format.sorted(options) { $0.label } : options
    }

    /// What a field says, in words.
    func text(_ field: ManuscriptField, named name: String) -> String? {
        switch field.kind {
        case .choice(let codes, let texts): content[name].map { value in codes.contains(value) ? options([value], texts)[0].label : value }
        case .choices(_, let texts):
            content.codes(name).isEmpty ? nil : display.format.list(options(content.codes(name), texts).map(\.label))
        case .flag: content[name].map { _ in display.words(Self.label(name) + "Yes") }
        default: content[name]
        }
    }

    /// Gates, standing and evidence as they are now.
    static func standing(_ reading: ManuscriptContent.Reading, _ opened: CompendiumRoom.OpenManuscript, year: Int, _ display: Display) -> View {
        let practice = Practice(draft: reading.draft, id: PracticeID("manuscript"), version: 0, city: opened.city.id, changedAt: opened.manuscript.changedAt)
        let assessment = Assessment(practice, inYear: year)
        let words = display.words
        return [
            "standing": display.standing(assessment.standing.name), "evidence": display.evidence(assessment.evidence.level),
            "reasons": assessment.standing.reasons.map { ["reason": PracticePage.reason($0, display)] as View },
            "gates": assessment.gates.gates.map { gate in
                [
                    "gateLabel": words("compendium.gate.\(gate.name.rawValue)"), "gateScore": gate.score,
                    "gateScoreText": words("compendium.practice.gateScore", ["score": display.format.number(gate.score)]),
                    "gateReason": words("compendium.gateReason.\(gate.name.rawValue).\(gate.reason)"),
                ] as View
            },
        ]
    }
}
