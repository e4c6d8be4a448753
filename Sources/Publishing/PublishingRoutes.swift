import HTTPTypes
import Members
import Web

/// Every address of the public site: who may open it, and what answers.
enum PublishingRoutes {
    static func all(_ room: PublishingRoom) -> [Route] {
        let reading = ReadingHandlers(room: room)
        let writing = WritingHandlers(room: room)
        let versions = PageVersionHandlers(room: room)
        let menus = MenuHandlers(room: room)
        return [
            // The language in an address goes along where it leads on to another.
            .page(PublishingPaths.about, .anyone, caching: .shared(reading: ["lang"]), reading.about),
            .page(PublishingPaths.pagePattern, .anyone, caching: .shared(reading: ["lang"]), reading.page),
            .page(PublishingPaths.news, .anyone, caching: .shared(reading: ["before"]), reading.news),
            .page(PublishingPaths.newsPattern, .anyone, caching: .shared(reading: ["lang"]), reading.newsItem),
            Route(.get, PublishingPaths.feed, .anyone, kind: .page, caching: .shared, handle: reading.feed),

            .page(PublishingPaths.site, .holding(.prepareSite), writing.list),
            .page(PublishingPaths.begin, .holding(.writeNews), writing.beginForm),
            text(PublishingPaths.begin, .holding(.writeNews), writing.begin),
            .page(PublishingPaths.overviewPattern, .holding(.prepareSite), writing.overview),
            .form(PublishingPaths.arrangePattern, .holding(.writeNews), writing.arrange),
            .form(PublishingPaths.statePattern, .holding(.writeNews), writing.setState),
            .page(PublishingPaths.textPattern, .holding(.prepareSite), writing.textForm),
            text(PublishingPaths.textPattern, .holding(.prepareSite), writing.saveText),
            .page(PublishingPaths.versionsPattern, .holding(.prepareSite), versions.list),
            .page(PublishingPaths.versionPattern, .holding(.prepareSite), versions.show),
            .form(PublishingPaths.versionPattern, .holding(.prepareSite), versions.restore),

            .page(PublishingPaths.menus, .holding(.editSite), menus.show),
            .form(PublishingPaths.beginMenuPattern, .holding(.editSite), menus.begin),
            .form(PublishingPaths.resetMenuPattern, .holding(.editSite), menus.reset),
            .page(PublishingPaths.addItemPattern, .holding(.editSite), menus.addForm),
            .form(PublishingPaths.addItemPattern, .holding(.editSite), menus.add),
            .page(PublishingPaths.itemPattern, .holding(.editSite), menus.itemForm),
            .form(PublishingPaths.itemPattern, .holding(.editSite), menus.save),
            .form(PublishingPaths.movePattern, .holding(.editSite), menus.move),
            .form(PublishingPaths.removePattern, .holding(.editSite), menus.remove),
        ]
    }

    /// A long text in a script of three bytes a character, each percent-encoded.
    private static func text(_ path: String, _ access: Access, _ handle: @escaping Route.Handler) -> Route {
        Route(.post, path, access, kind: .form, bodyLimit: 1024 * 1024, handle: handle)
    }
}
