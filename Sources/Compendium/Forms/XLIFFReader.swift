import Foundation
import FoundationXML
import Kernel
import Web

/// What an XLIFF file says, as far as it concerns us.
struct XLIFFDocument: Sendable, Equatable {
    struct Unit: Sendable, Equatable {
        let id: String
        /// The digest that the unit was exported with; nil when a tool has dropped our note.
        var hash: String?
        var source = ""
        /// nil: nothing was translated.
        var target: String?
        /// Whether every part of it has a translation.
        var isWhole = true
        /// Whether somebody says that they looked at it.
        var isReviewed = true
    }

    struct File: Sendable, Equatable {
        /// The slug of the practice.
        let id: String
        var revision: Int?
        var units: [Unit] = []
    }

    var source = ""
    var target = ""
    var files: [File] = []
}

/// Reads XLIFF 2.0 and 2.1 with libxml2. The file comes from outside: it may name nothing to fetch, define no entities, and is bounded in size
/// and depth.
enum XLIFFReader {
    static let mostBytes = 5 * 1024 * 1024

    /// - Throws: `Problem.invalid` with the one thing that keeps it from being read.
    static func read(_ text: String) throws -> XLIFFDocument {
        let field = TranslationFilesPage.fileField
        guard text.utf8.count <= mostBytes else { throw Problem.tooLarge(limit: mostBytes) }
        // Entities can only be defined in a document type, which XLIFF does not have.
        guard text.range(of: "<!DOCTYPE", options: .caseInsensitive) == nil, text.range(of: "<!ENTITY", options: .caseInsensitive) == nil else {
            throw Problem.invalid([FieldProblem(field, "compendium.translations.problem.doctype")])
        }
        // The text is UTF-8 by now, whatever it says of itself.
        let plain = text.drop { $0 == "\u{FEFF}" }.replacing(/^\s*<\?xml[^>]*\?>/, with: "")
        // A second declaration could name another encoding, in which the document type was not seen.
        guard plain.firstMatch(of: /<\?xml\s/) == nil else {
            throw Problem.invalid([FieldProblem(field, "compendium.translations.problem.doctype")])
        }
        let parser = XMLParser(data: Data(plain.utf8))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        let listener = XLIFFListener()
        parser.delegate = listener
        let isRead = parser.parse()
        if let problem = listener.problem { throw Problem.invalid([FieldProblem(field, problem)]) }
        // A file that was cut off ends without a word from the parser.
        guard isRead, listener.isClosed else {
            throw Problem.invalid([FieldProblem(field, "compendium.translations.problem.notXML", ["line": String(parser.lineNumber)])])
        }
        guard listener.isXLIFF else { throw Problem.invalid([FieldProblem(field, "compendium.translations.problem.notXLIFF")]) }
        return listener.document
    }
}

/// Listens to the parser. Only what stands where XLIFF's core puts it counts: modules may carry sources and targets of their own.
private final class XLIFFListener: NSObject, XMLParserDelegate {
    var document = XLIFFDocument()
    var isXLIFF = false
    /// Whether the outermost element has ended.
    var isClosed = false
    /// A text key.
    var problem: String?

    private var path: [String] = []
    private var text = ""
    private var category: String?
    private var segment = (source: "", target: String?.none, isReviewed: false, isIgnorable: false)
    private static let deepest = 60

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
    ) {
        guard path.count < Self.deepest else { return stop(parser, "compendium.translations.problem.notXLIFF") }
        // What is of another vocabulary gets a name that nothing of ours has.
        let name = namespaceURI == XLIFFFile.namespace ? element : "other \(element)"
        path.append(name)
        switch name {
        case "xliff" where path.count == 1:
            guard attributes["version"]?.hasPrefix("2.") == true else { return stop(parser, "compendium.translations.problem.version") }
            isXLIFF = true
            document.source = attributes["srcLang"] ?? ""
            document.target = attributes["trgLang"] ?? ""
        case "file" where path.count == 2: document.files.append(XLIFFDocument.File(id: attributes["id"] ?? ""))
        case "unit" where !document.files.isEmpty: document.files[document.files.count - 1].units.append(XLIFFDocument.Unit(id: attributes["id"] ?? ""))
        case "segment", "ignorable":
            segment = ("", nil, ["reviewed", "final"].contains(attributes["state"]) && attributes["subState"]?.hasPrefix("ponte:") != true, name == "ignorable")
        case "note":
            category = attributes["category"]
            text = ""
        case "source" where isOurs, "target" where isOurs: text = ""
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { text += String(decoding: block, as: UTF8.self) }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        switch path.last {
        case "source" where isOurs: segment.source = text
        case "target" where isOurs: segment.target = text
        case "note": note()
        case "segment", "ignorable": take()
        default: break
        }
        path.removeLast()
        isClosed = path.isEmpty
    }

    /// Whether a source or a target is that of a segment.
    private var isOurs: Bool { path.count >= 2 && ["segment", "ignorable"].contains(path[path.count - 2]) }

    private func note() {
        guard let file = document.files.indices.last else { return }
        let said = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if category == XLIFFFile.revisionNote, !path.contains("unit") { document.files[file].revision = Int(said) }
        if category == XLIFFFile.hashNote, path.contains("unit"), let unit = document.files[file].units.indices.last { document.files[file].units[unit].hash = said }
    }

    /// What a tool has cut into segments is one text again.
    private func take() {
        guard let file = document.files.indices.last, let at = document.files[file].units.indices.last else { return }
        var unit = document.files[file].units[at]
        unit.source += segment.source
        if segment.isIgnorable {
            // What stands between segments is seldom translated.
            if unit.target != nil { unit.target? += segment.target ?? segment.source }
        } else if let target = segment.target, !target.isEmpty {
            unit.target = (unit.target ?? "") + target
            unit.isReviewed = unit.isReviewed && segment.isReviewed
        } else if !segment.source.isEmpty {
            unit.isWhole = false
        }
        document.files[file].units[at] = unit
    }

    private func stop(_ parser: XMLParser, _ problem: String) {
        self.problem = problem
        parser.abortParsing()
    }
}
