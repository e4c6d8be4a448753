import Files
import Kernel
import Members
import Store
import Web

/// The pages of the compendium: read, ask, show.
struct CompendiumPageHandlers: Sendable {
    let house: House
    let catalogue: Catalogue
    let search: SearchPractices
    /// Where blocks are in use; nil: nothing is known of that.
    var uses: (@Sendable (_ practice: PracticeID, _ reader: Reader) throws -> [BlockInUse])?
    let programmeWork: @Sendable (ProgrammeID, Language, Reader) throws -> ProgrammeWork

    func list(_ visit: Visit) async throws -> Answer {
        let question = SearchQuestion(visit.query)
        let answer = search.answer(question, in: visit.language)
        return .page(PracticeListPage.page(question, answer, picked: Set(visit.query.all("p")), Display(house, visit.language)))
    }

    func table(_ visit: Visit) async throws -> Answer {
        let answer = search.answer(SearchQuestion(visit.query), in: visit.language)
        return .text(PracticeTable(answer.all, baseURL: house.site.baseURL, Display(house, visit.language)).csv, type: "text/csv; charset=utf-8; header=present")
    }

    func feed(_ visit: Visit) async throws -> Answer {
        let question = SearchQuestion(visit.query)
        let feed = PracticeFeed(
            question, search.answer(question, in: visit.language).all, baseURL: house.site.baseURL, loadedAt: house.clock.now, Display(house, visit.language))
        return .text(feed.atom, type: "application/atom+xml; charset=utf-8")
    }

    func map(_ visit: Visit) async throws -> Answer {
        let question = SearchQuestion(visit.query)
        return .page(MapPage.page(question, search.answer(question, in: visit.language), Display(house, visit.language)))
    }

    func practice(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let language = visit.language
        let found = try await house.database.read { [uses] reader in
            try Practices.bySlug(slug, reader).map { practice in
                let (life, merged) = try PracticeLives.withMerged(practice.id, reader)
                return (
                    practice: practice, life: life, successor: try life?.successor.flatMap { try Practices.slug(of: $0, reader) }, merged: merged,
                    translations: practice.language == language.code ? [] : try Translations.of(practice.id, in: language, reader),
                    files: try Files.attached(to: RecordReference(practice.id), version: practice.version, reader), uses: try uses?(practice.id, reader) ?? []
                )
            }
        }
        guard let found, let city = catalogue.cities.first(where: { $0.id == found.practice.city }) else { throw Problem.notFound }
        return .page(
            PracticePage.page(
                PracticeReading(found.practice, in: language, found.translations, original: visit.query["original"] == "1"), city, life: PracticePage.Life(life: found.life, successor: found.successor, merged: found.merged, now: house.clock.now),
                similar: catalogue.card(slug).map { catalogue.similar(to: $0) } ?? [], files: found.files, uses: BlockUses(found.uses, catalogue.cities, today: house.clock.now.day, Display(house, visit.language)), baseURL: house.site.baseURL,
                year: house.clock.now.day.year, picked: [], Display(house, visit.language)))
    }

    func compare(_ visit: Visit) async throws -> Answer {
        var seen: Set<String> = []
        let asked = visit.query.all("p").filter { !$0.isEmpty && seen.insert($0).inserted }
        let slugs = Array(asked.prefix(ComparePage.most))
        let language = visit.language
        let (practices, translations) = try await house.database.read { reader in
            let practices = slugs.isEmpty ? [] : try Practices.bySlugs(slugs, reader)
            return (practices, try Translations.of(practices.filter { $0.language != language.code }.map(\.id), in: language, reader))
        }
        let bySlug = Dictionary(uniqueKeysWithValues: practices.map { ($0.slug, $0) })
        let year = house.clock.now.day.year
        let columns = slugs.compactMap { slug -> ComparePage.Column? in
            guard let practice = bySlug[slug], let card = catalogue.card(slug) else { return nil }
            return ComparePage.Column(reading: PracticeReading(practice, in: language, translations[practice.id] ?? []), city: card.city, assessment: Assessment(practice, inYear: year))
        }
        let cards = catalogue.cards
        let choices = SearchQuestion.Sort.city.order(cards, language).map { cards[$0] }
        return .page(
            ComparePage.page(
                columns, missing: slugs.count - columns.count, tooMany: asked.count > ComparePage.most, choices: Array(choices.prefix(500)),
                Display(house, visit.language)))
    }

    func cities(_ visit: Visit) async throws -> Answer {
        .page(CityPages.list(catalogue.cities, catalogue.cards, Display(house, visit.language)))
    }

    func city(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        guard let city = catalogue.cities.first(where: { $0.slug == slug }) else { throw Problem.notFound }
        let programmes = try await house.database.read { try Programmes.ofCity(city.id, $0) }
        return .page(CityPages.city(city, catalogue.cards.filter { $0.city.slug == slug }, programmes, Display(house, visit.language)))
    }

    func programmes(_ visit: Visit) async throws -> Answer {
        let programmes = try await house.database.read { reader in
            let places = try Programmes.allPlaces(reader)
            let themes = try Programmes.allThemes(reader)
            return try Programmes.all(reader).map { (programme: $0, places: places[$0.id] ?? [], themes: themes[$0.id] ?? []) }
        }
        return .page(ProgrammePages.list(programmes, Display(house, visit.language)))
    }

    func programme(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let cities = catalogue.cities
        let display = Display(house, visit.language)
        let page = try await house.database.read { reader -> Page? in
            guard let programme = try Programmes.bySlug(slug, reader) else { return nil }
            return ProgrammePages.programme(
                programme, places: try Programmes.places(of: programme.id, reader), lists: try Programmes.lists(of: programme.id, reader),
                changes: try Programmes.changes(of: programme.id, reader), cities: cities, work: try programmeWork(programme.id, visit.language, reader), display)
        }
        guard let page else { throw Problem.notFound }
        return .page(page)
    }
}
