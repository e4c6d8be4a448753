import Foundation
import Kernel

/// Every address of the public site and of those who write it, once.
public enum PublishingPaths {
    public static let about = "/about"
    public static let pagePattern = "/pages/{slug}"
    public static let news = "/news"
    public static let newsPattern = "/news/{slug}"
    public static let feed = "/news.atom"

    public static let site = "/administration/site"
    public static let begin = "/administration/site/new"
    public static let overviewPattern = "/administration/site/{id}"
    public static let arrangePattern = "/administration/site/{id}/arrange"
    public static let statePattern = "/administration/site/{id}/state"
    public static let textPattern = "/administration/site/{id}/{language}"
    public static let versionsPattern = "/administration/site/{id}/{language}/versions"
    public static let versionPattern = "/administration/site/{id}/{language}/versions/{version}"

    public static let menus = "/administration/menus"
    public static let beginMenuPattern = "/administration/menus/{menu}/begin"
    public static let resetMenuPattern = "/administration/menus/{menu}/reset"
    public static let addItemPattern = "/administration/menus/{menu}/add"
    public static let itemPattern = "/administration/menu-items/{item}"
    public static let movePattern = "/administration/menu-items/{item}/move"
    public static let removePattern = "/administration/menu-items/{item}/remove"

    /// The page named `about` has a short address of its own.
    public static func page(_ slug: String) -> String { slug == "about" ? about : "/pages/\(slug)" }
    public static func newsItem(_ slug: String) -> String { "/news/\(slug)" }

    /// The name in the address of a page; nil for any other address.
    static func pageName(in address: String) -> String? {
        if address == about { return "about" }
        return address.hasPrefix("/pages/") ? String(address.dropFirst("/pages/".count)) : nil
    }

    static func overview(_ id: SitePageID) -> String { "/administration/site/\(id)" }
    static func arrange(_ id: SitePageID) -> String { "/administration/site/\(id)/arrange" }
    static func state(_ id: SitePageID) -> String { "/administration/site/\(id)/state" }
    static func text(_ id: SitePageID, _ language: Language) -> String { "/administration/site/\(id)/\(language.code)" }
    static func versions(_ id: SitePageID, _ language: Language) -> String { "/administration/site/\(id)/\(language.code)/versions" }
    static func version(_ id: SitePageID, _ language: Language, _ version: Int) -> String { "/administration/site/\(id)/\(language.code)/versions/\(version)" }
    static func path(_ pattern: String, _ menu: Menu) -> String { pattern.replacingOccurrences(of: "{menu}", with: menu.rawValue) }
    static func path(_ pattern: String, _ item: MenuItemID) -> String { pattern.replacingOccurrences(of: "{item}", with: item.rawValue) }
}
