import Kernel

/// How a record stands in a thread: what it is called, where it is, at which stage. Each room says it of its own records, and leaves out
/// those that the viewer may not read. The kind's name is `web.thread.kind.<kind>`.
public struct ThreadRecord: Sendable, Equatable {
    /// What people call it, with the language where that is known.
    public let titles: Localized?
    public let title: String
    /// A text key that stands before the title: "After 6 months".
    public let titleKey: String?
    public let href: String
    /// A text key; nil where there is nothing to say.
    public let stageKey: String?

    public init(title: String, titleKey: String? = nil, href: String, stageKey: String? = nil) {
        titles = nil
        self.title = title
        self.titleKey = titleKey
        self.href = href
        self.stageKey = stageKey
    }

    public init(titles: Localized, titleKey: String? = nil, href: String, stageKey: String? = nil) {
        self.titles = titles
        title = titles.sourceText
        self.titleKey = titleKey
        self.href = href
        self.stageKey = stageKey
    }
}
