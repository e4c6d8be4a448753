import Kernel
import Web

/// Texts of practices for translators outside, as XLIFF 2.1 (OASIS): a file for each practice, a unit for each text. Notes carry the digest of each
/// source and the revision that was seen, by which an import tells what has changed since.
struct XLIFFFile {
    struct Part {
        let practice: Practice
        let sheet: TranslationSheet
        let entries: [TranslationSheet.Entry]
    }

    let source: String
    let target: Language
    let parts: [Part]
    let display: Display

    static let type = "application/xliff+xml; charset=utf-8"
    static let namespace = "urn:oasis:names:tc:xliff:document:2.0"
    /// Categories of our notes, and the prefix of our sub-states.
    static let hashNote = "ponte:source-hash"
    static let revisionNote = "ponte:revision"
    static let machineState = "ponte:machine"
    static let outdatedState = "ponte:outdated"

    var xml: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <xliff xmlns="\(Self.namespace)" version="2.1" srcLang="\(XMLText.escape(source))" trgLang="\(target.code)">
        \(parts.map(file).joined())</xliff>

        """
    }

    private func file(_ part: Part) -> String {
        """
        <file id="\(part.practice.slug)" original="practices/\(part.practice.slug)" canResegment="no" xml:space="preserve">
        <notes>
        <note category="\(Self.revisionNote)">\(part.sheet.revision)</note>
        <note category="practice">\(XMLText.escape(part.practice.title.text(in: display.language.code).text))</note>
        </notes>
        \(part.entries.map(unit).joined())</file>

        """
    }

    private func unit(_ entry: TranslationSheet.Entry) -> String {
        let target = entry.translation.map { "<target>\(XMLText.escape($0.text))</target>" } ?? ""
        let note = entry.field.kind == .lines ? "<note category=\"instruction\">\(XMLText.escape(display.words("compendium.translations.linesHint")))</note>\n" : ""
        return """
            <unit id="\(entry.field.path)" name="\(XMLText.escape(TranslationSheetPage.label(entry.field.path, display)))">
            <notes>
            <note category="\(Self.hashNote)">\(entry.field.hash)</note>
            \(note)</notes>
            <segment \(state(entry))><source>\(XMLText.escape(entry.field.source))</source>\(target)</segment>
            </unit>

            """
    }

    private func state(_ entry: TranslationSheet.Entry) -> String {
        switch entry.state {
        case .missing: "state=\"initial\""
        case .machine: "state=\"translated\" subState=\"\(Self.machineState)\""
        case .outdated: "state=\"translated\" subState=\"\(Self.outdatedState)\""
        case .reviewed: "state=\"reviewed\""
        }
    }
}
