import HTTPTypes
import Kernel
import Web

/// One page for those who write it: where it stands, its languages, its address.
struct PageOverviewPage {
    let facade: Facade
    let words: Wording
    let viewer: Viewer
    let today: Day

    func page(_ page: SitePage, _ texts: [PageText], names: [PersonID: String], typed: Fields? = nil, problems: [FieldProblem] = []) -> Page {
        let mayArrange = viewer.may(page.kind)
        let title = PageText.shown(texts, to: words.language, source: page.source)
        let address = typed ?? Fields([("slug", page.slug), ("day", page.day.description)])
        let (shownAddress, steps) = (page.path, SitePage.life.open(at: page.state, for: [.editSite, .writeNews]).map(\.name))
        var shown = Page(
            "publishing/overview", title: title?.content.title ?? page.slug, section: "site",
            view: [
                "breadcrumbs": SiteListPage.breadcrumbs(words), "titleText": title?.content.title ?? page.slug, "titleLang": title?.language.code ?? page.source.code,
                "titleDir": title?.language.direction ?? "auto", "stateText": PageStateText(page, words).text, "stateCode": page.state.rawValue,
                "stateMeaning": words("publishing.stateMeaning.\(page.state.rawValue)"), "publicHref": page.isPublic ? shownAddress : nil, "addressText": shownAddress,
                "errors": FieldView.summary(problems, words: words) { Self.label(of: $0) },
                "languageRows": languages(texts, page).map { row($0, page, texts, names) },
                "arrange": mayArrange ? [
                    "arrangeAction": PublishingPaths.arrange(page.id),
                    "slugField": FieldView("slug", label: "publishing.field.slug", required: true, problems: problems, words: words).input(address["slug"], maxLength: 80),
                    "dayField": page.kind == .news
                        ? FieldView("day", label: "publishing.field.day", required: true, problems: problems, words: words).input(address["day"], type: "date", short: true) : nil,
                ] as View : nil,
                "steps": mayArrange ? [
                    "stateAction": PublishingPaths.state(page.id),
                    "items": ["publish", "withdraw", "archive"].filter(steps.contains).map {
                        ["stepName": $0, "stepText": words("publishing.step.\($0)"), "isMain": $0 == "publish"] as View
                    },
                    "scheduleField": steps.contains("schedule")
                        ? FieldView("publishAt", label: "publishing.field.publishAt", required: true, problems: problems, words: words)
                            .input(typed?["publishAt"] ?? today.following.description, type: "date", short: true) : nil,
                ] as View : nil,
            ])
        if !problems.isEmpty { shown.status = .badRequest }
        return shown
    }

    /// Those that are shown, and any other that there is a text in.
    private func languages(_ texts: [PageText], _ page: SitePage) -> [Language] {
        [page.source] + Language.allCases.filter { language in language != page.source && (facade.languages.contains(language) || texts.contains { $0.language == language }) }
    }

    private func row(_ language: Language, _ page: SitePage, _ texts: [PageText], _ names: [PersonID: String]) -> View {
        let format = Format(words.language)
        let text = texts.first { $0.language == language }
        let state = PageText.state(of: language, in: texts, source: page.source)
        let name = format.languageName(language.code)
        let mayWrite = SitePermissions.canWrite(page, in: language, viewer).isAllowed
        return [
            "languageName": name, "translationText": words("publishing.translation.\(state.rawValue)"), "translationState": state.rawValue,
            "writtenText": text.map { text in
                words("publishing.overview.written", ["name": text.by.map { names[$0] ?? "–" } ?? "Ponte", "moment": format.moment(text.at)])
            },
            "writeHref": mayWrite ? PublishingPaths.text(page.id, language) : nil,
            "writeText": words(text == nil ? "publishing.overview.translate" : "publishing.overview.write"),
            "writeLabel": words(text == nil ? "publishing.overview.translateInto" : "publishing.overview.writeIn", ["language": name]),
            "versionsHref": text == nil ? nil : PublishingPaths.versions(page.id, language),
            "versionsLabel": text.map { words.count("publishing.overview.versions", $0.version, ["language": name]) },
        ]
    }

    static func label(of field: String) -> String? {
        ["slug", "day", "publishAt", "title", "teaser", "body", "kind", "source"].contains(field) ? "publishing.field.\(field)" : nil
    }
}

extension Day {
    var following: Day { Day(daysSince1970: daysSince1970 + 1) }
}
