/// Light stemming of Arabic after Larkey's light10: article and joined prepositions off, then the endings of plural, gender and
/// possession, one after the other. Snowball's own stemmer keeps forms of one word apart (لاجئات, لاجئين, للاجئين).
enum ArabicStem {
    static func cut(_ folded: String) -> String {
        // Numbers and names in other letters stand in Arabic texts too.
        guard let first = folded.unicodeScalars.first, (0x600...0x6FF).contains(first.value) else { return folded }
        return String(String.UnicodeScalarView(withoutEndings(withoutArticle(Array(folded.unicodeScalars)))))
    }

    private static func withoutArticle(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] {
        if beginningLikeAnArticle.contains(where: { word.starts(with: $0) }) { return word }
        if word.starts(with: to) { return withoutTo(word) }
        for article in articles where word.starts(with: article) && word.count - article.count >= (article.count == 2 ? 2 : 3) {
            return Array(word.dropFirst(article.count))
        }
        // "And" is one letter, which many words begin with.
        return word.first == and && (word.count >= 7 || word.dropFirst().starts(with: to)) ? withoutArticle(Array(word.dropFirst())) : word
    }

    /// لل is "to the"; before a word that itself begins with ل one ل is not written.
    private static func withoutTo(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let rest = Array(word.dropFirst(2))
        return rest.count <= 2 || rest.starts(with: refugee.dropFirst()) ? Array(word.dropFirst()) : rest
    }

    private static func withoutEndings(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] {
        for (ending, least) in endings where word.count - ending.count >= least && word.suffix(ending.count).elementsEqual(ending) {
            return withoutEndings(Array(word.dropLast(ending.count)))
        }
        return word
    }

    private static func letters(_ list: String) -> [[Unicode.Scalar]] { list.split(separator: " ").map { Array($0.unicodeScalars) } }

    private static let and: Unicode.Scalar = "و"
    private static let to = Array("لل".unicodeScalars)
    private static let refugee = Array("لاجي".unicodeScalars)
    private static let articles = letters("وبال وال بال كال فال ال")
    /// Parents, adults.
    private static let beginningLikeAnArticle = letters("والد بالغ")
    /// Folded, with the letters that must remain.
    private static let endings: [([Unicode.Scalar], Int)] =
        letters("هما هم هن ها نا ان ون ين").map { ($0, 3) } + letters("ات يه ه").map { ($0, 2) } + letters("ي").map { ($0, 3) }
}
