import Kernel

/// One field of a form as `_field` shows it: label, hint, what was typed, and the problem beside it.
public struct FieldView {
    public let name: String
    let label: String
    let hint: String?
    let isRequired: Bool
    let optionalText: String?
    let error: String?

    /// - Parameters:
    ///   - key: the label's text key; the hint is `<key>Hint` where there is one.
    ///   - isConditional: needed under a condition, which the hint names; so it is not called optional.
    public init(_ name: String, label key: String, required: Bool = false, isConditional: Bool = false, problems: [FieldProblem], words: Wording) {
        self.name = name
        label = words(key)
        hint = words.has(key + "Hint") ? words(key + "Hint") : nil
        isRequired = required
        optionalText = required || isConditional ? nil : words("web.form.optional")
        error = problems.first { $0.field == name }.map { words($0.message, $0.values) }
    }

    /// With a label that has a value in it, already in words.
    public init(_ name: String, text label: String, required: Bool = false, problems: [FieldProblem], words: Wording) {
        self.name = name
        self.label = label
        hint = nil
        isRequired = required
        optionalText = required ? nil : words("web.form.optional")
        error = problems.first { $0.field == name }.map { words($0.message, $0.values) }
    }

    public func input(_ value: String?, type: String = "text", autocomplete: String? = nil, inputMode: String? = nil, maxLength: Int? = nil, short: Bool = false, unit: String? = nil) -> View {
        base(kind: "isInput", [
            "type": type, "value": value ?? "", "autocomplete": autocomplete, "inputMode": inputMode, "maxLength": maxLength, "short": short, "unit": unit,
        ])
    }

    public func textArea(_ value: String?, rows: Int, maxLength: Int? = nil) -> View {
        base(kind: "isTextarea", ["value": value ?? "", "rows": rows, "maxLength": maxLength])
    }

    public func select(_ options: [(value: String, label: String)], selected: String?) -> View {
        base(kind: "isSelect", [
            "options": options.map { ["optionValue": $0.value, "optionLabel": $0.label, "selected": $0.value == (selected ?? "")] as View }
        ])
    }

    /// More choices than this scroll in a frame of their own, so that the rest of the form stays near.
    private static let mostInView = 24

    /// - Parameter hints: a small line under the label, by value.
    public func choices(
        _ options: [(value: String, label: String)], selected: Set<String>, radio: Bool = false, twoColumns: Bool = true, hints: [String: String] = [:]
    ) -> View {
        base(kind: "isChoices", [
            "choiceType": radio ? "radio" : "checkbox", "twoColumns": twoColumns, "isMany": options.count > Self.mostInView,
            "options": options.map {
                [
                    "optionId": "\(name)-\($0.value)", "optionValue": $0.value, "optionLabel": $0.label, "optionHint": hints[$0.value],
                    "selected": selected.contains($0.value),
                ] as View
            },
        ])
    }

    private func base(kind: String, _ own: View) -> View {
        let described = [hint == nil ? nil : "\(name)-hint", error == nil ? nil : "\(name)-error"].compactMap { $0 }.joined(separator: " ")
        let kinds = ["isInput", "isTextarea", "isSelect", "isChoices"].map { ($0, ($0 == kind) as (any Showable)?) }
        return View([
            ("id", name), ("name", name), ("label", label), ("optionalText", optionalText), ("hint", hint), ("error", error),
            ("describedBy", described.isEmpty ? nil : described), ("required", isRequired),
        ] + kinds).adding(own).adding(FieldView.absent)
    }

    /// Every name a kind does not use, so that none is looked for further out.
    private static let absent: View = [
        "type": nil, "value": nil, "autocomplete": nil, "inputMode": nil, "maxLength": nil, "short": false, "unit": nil, "rows": nil,
        "options": [View](), "choiceType": nil, "twoColumns": false, "isMany": false,
    ]

    /// The summary above a form: one link for each problem, with the name of its field. nil when there is none.
    /// - Parameter label: the text key of a field's label; nil where the problem says enough by itself.
    public static func summary(_ problems: [FieldProblem], words: Wording, label: (_ field: String) -> String? = { _ in nil }) -> View? {
        problems.isEmpty ? nil : ["items": problems.map { problem in
            let text = words(problem.message, problem.values)
            let named = label(problem.field).map { words("web.form.problemAt", ["field": words($0), "problem": text]) }
            return ["href": "#\(problem.field)", "text": named ?? text] as View
        }]
    }
}
