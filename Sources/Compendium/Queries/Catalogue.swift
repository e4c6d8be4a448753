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
            let areas = Set(other.areas).intersection(card.areas).count
            let groups = Set(other.groups).intersection(card.groups).count
            let size = Double(card.areas.count + other.areas.count + card.groups.count + other.groups.count)
            return size == 0 ? 0 : (3 * Double(areas) + Double(groups)) / size
        }
        return cards.filter { $0.slug != card.slug }.map { ($0, common($0)) }.filter { $0.1 > 0 }
            .sorted { (-$0.1, $0.0.slug) < (-$1.1, $1.0.slug) }.prefix(3).map(\.0)
    }

    /// Reads everything.
    public func load(_ database: Database) async throws {
        let (practices, cities) = try await database.read { reader in (try Practices.all(reader), try Cities.all(reader)) }
        put(practices, cities: cities, replacingAll: true)
    }

    /// Reads the practices that changed.
    public func refresh(_ ids: [PracticeID], _ database: Database) async throws {
        let (practices, cities) = try await database.read { reader in (try Practices.byIDs(ids, reader), try Cities.all(reader)) }
        put(practices, cities: cities, replacingAll: false, gone: Set(ids).subtracting(practices.map(\.id)))
    }

    private func put(_ practices: [Practice], cities: [City], replacingAll: Bool, gone: Set<PracticeID> = []) {
        let byID = Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0) })
        let year = clock.now.day.year
        var cards: [Card] = []
        var documents: [TextDocument] = []
        for practice in practices {
            guard let city = byID[practice.city] else { continue }
            let card = Card(practice, city: city, assessment: Assessment(practice, inYear: year))
            cards.append(card)
            documents.append(TextDocument(id: practice.slug, fields: fields(practice, card)))
        }
        index.upsert(documents)
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
                cities: cities)
        }
    }

    /// What can be searched. Labels are there in every interface language, so that "alloggio" and "سكن" find housing.
    private func fields(_ practice: Practice, _ card: Card) -> [FieldText] {
        var fields = practice.title.texts.sorted { $0.key < $1.key }.map { FieldText("title", $0.value, language: $0.key) }
        fields.append(FieldText("place", "\(card.city.name) \(card.city.localName)", language: "en"))
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
        add("more", ([practice.leadOrganisation] + practice.partners + practice.preconditions.map(\.text) + practice.askedBy).joined(separator: ". "))
        return fields
    }
}
