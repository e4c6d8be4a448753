import Testing
import Text

@Suite struct StemmerTests {
    @Test(arguments: [
        ("en", "services", "service"), ("it", "rifugiate", "rifugiati"), ("de", "Wohnungen", "Wohnung"), ("fr", "écoles", "école"),
        ("es", "escuelas", "escuela"), ("el", "γυναίκες", "γυναίκα"), ("hu", "iskolában", "iskola"), ("nl", "woningen", "woning"),
        ("ro", "copiilor", "copii"), ("pl", "mieszkania", "mieszkaniu"), ("pl", "uchodźców", "uchodźcami"), ("hr", "izbjeglicama", "izbjeglice"),
        ("ar", "المدرسة", "مدرسة"),
    ])
    func bringsFormsTogether(language: String, one: String, other: String) {
        #expect(Stemmer.stem(one, language: language) == Stemmer.stem(other, language: language))
    }

    @Test(arguments: [
        ["لاجئ", "لاجئة", "لاجئات", "لاجئون", "لاجئين", "اللاجئات", "اللاجئين", "للاجئين", "واللاجئين", "باللاجئين", "ولاجئون"],
        ["مهاجر", "مهاجرات", "المهاجرين", "للمهاجرين"], ["لغة", "اللغة", "لغات", "باللغة", "للغة"], ["بلدية", "البلديات"], ["قانون", "القانونية", "قانوني"],
        ["بالغين", "البالغين", "للبالغين"], ["سكن", "السكن", "والسكن", "للسكن"], ["اندماج", "الاندماج", "للاندماج"],
    ])
    func bringsArabicFormsTogether(forms: [String]) {
        #expect(Set(forms.map { Stemmer.stem($0, language: "ar") }).count == 1, "\(forms.map { ($0, Stemmer.stem($0, language: "ar")) })")
    }

    @Test(arguments: [("والدين", "دين"), ("سكان", "سكن"), ("مدينة", "مدن"), ("2015", "2016"), ("وظيفة", "الضيف")])
    func keepsArabicWordsApart(one: String, other: String) {
        #expect(Stemmer.stem(one, language: "ar") != Stemmer.stem(other, language: "ar"))
        #expect(Stemmer.stem("Ponte", language: "ar") == "ponte")
    }

    @Test func leavesUnknownLanguagesFolded() {
        #expect(Stemmer.stem("Škola", language: "xx") == "skola")
    }

    @Test func givesTheSameFromManyThreads() async {
        let words = ["housing", "Wohnungen", "rifugiate", "écoles", "mujeres"]
        let languages = ["en", "de", "it", "fr", "es"]
        let alone = zip(words, languages).map { Stemmer.stem($0, language: $1) }
        await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var last: [String] = []
                    for _ in 0..<300 { last = zip(words, languages).map { Stemmer.stem($0, language: $1) } }
                    return last
                }
            }
            for await found in group { #expect(found == alone) }
        }
    }
}

@Suite struct LanguageGuessTests {
    @Test(arguments: [
        ("en", "We need a place where women can learn the language while someone minds the children"),
        ("it", "Abbiamo quattrocento donne rifugiate con poca istruzione e senza asilo nido"),
        ("es", "Tenemos muchas familias que no encuentran vivienda en la ciudad"),
        ("de", "Wir suchen Wohnungen für junge Leute, die allein gekommen sind"),
        ("fr", "Des adultes qui ont peu fréquenté l'école veulent parler avec l'instituteur"),
        ("pl", "Jak pomóc obcokrajowcom załatwić kartę pobytu i pracę?"),
        ("ro", "Oamenii trăiesc lângă groapa de gunoi și nu au acte"),
        ("el", "Κορίτσια και γυναίκες χρειάζονται έναν ασφαλή χώρο"),
        ("hu", "A menekült családok gyerekei lemaradnak az iskolában"),
        ("hr", "Dolaze radnici i ne govore naš jezik, ne znaju koga pitati"),
        ("nl", "Na de erkenning hebben ze maar twee maanden om iets te huren"),
        ("ar", "نريد تدريب موظفي البلدية على التعامل مع ثقافات مختلفة"),
    ])
    func tellsTheLanguagesOfTheHouse(language: String, text: String) {
        #expect(LanguageGuess.guess(text)?.language == language)
    }

    @Test func isSilentAboutNothing() {
        #expect(LanguageGuess.guess("") == nil)
        #expect(LanguageGuess.guess("12345 !!!") == nil)
    }
}
