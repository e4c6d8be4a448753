import Kernel
import Web

/// One text of a practice that can be said in another language. Which texts those are stands in one table, here. Names of organisations,
/// places, studies and sources stay as they are, so that what is cited can be found.
struct TranslatableField: Sendable, Equatable {
    enum Kind: Sendable {
        /// One line.
        case line
        /// A text of several paragraphs.
        case text
        /// A list, one item a line; its translation has as many lines.
        case lines
    }

    /// As in the files of practices, with the number of the entry: `problem`, `building_blocks.2.title`.
    let path: String
    let kind: Kind
    /// What is to be translated, in the language of the practice.
    let source: String
    /// The digest of the source: SHA-256 in lower-case hex.
    let hash: String

    init(_ path: String, _ kind: Kind, _ source: String) {
        self.path = path
        self.kind = kind
        self.source = source
        hash = Secrets.digest(source)
    }

    /// More than any text has.
    static let longest = 20_000

    /// The languages that readers have, and so those that are translated into.
    static func targets(from source: String) -> [Language] { Language.allCases.filter { $0.code != source } }
}

extension Practice {
    private typealias Entry = (name: String, kind: TranslatableField.Kind, text: @Sendable (Practice) -> String?)
    private typealias BlockEntry = (name: String, kind: TranslatableField.Kind, text: @Sendable (BuildingBlock) -> String?)
    private typealias FigureEntry = (name: String, kind: TranslatableField.Kind, text: @Sendable (Figure) -> String?)

    private static let before: [Entry] = [("title", .line, { $0.title.texts[$0.language] }), ("problem", .text, { $0.problem }), ("solution", .text, { $0.solution })]
    private static let ofBlock: [BlockEntry] = [
        ("title", .line, { $0.title }), ("description", .text, { $0.description }), ("enabling_factors", .lines, { lines($0.enablingFactors) }),
        ("lessons", .lines, { lines($0.lessons) }), ("preconditions", .lines, { lines($0.preconditions) }),
    ]
    private static let ofFigure: [FigureEntry] = [("label", .line, { $0.label }), ("unit", .line, { $0.unit })]
    private static let after: [Entry] = [
        ("preconditions", .lines, { lines($0.preconditions.map(\.text)) }), ("resources", .text, { $0.resources }), ("funding", .lines, { lines($0.funding) }),
        ("partners", .lines, { lines($0.partners) }), ("migrants_involved", .text, { $0.migrantsInvolved }),
    ]

    /// Everything that can be translated, in the order in which a practice is read. What the source does not say is not there.
    var translatable: [TranslatableField] {
        var fields: [TranslatableField] = []
        func add(_ path: String, _ kind: TranslatableField.Kind, _ text: String?) {
            if let text, text.contains(where: { !$0.isWhitespace }) { fields.append(TranslatableField(path, kind, text)) }
        }
        for entry in Self.before { add(entry.name, entry.kind, entry.text(self)) }
        for (place, block) in blocks.enumerated() {
            for entry in Self.ofBlock { add("building_blocks.\(place + 1).\(entry.name)", entry.kind, entry.text(block)) }
        }
        add("results", .text, results)
        add("what_failed", .text, whatFailed)
        for (place, figure) in figures.enumerated() {
            for entry in Self.ofFigure { add("figures.\(place + 1).\(entry.name)", entry.kind, entry.text(figure)) }
        }
        for entry in Self.after { add(entry.name, entry.kind, entry.text(self)) }
        return fields
    }

    /// What is to be translated into one language: a title that the practice itself gives in it is there already.
    func translatable(into language: String) -> [TranslatableField] {
        language == self.language ? [] : translatable.filter { $0.path != "title" || title.texts[language] == nil }
    }

    private static func lines(_ texts: [String]) -> String? {
        texts.isEmpty ? nil : texts.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }.joined(separator: "\n")
    }
}
