import Text

/// Whether a text gives a figure. A year or a date says when something was, not how much of it, and digits in a name (COVID-19, EU27) count nothing.
enum StatedFigure {
    static func stands(in text: String) -> Bool {
        guard text.contains(where: \.isNumber) else { return false }
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.indices.contains { counts(words, $0) }
    }

    private static func counts(_ words: [Substring], _ place: Int) -> Bool {
        let word = words[place]
        let numbers = numbers(in: word)
        guard !numbers.isEmpty, !word.contains("24/7") else { return false }
        if word.contains(where: signs.contains) { return true }
        if numbers.contains(where: isYear) {
            // `31.12.2015`, `2014/15`, `2014–2020`: beside a year, what is short is a part of a date, and what is longer a number of something.
            return numbers.contains { $0.count > 2 && !isYear($0) } || isCount(words, place)
        }
        let next = words.indices.contains(place + 1) && words[place + 1] == "de" ? place + 2 : place + 1
        let around = [place - 1, next].filter(words.indices.contains).map { words[$0] }
        return !(numbers.count == 1 && numbers[0].count <= 2 && isDayOfMonth(around))
    }

    /// Runs of digits that no letter is glued to, but for a unit (`2k`) or an Arabic particle.
    private static func numbers(in word: Substring) -> [Substring] {
        word.split { !$0.isNumber }.filter { number in
            let before = word[..<number.startIndex]
            let after = word[number.endIndex...].prefix { $0.isLetter }
            let stem = before.last.map { "-‑–".contains($0) } ?? false ? before.dropLast() : before
            return (after.isEmpty || units.contains(after.lowercased())) && !(stem.last.map { $0.isLetter && !particles.contains($0) } ?? false)
        }
    }

    private static func isYear(_ number: Substring) -> Bool {
        number.count == 4 && (1900...2100).contains(number.compactMap(\.wholeNumberValue).reduce(0) { $0 * 10 + $1 })
    }

    /// What could be a year and is none, by the words beside it: `2000 families`, `EUR 2000`, but not `in 2015 families`.
    private static func isCount(_ words: [Substring], _ place: Int) -> Bool {
        guard words[place].allSatisfy(\.isNumber) else { return false }
        let before = place > 0 ? Words.split(String(words[place - 1])).last?.folded : nil
        if let before, currencies.contains(before) { return true }
        if let before, times.contains(before) || months.contains(before) { return false }
        let after = words[(place + 1)...].first { $0 != "de" }.flatMap { Words.split(String($0)).first?.folded }
        return after.map { counted.contains($0) || currencies.contains($0) } ?? false
    }

    /// `12 March`, `March 12`, `3. Oktober`, `5 de mayo`.
    private static func isDayOfMonth(_ words: [Substring]) -> Bool {
        words.contains { $0 != "may" && months.contains(Words.split(String($0)).first?.folded ?? "") }
    }

    private static let signs: Set<Character> = ["%", "€", "$", "£"]
    private static let units: Set<String> = ["k", "m", "mn", "bn"]
    private static let particles: Set<Character> = ["و", "ب", "ل", "ف", "ك"]
    private static let currencies = folded("eur euro euros gbp chf pln sek dkk pounds crowns zloty يورو")

    /// Whom and what practices count, in the languages of the interface.
    private static let counted = folded(
        """
        people persons families households women men children youth youngsters young pupils students refugees migrants immigrants newcomers participants beneficiaries clients users \
        residents citizens volunteers mentors employers roma jobs places flats homes apartments visits consultations hours \
        menschen personen familien haushalte frauen männer kinder jugendliche geflüchtete flüchtlinge zugewanderte teilnehmende freiwillige arbeitsplätze plätze wohnungen beratungen stunden \
        persone famiglie donne uomini bambini giovani rifugiati migranti partecipanti beneficiari volontari posti alloggi ore \
        personas familias mujeres hombres niños jóvenes refugiados refugiadas participantes beneficiarios voluntarios plazas viviendas horas \
        personnes familles femmes hommes enfants jeunes réfugiés migrants bénéficiaires bénévoles places logements heures \
        شخص شخصا أشخاص أسرة عائلة امرأة رجل طفل طفلا شابا لاجئ لاجئا مهاجر مهاجرا مشارك مشاركا مستفيد مستفيدا متطوعا منزل شقة ساعة
        """)

    /// What stands before a year.
    private static let times = folded(
        """
        in since from by until till before after during year early late mid spring summer autumn winter \
        im seit ab bis vor nach jahr jahre anfang mitte ende frühjahr frühling sommer herbst \
        nel dal fino dopo prima anno inizio primavera estate autunno inverno en desde hasta antes año verano otoño invierno \
        depuis dès avant après année printemps été automne hiver عام سنة منذ في
        """)

    /// In the languages that sources are mostly told in.
    private static let months = folded(
        """
        january february march april may june july august september october november december \
        gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre \
        januar jänner februar märz mai juni juli oktober dezember enero febrero abril mayo junio julio septiembre octubre noviembre diciembre \
        janvier février mars avril juin juillet août septembre octobre décembre
        """)

    private static func folded(_ words: String) -> Set<String> { Set(Words.split(words).map(\.folded)) }
}
