/// A Mustache template, read once: texts, variables, sections, partials and inheritance (mustache(5), without lambdas and
/// delimiters). Own code, and measured: docs/decisions/0007-own-mustache.md.
struct Template: Sendable {
    enum Piece: Sendable {
        case text([UInt8])
        case variable(Name, isEscaped: Bool)
        case section(Section)
        case inverted(Section)
        case partial(String)
        /// A place that an heir may fill.
        case block(String, [Piece])
        /// Another template with places filled.
        case parent(String, [String: [Piece]])

        var holdsBlock: Bool {
            switch self {
            case .block: true
            case .section(let section), .inverted(let section): section.holdsBlock
            case .text, .variable, .partial, .parent: false
            }
        }
    }

    /// A dotted name, split. `first` is nil for the text at hand.
    final class Name: Sendable {
        let first: String?
        let rest: [String]
        /// The rest, dotted: of `t.room.key` the text's key.
        let key: String

        init(_ parts: [String]) {
            first = parts.first
            rest = Array(parts.dropFirst())
            key = rest.joined(separator: ".")
        }
    }

    /// What stands between `{{#name}}` or `{{^name}}` and `{{/name}}`, known by its identity.
    final class Section: Sendable {
        let name: Name
        let inner: [Piece]
        let holdsBlock: Bool

        init(_ name: Name, _ inner: [Piece]) {
            self.name = name
            self.inner = inner
            holdsBlock = inner.contains(where: \.holdsBlock)
        }
    }

    let pieces: [Piece]

    init(_ source: String, name: String) throws {
        var parser = TemplateParser(source: source, name: name)
        pieces = try parser.pieces(until: nil)
    }

    init(pieces: [Piece]) { self.pieces = pieces }

    /// Partials and parents put in place, so that laying out is one walk. Blocks stay marked, for a kept page takes them out again.
    func resolved(among templates: [String: Template], name: String, depth: Int = 0) throws -> Template {
        guard depth < 20 else { throw TemplateError(file: "\(name).mustache", message: "partials go round in a circle") }
        return Template(pieces: try Self.resolve(pieces, filled: [:], templates, name, depth))
    }

    /// The interface texts put in place: `{{t.room.key}}` becomes the text itself, escaped.
    func woven(with words: Wording) -> Template { Template(pieces: Template.weave(pieces, words)) }

    private static func weave(_ pieces: [Piece], _ words: Wording) -> [Piece] {
        var woven: [Piece] = []
        for piece in pieces {
            switch piece {
            case .variable(let name, _) where name.first == "t":
                append(.text(Array(HTMLText.escape(words(name.key)).utf8)), to: &woven)
            case .section(let section): woven.append(.section(Section(section.name, weave(section.inner, words))))
            case .inverted(let section): woven.append(.inverted(Section(section.name, weave(section.inner, words))))
            case .block(let name, let inner): woven.append(.block(name, weave(inner, words)))
            case .text, .variable, .partial, .parent: append(piece, to: &woven)
            }
        }
        return woven
    }

    /// Two texts that meet become one.
    private static func append(_ piece: Piece, to pieces: inout [Piece]) {
        if case .text(let more) = piece, case .text(var before) = pieces.last {
            pieces.removeLast()
            before += more
            pieces.append(.text(before))
        } else {
            pieces.append(piece)
        }
    }

    private static func resolve(_ pieces: [Piece], filled: [String: [Piece]], _ templates: [String: Template], _ name: String, _ depth: Int) throws -> [Piece] {
        guard depth < 20 else { throw TemplateError(file: "\(name).mustache", message: "partials go round in a circle") }
        var resolved: [Piece] = []
        func add(_ piece: Piece) { append(piece, to: &resolved) }
        func named(_ other: String) throws -> [Piece] {
            guard let template = templates[other] else { throw TemplateError(file: "\(name).mustache", message: "there is no template \(other)") }
            return template.pieces
        }
        for piece in pieces {
            switch piece {
            case .text, .variable: add(piece)
            case .section(let section): add(.section(Section(section.name, try resolve(section.inner, filled: filled, templates, name, depth + 1))))
            case .inverted(let section): add(.inverted(Section(section.name, try resolve(section.inner, filled: filled, templates, name, depth + 1))))
            case .partial(let other): try resolve(try named(other), filled: [:], templates, other, depth + 1).forEach(add)
            case .block(let block, let standard): add(.block(block, try resolve(filled[block] ?? standard, filled: filled, templates, name, depth + 1)))
            case .parent(let other, let blocks):
                try resolve(try named(other), filled: blocks.merging(filled) { _, outer in outer }, templates, other, depth + 1).forEach(add)
            }
        }
        return resolved
    }
}
