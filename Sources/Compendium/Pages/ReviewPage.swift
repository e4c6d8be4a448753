import Files
import HTTPTypes
import Kernel
import Members
import Web

/// A manuscript before those who check it: every field as it stands, a place at each to ask for a change, and the steps.
struct ReviewPage {
    let opened: CompendiumRoom.OpenManuscript
    /// Published practices that may tell of the same work.
    let alike: [(card: Card, likeness: Likeness)]
    /// Those who may read it as a peer.
    let peers: [Peers.Candidate]
    let cities: [City]
    /// Whether whoever looks may take those steps that not everybody with the part may.
    let verdicts: [String: Verdict]
    /// The fields that were written since changes were last asked for.
    let changed: Set<String>
    /// What was sent and has to be mended.
    let fields: Fields
    let problems: [FieldProblem]
    let year: Int
    let display: Display
    let fileDisplay: FileDisplay

    /// How the names of the places for remarks begin.
    static let remark = "remark."
    static let longestText = 2000

    func page() -> Page {
        let words = display.words
        let id = opened.manuscript.id.rawValue
        let reading = opened.reading()
        let open = Manuscript.workflow.open(at: opened.manuscript.stage, for: opened.parts.subtracting([.author])).map(\.name)
        let steps = open.filter { whyNot($0) == nil }
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
                "errors": FieldView.summary(problems, words: words, label: Self.label), "action": CompendiumPaths.steps(id), "previewHref": CompendiumPaths.preview(id),
                "overviewHref": CompendiumPaths.manuscript(id), "canAsk": steps.contains("askForChanges"),
                "editHref": opened.parts.contains(.editor) && opened.manuscript.stage.isInReview ? CompendiumPaths.section(id, .basics) : nil,
                "sections": ManuscriptSection.allCases.map { section in
                    ["sectionName": words("compendium.manuscript.section.\(section.rawValue)"), "rows": rows(section, build)] as View
                },
                "alike": AlikeView.of(alike, display), "meanwhile": steps.contains("publish") ? meanwhile() : nil,
                "assessment": ManuscriptFields.standing(reading, opened, year: year, display),
                "files": files(), "changedText": changed.isEmpty ? nil : words.count("compendium.review.changedFields", changed.count),
                "notYoursText": open.lazy.compactMap(whyNot).first,
                "reasonField": steps.isEmpty ? nil : reason(steps), "peerField": steps.contains("sendToPeer") ? peer() : nil,
                "steps": steps.map { ["stepName": $0, "stepText": words("compendium.manuscript.step.\($0)"), "quiet": ["refuse", "askForChanges", "reopen"].contains($0)] as View },
            ]).refusing(problems)
    }

    private static func label(_ name: String) -> String? {
        let field = name.hasPrefix(remark) ? String(name.dropFirst(remark.count)) : name
        return ["reason": "compendium.review.reason", "peer": "compendium.review.peerField", "seen_version": "compendium.review.seenVersion"][field]
            ?? (ManuscriptSection.holding(field) == nil ? nil : ManuscriptFields.label(field))
    }

    private func whyNot(_ step: String) -> String? { if case .denied(let reason) = verdicts[step] { display.words(reason) } else { nil } }

    /// Optional only where no step asks for it; where some do, it says which.
    private func reason(_ steps: [String]) -> View {
        let needing = steps.filter(Manuscript.stepsWithReason.contains)
        let field = FieldView("reason", label: "compendium.review.reason", required: needing.count == steps.count, problems: problems, words: display.words)
            .textArea(fields["reason"], rows: 4, maxLength: Self.longestText)
        guard !needing.isEmpty, needing.count < steps.count else { return field }
        let named = needing.map { display.words("compendium.review.quoted", ["step": display.words("compendium.manuscript.step.\($0)")]) }
        return (["optionalText": display.words("compendium.review.reasonFor", ["steps": display.format.list(named)])] as View).adding(field)
    }

    /// Its files with what must be known before they are published: under what they may be used, and whether people in them agreed.
    private func files() -> View? {
        let words = display.words
        let present = opened.files.present
        return present.isEmpty ? nil : ["items": present.map { attached in
            let facts = attached.facts
            return [
                "fileTitle": attached.title, "fileHref": FilesPaths.file(attached.file.id), "fileText": fileDisplay.description(attached),
                "licenceText": facts.licence.map { words("files.licence.\($0.rawValue)") } ?? words("compendium.review.noLicence"),
                "licenceNote": facts.licenceNote, "makerText": facts.maker, "alternative": facts.alternative,
                "consentText": words("files.consent.\(facts.consent.rawValue)"),
                // How people agreed is for whoever decides, not for a reader of another city.
                "consentNote": opened.parts.contains(.editor) ? facts.consentNote : nil, "missingText": fileDisplay.missing(attached),
            ] as View
        }]
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
                "isOpen": fields["remark.\(name)"]?.isEmpty == false, "historyHref": changed.contains(name) ? CompendiumPaths.fieldHistory(opened.manuscript.id.rawValue, name) : nil,
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

    private func peer() -> View {
        let options = peers.map { ($0.id.rawValue, display.person($0.name, of: $0.cities, among: cities)) }
        let field = FieldView("peer", label: "compendium.review.peerField", problems: problems, words: display.words)
            .select([("", display.words("compendium.manuscript.choose"))] + options, selected: fields["peer"])
        return (["optionalText": display.words("compendium.review.peerFor")] as View).adding(field)
    }
}
