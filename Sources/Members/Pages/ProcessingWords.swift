import Kernel
import Store
import Web

/// One declared table in a reader's words.
struct ProcessingWords {
    let about, purpose, basis, expiry, fate: String
    let recipients: [String]

    init(_ table: KeptTable, _ processing: Processing, _ words: Wording) {
        about = words(processing.about)
        purpose = words("web.privacy.purpose.\(processing.purpose.rawValue)")
        basis = words("web.privacy.basis.\(processing.basis.rawValue)")
        fate = words("web.privacy.fate.\(processing.fate.rawValue)")
        recipients = processing.recipients.map { words("web.privacy.recipient.\($0.rawValue)") }
        expiry =
            switch processing.expiry {
            case .runsOut(_, let days): words.count("web.privacy.expiry.runsOut", days)
            case .days(let days, let column): words.count("web.privacy.expiry.after_\(column)", days)
            case .forgets(let days, _): words.count("web.privacy.expiry.forgets", days)
            case .withAccount: words("web.privacy.expiry.withAccount")
            case .withRecord: words("web.privacy.expiry.withRecord")
            case .never: words("web.privacy.expiry.never")
            }
    }
}

/// The record of processing activities (GDPR Art. 30), made from what the rooms declare.
public struct ProcessingRecord {
    private let rows: [(table: KeptTable, telling: ProcessingWords)]
    private let words: Wording

    public init(_ kept: [KeptTable], _ words: Wording) {
        self.words = words
        // By purpose, and within one in the order of the rooms.
        rows = Purpose.allCases.flatMap { purpose in
            kept.compactMap { table in table.processing.flatMap { $0.purpose == purpose ? (table, ProcessingWords(table, $0, words)) : nil } }
        }
    }

    private var headings: [String] {
        ["table", "columns", "about", "purpose", "basis", "expiry", "recipients", "fate"].map { words("members.privacy.heading.\($0)") }
    }

    private func cells(_ table: KeptTable, _ telling: ProcessingWords) -> [String] {
        let columns = table.personal.map { $0.isSecret ? words("members.privacy.secretColumn", ["name": $0.name]) : $0.name }
        return [
            table.name, columns.joined(separator: ", "), telling.about, telling.purpose, telling.basis, telling.expiry, recipients(telling), telling.fate,
        ]
    }

    private func recipients(_ telling: ProcessingWords) -> String {
        telling.recipients.isEmpty ? words("members.privacy.nobody") : telling.recipients.joined(separator: "; ")
    }

    /// - Parameter contact: whom people write to about their data; nil where nobody has said.
    public func markdown(contact: String?) -> String {
        func line(_ cells: [String]) -> String { "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n" }
        let facts = [
            words("members.privacy.recordLead"), contact.map { words("members.privacy.contact", ["contact": $0]) } ?? words("members.privacy.contactMissing"),
            words("members.privacy.subjects"), words("members.privacy.notText"), words("members.privacy.safeguards"),
        ]
        return "# \(words("members.privacy.recordTitle"))\n\n" + facts.map { $0 + "\n\n" }.joined() + line(headings) + line(headings.map { _ in "---" })
            + rows.map { line(cells($0.table, $0.telling)) }.joined()
    }

    /// RFC 4180, with a byte order mark, so that a spreadsheet reads it as UTF-8.
    public var csv: String {
        func cell(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        return "\u{FEFF}" + ([headings] + rows.map { cells($0.table, $0.telling) }).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// For administrators: a row for each table.
    var tables: [View] {
        rows.map { table, telling in
            let all = cells(table, telling)
            return [
                "table": table.name, "columns": all[1], "about": telling.about, "purpose": telling.purpose, "basis": telling.basis, "expiry": telling.expiry,
                "recipients": all[6], "fate": telling.fate,
            ]
        }
    }

    /// For everybody: a row for what belongs together, said once.
    var notice: [View] {
        var seen: [String] = []
        var grouped: [String: [ProcessingWords]] = [:]
        for (_, telling) in rows {
            if grouped[telling.about] == nil { seen.append(telling.about) }
            grouped[telling.about, default: []].append(telling)
        }
        return seen.map { about in
            let parts = grouped[about] ?? []
            func once(_ name: String, _ texts: [String]) -> [View] {
                texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.map { [name: $0] as View }
            }
            let recipients = once("recipientText", parts.flatMap(\.recipients))
            return [
                "about": about, "purpose": parts.first?.purpose, "basis": parts.first?.basis, "expiries": once("expiryText", parts.map(\.expiry)),
                "recipients": recipients.isEmpty ? [["recipientText": words("members.privacy.nobody")]] : recipients, "fates": once("fateText", parts.map(\.fate)),
            ]
        }
    }
}
