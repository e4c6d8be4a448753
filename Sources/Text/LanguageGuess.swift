import Foundation

/// Which language a short text is in. Reads the script, the small words and the letters that only some languages use.
public struct LanguageGuess: Sendable, Equatable {
    public let language: String
    /// 0…1: how much more speaks for it than for the next one.
    public let confidence: Double

    public static let languages: [String] = StopWords.byLanguage.keys.sorted()

    /// - Parameter among: the languages to choose from; all known ones when nil.
    /// - Returns: nil when nothing in the text speaks for any of them.
    public static func guess(_ text: String, among: [String]? = nil) -> LanguageGuess? {
        let head = text.count > 2000 ? String(text.prefix(2000)) : text
        let candidates = among.map { $0.filter { StopWords.byLanguage[$0] != nil } } ?? languages
        var points: [String: Double] = [:]
        for scalar in head.lowercased().unicodeScalars where scalar.value >= 0x80 {
            for language in letters[scalar.value] ?? scripts(scalar.value) { points[language, default: 0] += 0.7 }
        }
        let words = Words.split(head)
        for word in words {
            if let sharers = sharers[word.folded] { for language in sharers { points[language, default: 0] += 1 / Double(sharers.count) } }
            // Folded words and endings are mostly of Latin letters, one byte each.
            let bytes = Array(word.folded.utf8)
            for (ending, language) in endings where bytes.count > ending.count + 2 && bytes.suffix(ending.count).elementsEqual(ending) {
                points[language, default: 0] += 0.3
            }
        }
        let ranked = candidates.map { ($0, points[$0] ?? 0) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        guard let first = ranked.first, first.1 > 0 else { return nil }
        let second = ranked.dropFirst().first?.1 ?? 0
        let lead = (first.1 - second) / (first.1 + second)
        return LanguageGuess(language: first.0, confidence: min(1, lead * min(1, first.1 / 2)))
    }

    /// In which languages a small word is a small word.
    private static let sharers: [String: [String]] = {
        var sharers: [String: [String]] = [:]
        for (language, words) in StopWords.byLanguage { for word in words { sharers[word, default: []].append(language) } }
        return sharers
    }()

    private static func scripts(_ value: UInt32) -> [String] {
        switch value {
        case 0x370...0x3FF, 0x1F00...0x1FFF: ["el"]
        case 0x600...0x6FF: ["ar"]
        case 0x400...0x4FF: ["uk"]
        default: []
        }
    }

    private static let letters: [UInt32: [String]] = {
        let table: [(String, [String])] = [
            ("ß", ["de"]), ("äü", ["de", "fi", "sv"]), ("ö", ["de", "hu", "sv", "fi", "tr"]), ("ő", ["hu"]), ("ű", ["hu"]),
            ("ñ¿¡", ["es"]), ("ãõ", ["pt"]), ("ąęłńśźż", ["pl"]), ("ó", ["pl", "es", "hu", "pt"]), ("ć", ["pl", "hr"]), ("čšžđ", ["hr"]),
            ("ăâșțşţ", ["ro"]), ("î", ["ro", "fr"]), ("èò", ["it", "fr"]), ("ì", ["it"]), ("ù", ["it", "fr"]), ("à", ["it", "fr"]),
            ("é", ["fr", "hu", "es", "it"]), ("êëç", ["fr"]), ("œû", ["fr"]), ("á", ["hu", "es", "pt"]), ("í", ["hu", "es", "pt"]), ("ú", ["hu", "es"]),
            ("å", ["sv", "da"]), ("øæ", ["da"]), ("ğış", ["tr"]), ("ï", ["nl", "fr"]),
        ]
        var found: [UInt32: [String]] = [:]
        for (group, languages) in table { for scalar in group.unicodeScalars { found[scalar.value, default: []] += languages } }
        return found
    }()

    private static let endings: [([UInt8], String)] = [
        ("zione", "it"), ("zioni", "it"), ("mento", "it"), ("ita", "it"), ("iamo", "it"), ("cion", "es"), ("ciones", "es"), ("dad", "es"), ("miento", "es"),
        ("ung", "de"), ("ungen", "de"), ("keit", "de"), ("heit", "de"), ("lich", "de"), ("tion", "fr"), ("ment", "fr"), ("eurs", "fr"), ("tion", "en"),
        ("ing", "en"), ("ness", "en"), ("ed", "en"), ("osc", "pl"), ("ow", "pl"), ("ych", "pl"), ("anie", "pl"), ("ului", "ro"), ("ilor", "ro"), ("tate", "ro"),
        ("oare", "ro"), ("sag", "hu"), ("seg", "hu"), ("nak", "hu"), ("nek", "hu"), ("ban", "hu"), ("ben", "hu"), ("ima", "hr"), ("nost", "hr"), ("anje", "hr"),
        ("enje", "hr"), ("heid", "nl"), ("ingen", "nl"), ("lijk", "nl"), ("eren", "nl"), ("gen", "nl"),
    ].map { (Array($0.utf8), $1) }
}
