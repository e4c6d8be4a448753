import Files
import HTTPTypes
import Kernel
import Members
import Web

/// A manuscript as a whole: where it stands, what is missing, who writes it, what comes next.
struct ManuscriptPage {
    let opened: CompendiumRoom.OpenManuscript
    /// Published practices that may tell of the same work.
    let alike: [(card: Card, likeness: Likeness)]
    let colleagues: [(id: PersonID, name: String, cities: [CityID])]
    let cities: [City]
    let canInvite: Bool
    let canWrite: Bool
    let year: Int
    let problems: [FieldProblem]
    /// What was typed beside the steps.
    let note: String?
    /// Whether to ask once more before a video without captions is submitted.
    var asksForCaptions = false
    let display: Display
    let fileDisplay: FileDisplay

    private var id: String { opened.manuscript.id.rawValue }

    func page() -> Page {
        let words = display.words
        let reading = opened.reading()
        let manuscript = opened.manuscript
        let title = opened.content["title"] ?? words("compendium.manuscript.untitled")
        let todo = reading.wrong + reading.missing
        let unfinished = opened.files.unfinished
        let steps = Manuscript.workflow.open(at: manuscript.stage, for: opened.parts.intersection([.author]))
        return Page(
            "compendium/manuscript", title: title, section: "drafts",
            view: [
                "breadcrumbs": display.breadcrumbs([("compendium.manuscripts.heading", CompendiumPaths.manuscripts)]),
                "name": title, "textLang": opened.content["language"] ?? "und", "place": display.place(opened.city),
                "stageText": words("compendium.manuscript.stage.\(manuscript.stage.rawValue)"), "stageMeaning": words("compendium.manuscript.stageMeaning.\(manuscript.stage.rawValue)"),
                "sinceText": words("compendium.manuscript.since", ["date": display.format.day(manuscript.stageAt.day)]),
                "errors": ManuscriptFields.summary(problems, in: opened.content, display, link: link),
                "askCaptions": asksForCaptions ? ["askText": words.count("compendium.manuscript.askCaptions", opened.files.uncaptioned.count), "filesHref": CompendiumPaths.files(id)] as View : nil,
                "files": files(),
                "canWrite": canWrite, "sections": canWrite ? ManuscriptSectionPage.sections(opened, reading, current: nil, display) : [View](),
                "todo": canWrite && !todo.isEmpty || canWrite && !unfinished.isEmpty ? [
                    "todoHeading": words(manuscript.stage.isOpen ? "compendium.manuscript.todo" : "compendium.manuscript.todoInReview"),
                    "items": todo.map(todoItem) + unfinished.map(todoFile),
                ] as View : nil,
                "isComplete": steps.contains { $0.name == "submit" } && todo.isEmpty && unfinished.isEmpty,
                "remarks": opened.openRemarks.isEmpty ? nil : ["items": opened.openRemarks.map(remark)] as View,
                "alike": canWrite ? AlikeView.of(alike, display) : nil,
                "assessment": ManuscriptFields.standing(reading, opened, year: year, display),
                "previewHref": CompendiumPaths.preview(id), "reviewHref": opened.parts.contains(.editor) || opened.parts.contains(.peer) ? CompendiumPaths.review(id) : nil,
                "practiceHref": manuscript.stage == .published ? opened.slug.map(CompendiumPaths.practice) : nil,
                "stepAction": CompendiumPaths.steps(id),
                "noteField": steps.isEmpty ? nil
                    : FieldView("reason", label: "compendium.manuscript.note", problems: problems, words: words).textArea(note, rows: 2, maxLength: 2000),
                "steps": steps.map { step in
                    ["stepName": step.name, "stepText": words("compendium.manuscript.step.\(step.name)"), "quiet": step.name != "submit"] as View
                },
                "authors": authors(), "invite": canInvite ? invite() : nil, "authorsAction": CompendiumPaths.authors(id), "history": history(),
            ]).refusing(problems)
    }

    /// Problems of fields lead to the section that holds them.
    private func link(_ field: String) -> String {
        if field.hasPrefix("file-") { return "\(CompendiumPaths.files(id))/\(field.dropFirst(5))" }
        return (ManuscriptSection.holding(field).map { CompendiumPaths.section(id, $0) } ?? "") + "#\(field)"
    }

    private func todoItem(_ problem: FieldProblem) -> View {
        [
            "href": link(problem.field), "label": ManuscriptFields.name(of: problem.field, in: opened.content, display),
            "text": display.words(problem.message, problem.values),
        ]
    }

    private func todoFile(_ attached: AttachedFile) -> View {
        ["href": "\(CompendiumPaths.files(id))/\(attached.file.id)", "label": attached.title, "text": fileDisplay.missing(attached)]
    }

    private func files() -> View {
        [
            "filesHref": CompendiumPaths.files(id), "filesText": opened.files.present.isEmpty ? nil : display.words.count("compendium.manuscript.fileCount", opened.files.present.count),
            "fileNames": opened.files.present.map { attached in
                ["fileTitle": attached.title, "fileHref": FilesPaths.file(attached.file.id), "fileText": fileDisplay.description(attached)] as View
            },
        ]
    }

    private func remark(_ remark: Manuscript.Remark) -> View {
        let section = ManuscriptSection.holding(remark.field)
        return [
            "href": canWrite ? section.map { "\(CompendiumPaths.section(id, $0))#\(remark.field)" } : nil,
            "label": remark.field.isEmpty ? display.words("compendium.manuscript.whole") : ManuscriptFields.name(of: remark.field, in: opened.content, display), "text": remark.text,
            "byText": display.words("compendium.manuscript.byOn", ["name": opened.name(remark.by), "date": display.format.day(remark.at.day)]),
        ]
    }

    private func authors() -> [View] {
        let words = display.words
        return [["authorName": opened.name(opened.manuscript.owner), "authorNote": words("compendium.manuscript.ownerNote"), "removeId": nil, "removeText": nil] as View]
            + opened.authors.map { author in
                [
                    "authorName": opened.name(author), "authorNote": nil, "removeId": canInvite ? author.rawValue : nil,
                    "removeText": words("compendium.manuscript.removeAuthor", ["name": opened.name(author)]),
                ] as View
            }
    }

    private func invite() -> View {
        let others = colleagues.filter { $0.id != opened.manuscript.owner && !opened.authors.contains($0.id) }
        let label = opened.manuscript.stage.isOpen ? "compendium.manuscript.author" : "compendium.manuscript.authorInReview"
        let options = others.map { ($0.id.rawValue, display.person($0.name, of: $0.cities, among: cities)) }
        return [
            "field": others.isEmpty ? nil : FieldView("author", label: label, required: true, problems: problems, words: display.words)
                .select([("", display.words("compendium.manuscript.choose"))] + options, selected: nil)
        ]
    }

    private func history() -> [View] {
        opened.steps.reversed().map { step in
            [
                "stepText": display.words("compendium.manuscript.taken.\(step.step)"), "reasonText": step.reason,
                "byText": display.words("compendium.manuscript.byOn", ["name": opened.name(step.by), "date": display.format.moment(step.at)]),
            ]
        }
    }
}

/// The first page of a new manuscript: what it is about, where, and in which language.
struct ManuscriptStartPage {
    let fields: Fields
    let cities: [City]
    let problems: [FieldProblem]
    let display: Display

    func page() -> Page {
        let words = display.words
        let format = display.format
        let languages = format.sorted(ManuscriptSection.languages.map { ($0, format.languageName($0)) }) { $0.1 }
        let sorted = format.sorted(cities)
        return Page(
            "compendium/manuscriptStart", title: words("compendium.manuscript.newTitle"), section: "drafts",
            view: [
                "breadcrumbs": display.breadcrumbs([("compendium.manuscripts.heading", CompendiumPaths.manuscripts)]),
                "errors": FieldView.summary(problems, words: words) { $0 == "city" ? "compendium.manuscript.city" : ManuscriptFields.label($0) }, "action": CompendiumPaths.newManuscript,
                "fields": [
                    FieldView("title", label: ManuscriptFields.label("title"), required: true, problems: problems, words: words).input(fields["title"], maxLength: 100),
                    FieldView("language", label: ManuscriptFields.label("language"), required: true, problems: problems, words: words)
                        .select([("", words("compendium.manuscript.choose"))] + languages, selected: fields["language"] ?? display.language.code),
                    FieldView("city", label: "compendium.manuscript.city", required: true, problems: problems, words: words)
                        .select(
                            (sorted.count == 1 ? [] : [("", words("compendium.manuscript.choose"))]) + sorted.map { ($0.slug, display.place($0)) },
                            selected: fields["city"]),
                ],
                "cancelHref": CompendiumPaths.manuscripts,
            ]).refusing(problems)
    }
}

/// Everything one field ever said: nothing that was typed is lost.
struct ManuscriptHistoryPage {
    let opened: CompendiumRoom.OpenManuscript
    let field: String
    let section: ManuscriptSection
    let values: [Manuscripts.Value]
    let display: Display

    func page() -> Page {
        let words = display.words
        let id = opened.manuscript.id.rawValue
        let label = words(ManuscriptFields.label(field))
        return Page(
            "compendium/manuscriptHistory", title: words("compendium.manuscript.fieldHistory", ["field": label]), section: "drafts",
            view: [
                "breadcrumbs": [
                    ["label": words("compendium.manuscripts.heading"), "href": CompendiumPaths.manuscripts],
                    ["label": opened.content["title"] ?? words("compendium.manuscript.untitled"), "href": CompendiumPaths.manuscript(id)],
                ] as [View],
                "headingText": words("compendium.manuscript.fieldHistory", ["field": label]), "backHref": "\(CompendiumPaths.section(id, section))#\(field)",
                "values": values.map { value in
                    [
                        "byText": words("compendium.manuscript.byOn", ["name": opened.name(value.by), "date": display.format.moment(value.at)]),
                        "valueText": value.value.isEmpty ? nil : value.value,
                    ] as View
                },
            ])
    }
}
