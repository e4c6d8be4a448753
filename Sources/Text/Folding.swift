import Foundation

/// Makes spellings comparable: lower case, no accents or vowel signs, one form for letters that are written several ways.
///
/// What it does beyond Unicode's own decomposition: `ß→ss ł→l đ→d ø→o æ→ae œ→oe ı→i`, Greek final `ς→σ`,
/// Arabic `أ إ آ ٱ→ا  ى→ي  ة→ه  ؤ→و  ئ→ي`, tatweel and vowel signs dropped. Romanian comma and cedilla letters agree.
public enum Folding {
    public static func fold(_ text: String) -> String {
        var text = text
        let plain = text.withUTF8 { bytes -> String? in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            guard bytes.contains(where: { $0 >= 0x41 && $0 <= 0x5A }) else { return String(decoding: bytes, as: UTF8.self) }
            return String(unsafeUninitializedCapacity: bytes.count) { out in
                for (at, byte) in bytes.enumerated() { out[at] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
                return bytes.count
            }
        }
        return plain ?? foldLetters(text)
    }

    /// Letter by letter: since marks are dropped, what a letter folds to does not depend on its neighbours.
    private static func foldLetters(_ text: String) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if value < 0x80 {
                folded.append(UInt8(value >= 0x41 && value <= 0x5A ? value | 0x20 : value))
            } else if value < tableEnd {
                folded += table[Int(value) - 0x80]
            } else {
                folded += letters(of: scalar)
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }

    /// Latin, Greek, Cyrillic, Hebrew, Arabic: asking Foundation for each letter of each word is dear.
    private static let tableEnd: UInt32 = 0x700
    private static let table: [[UInt8]] = (0x80..<tableEnd).map { value in Unicode.Scalar(value).map(letters) ?? [] }

    private static func letters(of scalar: Unicode.Scalar) -> [UInt8] {
        var letters = ""
        for part in String(scalar).lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars where !isMark(part) {
            if let other = unlike[part.value] { letters += other } else { letters.unicodeScalars.append(part) }
        }
        return Array(letters.utf8)
    }

    /// Combining marks, Arabic vowel signs, tatweel, soft hyphen, zero-width joiners.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05BD, 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC,
             0x0640, 0x00AD, 0x200B...0x200F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F:
            true
        default: false
        }
    }

    private static let unlike: [UInt32: String] = [
        0xDF: "ss", 0x142: "l", 0x111: "d", 0xF0: "d", 0xF8: "o", 0xE6: "ae", 0x153: "oe", 0x131: "i", 0xFE: "th",
        0x3C2: "σ",
        0x622: "ا", 0x623: "ا", 0x625: "ا", 0x671: "ا", 0x649: "ي", 0x6CC: "ي", 0x6A9: "ك", 0x629: "ه", 0x624: "و", 0x626: "ي",
    ]
}
