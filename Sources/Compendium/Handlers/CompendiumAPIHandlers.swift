import Files
import Kernel
import Members
import Store
import Web

/// The compendium for machines: `/api/v1/practices`, `/api/v1/practices/{slug}`, `/api/v1/cities`.
struct CompendiumAPIHandlers: Sendable {
    let house: House
    let catalogue: Catalogue
    let search: SearchPractices

    func list(_ visit: Visit) async throws -> Answer {
        try check(visit.query)
        let answer = search.answer(SearchQuestion(visit.query), in: visit.language)
        return try .json(
            PracticeListJSON(
                total: answer.total, practices: answer.cards.map { CardJSON($0, baseURL: house.site.baseURL) }, next: answer.next,
                facets: Dictionary(uniqueKeysWithValues: answer.counts.map { ($0.key.rawValue, $0.value) }), corrected: answer.corrected))
    }

    func practice(_ visit: Visit) async throws -> Answer {
        let slug = try visit.parameter("slug")
        let found = try await house.database.read { reader in
            try Practices.bySlug(slug, reader).map {
                (
                    practice: $0, translations: try Translations.of([$0.id], reader)[$0.id] ?? [:],
                    files: try Files.attached(to: RecordReference($0.id), version: $0.version, reader)
                )
            }
        }
        guard let found, let card = catalogue.card(slug) else { throw Problem.notFound }
        return try .json(
            PracticeJSON(
                found.practice, card, Assessment(found.practice, inYear: house.clock.now.day.year), found.translations, files: found.files, baseURL: house.site.baseURL))
    }

    func cities(_ visit: Visit) async throws -> Answer {
        try .json(CityListJSON(cities: catalogue.cities.map(CityJSON.init)))
    }

    /// A page overlooks what it does not understand; a program is told.
    private func check(_ query: Fields) throws {
        var problems: [FieldProblem] = []
        if let limit = query["limit"], !(1...100).contains(Int(limit) ?? 0) {
            problems.append(FieldProblem("limit", "web.field.outOfRange", ["from": "1", "to": "100"]))
        }
        if let sort = query["sort"], SearchQuestion.Sort(rawValue: sort) == nil {
            problems.append(FieldProblem("sort", "web.field.unknownChoice", ["value": String(sort.prefix(60))]))
        }
        if let text = query["q"], text.count > SearchQuestion.longestText {
            problems.append(FieldProblem("q", "web.field.tooLong", ["count": String(text.count), "limit": String(SearchQuestion.longestText)]))
        }
        if !problems.isEmpty { throw Problem.invalid(problems) }
    }
}

struct PracticeListJSON: Encodable {
    let total: Int
    let practices: [CardJSON]
    let next: String?
    let facets: [String: [String: Int]]
    let corrected: String?
}

struct CardJSON: Encodable {
    let slug, url, language, city, country, status, standing: String
    let title: [String: String]
    let startYear, endYear: Int?
    let policyAreas, targetGroups: [String]
    let evidenceLevel: Int

    init(_ card: Card, baseURL: String) {
        slug = card.slug
        url = baseURL + CompendiumPaths.practice(card.slug)
        language = card.language
        city = card.city.slug
        country = card.city.country
        status = card.status.rawValue
        standing = card.standing.rawValue
        title = card.title.texts
        startYear = card.startYear
        endYear = card.endYear
        policyAreas = card.areas.map(\.rawValue)
        targetGroups = card.groups.map(\.rawValue)
        evidenceLevel = card.evidenceLevel
    }

    enum CodingKeys: String, CodingKey {
        case slug, url, language, city, country, status, standing, title, startYear = "start_year", endYear = "end_year",
            policyAreas = "policy_areas", targetGroups = "target_groups", evidenceLevel = "evidence_level"
    }
}

struct PracticeJSON: Encodable {
    struct Source: Encodable { let title: String, publisher: String?, url: String? }
    struct Block: Encodable {
        let title: String, description: String?, core: Bool, enablingFactors: [String], lessons: [String], preconditions: [String]
        enum CodingKeys: String, CodingKey { case title, description, core, enablingFactors = "enabling_factors", lessons, preconditions }
    }
    struct FigureRow: Encodable {
        let label: String, value: Double, unit: String?, year: Int?, baseline: Double?, source: String?
        enum CodingKeys: String, CodingKey { case label, value, unit, year, baseline, source }

        /// What the source does not say is there as null.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(label, forKey: .label)
            try container.encode(value, forKey: .value)
            try container.encode(unit, forKey: .unit)
            try container.encode(year, forKey: .year)
            try container.encode(baseline, forKey: .baseline)
            try container.encode(source, forKey: .source)
        }
    }
    struct StudyRow: Encodable { let title: String, design: String, maryland: Int?, independent: Bool, url: String? }
    struct GateRow: Encodable { let gate: String, score: Int, reason: String }
    struct FileRow: Encodable {
        let url, kind, type, title: String, bytes: Int, width, height: Int?, alternative, maker, licence, licenceURL, language: String?
        enum CodingKeys: String, CodingKey { case url, kind, type, title, bytes, width, height, alternative, maker, licence, licenceURL = "licence_url", language }
    }

    /// What a text is called in another language. A machine's text always says so.
    struct TranslatedText: Encodable { let text, state: String, machine: Bool }

    let card: CardJSON
    /// By language and field.
    let translations: [String: [String: TranslatedText]]
    let version: Int
    let leadOrganisation, organisationType: String
    let problem, solution, migrantsInvolved, results, whatFailed, resources: String?
    let budgetEUR: Double?
    let beneficiaries: Int?
    let funding, partners, preconditions, transferredTo: [String]
    let languagesOfService: [String]?
    let sources: [Source]
    let blocks: [Block]
    let figures: [FigureRow]
    let studies: [StudyRow]
    let gates: [GateRow]
    let files: [FileRow]
    let changedAt: String

    /// - Parameters:
    ///   - kept: all texts of the practice, by language.
    ///   - isCurrent: false for an old version, which goes without what was made from another text.
    init(
        _ practice: Practice, _ card: Card, _ assessment: Assessment, _ kept: [String: [Translation]] = [:], files: [AttachedFile], baseURL: String,
        isCurrent: Bool = true
    ) {
        var translations: [String: [String: TranslatedText]] = [:]
        for (language, texts) in kept {
            for entry in TranslationSheet(practice.translatable(into: language), texts).entries {
                guard let translation = entry.translation, isCurrent || entry.state != .outdated else { continue }
                translations[language, default: [:]][entry.field.path] = TranslatedText(text: translation.text, state: entry.state.rawValue, machine: entry.isMachine)
            }
        }
        self.translations = translations
        self.card = CardJSON(card, baseURL: baseURL)
        version = practice.version
        leadOrganisation = practice.leadOrganisation
        organisationType = practice.organisationType.rawValue
        problem = practice.problem
        solution = practice.solution
        migrantsInvolved = practice.migrantsInvolved
        results = practice.results
        whatFailed = practice.whatFailed
        resources = practice.resources
        budgetEUR = practice.budget?.euro
        beneficiaries = practice.beneficiaries
        funding = practice.funding
        partners = practice.partners
        preconditions = practice.preconditions.map(\.text)
        transferredTo = practice.takenUp
        languagesOfService = practice.languagesOfService
        sources = practice.sources.map { Source(title: $0.title, publisher: $0.publisher, url: $0.url) }
        blocks = practice.blocks.map {
            Block(title: $0.title, description: $0.description, core: $0.isCore, enablingFactors: $0.enablingFactors, lessons: $0.lessons, preconditions: $0.preconditions)
        }
        figures = practice.figures.map { FigureRow(label: $0.label, value: $0.value, unit: $0.unit, year: $0.year, baseline: $0.baseline, source: $0.source) }
        studies = practice.studies.map { StudyRow(title: $0.title, design: $0.design.rawValue, maryland: $0.maryland, independent: $0.isIndependent, url: $0.url) }
        gates = assessment.gates.gates.map { GateRow(gate: $0.name.rawValue, score: $0.score, reason: $0.reason) }
        self.files = files.present.map { attached in
            FileRow(
                url: baseURL + FilesPaths.file(attached.file.id), kind: attached.kind.rawValue, type: attached.file.type.name, title: attached.title, bytes: attached.file.bytes,
                width: attached.file.width, height: attached.file.height, alternative: attached.facts.alternative, maker: attached.facts.maker,
                licence: attached.facts.licence?.rawValue, licenceURL: attached.facts.licence?.link, language: attached.facts.language)
        }
        changedAt = practice.changedAt.description
    }

    enum CodingKeys: String, CodingKey {
        case version, leadOrganisation = "lead_organisation", organisationType = "organisation_type", problem, solution, migrantsInvolved = "migrants_involved", results,
            whatFailed = "what_failed", resources,
            budgetEUR = "budget_eur", beneficiaries, funding, partners, preconditions, transferredTo = "transferred_to",
            languagesOfService = "languages_of_service", sources, blocks = "building_blocks", figures, studies, gates, files, changedAt = "changed_at", translations
    }

    func encode(to encoder: any Encoder) throws {
        try card.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(leadOrganisation, forKey: .leadOrganisation)
        try container.encode(organisationType, forKey: .organisationType)
        try container.encode(problem, forKey: .problem)
        try container.encode(solution, forKey: .solution)
        try container.encode(migrantsInvolved, forKey: .migrantsInvolved)
        try container.encode(results, forKey: .results)
        try container.encode(whatFailed, forKey: .whatFailed)
        try container.encode(resources, forKey: .resources)
        try container.encode(budgetEUR, forKey: .budgetEUR)
        try container.encode(beneficiaries, forKey: .beneficiaries)
        try container.encode(funding, forKey: .funding)
        try container.encode(partners, forKey: .partners)
        try container.encode(preconditions, forKey: .preconditions)
        try container.encode(transferredTo, forKey: .transferredTo)
        try container.encode(languagesOfService, forKey: .languagesOfService)
        try container.encode(sources, forKey: .sources)
        try container.encode(blocks, forKey: .blocks)
        try container.encode(figures, forKey: .figures)
        try container.encode(studies, forKey: .studies)
        try container.encode(gates, forKey: .gates)
        try container.encode(files, forKey: .files)
        try container.encode(changedAt, forKey: .changedAt)
        try container.encode(translations, forKey: .translations)
    }
}

struct CityListJSON: Encodable { let cities: [CityJSON] }

struct CityJSON: Encodable {
    let slug, name, localName, country: String
    let names: [String: String]
    let latitude, longitude: Double
    let population, populationYear: Int?
    let foreignSharePercent: Double?
    let foreignShareYear: Int?
    let source: String

    init(_ city: City) {
        slug = city.slug
        name = city.name
        localName = city.localName
        names = Dictionary(uniqueKeysWithValues: city.names.map { ($0.key.code, $0.value) })
        country = city.country
        latitude = city.latitude
        longitude = city.longitude
        population = city.population
        populationYear = city.populationYear
        foreignSharePercent = city.foreignShare
        foreignShareYear = city.foreignShareYear
        source = city.source
    }

    enum CodingKeys: String, CodingKey {
        case slug, name, localName = "local_name", names, country, latitude, longitude, population, populationYear = "population_year",
            foreignSharePercent = "foreign_share_percent", foreignShareYear = "foreign_share_year", source
    }
}
