import Kernel
import Web

/// The menus. Every change is one form, so that keys alone are enough, and no script is needed.
struct MenuHandlers: Sendable {
    let room: PublishingRoom

    private var parts: [SitePart] { SitePart.all(room.house.site) }

    func show(_ visit: Visit) async throws -> Answer {
        let (items, pages) = try await room.house.database.read { reader in
            let items = try Menus.items(reader)
            return (items, try Menus.pages(items, reader))
        }
        return .page(menuPages(visit).page(items, pages))
    }

    func begin(_ visit: Visit) async throws -> Answer {
        let menu = try menu(visit)
        let parts = MenuPages.builtIn(menu, room.house.site).map(\.section)
        try await BeginMenu(menu: menu, parts: parts, person: try visit.person().id).run(room.house, room.trail)
        return .seeOther(PublishingPaths.menus)
    }

    func reset(_ visit: Visit) async throws -> Answer {
        try await ResetMenu(menu: menu(visit), person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(PublishingPaths.menus).with(notice: "publishing.notice.menuReset")
    }

    func addForm(_ visit: Visit) async throws -> Answer {
        .page(menuPages(visit).form(try menu(visit), nil, Fields(), pages: try await targets(visit)))
    }

    func add(_ visit: Visit) async throws -> Answer { try await save(visit, try menu(visit), nil) }

    func itemForm(_ visit: Visit) async throws -> Answer {
        let item = try await item(visit)
        return .page(menuPages(visit).form(item.menu, item.id, MenuItemForm.fields(item), pages: try await targets(visit)))
    }

    func save(_ visit: Visit) async throws -> Answer {
        let item = try await item(visit)
        return try await save(visit, item.menu, item)
    }

    func move(_ visit: Visit) async throws -> Answer {
        try await MoveMenuItem(id: MenuItemID(try visit.parameter("item")), isUp: visit.form["to"] == "up", person: try visit.person().id).run(room.house, room.trail)
        return .seeOther(PublishingPaths.menus)
    }

    func remove(_ visit: Visit) async throws -> Answer {
        try await RemoveMenuItem(id: MenuItemID(try visit.parameter("item")), person: try visit.person().id).run(room.house, room.trail)
        return Answer.seeOther(PublishingPaths.menus).with(notice: "publishing.notice.itemRemoved")
    }

    // MARK: steps

    private func save(_ visit: Visit, _ menu: Menu, _ item: MenuItem?) async throws -> Answer {
        let pages = try await targets(visit)
        let form = MenuItemForm(visit.form, pages: pages.map(\.page.id), parts: parts.map(\.section))
        func again(_ problems: [FieldProblem]) -> Answer { .page(menuPages(visit).form(menu, item?.id, visit.form, pages: pages, problems: problems)) }
        guard form.problems.isEmpty, let target = form.target else { return again(form.problems) }
        // Languages that are not shown now keep what they say.
        let shown = room.house.facade.languages
        let labels = form.labels.merging(item?.labels.filter { !shown.contains($0.key) } ?? [:]) { own, _ in own }
        do {
            try await SaveMenuItem(id: item?.id, menu: menu, target: target, labels: labels, hiddenFrom: form.hiddenFrom, person: try visit.person().id).run(room.house, room.trail)
        } catch Problem.invalid(let problems) {
            return again(problems)
        }
        return Answer.seeOther(PublishingPaths.menus).with(notice: "publishing.notice.saved")
    }

    private func menu(_ visit: Visit) throws -> Menu {
        guard let menu = Menu(rawValue: try visit.parameter("menu")) else { throw Problem.notFound }
        return menu
    }

    private func item(_ visit: Visit) async throws -> MenuItem {
        let id = MenuItemID(try visit.parameter("item"))
        guard let item = try await room.house.database.read({ try Menus.items($0) }).first(where: { $0.id == id }) else { throw Problem.notFound }
        return item
    }

    /// The pages a menu may lead to, by what they are called.
    private func targets(_ visit: Visit) async throws -> [(page: SitePage, title: String)] {
        let language = visit.language
        return try await room.house.database.read { reader in
            let pages = try SitePages.all(.page, reader)
            let texts = try SitePages.texts(of: pages.map(\.id), reader)
            return pages.map { page in
                (page: page, title: PageText.shown(texts.filter { $0.page == page.id }, to: language, source: page.source)?.content.title ?? page.slug)
            }
        }
    }

    private func menuPages(_ visit: Visit) -> MenuPages { MenuPages(house: room.house, words: room.words(visit), parts: parts) }
}
