import Foundation
import Kernel
import Members
import Store
import Text
import Web

/// The practices as lists need them: cards and a full-text index, in memory, the same on both engines. Built at start, kept in
/// step with every change by `refresh`.
public final class Catalogue: @unchecked Sendable {
    struct Contents: Sendable {
        /// By slug.
        var cards: [Card] = []
        var positions: [String: Int] = [:]
        var facets = FacetTable([])
        var cities: [City] = []
        /// Counts the changes.
        var generation = 0
        /// The cards' numbers in an order somebody asked for: sorted once, not for every list.
        private let orders = Kept<Order, [Int]>(most: 40)

        struct Order: Hashable, Sendable {
            let sort: SearchQuestion.Sort
            /// Titles and names of cities sort by language.
            let language: String?
        }

        /// - Returns: nil for relevance, which every question has its own of.
        func order(_ sort: SearchQuestion.Sort, _ language: Language) -> [Int]? {
            sort == .relevance ? nil : orders.value(Order(sort: sort, language: [.title, .city].contains(sort) ? language.code : nil)) { sort.order(cards, language) }
        }
    }

    let index = TextIndex(fields: [
        FieldWeight("title", weight: 4, typicalLength: 14),
        FieldWeight("place", weight: 2.5, typicalLength: 6),
        FieldWeight("labels", weight: 1.5, typicalLength: 60),
        FieldWeight("problem", weight: 1, typicalLength: 35),
        FieldWeight("solution", weight: 1, typicalLength: 70),
        FieldWeight("results", weight: 0.7, typicalLength: 30),
        FieldWeight("more", weight: 0.6, typicalLength: 40),
    ])
    private let lock = NSLock()
    private var contents = Contents()
    private let renderer: Renderer
    private let clock: Clock

    public init(renderer: Renderer, clock: Clock) {
        self.renderer = renderer
        self.clock = clock
    }

    var now: Contents { lock.withLock { contents } }

    public var cards: [Card] { now.cards }
    public var cities: [City] { now.cities }

    public func card(_ slug: String) -> Card? {
        let contents = now
        return contents.positions[slug].map { contents.cards[$0] }
    }

    /// Others with the most areas and groups in common, at most three.
    func similar(to card: Card) -> [Card] {
        func common(_ other: Card) -> Double {
            let size = Double(card.areas.count + other.areas.count + card.groups.count + other.groups.count)
            return size == 0 ? 0 : Double(3 * (card.areaBits & other.areaBits).nonzeroBitCount + (card.groupBits & other.groupBits).nonzeroBitCount) / size
        }
        var best: [(card: Card, common: Double)] = []
        for other in cards where other.slug != card.slug {
            let common = common(other)
            // Cards come by slug: of equals, the first stays.
            guard common > 0, best.count < 3 || common > best[2].common else { continue }
            best.insert((other, common), at: best.firstIndex { $0.common < common } ?? best.count)
            if best.count > 3 { best.removeLast() }
        }
        return best.map(\.card)
    }

    /// Reads everything. What needs the cards alone is done `meanwhile` their words are put into the index.
    public func load(_ database: Database, meanwhile: () async throws -> Void = {}) async throws {
        let (practices, cities, translations, questions, confirmed) = try await database.read { reader in
            (try Practices.all(reader), try Cities.all(reader), try Translations.all(reader), try PracticeQuestions.all(reader), try PracticeLives.confirmedByPeople(reader))
        }
        let documents = put(practices, translations, questions, confirmed, cities: cities, replacingAll: true)
        async let areIndexed: Void = index.upsert(documents)
        try await meanwhile()
        await areIndexed
    }

    /// Reads the practices that changed.
    public func refresh(_ ids: [PracticeID], _ database: Database) async throws {
        let (practices, cities, translations, questions, confirmed) = try await database.read { reader in
            (
                try Practices.byIDs(ids, reader), try Cities.all(reader), try Translations.of(ids, reader), try PracticeQuestions.of(ids, reader),
                try PracticeLives.confirmedByPeople(reader)
            )
        }
        index.upsert(put(practices, translations, questions, confirmed, cities: cities, replacingAll: false, gone: Set(ids).subtracting(practices.map(\.id))))
    }

    /// Puts the cards in their place. - Returns: what is to be put into the index.
    private func put(
        _ practices: [Practice], _ translations: [PracticeID: [String: [Translation]]], _ questions: [PracticeID: PracticeQuestions.Questions], _ confirmed: Set<PracticeID>,
        cities: [City],
        replacingAll: Bool, gone: Set<PracticeID> = []
    ) -> [TextDocument] {
        let byID = Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0) })
        let year = clock.now.day.year
        let read = practices.mapSideBySide { practice -> (card: Card, document: TextDocument)? in
            guard let city = byID[practice.city] else { return nil }
            let translated = translations[practice.id] ?? [:]
            let card = Card(practice, city: city, assessment: Assessment(practice, inYear: year), translations: translated, isConfirmed: confirmed.contains(practice.id))
            return (card, TextDocument(id: practice.slug, fields: fields(practice, card) + self.translated(practice, translated) + asked(questions[practice.id] ?? [])))
        }.compactMap(\.self)
        let cards = read.map(\.card)
        lock.withLock {
            var all = replacingAll ? [:] : Dictionary(uniqueKeysWithValues: contents.cards.map { ($0.slug, $0) })
            for card in cards { all[card.slug] = card }
            for card in all.values where gone.contains(card.id) {
                all[card.slug] = nil
                index.remove(id: card.slug)
            }
            let sorted = all.values.sorted { $0.slug < $1.slug }
            contents = Contents(
                cards: sorted, positions: Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.slug, $0) }), facets: FacetTable(sorted),
                cities: cities, generation: contents.generation + 1)
        }
        return read.map(\.document)
    }

    /// What can be searched. Labels are there in every interface language, so that "alloggio" and "سكن" find housing.
    private func fields(_ practice: Practice, _ card: Card) -> [FieldText] {
        var fields = practice.title.texts.sorted { $0.key < $1.key }.map { FieldText("title", $0.value, language: $0.key) }
        fields += places(card.city)
        for language in Language.allCases {
            let words = renderer.words(language)
            let labels = practice.policyAreas.map { words("compendium.policyArea.\($0.rawValue)") }
                + practice.targetGroups.map { words("compendium.targetGroup.\($0.rawValue)") }
                + [Format(language).country(card.city.country)]
            fields.append(FieldText("labels", labels.joined(separator: ". "), language: language.code))
        }
        func add(_ field: String, _ text: String?) {
            if let text { fields.append(FieldText(field, text, language: practice.language)) }
        }
        add("problem", practice.problem)
        add("solution", practice.solution)
        add("results", practice.results)
        add("more", practice.migrantsInvolved)
        add("more", practice.whatFailed)
        add("more", ([practice.leadOrganisation] + practice.partners + practice.preconditions.map(\.text) + practice.askedBy).joined(separator: ". "))
        return fields
    }

    /// A city by all its names, so that "Atene" and "أثينا" find Athens; each once, for a name said twice would weigh twice.
    private func places(_ city: City) -> [FieldText] {
        let own = FieldText("place", "\(city.name) \(city.localName)", language: "en")
        var known: Set<String> = [city.name, city.localName]
        return [own] + city.names.sorted { $0.key < $1.key }.compactMap { language, name in
            known.insert(name).inserted ? FieldText("place", name, language: language.code) : nil
        }
    }

    /// What its translations say, each in its own language, so that readers find it in their words.
    private func asked(_ questions: PracticeQuestions.Questions) -> [FieldText] {
        Dictionary(grouping: questions, by: \.language).sorted { $0.key < $1.key }.map { FieldText("more", $1.map(\.text).joined(separator: ". "), language: $0) }
    }

    private func translated(_ practice: Practice, _ translations: [String: [Translation]]) -> [FieldText] {
        TranslatableField.targets(from: practice.language).flatMap { language -> [FieldText] in
            let kept = translations[language.code] ?? []
            guard !kept.isEmpty else { return [] }
            return TranslationSheet(practice.translatable(into: language.code), kept).entries.compactMap { entry in
                guard let text = entry.translation?.text else { return nil }
                let field = ["title", "problem", "solution", "results"].contains(entry.field.path) ? entry.field.path : "more"
                return FieldText(field, text, language: language.code)
            }
        }
    }
}
