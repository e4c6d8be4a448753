import Files
import Kernel
import Store
import Web

/// All that a search finds, to take along: for people as DOCX, for programs as JSON with whole records.
struct SearchDocumentHandlers: Sendable {
    /// As many records as one file of data holds; its `total` says how many there are.
    static let most = 1000

    let house: House
    let catalogue: Catalogue
    let search: SearchPractices
    let files: FilesModule
    let ports: CompendiumPorts
    /// Many practices take many seconds of a processor.
    let limit: Throttle

    init(house: House, catalogue: Catalogue, search: SearchPractices, files: FilesModule, ports: CompendiumPorts) {
        self.house = house
        self.catalogue = catalogue
        self.search = search
        self.files = files
        self.ports = ports
        limit = Throttle(capacity: 20, refillIn: 600, clock: house.clock)
    }

    func docx(_ visit: Visit) async throws -> Answer {
        let question = whole(visit)
        let cards = search.answer(question, in: visit.language).all.prefix(Book.most)
        // Nothing to write down: the list says so.
        guard !cards.isEmpty else { return .seeOther(question.fields.link(CompendiumPaths.practices)) }
        try limit.take(visit.address)
        let (slugs, language, cities) = (cards.map(\.slug), visit.language, catalogue.cities)
        let (kept, translations) = try await house.database.read { reader in
            let kept = try PracticeVersions.withFiles(try PracticeVersions.newest(of: slugs, reader), reader)
            return (kept, try Translations.of(kept.map(\.0.practice), in: language, reader))
        }
        let editions = Dictionary(try kept.map { try Edition($0.0, files: $0.1, cities: cities) }.map { ($0.practice.slug, $0) }, uniquingKeysWith: { first, _ in first })
        let book = Book(id: "", language: language, query: question.fields.encoded, at: house.clock.now)
        let document = BookDocument(book: book, editions: slugs.compactMap { editions[$0] }, translations: translations, files: files, house: house, format: .docx)
        return .file(
            try await ports.document(try document.order { _ in }), type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            name: "ponte-practices-\(book.at.day)-\(language.code).docx")
    }

    func json(_ visit: Visit) async throws -> Answer {
        try limit.take(visit.address)
        let answer = search.answer(whole(visit), in: visit.language)
        let cards = Array(answer.all.prefix(Self.most))
        let (year, baseURL) = (house.clock.now.day.year, house.site.baseURL)
        var records: [PracticeJSON] = []
        for start in stride(from: 0, to: cards.count, by: 100) {
            let some = Array(cards[start..<min(start + 100, cards.count)])
            let ids = some.map(\.id)
            records += try await house.database.read { reader in
                let practices = Dictionary(try Practices.byIDs(ids, reader).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
                let translations = try Translations.of(ids, reader)
                let files = try Files.attached(to: Dictionary(uniqueKeysWithValues: practices.values.map { (RecordReference($0.id), $0.version) }), reader)
                return some.compactMap { card in
                    guard let practice = practices[card.id] else { return nil }
                    let attached = files[RecordReference(practice.id)] ?? []
                    return PracticeJSON(practice, card, Assessment(practice, inYear: year), translations[practice.id] ?? [:], files: attached, baseURL: baseURL)
                }
            }
        }
        return try .json(
            WholePracticeListJSON(
                total: answer.total, practices: records, facets: Dictionary(uniqueKeysWithValues: answer.counts.map { ($0.key.rawValue, $0.value) }), corrected: answer.corrected))
    }

    /// The search without its pages.
    private func whole(_ visit: Visit) -> SearchQuestion { SearchQuestion(visit.query.removing("after").removing("limit")) }
}

/// As `/api/v1/practices` lists them, each with its whole record.
struct WholePracticeListJSON: Encodable {
    let total: Int
    let practices: [PracticeJSON]
    let facets: [String: [String: Int]]
    let corrected: String?
}
