import HTTPTypes
import Kernel
import Web

/// One practice side by side: each text as it was written, and what it is called in the other language.
struct TranslationSheetPage {
    let opened: CompendiumRoom.OpenTranslation
    let names: [PersonID: String]
    /// What was sent and is not kept yet.
    let typed: [String: String]
    let problems: [FieldProblem]
    let clashes: [SaveTranslations.Clash]
    let glossary: @Sendable (_ text: String, _ from: String, _ to: String) -> [GlossaryTerm]
    let hasMachine: Bool
    let display: Display

    /// What a field is reached by on the page: `building_blocks.2.title` is `f-building_blocks-2-title`.
    static func id(_ path: String) -> String { "f-" + path.replacing(".", with: "-") }

    func page() -> Page {
        let words = display.words
        let practice = opened.practice
        let title = practice.title.text(in: display.language.code)
        let target = display.format.languageName(opened.language.code)
        let source = display.format.languageName(practice.language)
        let tally = opened.sheet.tally
        let wrong = problems.map { FieldProblem(String($0.field.dropFirst(2)), $0.message, $0.values) }
            + clashes.map { FieldProblem($0.field, "compendium.translations.clash", ["name": names[$0.theirs.by] ?? "–", "date": display.format.moment($0.theirs.at)]) }
        return Page(
            "compendium/translation", title: words("compendium.translations.sheetTitle", ["name": title.text, "language": target]), section: "translations",
            view: [
                "breadcrumbs": [
                    [
                        "label": words("compendium.translations.heading"), "href": Fields([("to", opened.language.code)]).link(CompendiumPaths.translations),
                    ] as View
                ],
                "place": display.place(opened.city), "name": title.text, "textLang": title.language, "textDir": textDirection(of: title.language),
                "leadText": words("compendium.translations.fromTo", ["source": source, "target": target]),
                "targets": TranslatableField.targets(from: practice.language).map { language in
                    [
                        "tabHref": CompendiumPaths.translation(practice.slug, language), "tabText": display.format.languageName(language.code),
                        "isCurrent": language == opened.language,
                    ] as View
                },
                "counts": TranslationState.allCases.filter { tally[$0] > 0 }.map {
                    ["countLabel": words("compendium.translations.state.\($0.rawValue)"), "countText": display.format.number(tally[$0]), "stateCode": $0.rawValue] as View
                },
                "errors": summary(wrong), "action": CompendiumPaths.translation(practice.slug, opened.language), "revision": String(opened.sheet.revision),
                "version": String(practice.version), "sourceName": source, "targetName": target, "targetLang": opened.language.code, "targetDir": opened.language.direction,
                "sourceLang": practice.language, "sourceDir": textDirection(of: practice.language),
                "fields": opened.sheet.entries.map { field($0, wrong) },
                "machineForAll": hasMachine && tally[.missing] > 0, "machineAllText": words.count("compendium.translations.machineAll", tally[.missing]),
                "fileHref": CompendiumPaths.translationFile(practice.slug, opened.language), "practiceHref": CompendiumPaths.practice(practice.slug) + "?lang=\(opened.language.code)",
            ]).refusing(problems, isConflict: !clashes.isEmpty)
    }

    private func summary(_ wrong: [FieldProblem]) -> View? {
        wrong.isEmpty ? nil : ["items": wrong.map { problem in
            [
                "href": "#" + Self.id(problem.field),
                "text": display.words("web.form.problemAt", ["field": Self.label(problem.field, display), "problem": display.words(problem.message, problem.values)]),
            ] as View
        }]
    }

    /// What a field is called: "The problem", "Building block 2: Title".
    static func label(_ path: String, _ display: Display) -> String {
        let field = display.words(ManuscriptFields.label(path))
        let parts = path.split(separator: ".").map(String.init)
        guard parts.count == 3, let number = Int(parts[1]) else { return field }
        let entry = display.words(ManuscriptFields.listText(parts[0], "entry"), ["number": display.format.number(number)])
        return display.words("compendium.translations.inEntry", ["entry": entry, "field": field])
    }

    private func field(_ entry: TranslationSheet.Entry, _ wrong: [FieldProblem]) -> View {
        let words = display.words
        let field = entry.field
        let id = Self.id(field.path)
        let translation = entry.translation
        let problem = wrong.first { $0.field == field.path }
        let clash = clashes.first { $0.field == field.path }
        let terms = glossary(field.source, opened.practice.language, opened.language.code).compactMap { $0.said(in: field.source, opened.practice.language) }
        let value = clash?.mine ?? typed[field.path] ?? translation?.text ?? ""
        let described = [problem == nil ? nil : "\(id)-error", field.kind == .lines ? "\(id)-hint" : nil].compactMap { $0 }.joined(separator: " ")
        return [
            "id": id, "fieldName": TranslationForm.name(field.path), "fieldPath": field.path, "label": Self.label(field.path, display),
            "stateCode": entry.state.rawValue, "stateText": words("compendium.translations.state.\(entry.state.rawValue)"),
            "sourceHtml": TermMarks.html(field.source, terms),
            "terms": terms.isEmpty ? nil : ["items": terms.map { ["term": $0.term, "termTranslation": $0.translation] as View }] as View,
            "changedHtml": entry.state == .outdated
                ? translation.map { WordDifference($0.source, field.source).merged(deleted: words("compendium.changes.deleted"), inserted: words("compendium.changes.inserted")) } : nil,
            "value": value, "rows": rows(field.source, value), "error": problem.map { words($0.message, $0.values) }, "describedBy": described.isEmpty ? nil : described,
            "theirsText": clash?.theirs.text, "hint": field.kind == .lines ? words("compendium.translations.linesHint") : nil,
            "madeText": translation.map {
                words(
                    $0.how == .machine ? "compendium.translations.byMachine" : "compendium.translations.byPerson",
                    ["name": names[$0.by] ?? "–", "date": display.format.moment($0.at)])
            },
            "canConfirm": translation != nil && entry.state != .reviewed, "checkedId": "\(id)-checked",
            "canSuggest": hasMachine && (translation == nil || entry.isMachine),
        ]
    }

    /// As tall as the longer side, so that both can be read without scrolling.
    private func rows(_ source: String, _ value: String) -> Int {
        func lines(_ text: String) -> Int { text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.count / 55 + 1 }.reduce(0, +) }
        return min(30, max(2, lines(source), lines(value)))
    }
}

/// A text as safe markup, its lines kept, the terms of the field marked.
enum TermMarks {
    static func html(_ text: String, _ terms: [GlossaryTerm]) -> String {
        let bytes = Array(text.utf8)
        var html = ""
        var at = 0
        func plain(_ range: Range<Int>) -> String { HTMLText.escape(String(decoding: bytes[range], as: UTF8.self)).replacing("\n", with: "<br>") }
        for place in terms.flatMap(\.places).sorted(by: { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) })
        where place.lowerBound >= at && place.upperBound <= bytes.count {
            html += plain(at..<place.lowerBound) + "<mark class=\"term\">" + plain(place) + "</mark>"
            at = place.upperBound
        }
        return html + plain(at..<bytes.count)
    }
}
