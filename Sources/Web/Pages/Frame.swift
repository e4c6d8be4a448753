import Foundation
import Kernel

/// The names every page has: language, head, navigation, who is signed in.
struct Frame {
    let house: House
    let visit: Visit
    let noticeKey: String?

    func view(for page: Page) -> View {
        let words = house.words(visit.language)
        let base = house.site.baseURL
        let canonical = page.canonicalPath
        let keptQuery = visit.query.removing("lang")
        return [
            "lang": visit.language.code,
            "dir": visit.language.direction,
            "title": page.title,
            "description": page.description,
            "canonical": canonical.map { base + languagePath($0, visit.language) },
            "robotsNoindex": canonical == nil,
            "alternates": canonical.map { path in
                Language.allCases.map { ["lang": $0.code, "href": base + languagePath(path, $0)] as View }
                    + [["lang": "x-default", "href": base + path]]
            } ?? [View](),
            "jsonLdHtml": page.jsonLD,
            "dublinCore": page.dublinCore.map { ["name": $0.name, "content": $0.content] as View },
            "assets": house.assets.prefix,
            "nav": house.site.navigation.filter { visible($0.access) }.map {
                ["label": words($0.label), "href": $0.href, "current": $0.section == page.section] as View
            },
            "languages": Language.allCases.map { language in
                [
                    "code": language.code, "name": language.nativeName, "dir": language.direction,
                    "href": keptQuery.setting("lang", language.code).link(visit.path), "current": language == visit.language,
                ] as View
            },
            "viewer": visit.viewer.person.map { person in
                ["name": person.name, "initials": Frame.initials(person.name), "accountHref": "/account"] as View
            },
            "footer": footer(words),
            "signInHref": "/sign-in",
            "csrf": visit.formToken,
            "demo": house.site.isDemonstration,
            "notice": (page.notice ?? noticeKey.flatMap { words.has($0) ? Page.Notice(kind: "success", text: words($0)) : nil })
                .map { ["kind": $0.kind, "text": $0.text] as View },
            "year": String(house.clock.now.day.year),
            "path": visit.path,
        ]
    }

    private func footer(_ words: Wording) -> [View] {
        var links: [View] = [
            ["label": words("web.footer.vocabulary"), "href": "/vocabulary"], ["label": words("web.footer.api"), "href": "/api/v1/openapi.json"],
        ]
        if visit.viewer.isSignedIn { links.append(["label": words("web.footer.searches"), "href": "/searches"]) }
        if house.site.isDemonstration { links.append(["label": words("web.footer.styleguide"), "href": "/styleguide"]) }
        return links
    }

    private func visible(_ access: Access) -> Bool {
        switch access {
        case .anyone: true
        case .signedIn: visit.viewer.isSignedIn
        case .holding(let permission): visit.viewer.holds(permission)
        case .watcher: false
        case .demonstration: house.site.isDemonstration
        }
    }

    private func languagePath(_ path: String, _ language: Language) -> String {
        path + (path.contains("?") ? "&" : "?") + "lang=" + language.code
    }

    private static func initials(_ name: String) -> String {
        String(name.split(separator: " ").prefix(2).compactMap(\.first)).uppercased()
    }
}
