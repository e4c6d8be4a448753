import Foundation
import Kernel
import Web

/// What readers see of the public site.
struct ReadingPages {
    let facade: Facade
    let baseURL: String
    let words: Wording

    private var format: Format { Format(words.language) }

    /// - Parameter texts: all of the page's texts.
    func page(_ page: SitePage, _ texts: [PageText]) -> Page? {
        guard let text = PageText.shown(texts, to: words.language, source: page.source) else { return nil }
        var shown = Page(
            "publishing/page", title: text.content.title, description: text.content.teaser.isEmpty ? nil : text.content.teaser, section: page.kind == .news ? "news" : nil,
            canonicalPath: page.path,
            view: [
                "hasCrumbs": page.kind == .news, "breadcrumbs": [["href": PublishingPaths.news, "label": words("publishing.news.title")]] as [View],
                "titleText": text.content.title, "textLang": text.language.code, "textDir": text.language.direction,
                "teaserText": text.content.teaser.isEmpty ? nil : text.content.teaser, "bodyHtml": SiteText.html(text.content.body),
                "noteText": note(page, texts, text), "dayText": page.kind == .news ? format.day(page.day) : nil,
                "changedText": page.kind == .page ? words("publishing.page.changed", ["day": format.day(text.at.day)]) : nil,
            ])
        let there = texts.map(\.language)
        shown.languages = facade.languages.filter(there.contains)
        if page.kind == .news { shown.jsonLD = jsonLD(page, text) }
        return shown
    }

    /// In which language it is when not in the reader's, and whether its source has changed since it was translated.
    private func note(_ page: SitePage, _ texts: [PageText], _ text: PageText) -> String? {
        if text.language != words.language { return words("publishing.page.otherLanguage", ["language": format.languageName(text.language.code)]) }
        guard PageText.state(of: text.language, in: texts, source: page.source) == .outdated else { return nil }
        return words("publishing.page.outdated", ["language": format.languageName(page.source.code)])
    }

    /// - Parameter items: one more than a page holds when there are older ones.
    func news(_ items: [(page: SitePage, text: PageText)], isFirst: Bool) -> Page {
        let shown = items.prefix(ReadingHandlers.pageLength)
        let older = items.count > shown.count ? shown.last.map { Fields([("before", $0.page.slug)]).link(PublishingPaths.news) } : nil
        return Page(
            "publishing/news", title: words("publishing.news.title"), description: words("publishing.news.description"), section: "news",
            canonicalPath: isFirst ? PublishingPaths.news : nil,
            view: [
                "feedHref": PublishingPaths.feed,
                "news": shown.isEmpty ? nil : [
                    "items": shown.map { page, text in
                        [
                            "itemHref": page.path, "itemTitle": text.content.title, "itemTeaser": text.content.teaser, "itemLang": text.language.code,
                            "itemDir": text.language.direction, "itemDay": format.day(page.day),
                        ] as View
                    }
                ] as View,
                "pager": older == nil && isFirst ? nil : [
                    "previousHref": isFirst ? nil : PublishingPaths.news, "nextHref": older, "rangeText": words.count("publishing.news.onPage", shown.count),
                ] as View,
            ])
    }

    /// schema.org/NewsArticle.
    private func jsonLD(_ page: SitePage, _ text: PageText) -> String? {
        let article: [String: Any] = [
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": text.content.title, "description": text.content.teaser, "inLanguage": text.language.code,
            "datePublished": page.day.description, "dateModified": text.at.description, "url": baseURL + page.path,
            "publisher": ["@type": "Organization", "name": facade.network ?? "Ponte"],
        ]
        guard let data = try? JSONSerialization.data(withJSONObject: article, options: [.sortedKeys]) else { return nil }
        // Nothing in it can begin or end an element.
        return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
    }
}

/// The news for a feed reader: Atom, RFC 4287.
struct NewsFeed {
    let items: [(page: SitePage, text: PageText)]
    let baseURL: String
    let network: String?
    let words: Wording
    /// Stands for the last change of a feed without entries.
    let loadedAt: Instant

    var atom: String {
        let language = words.language.code
        let updated = items.map(\.text.at).max() ?? loadedAt
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(language)">
            <id>\(xml(baseURL + PublishingPaths.news))</id>
            <title>\(xml(words("publishing.news.title") + " – " + (network ?? "Ponte")))</title>
            <updated>\(updated)</updated>
            <link rel="self" type="application/atom+xml" href="\(xml(baseURL + PublishingPaths.feed))?lang=\(language)"/>
            <link rel="alternate" type="text/html" href="\(xml(baseURL + PublishingPaths.news))?lang=\(language)"/>
            <author><name>\(xml(network ?? "Ponte"))</name></author>
            \(items.map { entry($0.page, $0.text) }.joined(separator: "\n"))
            </feed>

            """
    }

    private func entry(_ page: SitePage, _ text: PageText) -> String {
        let href = xml(baseURL + page.path)
        return """
            <entry xml:lang="\(text.language.code)">
            <id>\(href)</id>
            <title>\(xml(text.content.title))</title>
            <published>\(page.day)T00:00:00Z</published>
            <updated>\(text.at)</updated>
            <link rel="alternate" type="text/html" href="\(href)"/>
            <summary>\(xml(text.content.teaser))</summary>
            <content type="html">\(xml(SiteText.html(text.content.body)))</content>
            </entry>
            """
    }

    private func xml(_ text: String) -> String { XMLText.escape(text) }
}
