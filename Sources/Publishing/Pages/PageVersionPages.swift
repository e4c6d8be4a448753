import Kernel
import Web

/// What a page said before, and what changed.
struct PageVersionPages {
    let words: Wording
    let page: SitePage
    let language: Language
    let title: String
    let names: [PersonID: String]

    private var format: Format { Format(words.language) }
    private var breadcrumbs: [View] { SiteListPage.breadcrumbs(words) + [["href": PublishingPaths.overview(page.id), "label": title]] }

    private func written(_ version: PageVersion) -> String {
        words("publishing.overview.written", ["name": version.by.map { names[$0] ?? "–" } ?? "Ponte", "moment": format.moment(version.at)])
    }

    /// - Parameter versions: the newest first.
    func list(_ versions: [PageVersion]) -> Page {
        Page(
            "publishing/versions", title: words("publishing.versions.title", ["title": title, "language": format.languageName(language.code)]), section: "site",
            view: [
                "breadcrumbs": breadcrumbs, "headingText": words("publishing.versions.heading", ["language": format.languageName(language.code)]),
                "versions": versions.map { version in
                    [
                        "versionHref": PublishingPaths.version(page.id, language, version.version),
                        "versionText": words("publishing.versions.number", ["number": format.number(version.version)]), "writtenText": written(version),
                        "isCurrent": version.version == versions.first?.version,
                        "restoredText": version.restoredFrom.map { words("publishing.versions.restored", ["number": format.number($0)]) },
                    ] as View
                },
            ])
    }

    func show(_ version: PageVersion, before: PageVersion?, current: Int, mayRestore: Bool) -> Page {
        let (old, new) = (before?.content, version.content)
        let number = words("publishing.versions.number", ["number": format.number(version.version)])
        return Page(
            "publishing/version", title: "\(title): \(number)", section: "site",
            view: [
                "breadcrumbs": breadcrumbs + [["href": PublishingPaths.versions(page.id, language), "label": words("publishing.versions.short")]],
                "headingText": number, "writtenText": written(version), "textLang": language.code, "textDir": language.direction,
                "restoreAction": mayRestore && version.version != current ? PublishingPaths.version(page.id, language, version.version) : nil, "currentVersion": String(current),
                "changes": old.map { old in
                    ["items": PageTextPage.differences([("title", old.title, new.title), ("teaser", old.teaser, new.teaser), ("body", old.body, new.body)], words)] as View
                },
                "titleText": new.title, "teaserText": new.teaser.isEmpty ? nil : new.teaser, "bodyHtml": SiteText.html(new.body),
            ])
    }
}
