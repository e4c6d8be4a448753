import Kernel
import Store
import Web

enum Menu: String, CaseIterable, SQLWord { case header, footer }

/// One entry of a menu, as people made it.
struct MenuItem: Sendable, Equatable {
    enum Target: Sendable, Equatable {
        case page(SitePageID)
        /// A part of Ponte, by the section of its navigation entry.
        case part(String)
        case link(String)

        var kind: String {
            switch self {
            case .page: "page"
            case .part: "part"
            case .link: "link"
            }
        }

        var value: String {
            switch self {
            case .page(let id): id.rawValue
            case .part(let section): section
            case .link(let address): address
            }
        }

        init?(kind: String, value: String) {
            switch kind {
            case "page": self = .page(SitePageID(value))
            case "part": self = .part(value)
            case "link": self = .link(value)
            default: return nil
            }
        }
    }

    let id: MenuItemID
    let menu: Menu
    let position: Int
    let target: Target
    var labels: [Language: String] = [:]
    var hiddenFrom: Set<String> = []

    /// A menu has at most so many entries: more finds nobody, and does not fit beside one another.
    static let most = 9
}

/// A part of Ponte that a menu may lead to.
struct SitePart: Sendable {
    let section: String
    let label: String
    let href: String

    /// Everything of the built-in menus that is open to everybody, and the news.
    static func all(_ site: Site) -> [SitePart] {
        (site.navigation + site.footer).filter { $0.access == .anyone }.map { SitePart(section: $0.section, label: $0.label, href: $0.href) }
            + [SitePart(section: "news", label: "publishing.news.title", href: PublishingPaths.news)]
    }
}
