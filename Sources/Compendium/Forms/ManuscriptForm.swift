import Kernel
import Web

/// What came from a page of the manuscript's form: every field that was on it, with what it says now.
struct ManuscriptForm {
    /// By field; an empty text clears it.
    let changes: [String: String]
    /// The revision the writer had before them.
    let basedOn: Int

    /// Longer than any field may be, so that a text that is too long is kept and can be shortened where it stands.
    static let longest = 100_000

    init(_ form: Fields) {
        var changes: [String: String] = [:]
        for name in (form["_fields"] ?? "").split(separator: " ").map(String.init).prefix(SaveManuscript.mostFields) where Self.isKnown(name) {
            let values = form.all(name).map { $0.replacingOccurrences(of: "\r\n", with: "\n") }
            changes[name] = String(values.filter { !$0.isEmpty }.joined(separator: "\n").prefix(Self.longest)).trimmedAtTheEnd
        }
        if let removed = form.text("remove") {
            for name in changes.keys where name.hasPrefix("\(removed).") { changes[name] = "" }
        }
        self.changes = changes
        basedOn = form["revision"].flatMap { Int($0) } ?? 0
    }

    /// Whether a field of this name can be there.
    static func isKnown(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let section = ManuscriptSection.holding(name) else { return false }
        guard parts.count == 3 else { return section.fields.contains { $0.name == name } || name == "title.en" }
        return Int(parts[1]).map { (1...999).contains($0) } ?? false && section.lists.contains { $0.name == parts[0] && $0.fields.contains { $0.name == parts[2] } }
    }
}

extension String {
    fileprivate var trimmedAtTheEnd: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
