import Foundation
import Kernel
import Synchronization

/// How the house shows itself: whose it is, which languages it speaks, which menus it has. Made from what is on record, kept in memory.
public struct Facade: Sendable, Equatable {
    /// The name that the network gave itself; nil: none yet.
    public var network: String?
    /// An email address that anybody may write to.
    public var contact: String?
    /// Where the legal notice stands: a path of this site, or an address elsewhere.
    public var legal: String?
    /// The languages that are shown, in the order of `Language.allCases`; never empty.
    public var languages: [Language]
    /// For those who ask for none of them.
    public var language: Language
    /// The menus that people made; empty: the one that is built in.
    public var header: [MenuLink]
    public var footer: [MenuLink]

    public init(
        network: String? = nil, contact: String? = nil, legal: String? = nil, languages: [Language] = [], language: Language? = nil, header: [MenuLink] = [],
        footer: [MenuLink] = []
    ) {
        self.network = network
        self.contact = contact
        self.legal = legal
        let shown = Language.allCases.filter(languages.contains)
        let offered = shown.isEmpty ? Language.allCases : shown
        self.languages = offered
        self.language = language.flatMap { offered.contains($0) ? $0 : nil } ?? offered[0]
        self.header = header
        self.footer = footer
    }

    /// A language that is shown: the one with this code, or nil.
    public func shown(_ code: String) -> Language? { Language(rawValue: code).flatMap { languages.contains($0) ? $0 : nil } }
}

/// One entry of a menu, ready to be shown to whoever may see it.
public struct MenuLink: Sendable, Equatable {
    /// What it says, by language.
    let labels: [Language: String]
    /// A text key that says it where no label does.
    let labelKey: String?
    /// What it says where nothing else does.
    let fallback: String
    let href: String
    /// The section that pages name to be marked as current.
    let section: String?
    /// Roles that do not see it; `visitor` is one of them.
    let hiddenFrom: Set<String>

    public init(labels: [Language: String], labelKey: String? = nil, fallback: String = "", href: String, section: String? = nil, hiddenFrom: Set<String> = []) {
        self.labels = labels
        self.labelKey = labelKey
        self.fallback = fallback
        self.href = href
        self.section = section
        self.hiddenFrom = hiddenFrom
    }

    public static let visitor = "visitor"

    public func label(_ words: Wording) -> String { labels[words.language] ?? labelKey.map { words($0) } ?? fallback }

    /// Somebody with several roles sees what any of them sees.
    func isVisible(to viewer: Viewer) -> Bool {
        let roles = Set(viewer.person?.grants.map(\.role) ?? [Self.visitor])
        return roles.isEmpty || !roles.isSubset(of: hiddenFrom)
    }
}

/// The facade as this process knows it now.
public final class ShownFacade: Sendable {
    private let kept = Mutex(Facade())

    public init() {}

    public var now: Facade { kept.withLock { $0 } }

    public func show(_ facade: Facade) { kept.withLock { $0 = facade } }
}
