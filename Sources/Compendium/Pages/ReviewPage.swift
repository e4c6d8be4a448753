import HTTPTypes
import Kernel
import Members
import Web

/// A manuscript before those who check it: every field as it stands, a place at each to ask for a change, and the steps.
struct ReviewPage {
    let opened: CompendiumRoom.OpenManuscript
    /// Published practices that may tell of the same work.
    let alike: [(card: Card, likeness: Likeness)]
    let people: [(id: PersonID, name: String, cities: [CityID])]
    let cities: [City]
    /// What was sent and has to be mended.
    let fields: Fields
    let problems: [FieldProblem]
    let year: Int
    let display: Display

    func page() -> Page {
        let words = display.words
        let id = opened.manuscript.id.rawValue
        let reading = opened.reading()
        let steps = Manuscript.workflow.open(at: opened.manuscript.stage, for: opened.parts.subtracting([.author])).map(\.name)
        let build = ManuscriptFields(content: opened.content, problems: [], remarks: [:], display: display, history: { CompendiumPaths.fieldHistory(id, $0) })
        let title = opened.content["title"] ?? words("compendium.manuscript.untitled")
        return Page(
            "compendium/review", title: words("compendium.review.title", ["name": title]), section: opened.parts.contains(.editor) ? "queue" : "drafts",
            view: [
                "breadcrumbs": display.breadcrumbs([
                    opened.parts.contains(.editor) ? ("compendium.queue.heading", CompendiumPaths.queue) : ("compendium.manuscripts.heading", CompendiumPaths.manuscripts)
                ]),
                "name": title, "textLang": opened.content["language"] ?? "und", "place": display.place(opened.city),
                "stageText": words("compendium.manuscript.stage.\(opened.manuscript.stage.rawValue)"),
                "guideText": words("compendium.review.guide.\(opened.manuscript.stage.rawValue)"),
                "peerText": opened.manuscript.peer.map { words("compendium.review.peer", ["name": opened.name($0)]) },
                "errors": FieldView.summary(problems, words: words), "action": CompendiumPaths.steps(id), "previewHref": CompendiumPaths.preview(id),
                "overviewHref": CompendiumPaths.manuscript(id), "canAsk": steps.contains("askForChanges"),
                "editHref": opened.parts.contains(.editor) && opened.manuscript.stage.isInReview ? CompendiumPaths.section(id, .basics) : nil,
                "sections": ManuscriptSection.allCases.map { section in
                    ["sectionName": words("compendium.manuscript.section.\(section.rawValue)"), "rows": rows(section, build)] as View
                },
                "alike": AlikeView.of(alike, display), "meanwhile": steps.contains("publish") ? meanwhile() : nil,
                "assessment": ManuscriptFields.standing(reading, opened, year: year, display),
                "reasonField": steps.isEmpty ? nil : FieldView("reason", label: "compendium.review.reason", problems: problems, words: words).textArea(fields["reason"], rows: 4, maxLength: 2000),
                "peerField": steps.contains("sendToPeer") ? peers() : nil,
                "steps": steps.map { ["stepName": $0, "stepText": words("compendium.manuscript.step.\($0)"), "quiet": ["refuse", "askForChanges", "reopen"].contains($0)] as View },
            ]).refusing(problems)
    }

    /// What happened to the practice since its new version was begun.
    private func meanwhile() -> View? {
        guard let base = opened.manuscript.practiceVersion, let now = opened.currentVersion, now != base, let slug = opened.slug else { return nil }
        let words = display.words
        return [
            "meanwhileText": words("compendium.review.meanwhile", ["base": display.format.number(base), "now": display.format.number(now)]),
            "changesHref": Fields([("from", String(base))]).link(CompendiumPaths.changes(slug, now)),
            "seenField": FieldView("seen_version", label: "compendium.review.seenVersion", required: true, problems: problems, words: words)
                .choices([(String(now), words("compendium.review.seenVersionYes"))], selected: [], twoColumns: false),
        ]
    }

    private func rows(_ section: ManuscriptSection, _ build: ManuscriptFields) -> [View] {
        let words = display.words
        func row(_ field: ManuscriptField, _ name: String, _ heading: String?) -> View {
            [
                "rowHeading": heading, "label": words(ManuscriptFields.label(name)), "valueText": build.text(field, named: name), "remarkName": "remark.\(name)",
                "remarkLabel": words("compendium.review.remarkAt", ["field": words(ManuscriptFields.label(name))]), "remarkValue": fields["remark.\(name)"] ?? "",
                "isOpen": fields["remark.\(name)"]?.isEmpty == false,
            ]
        }
        let own = section.fields.filter { $0.name != "title.en" || opened.content["language"] != "en" }.map { row($0, $0.name, nil) }
        let listed = section.lists.flatMap { list in
            opened.content.numbers(of: list.name).enumerated().flatMap { place, number in
                list.fields.enumerated().map { order, field in
                    row(field, list.field(number, field.name), order == 0 ? words(ManuscriptFields.listText(list.name, "entry"), ["number": display.format.number(place + 1)]) : nil)
                }
            }
        }
        return own + listed
    }

    /// Readers from other cities; who writes the manuscript or works for its city cannot be its peer.
    private func peers() -> View {
        let names = Dictionary(cities.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let others = people.filter { person in
            person.id != opened.manuscript.owner && !opened.authors.contains(person.id) && !person.cities.contains(opened.manuscript.city)
        }
        let options = others.map { person in
            (person.id.rawValue, person.cities.isEmpty ? person.name : "\(person.name), \(display.format.list(person.cities.compactMap { names[$0] }))")
        }
        return FieldView("peer", label: "compendium.review.peerField", problems: problems, words: display.words)
            .select([("", display.words("compendium.manuscript.choose"))] + options, selected: fields["peer"])
    }
}
