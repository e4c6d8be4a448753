import Foundation

/// Says what a file is by its bytes. Neither its name nor what the sender claims is asked.
public enum Recognition {
    /// - Throws: `FileRefusal` for what is not on the list, and for what is broken or does what a file here must not.
    public static func type(of file: URL) throws -> FileType {
        let bytes = try Data(contentsOf: file, options: .alwaysMapped)
        guard !bytes.isEmpty else { throw FileRefusal("files.problem.empty") }
        let start = [UInt8](bytes.prefix(Magic.most))
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try OfficePackage.type(of: file) }
        guard let said = Magic.mediaType(of: start) else { throw FileRefusal("files.problem.unreadable") }
        switch said {
        case "image/jpeg": return .jpeg
        case "image/png": return .png
        case "image/webp": return .webp
        case "image/gif": return .gif
        case "video/mp4": return .mp4
        case "video/webm": return .webm
        case "application/pdf":
            // A document that stops half-way has no end; one that begins with something else is two things at once.
            guard start.starts(with: Array("%PDF-".utf8)), bytes.suffix(2048).range(of: Data("%%EOF".utf8)) != nil else {
                throw FileRefusal("files.problem.brokenDocument", ["type": "PDF"])
            }
            return .pdf
        default:
            if let type = try PlainText.type(of: bytes, said) { return type }
            throw FileRefusal("files.problem.unknownType", ["type": said])
        }
    }
}

/// Text: plain, a table, or captions.
enum PlainText {
    /// What browsers or shells would do something with; these are never taken, whatever else they look like.
    private static let active: Set<String> = [
        "text/html", "text/xml", "text/x-shellscript", "text/x-php", "text/javascript", "text/x-javascript", "text/x-msdos-batch", "text/x-vbscript", "text/rtf",
    ]

    /// - Returns: nil when it is no text at all.
    static func type(of bytes: Data, _ said: String) throws -> FileType? {
        guard said.hasPrefix("text/") || said == "application/csv", !active.contains(said) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw FileRefusal("files.problem.notUTF8") }
        let body = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        let first = body.first { !$0.isWhitespace }
        guard first != "<", !body.hasPrefix("#!"), !body.unicodeScalars.contains(where: isControl) else { return nil }
        if body.hasPrefix("WEBVTT"), body.dropFirst(6).first?.isWhitespace ?? true { return .vtt }
        return isTable(body) ? .csv : .text
    }

    /// What no text has: steering characters, but for line ends, tabs and page ends.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && ![9, 10, 12, 13, 0x85].contains(scalar.value)
    }

    /// Lines that all have as many separators as the first one.
    private static func isTable(_ text: Substring) -> Bool {
        let lines = text.split(whereSeparator: \.isNewline).prefix(20)
        guard lines.count > 1, let head = lines.first else { return false }
        return [";", ",", "\t"].contains { (separator: Character) in
            let count = separators(separator, head)
            return count > 0 && lines.allSatisfy { separators(separator, $0) == count }
        }
    }

    /// Those outside of quotes. One with a space behind it is punctuation.
    private static func separators(_ separator: Character, _ line: Substring) -> Int {
        var isQuoted = false
        var count = 0
        for place in line.indices {
            if line[place] == "\"" { isQuoted.toggle() }
            guard line[place] == separator, !isQuoted else { continue }
            let next = line.index(after: place)
            if next == line.endIndex || line[next] != " " { count += 1 }
        }
        return count
    }
}
