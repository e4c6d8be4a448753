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
        // Encoded once: a need in the address is long.
        let here = visit.query.removing("lang").link(visit.path)
        let facade = house.facade
        let entries = work(house.site.navigation, page, words)
        return [
            "lang": visit.language.code,
            "dir": visit.language.direction,
            "title": page.title,
            "description": page.description,
            "canonical": canonical.map { base + languagePath($0, visit.language) },
            "robotsNoindex": canonical == nil,
            "alternates": canonical.map { path in
                facade.languages.filter { page.languages?.contains($0) ?? true }.map { ["lang": $0.code, "href": base + languagePath(path, $0)] as View }
                    + [["lang": "x-default", "href": base + path]]
            } ?? [View](),
            "jsonLdHtml": page.jsonLD,
            "dublinCore": page.dublinCore.map { ["name": $0.name, "content": $0.content] as View },
            "assets": house.assets.prefix,
            "nav": menu(facade.header, else: house.site.navigation, page, words),
            "workNav": visit.viewer.isSignedIn ? ["hasWork": !entries.isEmpty, "items": entries] as View : nil,
            "hasLanguages": facade.languages.count > 1,
            "languages": facade.languages.map { language in
                [
                    "code": language.code, "name": language.nativeName, "dir": language.direction,
                    "href": languagePath(here, language), "current": language == visit.language,
                ] as View
            },
            "viewer": visit.viewer.person.map { person in
                ["name": person.name, "initials": Frame.initials(person.name), "accountHref": "/account"] as View
            },
            "footer": menu(facade.footer, else: house.site.footer, page, words) + work(house.site.footer, page, words) + duties(facade, words),
            "network": facade.network,
            "signInHref": signInHref(page, here),
            "csrf": visit.formToken,
            "demo": house.site.isDemonstration,
            "notice": (page.notice ?? noticeKey.flatMap { words.has($0) ? Page.Notice(kind: "success", text: words($0)) : nil })
                .map { ["kind": $0.kind, "text": $0.text, "written": $0.written] as View },
            "year": String(house.clock.now.day.year),
            "path": visit.path,
        ]
    }

    /// Back to where they were, with what they had typed into the address; not to an address that works once, or is nobody else's business.
    private func signInHref(_ page: Page, _ here: String) -> String {
        guard [.get, .head].contains(visit.method), page.status == .ok, visit.path != "/", !visit.path.hasPrefix("/sign-in"), visit.parameters["token"] == nil else {
            return "/sign-in"
        }
        return Fields([("next", here)]).link("/sign-in")
    }

    /// What people put into the menu, in place of the built-in entries for everybody.
    private func menu(_ chosen: [MenuLink], else fixed: [NavigationEntry], _ page: Page, _ words: Wording) -> [View] {
        chosen.isEmpty
            ? fixed.filter { $0.access == .anyone }.map { entry(words($0.label), $0.href, $0.section, page) }
            : chosen.filter { $0.isVisible(to: visit.viewer) }.map { entry($0.label(words), $0.href, $0.section, page) }
    }

    /// Entries that ask for a right: always there, so that no menu can lock anybody out.
    private func work(_ fixed: [NavigationEntry], _ page: Page, _ words: Wording) -> [View] {
        fixed.filter { $0.access != .anyone && visible($0.access) }.map { entry(words($0.label), $0.href, $0.section, page) }
    }

    private func entry(_ label: String, _ href: String, _ section: String?, _ page: Page) -> View {
        ["label": label, "href": href, "current": section.map { $0 == page.section } ?? (href == visit.path)]
    }

    /// What a public service owes its readers: what is kept of them, whom to write to, and who answers for it.
    private func duties(_ facade: Facade, _ words: Wording) -> [View] {
        [("/privacy", "web.footer.privacy"), (facade.legal, "web.footer.legal"), (facade.contact.map { "mailto:\($0)" }, "web.footer.contact")].compactMap { href, key in
            href.map { ["label": words(key), "href": $0, "current": $0 == visit.path] }
        }
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
        path + (path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + "lang=" + language.code
    }

    private static func initials(_ name: String) -> String {
        String(name.split(separator: " ").prefix(2).compactMap(\.first)).uppercased()
    }
}

extension Page {
    /// The whole page as one person sees it.
    func laidOut(in frame: Frame) throws -> [UInt8] {
        try frame.house.renderer.render(template, page: view, frame: frame.view(for: self), language: frame.visit.language)
    }

    public func laidOut(_ house: House, for visit: Visit) throws -> [UInt8] { try laidOut(in: Frame(house: house, visit: visit, noticeKey: nil)) }
}
