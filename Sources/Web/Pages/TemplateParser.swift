/// Reads a template. A tag that stands alone on its line takes the line with it, as mustache(5) says.
struct TemplateParser {
    private let source: [UInt8]
    private let name: String
    private var at = 0

    init(source: String, name: String) {
        self.source = Array(source.utf8)
        self.name = name
    }

    mutating func pieces(until closing: String?) throws -> [Template.Piece] {
        var pieces: [Template.Piece] = []
        while true {
            let start = at
            guard let open = find("{{", from: at) else {
                guard closing == nil else { throw problem("{{/\(closing ?? "")}} is missing") }
                append(source[start...], to: &pieces)
                at = source.count
                return pieces
            }
            let tag = try read(open)
            let isAlone = tag.isBlock && standsAlone(open, tag.end)
            append(source[start..<(isAlone ? lineStart(open) : open)], to: &pieces)
            at = isAlone ? min(source.count, lineEnd(tag.end) + 1) : tag.end
            switch tag.kind {
            case "!": continue
            case "/":
                guard tag.name == closing else { throw problem("{{/\(tag.name)}} closes nothing") }
                return pieces
            case "#": pieces.append(.section(Template.Section(path(tag.name), try self.pieces(until: tag.name))))
            case "^": pieces.append(.inverted(Template.Section(path(tag.name), try self.pieces(until: tag.name))))
            case "$": pieces.append(.block(tag.name, try self.pieces(until: tag.name)))
            case "<": pieces.append(.parent(tag.name, blocks(try self.pieces(until: tag.name))))
            case ">": pieces.append(.partial(tag.name))
            case "{", "&": pieces.append(.variable(path(tag.name), isEscaped: false))
            default: pieces.append(.variable(path(tag.name), isEscaped: true))
            }
        }
    }

    private struct Tag {
        let kind: Character
        let name: String
        let end: Int
        var isBlock: Bool { "!/#^$<>".contains(kind) }
    }

    private func read(_ open: Int) throws -> Tag {
        var from = open + 2
        var kind: Character = " "
        if from < source.count, "!/#^$<>{&".utf8.contains(source[from]) {
            kind = Character(UnicodeScalar(source[from]))
            from += 1
        }
        let closing = kind == "{" ? "}}}" : "}}"
        guard let close = find(closing, from: from) else { throw problem("a tag is not closed") }
        let name = String(decoding: source[from..<close], as: UTF8.self).filter { $0 != " " && $0 != "\n" }
        guard kind == "!" || !name.isEmpty else { throw problem("a tag has no name") }
        return Tag(kind: kind, name: name, end: close + closing.utf8.count)
    }

    private func path(_ name: String) -> Template.Name { Template.Name(name == "." ? [] : name.split(separator: ".").map(String.init)) }

    private func blocks(_ pieces: [Template.Piece]) -> [String: [Template.Piece]] {
        var blocks: [String: [Template.Piece]] = [:]
        for case .block(let name, let inner) in pieces { blocks[name] = inner }
        return blocks
    }

    private func append(_ bytes: ArraySlice<UInt8>, to pieces: inout [Template.Piece]) {
        if !bytes.isEmpty { pieces.append(.text(Array(bytes))) }
    }

    private func lineStart(_ place: Int) -> Int {
        var start = place
        while start > 0, source[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    private func lineEnd(_ place: Int) -> Int { source[place...].firstIndex(of: UInt8(ascii: "\n")) ?? source.count }

    private func standsAlone(_ open: Int, _ end: Int) -> Bool {
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
        return source[lineStart(open)..<open].allSatisfy(isBlank) && source[end..<lineEnd(end)].allSatisfy(isBlank)
    }

    private func find(_ text: String, from: Int) -> Int? {
        let wanted = Array(text.utf8)
        var at = from
        while at + wanted.count <= source.count {
            if source[at] == wanted[0], source[at..<(at + wanted.count)].elementsEqual(wanted) { return at }
            at += 1
        }
        return nil
    }

    private func problem(_ message: String) -> TemplateError {
        let line = source[..<min(at, source.count)].filter { $0 == UInt8(ascii: "\n") }.count + 1
        return TemplateError(file: "\(name).mustache", message: "line \(line): \(message)")
    }
}
