import Foundation
import Kernel
import Logging
import Store

/// What every room is given: made once, in App.
public struct House: Sendable, CustomStringConvertible {
    /// Short: whoever writes a house into a log would otherwise write out every template and text.
    public var description: String { "house" }

    public let database: Database
    public let clock: Clock
    public let ids: IDSource
    public let renderer: Renderer
    public let assets: Assets
    public let site: Site
    public let freshness: Freshness
    public let cache: PageCache
    public let logger: Logger
    /// What was answered, for whoever watches.
    public let requests = RequestMeter()
    /// What the people who run it have chosen; changed with the data.
    public let shownFacade = ShownFacade()

    public init(
        database: Database, clock: Clock, ids: IDSource, renderer: Renderer, assets: Assets, site: Site,
        freshness: Freshness, cache: PageCache, logger: Logger
    ) {
        self.database = database
        self.clock = clock
        self.ids = ids
        self.renderer = renderer
        self.assets = assets
        self.site = site
        self.freshness = freshness
        self.cache = cache
        self.logger = logger
    }

    public var facade: Facade { shownFacade.now }

    public func words(_ language: Language) -> Wording { renderer.words(language) }
}

/// What this installation is: its public address, its key, its navigation.
public struct Site: Sendable {
    /// Without a slash at the end: `https://ponte.example.eu`.
    public let baseURL: String
    public let isDemonstration: Bool
    /// Seals form tokens; the same on every process of an installation.
    public let key: String
    /// Whether a proxy in front tells the client's address in `X-Forwarded-For`.
    public let isBehindProxy: Bool
    public let navigation: [NavigationEntry]
    /// The links at the foot of every page.
    public let footer: [NavigationEntry]
    /// With it, a watcher on another machine may read the figures; nil: only this machine may.
    public let watchToken: String?

    public init(baseURL: String, isDemonstration: Bool, key: String, isBehindProxy: Bool, navigation: [NavigationEntry], footer: [NavigationEntry] = [], watchToken: String? = nil) {
        self.baseURL = baseURL
        self.isDemonstration = isDemonstration
        self.key = key
        self.isBehindProxy = isBehindProxy
        self.navigation = navigation
        self.footer = footer
        self.watchToken = watchToken
    }

    public var isSecure: Bool { baseURL.hasPrefix("https://") }
}

public struct NavigationEntry: Sendable {
    /// The section that pages name to be marked as current.
    public let section: String
    /// A text key.
    public let label: String
    public let href: String
    /// Only shown to those who may open it.
    public let access: Access

    public init(section: String, label: String, href: String, access: Access) {
        self.section = section
        self.label = label
        self.href = href
        self.access = access
    }
}
