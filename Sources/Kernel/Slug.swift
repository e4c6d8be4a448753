import Foundation

/// A name in an address: `malmo-yalla-trappan`.
public enum Slug {
    public static let longest = 80

    public static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= longest && !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    /// Folds any text to a slug: diacritics off, everything else to single hyphens.
    public static func make(from text: String) -> String {
        let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: Locale(identifier: "en"))
            .lowercased().replacingOccurrences(of: "ł", with: "l").replacingOccurrences(of: "ß", with: "ss")
            .replacingOccurrences(of: "ø", with: "o").replacingOccurrences(of: "æ", with: "ae")
        let words = folded.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let cut = words.joined(separator: "-").prefix(longest)
        return String(cut.hasSuffix("-") ? cut.dropLast() : cut)
    }
}
