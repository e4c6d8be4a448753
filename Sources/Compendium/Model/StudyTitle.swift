import Text

extension Practice.Source {
    /// Whether it says of itself that it is a study or an evaluation; a case study tells a story.
    var isStudy: Bool {
        let words = Words.split(title).map(\.folded)
        return words.enumerated().contains { place, word in
            StudyTitle.words.contains { word.hasPrefix($0) } && !(place > 0 && words[place - 1] == "case")
        }
    }
}

/// How titles begin the word for a study, an evaluation or a report on one, folded, in the languages of the sources.
enum StudyTitle {
    static let words = [
        "evaluat", "evaluier", "evaluac", "evaluaz", "avaluac", "avaliac", "valutazion", "utvarder", "vurdering", "arvioin", "ewaluac", "ertekel", "αξιολογ", "تقييم", "assessment",
        "study", "studie", "etude", "estudi", "studio", "report", "bericht", "rapport", "informe", "relazione", "دراسه",
    ]
}
