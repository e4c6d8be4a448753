import Kernel
import Members
import Store
import Web

/// A page or a news item of the public site: where it stands and who may read it. What it says is in `PageText`.
struct SitePage: Sendable, Equatable {
    enum Kind: String, CaseIterable, SQLWord { case page, news }

    enum State: String, CaseIterable, SQLWord {
        case draft, scheduled, published, archived
    }

    let id: SitePageID
    let kind: Kind
    let slug: String
    /// The language that is written first.
    let source: Language
    let state: State
    /// When it is to be published; only while it is scheduled.
    let publishAt: Instant?
    /// The date that a news item carries.
    let day: Day
    let changedAt: Instant

    var isPublic: Bool { state == .published }

    /// Its address for readers.
    var path: String {
        switch kind {
        case .page: PublishingPaths.page(slug)
        case .news: PublishingPaths.newsItem(slug)
        }
    }

    /// What may become of a page, and from where.
    static let life = Workflow<State, Permission>(start: .draft, steps: moves.map { Workflow<State, Permission>.Step(name(to: $0.to), from: $0.from, to: $0.to, by: [.editSite, .writeNews]) })

    private static let moves: [(from: State, to: State)] = [
        (.draft, .published), (.scheduled, .published), (.archived, .published), (.draft, .scheduled), (.archived, .scheduled), (.scheduled, .draft), (.published, .draft),
        (.archived, .draft), (.draft, .archived), (.scheduled, .archived), (.published, .archived),
    ]

    private static func name(to state: State) -> String {
        switch state {
        case .draft: "withdraw"
        case .scheduled: "schedule"
        case .published: "publish"
        case .archived: "archive"
        }
    }
}
