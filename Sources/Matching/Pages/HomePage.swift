import Kernel
import Text
import Web

/// The front page: the need box, real numbers, real cities.
enum HomePage {
    static func page(_ front: View, examples: [(language: String, text: String)], _ telling: Telling) -> Page {
        let words = telling.words
        let practices = front.number("practices")
        let figures = [("numberPractices", practices), ("numberCities", front.number("cities")), ("numberCountries", front.number("countries")), ("numberSources", front.number("sources"))]
        return Page(
            "matching/home", title: words("matching.home.title"), description: words("matching.home.description"), canonicalPath: MatchingPaths.home,
            view: ([
                "leadText": practices == 0 ? words("matching.home.leadEmpty") : words.count("matching.home.lead", practices), "hasPractices": practices > 0,
                "need": [
                    "action": MatchingPaths.match, "method": "get", "isPost": false, "needText": "", "needError": nil, "needMaxLength": NeedContent.longestText,
                ] as View,
                "examples": examples.map { example in
                    [
                        "href": Fields([("text", example.text)]).link(MatchingPaths.match), "languageName": telling.format.languageName(example.language),
                        "text": example.text, "textLang": example.language, "textDir": textDirection(of: example.language),
                    ] as View
                },
                "numbers": figures.map { ["figureText": telling.format.number($0.1), "figureLabel": words.count("matching.home.\($0.0)", $0.1)] as View },
                "evidenceText": words.count("matching.home.evidence", practices, ["weak": telling.format.number(practices - front.number("studied"))]),
                "citiesHref": "/cities", "allCitiesText": words.count("matching.home.allCities", front.number("cities")),
                "practicesHref": "/practices", "allPracticesText": words.count("matching.home.allPractices", practices),
            ] as View).adding(front))
    }

    /// Needs as cities state them, in three languages; the reader's own first.
    static func examples(_ language: Language) -> [(language: String, text: String)] {
        let all = [
            ("it", "Abbiamo 400 donne rifugiate con poca istruzione e senza asilo nido: come le avviciniamo al lavoro?"),
            ("en", "Landlords do not want to rent to refugees, and our reception centre is full of people who could move out."),
            ("de", "Neuzugewanderte werden von Amt zu Amt geschickt. Wir wollen eine einzige Anlaufstelle für alle Fragen."),
            ("fr", "Des jeunes arrivés seuls vont avoir 18 ans et perdre leur logement et leur accompagnement."),
            ("es", "Muchas personas tituladas trabajan en la limpieza porque su diploma no se reconoce."),
            ("ar", "نساء لاجئات معزولات في بيوتهن لا يعرفن المدارس ولا الأطباء: من يصل إليهن بلغتهن؟"),
        ]
        let own = all.filter { $0.0 == language.code }
        return Array((own + all.filter { $0.0 != language.code }).prefix(3)).map { (language: $0.0, text: $0.1) }
    }
}
