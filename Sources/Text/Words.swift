/// One word of a text.
public struct Word: Sendable, Hashable {
    /// As written.
    public let surface: String
    /// As compared, see `Folding`.
    public let folded: String
    /// UTF-8 offsets in the text it came from.
    public let range: Range<Int>

    public init(surface: String, folded: String, range: Range<Int>) {
        self.surface = surface
        self.folded = folded
        self.range = range
    }
}

/// Splits a text into words: runs of letters and digits. Apostrophes and hyphens divide (`l'asilo` is two words).
public enum Words {
    /// A run of letters longer than this is cut: nobody looks for it, and it must not cost memory.
    static let longest = 64

    public static func split(_ text: String) -> [Word] {
        var words: [Word] = []
        var text = text
        text.makeContiguousUTF8()
        let view = text.utf8
        var start = -1
        var offset = 0
        func close(at end: Int) {
            guard start >= 0 else { return }
            let from = view.index(view.startIndex, offsetBy: start)
            let to = view.index(view.startIndex, offsetBy: end)
            let surface = String(text[from..<to])
            let folded = Folding.fold(surface.unicodeScalars.count > longest ? String(surface.unicodeScalars.prefix(longest)) : surface)
            if !folded.isEmpty { words.append(Word(surface: surface, folded: folded, range: start..<end)) }
            start = -1
        }
        for scalar in text.unicodeScalars {
            if belongs(scalar, insideWord: start >= 0) {
                if start < 0 { start = offset }
            } else {
                close(at: offset)
            }
            offset += UTF8.width(scalar)
        }
        close(at: offset)
        return words
    }

    @inline(__always)
    private static func belongs(_ scalar: Unicode.Scalar, insideWord: Bool) -> Bool {
        let value = scalar.value
        if value < 0x80 {
            return (value >= 0x61 && value <= 0x7A) || (value >= 0x41 && value <= 0x5A) || (value >= 0x30 && value <= 0x39)
        }
        if Folding.isMark(scalar) { return insideWord }
        if value < 0x250 { return value >= 0xC0 && value != 0xD7 && value != 0xF7 || value == 0xAA || value == 0xB5 || value == 0xBA }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
