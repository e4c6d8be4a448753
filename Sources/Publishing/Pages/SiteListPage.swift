import Kernel
import Web

/// All pages and news, for those who write them.
struct SiteListPage {
    let facade: Facade
    let words: Wording
    let viewer: Viewer

    static func breadcrumbs(_ words: Wording) -> [View] { [["href": PublishingPaths.site, "label": words("publishing.site.title")]] }

    func page(_ pages: [SitePage], _ news: [SitePage], _ texts: [PageText]) -> Page {
        Page(
            "publishing/site", title: words("publishing.site.title"), section: "site",
            view: [
                "beginPageHref": viewer.may(.page) ? Fields([("kind", "page")]).link(PublishingPaths.begin) : nil,
                "beginNewsHref": viewer.may(.news) ? Fields([("kind", "news")]).link(PublishingPaths.begin) : nil,
                "menusHref": viewer.may(.page) ? PublishingPaths.menus : nil,
                "sections": [("page", pages), ("news", news)].map { kind, pages in
                    [
                        "sectionId": "section-\(kind)", "sectionTitle": words("publishing.site.\(kind)"), "sectionEmpty": words("publishing.site.\(kind)Empty"),
                        "table": pages.isEmpty ? nil : ["items": pages.map { page in row(page, texts.filter { $0.page == page.id }) }] as View,
                    ] as View
                },
            ])
    }

    private func row(_ page: SitePage, _ texts: [PageText]) -> View {
        let format = Format(words.language)
        let text = PageText.shown(texts, to: words.language, source: page.source)
        let missing = facade.languages.filter { PageText.state(of: $0, in: texts, source: page.source) == .missing }
        let outdated = facade.languages.filter { PageText.state(of: $0, in: texts, source: page.source) == .outdated }
        func names(_ languages: [Language]) -> String { format.list(languages.map { format.languageName($0.code) }) }
        return [
            "rowHref": PublishingPaths.overview(page.id), "rowTitle": text?.content.title ?? page.slug, "rowLang": text?.language.code, "rowDir": text?.language.direction,
            "rowState": PageStateText(page, words).text, "stateCode": page.state.rawValue, "rowDay": page.kind == .news ? format.day(page.day) : nil,
            "missingText": missing.isEmpty ? nil : words("publishing.site.missingIn", ["languages": names(missing)]),
            "outdatedText": outdated.isEmpty ? nil : words("publishing.site.outdatedIn", ["languages": names(outdated)]),
            "completeText": missing.isEmpty && outdated.isEmpty ? words("publishing.site.complete") : nil,
        ]
    }
}

/// Where a page stands, in words.
struct PageStateText {
    let text: String

    init(_ page: SitePage, _ words: Wording) {
        let day = page.publishAt.map { Format(words.language).day($0.day) } ?? ""
        text = page.state == .scheduled ? words("publishing.state.scheduledFor", ["day": day]) : words("publishing.state.\(page.state.rawValue)")
    }
}

extension Viewer {
    func may(_ kind: SitePage.Kind) -> Bool { SitePermissions.canArrange(kind, self).isAllowed }
}
