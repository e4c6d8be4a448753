import Foundation

/// Columns that line up.
struct Table {
    enum Side { case left, right }

    let heads: [String]
    let sides: [Side]
    private(set) var rows: [[String]] = []

    /// - Parameter columns: heads, each with the side its column lines up on.
    init(_ columns: (String, Side)...) { self.init(columns: columns) }

    init(columns: [(String, Side)]) {
        heads = columns.map(\.0)
        sides = columns.map(\.1)
    }

    mutating func add(_ cells: String...) { add(cells) }

    mutating func add(_ cells: [String]) { rows.append(cells + Array(repeating: "", count: max(0, heads.count - cells.count))) }

    /// The head, then the rows.
    var lines: [String] {
        let all = [heads] + rows
        let widths = heads.indices.map { column in all.map { Table.width($0[column]) }.max() ?? 0 }
        return all.map { row in
            let cells = heads.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - Table.width(row[column]))
                return sides[column] == .left ? row[column] + space : space + row[column]
            }
            return Table.trimmed(cells.joined(separator: "  "))
        }
    }

    func show() { for line in lines { Say.line(line) } }

    /// Cells on a terminal. Marks that sit on a letter take none.
    static func width(_ text: String) -> Int { text.count }

    /// Cut to a width, with a sign that something is missing.
    static func cut(_ text: String, to width: Int) -> String { text.count <= width ? text : String(text.prefix(width - 1)) + "…" }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    /// Lines of at most `width` characters, broken between words; all but the first indented.
    static func wrapped(_ text: String, width: Int, indent: Int) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty && line.count + 1 + word.count > width - indent {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
        return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
    }
}
