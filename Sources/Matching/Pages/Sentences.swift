import Foundation
import Web

/// Cuts a text into sentences and marks words in them.
enum Sentences {
    static func of(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        var last: Character = " "
        for character in text {
            if character.isWhitespace && ".!?;".contains(last) {
                sentences.append(current)
                current = ""
            } else {
                current.append(character)
            }
            last = character
        }
        return (sentences + [current]).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }

    /// - Parameter ranges: in UTF-8 offsets of the sentence.
    /// - Returns: safe markup.
    static func marked(_ sentence: String, _ ranges: [Range<Int>]) -> String {
        let bytes = Array(sentence.utf8)
        var html = ""
        var at = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= at && range.upperBound <= bytes.count {
            html += escaped(bytes[at..<range.lowerBound]) + "<mark>" + escaped(bytes[range]) + "</mark>"
            at = range.upperBound
        }
        return html + escaped(bytes[at...])
    }

    private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
        HTMLText.escape(String(decoding: bytes, as: UTF8.self))
    }
}
