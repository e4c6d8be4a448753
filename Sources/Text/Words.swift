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
        var text = text
        return text.withUTF8(split)
    }

    private static func split(_ bytes: UnsafeBufferPointer<UInt8>) -> [Word] {
        var words: [Word] = []
        var start = -1
        /// The word at hand is of small ASCII letters and digits only: it is folded already.
        var isFolded = true
        func close(at end: Int) {
            guard start >= 0 else { return }
            let surface = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
            let isLong = end - start > longest && surface.unicodeScalars.count > longest
            let folded = isFolded && !isLong ? surface : Folding.fold(isLong ? String(surface.unicodeScalars.prefix(longest)) : surface)
            if !folded.isEmpty { words.append(Word(surface: surface, folded: folded, range: start..<end)) }
            start = -1
        }
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte < 0x80 {
                if byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A {
                    if start < 0 { (start, isFolded) = (at, true) }
                    if byte <= 0x5A && byte >= 0x41 { isFolded = false }
                } else {
                    close(at: at)
                }
                at += 1
            } else {
                let (scalar, width) = letter(bytes, at)
                if belongs(scalar, insideWord: start >= 0) {
                    if start < 0 { start = at }
                    isFolded = false
                } else {
                    close(at: at)
                }
                at += width
            }
        }
        close(at: at)
        return words
    }

    /// One that takes more than a byte. The bytes are those of a string, so they are right.
    @inline(__always)
    private static func letter(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (Unicode.Scalar, width: Int) {
        func rest(_ place: Int) -> UInt32 { UInt32(bytes[at + place] & 0x3F) }
        let first = UInt32(bytes[at])
        let (value, width) =
            first < 0xE0 ? ((first & 0x1F) << 6 | rest(1), 2)
            : first < 0xF0 ? ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3) : ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
        return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
    }

    /// Of what is not ASCII.
    @inline(__always)
    private static func belongs(_ scalar: Unicode.Scalar, insideWord: Bool) -> Bool {
        let value = scalar.value
        if Folding.isMark(scalar) { return insideWord }
        if value < 0x250 { return value >= 0xC0 && value != 0xD7 && value != 0xF7 || value == 0xAA || value == 0xB5 || value == 0xBA }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
