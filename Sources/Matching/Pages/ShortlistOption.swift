import Kernel
import Web

/// One practice of the shortlist with everything that is compared: why it fits, what stands behind it, what it takes.
struct ShortlistOption {
    let practice: PracticeFacts
    /// nil when a very large index did not rank it for this need.
    let match: Match?
    let fit: ContextFit
    let answers: [AnswerRecord]

    var readiness: Readiness { Readiness(preconditions: practice.preconditions.map(\.id), answers: answers) }

    func answer(to precondition: String) -> AnswerRecord? { answers.first { $0.precondition == precondition } }

    func preconditions(_ wanted: Set<PreconditionAnswer?>) -> [String] {
        practice.preconditions.filter { wanted.contains(answer(to: $0.id)?.answer) }.map(\.text)
    }

    func title(_ telling: Telling) -> (text: String, language: String) { practice.title.text(in: telling.language.code) }

    /// The title up to its colon, for small places.
    func shortTitle(_ telling: Telling) -> String {
        let title = title(telling).text
        return title.firstIndex(where: { $0 == ":" || $0 == "：" }).map { String(title[..<$0]) } ?? title
    }

    /// The head of a column.
    func column(_ telling: Telling) -> View {
        let title = title(telling)
        return [
            "name": title.text, "shortName": shortTitle(telling), "place": telling.place(practice.place), "textLang": title.language,
            "textDir": textDirection(of: title.language), "languageText": telling.words.languageMark(title.language),
        ]
    }
}

/// One cell of a comparison: exactly one thing in it, everything else empty.
struct CompareCells {
    let option: ShortlistOption
    let telling: Telling

    private var words: Wording { telling.words }

    /// A text of the interface.
    func text(_ text: String?, missing: String) -> View { cell(telling.language.code, ["cellText": text, "missingText": text == nil ? missing : nil]) }

    /// A text of the source.
    func source(_ text: String?) -> View {
        cell(option.practice.language, ["cellText": text, "missingText": text == nil ? words("matching.card.notSaid") : nil])
    }

    func list(_ texts: [String], missing: String, isSource: Bool = false) -> View {
        cell(
            isSource ? option.practice.language : telling.language.code,
            [
                "cellList": texts.isEmpty ? nil : ["items": texts.map { ["text": $0] as View }] as View,
                "missingText": texts.isEmpty ? missing : nil,
            ])
    }

    func score() -> View {
        guard let match = option.match else { return text(nil, missing: words("matching.band.weak")) }
        let band: View = ["bandText": words("matching.band.\(match.band.rawValue)"), "scoreText": telling.scoreText(match)]
        return cell(telling.language.code, ["cellScore": band.adding(telling.scoreBar(match))])
    }

    func reasons(atMost limit: Int) -> View {
        let reasons = option.match.map { telling.reasons($0, option.practice, option.readiness).map(telling.line) } ?? []
        return list(Array(reasons.prefix(limit)), missing: words("matching.reason.weak"))
    }

    func standing() -> View { cell(telling.language.code, ["cellStanding": telling.standing(option.practice)]) }
    func evidence() -> View { cell(telling.language.code, ["cellEvidence": telling.evidence(option.practice)]) }

    func readiness() -> View {
        guard !option.practice.preconditions.isEmpty else { return text(nil, missing: words("matching.card.checkNone")) }
        guard option.readiness.count > 0 else { return text(words("matching.card.checkDone"), missing: "") }
        return cell(telling.language.code, ["cellReadiness": MatchCard.readiness(option.readiness, telling)])
    }

    func preconditions(_ wanted: Set<PreconditionAnswer?>) -> View {
        list(
            option.preconditions(wanted), missing: words(option.practice.preconditions.isEmpty ? "matching.card.checkNone" : "matching.needCompare.nothing"),
            isSource: true)
    }

    func differences(_ city: PlaceFacts?, _ need: NeedContent) -> View {
        list(
            telling.differences(option.fit, option.practice, city, need), missing: words(city == nil ? "matching.difference.noCity" : "matching.difference.none"))
    }

    private func cell(_ language: String, _ content: View) -> View {
        let base: View = ["columnName": option.shortTitle(telling), "textLang": language, "textDir": textDirection(of: language)]
        return base.adding(content).adding(Self.absent)
    }

    /// Every name a cell does not use, so that none is looked for further out.
    private static let absent: View = [
        "cellText": nil, "cellList": nil, "cellStanding": nil, "cellEvidence": nil, "cellScore": nil, "cellReadiness": nil, "missingText": nil,
    ]
}
