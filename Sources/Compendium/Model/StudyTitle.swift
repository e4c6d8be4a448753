import Text

extension Practice.Source {
    /// Whether it says of itself that it is a study or an evaluation.
    var isStudy: Bool { StudyTitle.says(title) }
}

/// How titles name a study or an evaluation, in the languages of the sources: by whole words, since many words for learning begin
/// alike. A case study tells a story, a study visit learns, and a report is one of an evaluation only where it says so.
enum StudyTitle {
    static func says(_ title: String) -> Bool {
        let words = Words.split(title).map(\.folded).filter { !links.contains($0) }
        return words.indices.contains { place in
            if evaluations.contains(words[place]) { return true }
            let before = words[..<place]
            let after = words[(place + 1)...]
            if assessments.contains(words[place]) { return before.suffix(2).contains(where: effects.contains) || after.prefix(2).contains(where: effects.contains) }
            guard studies.contains(words[place]) else { return false }
            return !(before.last.map(others.contains) ?? false) && !(after.first.map(others.contains) ?? false)
        }
    }

    private static let evaluations = folded(
        """
        evaluation evaluations evaluating évaluation évaluations evaluierung evaluierungen evaluationen evaluationsbericht evaluationsberichte evaluationsstudie evaluierungsbericht \
        valutazione valutazioni evaluación evaluaciones avaluació avaluacions avaliação avaliações evaluatie evaluaties evaluatierapport evaluatieonderzoek evaluare evaluarea evaluării \
        utvärdering utvärderingen utvärderingar utvärderingsrapport evaluering evalueringen evalueringer evalueringsrapport effektvurdering arviointi arvioinnin arviointia \
        vaikuttavuusarviointi ewaluacja ewaluacji ewaluacyjny evaluacija evaluacije értékelés értékelése értékelő αξιολόγηση αξιολόγησης تقييم التقييم
        """)

    private static let studies = folded(
        """
        study studies studie studien studier étude études estudio estudi estudo studiu studiul tanulmány μελέτη دراسة wirkungsstudie begleitstudie effektstudie
        """)

    /// Of skills and of needs there are many; they are meant here where they are of what came of it.
    private static let assessments = folded("assessment assessments vurdering studio")
    private static let effects = folded("impact impacts effect effects effectiveness outcome outcomes result results effekt effekter impatto effetti risultati")

    /// Beside a study: a story, or learning.
    private static let others = folded(
        """
        case cas caso casos visit visits tour tours trip trips circle circles group groups place places permit permits grant grants skills \
        visita visitas visite visites viaje viajes voyage voyages viatge viatges beca becas bourse bourses jornada jornadas journée journées زيارة منحة
        """)

    /// Between the two in some languages.
    private static let links: Set<String> = ["de", "d", "di", "des"]

    private static func folded(_ words: String) -> Set<String> { Set(Words.split(words).map(\.folded)) }
}
