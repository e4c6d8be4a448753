import Kernel
import Store
import Web

/// Questions about the menus.
enum Menus {
    /// All entries in their order.
    static func items(_ reader: Reader) throws -> [MenuItem] {
        let labels: [(MenuItemID, Language?, String)] = try reader.all("SELECT item_id, language, label FROM menu_label ORDER BY item_id, language") {
            (try $0["item_id"], Language(rawValue: try $0["language"]), try $0["label"])
        }
        let hidden: [(MenuItemID, String)] = try reader.all("SELECT item_id, role FROM menu_hidden ORDER BY item_id, role") { (try $0["item_id"], try $0["role"]) }
        return try reader.all("SELECT id, menu, position, target_kind, target FROM menu_item ORDER BY menu, position, id") { row in
            guard let target = MenuItem.Target(kind: try row["target_kind"], value: try row["target"]) else { throw Problem.notFound }
            let id: MenuItemID = try row["id"]
            return MenuItem(
                id: id, menu: try row["menu"], position: try row["position"], target: target,
                labels: Dictionary(labels.filter { $0.0 == id }.compactMap { one in one.1.map { ($0, one.2) } }, uniquingKeysWith: { first, _ in first }),
                hiddenFrom: Set(hidden.filter { $0.0 == id }.map(\.1)))
        }
    }

    /// The pages that menus lead to, whatever their state, with what they are called.
    static func pages(_ items: [MenuItem], _ reader: Reader) throws -> [SitePageID: MenuPage] {
        let ids = items.compactMap { if case .page(let id) = $0.target { id } else { nil } }
        guard !ids.isEmpty else { return [:] }
        let rows: [(SitePage, Language?, String)] = try reader.all(
            """
            SELECT id, kind, slug, source_language, state, publish_at, day, changed_at, page_text.language AS language, title FROM site_page
            JOIN page_text ON page_text.page_id = site_page.id WHERE id IN \(list: ids) ORDER BY id, page_text.language
            """
        ) { (try SitePage(row: $0), Language(rawValue: try $0["language"]), try $0["title"]) }
        var found: [SitePageID: MenuPage] = [:]
        for (page, language, title) in rows {
            if let language { found[page.id, default: MenuPage(page: page)].titles[language] = title }
        }
        return found
    }

    /// What is shown: entries that lead nowhere now (a draft, a part that is no more) are left out.
    static func links(_ parts: [SitePart], _ reader: Reader) throws -> [Menu: [MenuLink]] {
        let items = try items(reader)
        let pages = try pages(items, reader)
        var links: [Menu: [MenuLink]] = [:]
        for item in items {
            if let link = link(item, pages, parts) { links[item.menu, default: []].append(link) }
        }
        return links
    }

    static func link(_ item: MenuItem, _ pages: [SitePageID: MenuPage], _ parts: [SitePart]) -> MenuLink? {
        switch item.target {
        case .page(let id):
            guard let found = pages[id], found.page.isPublic else { return nil }
            return MenuLink(
                labels: found.titles.merging(item.labels) { $1 }, fallback: item.labels[found.page.source] ?? found.titles[found.page.source] ?? found.page.slug,
                href: found.page.path, hiddenFrom: item.hiddenFrom)
        case .part(let section):
            guard let part = parts.first(where: { $0.section == section }) else { return nil }
            return MenuLink(labels: item.labels, labelKey: part.label, href: part.href, section: part.section, hiddenFrom: item.hiddenFrom)
        case .link(let address):
            return MenuLink(labels: item.labels, fallback: item.labels.min { $0.key < $1.key }?.value ?? address, href: address, hiddenFrom: item.hiddenFrom)
        }
    }
}

/// A page as a menu names it.
struct MenuPage: Sendable {
    let page: SitePage
    var titles: [Language: String] = [:]
}
