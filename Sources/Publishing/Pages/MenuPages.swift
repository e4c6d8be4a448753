import HTTPTypes
import Kernel
import Members
import Web

/// The menus, edited in place.
struct MenuPages {
    let house: House
    let words: Wording
    let parts: [SitePart]

    private var format: Format { Format(words.language) }
    static func breadcrumbs(_ words: Wording) -> [View] { [["href": MembersPaths.administration, "label": words("members.administration.title")]] }

    func page(_ items: [MenuItem], _ pages: [SitePageID: MenuPage]) -> Page {
        Page(
            "publishing/menus", title: words("publishing.menus.title"), section: "administration",
            view: [
                "breadcrumbs": Self.breadcrumbs(words),
                "menus": Menu.allCases.map { menu in
                    let own = items.filter { $0.menu == menu }
                    return [
                        "menuId": "menu-\(menu.rawValue)", "menuTitle": words("publishing.menus.\(menu.rawValue)"),
                        "builtIn": own.isEmpty ? [
                            "beginAction": PublishingPaths.path(PublishingPaths.beginMenuPattern, menu), "items": Self.builtIn(menu, house.site).map { ["partText": words($0.label)] as View },
                        ] as View : nil,
                        "own": own.isEmpty ? nil : [
                            "addHref": own.count < MenuItem.most ? PublishingPaths.path(PublishingPaths.addItemPattern, menu) : nil,
                            "resetAction": PublishingPaths.path(PublishingPaths.resetMenuPattern, menu),
                            "items": own.enumerated().map { place, item in row(item, pages, isFirst: place == 0, isLast: place == own.count - 1) },
                        ] as View,
                    ] as View
                },
            ])
    }

    static func builtIn(_ menu: Menu, _ site: Site) -> [NavigationEntry] { (menu == .header ? site.navigation : site.footer).filter { $0.access == .anyone } }

    private func row(_ item: MenuItem, _ pages: [SitePageID: MenuPage], isFirst: Bool, isLast: Bool) -> View {
        let name = name(item, pages)
        return [
            "itemText": name, "targetText": targetText(item, pages), "itemHref": PublishingPaths.path(PublishingPaths.itemPattern, item.id),
            "problemText": Menus.link(item, pages, parts) == nil ? words("publishing.menus.leadsNowhere") : nil,
            "hiddenText": item.hiddenFrom.isEmpty ? nil : words("publishing.menus.hiddenFrom", ["roles": format.list(item.hiddenFrom.sorted().map(role))]),
            "moveAction": PublishingPaths.path(PublishingPaths.movePattern, item.id), "removeAction": PublishingPaths.path(PublishingPaths.removePattern, item.id),
            "mayGoUp": !isFirst, "mayGoDown": !isLast, "upLabel": words("publishing.menus.upLabel", ["entry": name]),
            "downLabel": words("publishing.menus.downLabel", ["entry": name]), "changeLabel": words("publishing.menus.changeLabel", ["entry": name]),
            "removeLabel": words("publishing.menus.removeLabel", ["entry": name]),
        ]
    }

    private func role(_ role: String) -> String { role == MenuLink.visitor ? words("publishing.menus.visitors") : words("members.role.\(role)") }

    /// What the entry says to this reader, also while it leads nowhere.
    private func name(_ item: MenuItem, _ pages: [SitePageID: MenuPage]) -> String {
        if let label = item.labels[words.language] { return label }
        switch item.target {
        case .page(let id): return pages[id].flatMap { $0.titles[words.language] ?? $0.titles[$0.page.source] } ?? "–"
        case .part(let section): return parts.first { $0.section == section }.map { words($0.label) } ?? section
        case .link(let address): return item.labels.min { $0.key < $1.key }?.value ?? address
        }
    }

    private func targetText(_ item: MenuItem, _ pages: [SitePageID: MenuPage]) -> String {
        switch item.target {
        case .page(let id): pages[id]?.page.path ?? "–"
        case .part(let section): parts.first { $0.section == section }?.href ?? section
        case .link(let address): address
        }
    }

    // MARK: one entry

    /// - Parameters:
    ///   - item: nil for a new entry.
    ///   - pages: all that a menu may lead to, with their titles.
    func form(_ menu: Menu, _ item: MenuItemID?, _ typed: Fields, pages: [(page: SitePage, title: String)], problems: [FieldProblem] = []) -> Page {
        let title = words(item == nil ? "publishing.menuItem.addTitle" : "publishing.menuItem.title")
        let targets = pages.map { (value: "page:\($0.page.id)", label: words("publishing.menuItem.page", ["title": $0.title])) }
            + parts.map { (value: "part:\($0.section)", label: words("publishing.menuItem.part", ["title": words($0.label)])) } + [(value: "link", label: words("publishing.menuItem.link"))]
        return Page(
            "publishing/menuItem", title: title, section: "administration",
            view: [
                "breadcrumbs": Self.breadcrumbs(words) + [["href": PublishingPaths.menus, "label": words("publishing.menus.title")]], "headingText": title,
                "errors": FieldView.summary(problems, words: words) { field in field == "target" || field == "address" ? "publishing.menuItem.\(field)" : nil },
                "action": item.map { PublishingPaths.path(PublishingPaths.itemPattern, $0) } ?? PublishingPaths.path(PublishingPaths.addItemPattern, menu), "cancelHref": PublishingPaths.menus,
                "targetField": FieldView("target", label: "publishing.menuItem.target", required: true, problems: problems, words: words).select(targets, selected: typed["target"]),
                "addressField": FieldView("address", label: "publishing.menuItem.address", problems: problems, words: words).input(typed["address"], type: "url", maxLength: 500),
                "labelFields": house.facade.languages.map { language in
                    FieldView(
                        "label-\(language.code)", text: words("publishing.menuItem.label", ["language": format.languageName(language.code)]), problems: problems, words: words
                    ).input(typed["label-\(language.code)"], maxLength: MenuItemForm.longestLabel)
                },
                "hiddenField": FieldView("hidden", label: "publishing.menuItem.hidden", problems: problems, words: words)
                    .choices(MenuItemForm.roles.map { ($0, role($0)) }, selected: Set(typed.all("hidden"))),
            ]).refusing(problems)
    }
}
