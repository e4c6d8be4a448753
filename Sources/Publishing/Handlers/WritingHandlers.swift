import Kernel
import Members
import Web

/// Writing the public site.
struct WritingHandlers: Sendable {
    let room: PublishingRoom

    func list(_ visit: Visit) async throws -> Answer {
        let (pages, news, texts) = try await room.house.database.read { reader in
            let (pages, news) = (try SitePages.all(.page, reader), try SitePages.all(.news, reader))
            return (pages, news, try SitePages.texts(of: (pages + news).map(\.id), reader))
        }
        return .page(SiteListPage(facade: room.house.facade, words: room.words(visit), viewer: visit.viewer).page(pages, news, texts))
    }

    // MARK: beginning

    func beginForm(_ visit: Visit) async throws -> Answer {
        let kind = visit.query["kind"] == "page" ? SitePage.Kind.page : .news
        try SitePermissions.canArrange(kind, visit.viewer).require()
        let typed = Fields([("kind", kind.rawValue), ("source", visit.language.code), ("day", room.house.clock.now.day.description)])
        return .page(PageTextPage(words: room.words(visit)).begin(typed, languages: room.house.facade.languages, problems: [], isPreview: false))
    }

    func begin(_ visit: Visit) async throws -> Answer {
        let form = NewPageForm(visit.form, visit.language, today: room.house.clock.now.day)
        try SitePermissions.canArrange(form.kind, visit.viewer).require()
        let isPreview = visit.form["then"] == "preview"
        func again(_ problems: [FieldProblem]) -> Answer {
            .page(PageTextPage(words: room.words(visit)).begin(visit.form, languages: room.house.facade.languages, problems: problems, isPreview: isPreview))
        }
        guard form.problems.isEmpty, !isPreview else { return again(isPreview ? [] : form.problems) }
        do {
            let id = try await BeginPage(
                kind: form.kind, slug: form.slug, source: form.source, day: form.day, content: form.content, person: try visit.person().id
            ).run(room.house, room.trail)
            return Answer.seeOther(PublishingPaths.overview(id)).with(notice: "publishing.notice.begun")
        } catch Problem.invalid(let problems) {
            return again(problems)
        }
    }

    // MARK: one page

    func overview(_ visit: Visit) async throws -> Answer { try await overview(visit, typed: nil, problems: []) }

    private func overview(_ visit: Visit, typed: Fields?, problems: [FieldProblem]) async throws -> Answer {
        let (page, texts) = try await room.open(visit)
        let names = try await room.house.database.read { try People.names(Array(Set(texts.compactMap(\.by))), $0) }
        let shown = PageOverviewPage(facade: room.house.facade, words: room.words(visit), viewer: visit.viewer, today: room.house.clock.now.day)
        return .page(shown.page(page, texts, names: names, typed: typed, problems: problems))
    }

    func arrange(_ visit: Visit) async throws -> Answer {
        let (page, _) = try await room.open(visit)
        try SitePermissions.canArrange(page.kind, visit.viewer).require()
        let form = PageAddressForm(visit.form)
        guard form.problems.isEmpty else { return try await overview(visit, typed: visit.form, problems: form.problems) }
        do {
            try await ArrangePage(page: page.id, slug: form.slug, day: form.day ?? page.day, person: try visit.person().id).run(room.house, room.trail)
        } catch Problem.invalid(let problems) {
            return try await overview(visit, typed: visit.form, problems: problems)
        }
        return Answer.seeOther(PublishingPaths.overview(page.id)).with(notice: "publishing.notice.saved")
    }

    func setState(_ visit: Visit) async throws -> Answer {
        let (page, _) = try await room.open(visit)
        try SitePermissions.canArrange(page.kind, visit.viewer).require()
        let day = visit.form.text("publishAt").flatMap { Day($0) }
        do {
            try await SetPageState(
                page: page.id, step: visit.form["step"] ?? "", at: day.flatMap { Instant("\($0)T00:00:00.000Z") }, person: try visit.person().id
            ).run(room.house, room.trail)
        } catch Problem.invalid(let problems) {
            return try await overview(visit, typed: nil, problems: problems)
        }
        return Answer.seeOther(PublishingPaths.overview(page.id)).with(notice: "publishing.notice.saved")
    }

    // MARK: what it says

    func textForm(_ visit: Visit) async throws -> Answer {
        let (page, texts) = try await room.open(visit)
        let language = try room.language(visit)
        try SitePermissions.canWrite(page, in: language, visit.viewer).require()
        let typed = PageTextForm.fields(texts.first { $0.language == language })
        return .page(PageTextPage(words: room.words(visit)).form(page, language, texts, typed: typed))
    }

    func saveText(_ visit: Visit) async throws -> Answer {
        let (page, texts) = try await room.open(visit)
        let language = try room.language(visit)
        try SitePermissions.canWrite(page, in: language, visit.viewer).require()
        let form = PageTextForm(visit.form)
        let isPreview = visit.form["then"] == "preview"
        let shown = PageTextPage(words: room.words(visit))
        guard form.problems.isEmpty, !isPreview else {
            return .page(shown.form(page, language, texts, typed: visit.form, problems: isPreview ? [] : form.problems, isPreview: isPreview))
        }
        let outcome = try await SavePageText(page: page.id, language: language, content: form.content, basedOn: form.basedOn, person: try visit.person().id)
            .run(room.house, room.trail)
        switch outcome {
        case .saved: return Answer.seeOther(PublishingPaths.overview(page.id)).with(notice: "publishing.notice.saved")
        case .unchanged: return Answer.seeOther(PublishingPaths.overview(page.id)).with(notice: "publishing.notice.unchanged")
        case .conflict:
            let newest = try await room.open(visit)
            guard let theirs = newest.texts.first(where: { $0.language == language }) else { throw Problem.conflict(reason: "web.error.409.message") }
            let name = try await room.house.database.read { reader in try theirs.by.flatMap { try People.names([$0], reader)[$0] } }
            return .page(shown.form(page, language, newest.texts, typed: visit.form, conflict: .init(theirs: theirs, name: name ?? "Ponte")))
        }
    }
}
