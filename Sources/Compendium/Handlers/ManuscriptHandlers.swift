import Files
import HTTPTypes
import Kernel
import Members
import Store
import Trail
import Web

/// Writing a practice: start, write section by section, see it as readers will, submit.
struct ManuscriptHandlers: Sendable {
    let room: CompendiumRoom
    private var house: House { room.house }

    func list(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().id
        let (mine, toRead, cities) = try await house.database.read { reader in
            (try Manuscripts.writtenBy(person, reader), try Manuscripts.toRead(by: person, reader), try Cities.all(reader))
        }
        return .page(
            ManuscriptListPage(mine: mine, toRead: toRead, cities: cities, canWrite: visit.viewer.holds(.writePractices), display: Display(house, visit.language)).page())
    }

    func new(_ visit: Visit) async throws -> Answer { .page(try startPage(visit, visit.query, [])) }

    func create(_ visit: Visit) async throws -> Answer {
        let form = ManuscriptStartForm(visit.form, choices: room.citiesToWriteFor(visit.viewer))
        guard form.problems.isEmpty, let city = form.city else { return .page(try startPage(visit, visit.form, form.problems)) }
        let id = try await StartManuscript(city: city.id, practice: nil, content: form.content, person: try visit.person().id, mayJoin: false).run(house, room.trail)
        return Answer.seeOther(CompendiumPaths.section(id.rawValue, .basics)).with(notice: "compendium.notice.started")
    }

    /// A new version of a practice that is published.
    func revise(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let found = try await house.database.read { reader in try Practices.newestVersion(slug, reader) }
        guard let found else { throw Problem.notFound }
        guard visit.viewer.holds(.writePractices, inCity: found.city) else { throw Problem.refused(reason: "compendium.manuscript.problem.otherCity") }
        let id = try await StartManuscript(
            city: found.city, practice: found.id, content: try ManuscriptContent(version: found.content), person: try visit.person().id,
            mayJoin: visit.viewer.holds(.publishPractices, inCity: found.city)
        ).run(house, room.trail)
        return Answer.seeOther(CompendiumPaths.manuscript(id.rawValue))
    }

    func overview(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        return .page(try await overviewPage(opened, visit, problems: []))
    }

    func overviewPage(_ opened: CompendiumRoom.OpenManuscript, _ visit: Visit, problems: [FieldProblem], asksForCaptions: Bool = false) async throws -> Page {
        let now = house.clock.now
        let colleagues = try await house.database.read { try People.withRoles([.author, .editor], at: now, $0) }
        return ManuscriptPage(
            opened: opened, alike: await room.alike(opened), colleagues: colleagues, cities: room.catalogue.cities, canInvite: ManuscriptPermissions.canInvite(opened.manuscript, visit.viewer).isAllowed,
            canWrite: ManuscriptPermissions.canWrite(opened.manuscript, authors: opened.authors, visit.viewer).isAllowed, year: now.day.year, problems: problems,
            note: visit.form["reason"], asksForCaptions: asksForCaptions, display: Display(house, visit.language), fileDisplay: FileDisplay(house, visit.language)
        ).page()
    }

    func section(_ visit: Visit) async throws -> Answer {
        var page = try page(try await writable(visit), visit).page()
        // Looking at what was kept wrong is no mistake of the reader.
        page.status = .ok
        return .page(page)
    }

    func save(_ visit: Visit) async throws -> Answer {
        let section = try section(of: visit)
        let outcome = try await write(visit)
        let opened = try await writable(visit)
        let id = opened.manuscript.id.rawValue
        if !outcome.clashes.isEmpty { return .page(try page(opened, visit, clashes: outcome.clashes).page()) }
        if let list = visit.form.text("add") { return .seeOther("\(CompendiumPaths.section(id, section))?add=\(Fields.encode(list))#\(Fields.encode(list))") }
        if visit.form.has("remove") || visit.form["then"] == "stay" {
            return Answer.seeOther(CompendiumPaths.section(id, section)).with(notice: "compendium.notice.saved")
        }
        let page = try page(opened, visit).page()
        if page.status == .badRequest { return .page(page) }
        let next = section.neighbour(1).map { CompendiumPaths.section(id, $0) }
        return Answer.seeOther(next ?? CompendiumPaths.manuscript(id)).with(notice: "compendium.notice.saved")
    }

    /// A field on its own, while it is typed. Answers what the page needs to go on: the revision, and what somebody else wrote.
    func keep(_ visit: Visit) async throws -> Answer {
        let outcome = try await write(visit)
        let words = house.words(visit.language)
        let names = try await house.database.read { try People.names(Array(Set(outcome.clashes.map(\.theirs.by))).sorted(), $0) }
        return try .json(
            Kept(
                revision: outcome.revision,
                clashes: outcome.clashes.map {
                    Kept.Clash(
                        field: $0.theirs.field, theirs: $0.theirs.value,
                        message: words("compendium.manuscript.clash", ["name": names[$0.theirs.by] ?? words("web.formerMember"), "date": Format(visit.language).moment($0.theirs.at)]))
                }))
    }

    struct Kept: Encodable {
        struct Clash: Encodable {
            let field: String
            let theirs: String
            let message: String
        }

        let revision: Int
        let clashes: [Clash]
    }

    func preview(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        let display = Display(house, visit.language)
        let practice = Practice(
            draft: opened.reading().draft, id: opened.manuscript.practice ?? PracticeID(opened.manuscript.id.rawValue), version: 0, city: opened.city.id,
            changedAt: opened.manuscript.changedAt)
        var page = PracticePage.page(
            PracticeReading(practice, in: visit.language), opened.city, similar: [], files: opened.files, baseURL: house.site.baseURL, year: house.clock.now.day.year, picked: [],
            display)
        page.canonicalPath = nil
        page.jsonLD = nil
        page.dublinCore = []
        page.notice = Page.Notice(kind: "info", text: display.words("compendium.manuscript.previewNote"))
        return .page(page)
    }

    /// Everything a field ever said.
    func history(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        let field = try visit.parameter("field")
        guard ManuscriptForm.isKnown(field), let section = ManuscriptSection.holding(field) else { throw Problem.notFound }
        let values = try await house.database.read { try Manuscripts.history(of: field, in: opened.manuscript.id, $0) }
        return .page(ManuscriptHistoryPage(opened: opened, field: field, section: section, values: values, display: Display(house, visit.language)).page())
    }

    func invite(_ visit: Visit) async throws -> Answer {
        let opened = try await room.open(visit)
        try ManuscriptPermissions.canInvite(opened.manuscript, visit.viewer).require()
        let adds = !visit.form.has("remove")
        guard let author = visit.form.text(adds ? "author" : "remove").map({ PersonID($0) }) else {
            return .page(try await overviewPage(opened, visit, problems: [FieldProblem("author", "web.field.missing")]))
        }
        let now = house.clock.now
        let known = try await house.database.read { try People.withRoles([.author, .editor], at: now, $0) }
        guard !adds || known.contains(where: { $0.id == author && author != opened.manuscript.owner }) else {
            return .page(try await overviewPage(opened, visit, problems: [FieldProblem("author", "compendium.manuscript.problem.unknownAuthor")]))
        }
        try await ShareManuscript(id: opened.manuscript.id, author: author, isAuthor: adds, person: try visit.person().id).run(house, room.trail)
        return Answer.seeOther(CompendiumPaths.manuscript(opened.manuscript.id.rawValue)).with(notice: adds ? "compendium.notice.invited" : "compendium.notice.uninvited")
    }

    // MARK: steps

    private func write(_ visit: Visit) async throws -> SaveManuscript.Outcome {
        let opened = try await room.open(visit)
        let form = ManuscriptForm(visit.form)
        let viewer = visit.viewer
        return try await SaveManuscript(id: opened.manuscript.id, changes: form.changes, basedOn: form.basedOn, person: try visit.person().id)
            .run(house, room.trail) { ManuscriptPermissions.canWrite($0, authors: $1, viewer) }
    }

    private func writable(_ visit: Visit) async throws -> CompendiumRoom.OpenManuscript {
        let opened = try await room.open(visit)
        try ManuscriptPermissions.canWrite(opened.manuscript, authors: opened.authors, visit.viewer).require()
        return opened
    }

    private func section(of visit: Visit) throws -> ManuscriptSection {
        guard let section = ManuscriptSection(rawValue: try visit.parameter("section")) else { throw Problem.notFound }
        return section
    }

    private func page(_ opened: CompendiumRoom.OpenManuscript, _ visit: Visit, clashes: [SaveManuscript.Clash] = []) throws -> ManuscriptSectionPage {
        ManuscriptSectionPage(
            opened: opened, section: try section(of: visit), adding: visit.query["add"], clashes: clashes, year: house.clock.now.day.year,
            display: Display(house, visit.language))
    }

    private func startPage(_ visit: Visit, _ fields: Fields, _ problems: [FieldProblem]) throws -> Page {
        ManuscriptStartPage(fields: fields, cities: room.citiesToWriteFor(visit.viewer), problems: problems, display: Display(house, visit.language)).page()
    }
}
