import HTTPTypes
import Kernel
import Text
import Web

/// One practice for one need, explained in full, with what the city answers and decides.
struct MatchPage {
    let opened: MatchingRoom.OpenNeed
    let answer: MatchAnswer
    let match: Match
    /// The slugs in the order of the ranking, without those set aside.
    let order: [String]
    let practice: PracticeFacts
    let context: PracticeContext
    let fit: ContextFit
    let problems: [FieldProblem]
    /// What was sent, when it could not be saved.
    let typed: Fields?
    let reasonError: String?
    let further: DecideView.Further?
    let telling: Telling

    private var words: Wording { telling.words }
    var need: Need { opened.need }
    private var href: String { MatchingPaths.match(need.id.rawValue, practice.slug) }
    private var readiness: Readiness { Readiness(preconditions: context.preconditions.map(\.id), answers: opened.work.answers(on: practice.id)) }

    func page() -> Page {
        let title = practice.title.text(in: telling.language.code)
        let language = need.content.language ?? answer.understood.language
        var page = Page(
            "matching/match", title: words("matching.match.title", ["practice": title.text]), section: "needs",
            view: ([
                "breadcrumbs": [
                    ["label": words("matching.needs.heading"), "href": MatchingPaths.needs], ["label": need.name, "href": MatchingPaths.need(need.id.rawValue)],
                ] as [View],
                "rankLine": rankLine, "name": title.text, "textLang": title.language, "textDir": textDirection(of: title.language), "languageText": words.languageMark(title.language),
                "place": telling.place(practice.place), "yearsText": telling.years(practice), "statusText": words("compendium.status.\(practice.status)"),
                "practiceHref": MatchingPaths.practice(practice.slug), "remarks": Remarks.of(answer, need.content, meaningIsSet: true, telling),
                "errors": errors, "needTeaser": Excerpt.of(need.content.text, atMost: 200), "needLang": language ?? "und",
                "needDir": language.map(textDirection(of:)) ?? "auto", "needHref": MatchingPaths.need(need.id.rawValue),
                "readiness": readiness.count == 0 ? nil : MatchCard.readiness(readiness, telling),
                "decide": opened.canWrite ? decide : nil, "cannotDecideText": opened.canWrite ? nil : words("matching.decide.notAllowed"),
            ] as View).adding(why()).adding(evidence()).adding(preconditions()).adding(MatchContextView(page: self).view()).adding(neighbours()))
        if errors != nil { page.status = HTTPResponse.Status(code: 400) }
        return page
    }

    private var rankLine: String {
        guard let rank = order.firstIndex(of: practice.slug) else {
            let isAside = opened.work.decision(on: practice.id)?.decision == .aside
            return words(isAside ? "matching.match.rankAside" : "matching.match.rankBelow", ["need": "\u{2068}\(need.name)\u{2069}"])
        }
        return words(
            "matching.match.rank",
            ["rank": telling.format.number(rank + 1), "count": telling.format.number(order.count), "need": "\u{2068}\(need.name)\u{2069}"])
    }

    private var errors: View? {
        if let reasonError { return ["items": [["href": "#reason-\(practice.slug)", "text": reasonError] as View]] }
        let items = problems.map { ["href": "#\($0.field.replacingOccurrences(of: ".", with: "-"))", "text": words($0.message, $0.values)] as View }
        return items.isEmpty ? nil : ["items": items]
    }

    private var decide: View {
        let record = opened.work.decision(on: practice.id)
        return DecideView(
            need: need.id, slug: practice.slug, record: record, byName: record.map { opened.name($0.by) } ?? "", back: href, explainHref: nil, further: further,
            reasonError: reasonError, reasonValue: reasonError == nil ? "" : typed?["reason"] ?? ""
        ).view(telling)
    }

    private func why() -> View {
        let bars = telling.bars(match, all: true)
        return [
            "reasons": telling.reasons(match, practice, readiness).enumerated().map { position, reason in
                telling.view(reason).adding(["quotes": position == 0 ? quotes() : nil])
            },
            "bandText": words("matching.band.\(match.band.rawValue)"), "bandMeaning": words("matching.band.meaning.\(match.band.rawValue)"),
            "scoreText": telling.scoreText(match),
            "parts": bars.map { bar in
                let meaningOff = bar.part.key == "meaning" && !answer.usesMeaning
                return [
                    "partClass": bar.part.key, "x": Telling.decimal(bar.x), "width": Telling.decimal(bar.width),
                    "partLabel": words("matching.score.part.\(bar.part.key)"),
                    "partText": words(meaningOff ? "matching.score.explain.meaningOff" : "matching.score.explain.\(bar.part.key)"),
                    "pointsText": telling.pointsText(bar.part.points),
                ] as View
            },
        ]
    }

    /// The sentence of the practice that holds most of what the need names, with those words marked.
    private func quotes() -> View? {
        let fields: [(String, String)] = [("problem", practice.problem), ("solution", practice.solution), ("results", practice.results)].compactMap { name, text in text.map { (name, $0) } }
        let shared = Set(match.reasons.concepts.map(\.id))
        var best: (field: String, html: String, hits: Int)?
        for (field, text) in fields {
            for sentence in Sentences.of(text) {
                let mentions = telling.vocabulary.recognise(sentence, language: practice.language).filter { shared.contains($0.concept) }
                let terms = Highlight.ranges(of: match.reasons.terms, in: sentence, language: practice.language)
                let hits = Set(mentions.map(\.concept)).count + terms.count
                guard hits > (best?.hits ?? 0) else { continue }
                best = (field, Sentences.marked(sentence, mentions.map(\.range)), hits)
            }
        }
        guard let best else { return nil }
        return [
            "items": [
                [
                    "quoteFrom": words("matching.reason.fromPractice", ["field": words("matching.fieldName.\(best.field)")]), "quoteLang": practice.language,
                    "quoteDir": textDirection(of: practice.language), "quoteHtml": best.html,
                ] as View
            ]
        ]
    }

    private func evidence() -> View {
        [
            "standing": telling.standing(practice), "evidence": telling.evidence(practice),
            "evidenceMeaning": words("compendium.evidence.meaning\(practice.evidenceLevel)"), "resultsText": practice.results,
            "limits": telling.limits(practice).map { ["limitText": $0] as View },
        ]
    }

    private func preconditions() -> View {
        let answers = Dictionary(opened.work.answers(on: practice.id).map { ($0.precondition, $0) }, uniquingKeysWith: { first, _ in first })
        let isEmpty = practice.preconditions.isEmpty
        return [
            "answerForm": opened.canWrite && !isEmpty ? ["answerAction": MatchingPaths.answers(need.id.rawValue, practice.slug), "version": String(need.version)] as View : nil,
            "answerList": !opened.canWrite && !isEmpty,
            "noPreconditionsText": isEmpty ? words("matching.match.noPreconditions") : nil,
            "preconditions": practice.preconditions.map { precondition($0, answers[$0.id]) },
        ]
    }

    private func precondition(_ precondition: (id: String, text: String), _ record: AnswerRecord?) -> View {
        let isSaid = record?.said != nil
        let chosen = typed?["answer.\(precondition.id)"] ?? (isSaid ? nil : record?.answer.rawValue ?? "open")
        let values = ["met", "partly", "missed", "notApplicable", "open"]
        let state = ["met": "met", "missed": "missing"][record?.answer.rawValue ?? ""] ?? "open"
        return [
            "preconditionId": "precondition-\(precondition.id)", "preconditionText": precondition.text,
            "answers": values.map { value in
                [
                    "answerId": "answer-\(precondition.id)-\(value)", "answerName": "answer.\(precondition.id)", "answerValue": value,
                    "answerLabel": words(isSaid && value == "open" ? "matching.answer.leaveOpen" : "matching.answer.\(value)"), "selected": chosen == value,
                ] as View
            },
            "noteId": "note-\(precondition.id)", "noteName": "note.\(precondition.id)", "noteValue": typed?["note.\(precondition.id)"] ?? record?.note ?? "",
            "noteError": problems.first { $0.field == "note.\(precondition.id)" }.map { words($0.message, $0.values) },
            "guessText": isSaid ? record.map(answered) : nil, "answeredText": isSaid ? nil : record.map(answered),
            "stateClass": state, "stateText": isSaid ? record.map(answered) : words("matching.answer.\(record?.answer.rawValue ?? "open")"),
        ]
    }

    private func answered(_ record: AnswerRecord) -> String {
        if let line = record.said { return words("matching.answer.said", ["line": "\u{2068}\(line)\u{2069}"]) }
        return words("matching.answer.by", ["name": opened.name(record.by), "date": telling.format.day(record.at.day)])
    }

    private func neighbours() -> View {
        let place = order.firstIndex(of: practice.slug)
        func link(_ offset: Int) -> String? {
            guard let place, order.indices.contains(place + offset) else { return nil }
            return MatchingPaths.match(need.id.rawValue, order[place + offset])
        }
        return [
            "betterHref": link(-1), "betterText": words("matching.match.better"), "nextBestHref": link(1), "nextBestText": words("matching.match.nextBest"),
        ]
    }
}
