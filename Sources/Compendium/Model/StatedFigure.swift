/// Whether a text gives a figure. A year or a date says when something was, not how much of it.
enum StatedFigure {
    static func stands(in text: String) -> Bool {
        guard text.contains(where: \.isNumber) else { return false }
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.indices.contains { place in
            guard words[place].contains(where: \.isNumber) else { return false }
            // `2015`, `1990s`, `31.12.2015`, `2014–2020`.
            let numbers = words[place].split { !$0.isNumber }
            if numbers.contains(where: isYear) { return false }
            let next = words.indices.contains(place + 1) && words[place + 1] == "de" ? place + 2 : place + 1
            let around = [place - 1, next].filter(words.indices.contains).map { words[$0] }
            return !(numbers.count == 1 && numbers[0].count <= 2 && isDayOfMonth(words[place], among: around))
        }
    }

    private static func isYear(_ number: Substring) -> Bool {
        number.count == 4 && (1900...2100).contains(number.compactMap(\.wholeNumberValue).reduce(0) { $0 * 10 + $1 })
    }

    /// `12 March`, `March 12`, `3. Oktober`, `5 de mayo`.
    private static func isDayOfMonth(_ word: Substring, among words: [Substring]) -> Bool {
        !word.contains("%") && words.contains { $0 != "may" && months.contains($0.filter(\.isLetter).lowercased()) }
    }

    /// In the languages that sources are mostly told in.
    private static let months = Set(
        """
        january february march april may june july august september october november december \
        gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre \
        januar jänner februar märz mai juni juli oktober dezember enero febrero abril mayo junio julio septiembre octubre noviembre diciembre \
        janvier février mars avril juin juillet août septembre octobre décembre
        """.split(separator: " ").map(String.init))
}
