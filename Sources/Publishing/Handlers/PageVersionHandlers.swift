import Kernel
import Members
import Web

/// What a page said before: read, compared, taken up again.
struct PageVersionHandlers: Sendable {
    let room: PublishingRoom

    func list(_ visit: Visit) async throws -> Answer {
        let (page, texts) = try await room.open(visit)
        let language = try room.language(visit)
        let (versions, names) = try await room.house.database.read { reader in
            let versions = try SitePages.versions(of: page.id, language, reader)
            return (versions, try People.names(Array(Set(versions.compactMap(\.by))), reader))
        }
        guard !versions.isEmpty else { throw Problem.notFound }
        return .page(pages(visit, page, language, texts, names).list(versions))
    }

    func show(_ visit: Visit) async throws -> Answer {
        let (page, texts) = try await room.open(visit)
        let language = try room.language(visit)
        let number = try number(visit)
        let (version, before, names) = try await room.house.database.read { reader in
            let version = try SitePages.version(number, of: page.id, language, reader)
            return (version, try SitePages.version(number - 1, of: page.id, language, reader), try People.names([version?.by].compactMap { $0 }, reader))
        }
        guard let version, let current = texts.first(where: { $0.language == language })?.version else { throw Problem.notFound }
        return .page(
            pages(visit, page, language, texts, names)
                .show(version, before: before, current: current, mayRestore: SitePermissions.canWrite(page, in: language, visit.viewer).isAllowed))
    }

    /// The old words become a new version; what stood there stays a version too.
    func restore(_ visit: Visit) async throws -> Answer {
        let (page, _) = try await room.open(visit)
        let language = try room.language(visit)
        try SitePermissions.canWrite(page, in: language, visit.viewer).require()
        let number = try number(visit)
        guard let version = try await room.house.database.read({ try SitePages.version(number, of: page.id, language, $0) }) else { throw Problem.notFound }
        let outcome = try await SavePageText(
            page: page.id, language: language, content: version.content, basedOn: visit.form.version, restoredFrom: number,
            person: try visit.person().id
        ).run(room.house, room.trail)
        let list = Answer.seeOther(PublishingPaths.versions(page.id, language))
        switch outcome {
        case .saved: return list.with(notice: "publishing.notice.restored")
        case .unchanged: return list.with(notice: "publishing.notice.unchanged")
        case .conflict: return list.with(notice: "publishing.notice.changedMeanwhile")
        }
    }

    private func number(_ visit: Visit) throws -> Int {
        guard let number = Int(try visit.parameter("version")) else { throw Problem.notFound }
        return number
    }

    private func pages(_ visit: Visit, _ page: SitePage, _ language: Language, _ texts: [PageText], _ names: [PersonID: String]) -> PageVersionPages {
        PageVersionPages(
            words: room.words(visit), page: page, language: language,
            title: PageText.shown(texts, to: visit.language, source: page.source)?.content.title ?? page.slug, names: names)
    }
}
