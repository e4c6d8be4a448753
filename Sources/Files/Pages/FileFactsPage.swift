import HTTPTypes
import Kernel
import Web

/// The facts of one file: what it is, who made it, under what it may be used, and whether people agreed.
struct FileFactsPage {
    let place: FilePlace
    let attached: AttachedFile
    let videos: [AttachedFile]
    /// As typed, or as kept.
    let fields: Fields
    let problems: [FieldProblem]
    let revision: Int
    /// What somebody else wrote meanwhile, and who that is.
    let clash: (theirs: AttachedFile, name: String)?
    let display: FileDisplay

    func page() -> Page {
        let words = display.words
        return Page(
            "files/facts", title: words("files.facts.title", ["title": attached.title]), section: place.section,
            view: [
                "breadcrumbs": place.breadcrumbs + [["label": words("files.shelf.heading"), "href": place.list] as View],
                "headingText": attached.title, "entryText": display.description(attached), "fileHref": FilesPaths.file(attached.file.id),
                "picture": display.picture(attached, sizes: "(min-width: 60rem) 30rem, 100vw"),
                "video": attached.kind == .video ? ["videoHref": FilesPaths.file(attached.file.id), "videoType": attached.file.type.mediaType] as View : nil,
                "errors": FieldView.summary(problems, words: words) { "files.field.\($0)" }, "action": place.file(attached.file.id), "revision": String(revision),
                "clash": clash.map { clash in
                    [
                        "clashText": words("files.facts.clash", ["name": clash.name, "date": display.format.moment(clash.theirs.changedAt)]),
                        "theirs": Self.fields(of: clash.theirs.facts).pairs.filter { $0.value != (fields[$0.name] ?? "") }.map { pair in
                            ["fieldLabel": words("files.field.\(pair.name)"), "fieldValue": said(pair.name, pair.value)] as View
                        },
                    ] as View
                },
                "fields": FileFacts.asked(for: attached.kind).map(field), "listHref": place.list, "removeAction": place.removal(attached.file.id),
            ]).refusing(problems, isConflict: clash != nil)
    }

    private func field(_ name: String) -> View {
        let words = display.words
        let isAsked = FileFacts(consent: .nobody).missing(for: attached.kind).contains(name)
        let view = FieldView(name, label: "files.field.\(name)", required: isAsked, problems: problems, words: words)
        switch name {
        case "consent": return Self.consent(fields["consent"], problems, words)
        case "consentNote": return Self.consentNote(fields["consentNote"], problems, words)
        case "licence":
            return view.select([("", words("files.facts.choose"))] + FileFacts.Licence.allCases.map { ($0.rawValue, display.licence($0)) }, selected: fields["licence"])
        case "language":
            let languages = display.format.sorted(FileFactsForm.languages.map { ($0, display.format.languageName($0)) }) { $0.1 }
            return view.select([("", words("files.facts.choose"))] + languages, selected: fields["language"])
        case "captionsOf":
            return view.select([("", words("files.facts.choose"))] + videos.map { ($0.file.id.rawValue, $0.title) }, selected: fields["captionsOf"])
        case "alternative": return view.textArea(fields["alternative"], rows: 3, maxLength: 500)
        default: return view.input(fields[name], maxLength: name == "licenceNote" ? 500 : 200)
        }
    }

    /// A value as a reader would say it.
    private func said(_ name: String, _ value: String) -> String {
        switch name {
        case _ where value.isEmpty: display.words("files.facts.nothing")
        case "consent": display.words("files.consent.\(value)")
        case "licence": FileFacts.Licence(rawValue: value).map(display.licence) ?? value
        case "language": display.format.languageName(value)
        case "captionsOf": videos.first { $0.file.id.rawValue == value }?.title ?? value
        default: value
        }
    }

    static func consent(_ value: String?, _ problems: [FieldProblem], _ words: Wording) -> View {
        FieldView("consent", label: "files.field.consent", required: true, problems: problems, words: words)
            .choices(FileFactsForm.consents.map { ($0, words("files.consent.\($0)")) }, selected: Set([value].compactMap { $0 }), radio: true, twoColumns: false)
    }

    static func consentNote(_ value: String?, _ problems: [FieldProblem], _ words: Wording) -> View {
        FieldView("consentNote", label: "files.field.consentNote", isConditional: true, problems: problems, words: words).input(value, maxLength: 500)
    }

    static func fields(of facts: FileFacts) -> Fields {
        Fields([
            ("title", facts.title ?? ""), ("alternative", facts.alternative ?? ""), ("maker", facts.maker ?? ""), ("licence", facts.licence?.rawValue ?? ""),
            ("licenceNote", facts.licenceNote ?? ""), ("consent", facts.consent.rawValue), ("consentNote", facts.consentNote ?? ""),
            ("language", facts.language ?? ""), ("captionsOf", facts.captionsOf?.rawValue ?? ""),
        ])
    }
}
