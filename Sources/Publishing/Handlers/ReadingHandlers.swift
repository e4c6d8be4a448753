import HTTPTypes
import Kernel
import Web

/// The public site: pages, news, and their feed.
struct ReadingHandlers: Sendable {
    let room: PublishingRoom

    static let pageLength = 20

    func about(_ visit: Visit) async throws -> Answer { try await show("about", .page, visit) }
    func page(_ visit: Visit) async throws -> Answer { try await show(visit.parameter("slug"), .page, visit) }
    func newsItem(_ visit: Visit) async throws -> Answer { try await show(visit.parameter("slug"), .news, visit) }

    private func show(_ slug: String, _ kind: SitePage.Kind, _ visit: Visit) async throws -> Answer {
        let found = try await room.house.database.read { reader in
            try SitePages.named(slug, kind, reader).map { try ($0, $0.isPublic ? SitePages.texts(of: [$0.id], reader) : []) }
        }
        guard let (page, texts) = found, page.isPublic else { throw Problem.notFound }
        // An old name, or another address of the same page.
        if page.path != visit.path {
            var answer = Answer(status: .movedPermanently, content: .none)
            answer.headers[.location] = visit.query.keeping(["lang"]).link(page.path)
            return answer
        }
        guard let shown = pages(visit).page(page, texts) else { throw Problem.notFound }
        return .page(shown)
    }

    func news(_ visit: Visit) async throws -> Answer {
        let slug = visit.query.text("before")
        let items = try await items(before: slug, limit: Self.pageLength + 1, visit)
        return .page(pages(visit).news(items, isFirst: slug == nil))
    }

    func feed(_ visit: Visit) async throws -> Answer {
        let items = try await items(before: nil, limit: Self.pageLength, visit)
        let feed = NewsFeed(
            items: items, baseURL: room.house.site.baseURL, network: room.house.facade.network, words: room.words(visit), loadedAt: room.house.clock.now)
        return .text(feed.atom, type: "application/atom+xml; charset=utf-8")
    }

    private func items(before slug: String?, limit: Int, _ visit: Visit) async throws -> [(page: SitePage, text: PageText)] {
        let language = visit.language
        return try await room.house.database.read { reader in
            let last = try slug.flatMap { try SitePages.named($0, .news, reader) }
            let pages = try SitePages.news(before: last, limit: limit, reader)
            let texts = try SitePages.texts(of: pages.map(\.id), in: Array(Set(pages.map(\.source) + [language])), reader)
            return pages.compactMap { page in PageText.shown(texts.filter { $0.page == page.id }, to: language, source: page.source).map { (page: page, text: $0) } }
        }
    }

    private func pages(_ visit: Visit) -> ReadingPages {
        ReadingPages(facade: room.house.facade, baseURL: room.house.site.baseURL, words: room.words(visit))
    }
}
