import HTTPTypes
import Kernel
import Web

/// Writing what a page says: the form, its preview, the source beside a translation, and what somebody else saved meanwhile.
struct PageTextPage {
    let words: Wording

    private var format: Format { Format(words.language) }

    /// A page that is begun.
    func begin(_ typed: Fields, languages: [Language], problems: [FieldProblem], isPreview: Bool) -> Page {
        let kind = typed["kind"] == "page" ? "page" : "news"
        let title = words("publishing.begin.\(kind)")
        let field = { (name: String, required: Bool) in FieldView(name, label: "publishing.field.\(name)", required: required, problems: problems, words: words) }
        var fields: [View] = [
            field("source", true).select(languages.map { ($0.code, format.languageName($0.code)) }, selected: typed["source"] ?? words.language.code),
            field("title", true).input(typed["title"], maxLength: 160), field("teaser", false).textArea(typed["teaser"], rows: 2, maxLength: 300),
            field("body", true).textArea(typed["body"], rows: 16, maxLength: PageTextForm.longest),
        ]
        if kind == "news" { fields.append(field("day", false).input(typed["day"], type: "date", short: true)) }
        fields.append(FieldView("slug", label: "publishing.begin.slug", problems: problems, words: words).input(typed["slug"], maxLength: 80))
        return Page(
            "publishing/text", title: title, section: "site",
            view: [
                "breadcrumbs": SiteListPage.breadcrumbs(words), "headingText": title, "leadText": words("publishing.begin.lead"),
                "action": PublishingPaths.begin, "version": "0", "kind": kind, "isPublic": false, "cancelHref": PublishingPaths.site,
                "errors": FieldView.summary(problems, words: words, label: PageOverviewPage.label(of:)), "conflict": nil, "sourceText": nil, "rememberName": "new-\(kind)",
                "preview": preview(typed, Language(rawValue: typed["source"] ?? "") ?? words.language, isPreview),
                "textFields": fields,
            ])
            .refusing(problems)
    }

    struct Conflict {
        let theirs: PageText
        let name: String
    }

    func form(
        _ page: SitePage, _ language: Language, _ texts: [PageText], typed: Fields, problems: [FieldProblem] = [], isPreview: Bool = false, conflict: Conflict? = nil
    ) -> Page {
        let title = PageText.shown(texts, to: words.language, source: page.source)?.content.title ?? page.slug
        let name = format.languageName(language.code)
        let source = language == page.source ? nil : texts.first { $0.language == page.source }
        let field = { (name: String, required: Bool) in FieldView(name, label: "publishing.field.\(name)", required: required, problems: problems, words: words) }
        return Page(
            "publishing/text", title: words("publishing.text.title", ["title": title, "language": name]), section: "site",
            view: [
                "breadcrumbs": SiteListPage.breadcrumbs(words) + [["href": PublishingPaths.overview(page.id), "label": title]],
                "headingText": words("publishing.text.heading", ["language": name]), "leadText": words("publishing.text.lead"),
                "action": PublishingPaths.text(page.id, language), "version": conflict.map { String($0.theirs.version) } ?? typed["version"] ?? "0", "kind": page.kind.rawValue,
                "isPublic": page.isPublic, "cancelHref": PublishingPaths.overview(page.id),
                "errors": FieldView.summary(problems, words: words, label: PageOverviewPage.label(of:)), "rememberName": "\(page.id)-\(language.code)",
                "conflict": conflict.map { view($0, typed) },
                "sourceText": source.map { source in
                    [
                        "sourceHeading": words("publishing.text.source", ["language": format.languageName(source.language.code)]), "sourceLang": source.language.code,
                        "sourceDir": source.language.direction, "sourceTitle": source.content.title, "sourceTeaser": source.content.teaser, "sourceBody": source.content.body,
                        "changedText": PageText.state(of: language, in: texts, source: page.source) == .outdated ? words("publishing.text.sourceChanged") : nil,
                    ] as View
                },
                "preview": preview(typed, language, isPreview),
                "textFields": [
                    field("title", true).input(typed["title"], maxLength: 160), field("teaser", false).textArea(typed["teaser"], rows: 2, maxLength: 300),
                    field("body", true).textArea(typed["body"], rows: 16, maxLength: PageTextForm.longest),
                ],
            ])
            .refusing(problems, isConflict: conflict != nil)
    }

    private func preview(_ typed: Fields, _ language: Language, _ isPreview: Bool) -> View? {
        isPreview ? [
            "previewTitle": typed["title"] ?? "", "previewTeaser": typed.text("teaser"), "previewHtml": SiteText.html(typed["body"] ?? ""), "previewLang": language.code,
            "previewDir": language.direction,
        ] : nil
    }

    /// What the other saved, and where what was typed here differs from it.
    private func view(_ conflict: Conflict, _ typed: Fields) -> View {
        let theirs = conflict.theirs.content
        let pairs = [("title", theirs.title, typed["title"] ?? ""), ("teaser", theirs.teaser, typed["teaser"] ?? ""), ("body", theirs.body, typed["body"] ?? "")]
        return [
            "conflictText": words("publishing.conflict.text", ["name": conflict.name, "moment": format.moment(conflict.theirs.at)]),
            "conflictLang": conflict.theirs.language.code, "conflictDir": conflict.theirs.language.direction,
            "differences": Self.differences(pairs, words), "theirsHref": PublishingPaths.text(conflict.theirs.page, conflict.theirs.language),
        ]
    }

    /// What differs, part by part, word by word.
    static func differences(_ pairs: [(field: String, old: String, new: String)], _ words: Wording) -> [View] {
        pairs.compactMap { field, old, new in
            let (old, new) = (old.replacingOccurrences(of: "\r\n", with: "\n"), new.replacingOccurrences(of: "\r\n", with: "\n"))
            return old == new ? nil : [
                "partLabel": words("publishing.field.\(field)"),
                "changeHtml": WordDifference(old, new).merged(deleted: words("publishing.versions.removed"), inserted: words("publishing.versions.added")),
            ] as View
        }
    }
}
