import Kernel
import Web

/// What came from the page on which a practice is translated: the text of every field that was on it.
struct TranslationForm {
    /// What a translator asks for besides keeping what they typed.
    enum Wish: Equatable {
        case all
        /// Keep one field, and say that it was looked at.
        case confirm(String)
        case machine(String)
        case machineForAll
    }

    /// By field, with line ends as the fields have them.
    let texts: [String: String]
    let confirmed: Set<String>
    let wish: Wish
    /// The revision and the version of the practice that the translator had before them.
    let basedOn: Int
    let version: Int
    let problems: [FieldProblem]

    static func name(_ path: String) -> String { "t.\(path)" }

    /// - Parameter fields: those of the version that the form names.
    init(_ form: Fields, version: Int, fields: [TranslatableField]) {
        var texts: [String: String] = [:]
        var problems: [FieldProblem] = []
        for field in fields {
            guard let typed = form[Self.name(field.path)] else { continue }
            let text = TranslationText.tidy(typed, field.kind)
            texts[field.path] = text
            if let problem = TranslationText.problem(text, field) { problems.append(FieldProblem(Self.name(field.path), problem.message, problem.values)) }
        }
        self.texts = texts
        self.problems = problems
        self.version = version
        basedOn = form["revision"].flatMap { Int($0) } ?? 0
        let then = (form["then"] ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        switch (then.first, then.count > 1 ? then[1] : nil) {
        case ("save", let path?): wish = .confirm(path)
        case ("machine", let path?): wish = .machine(path)
        case ("machine", nil): wish = .machineForAll
        default: wish = .all
        }
        var confirmed = Set(form.all("checked"))
        if case .confirm(let path) = wish { confirmed.insert(path) }
        self.confirmed = confirmed
    }
}

/// What holds of the text of a translation, wherever it comes from.
enum TranslationText {
    /// Line ends as one sign, nothing blank at either end; a line is one line.
    static func tidy(_ typed: String, _ kind: TranslatableField.Kind) -> String {
        let text = typed.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmed }
        switch kind {
        case .line: return lines.filter { !$0.isEmpty }.joined(separator: " ")
        case .lines: return lines.filter { !$0.isEmpty }.joined(separator: "\n")
        case .text: return String(text.trimmed)
        }
    }

    /// What is wrong with a text that is to stand for a field; nil: nothing. An empty text is good: it takes the translation away.
    static func problem(_ text: String, _ field: TranslatableField) -> FieldProblem? {
        if text.count > TranslatableField.longest {
            return FieldProblem(field.path, "web.field.tooLong", ["count": String(text.count), "limit": String(TranslatableField.longest)])
        }
        guard field.kind == .lines, !text.isEmpty else { return nil }
        let (here, there) = (text.split(separator: "\n").count, field.source.split(separator: "\n").count)
        return here == there ? nil : FieldProblem(field.path, "compendium.translations.problem.lines", ["count": String(here), "wanted": String(there)])
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
