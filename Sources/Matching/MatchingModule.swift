import Foundation
import Kernel
import Store
import Text
import Trail
import Web

/// The door of matching: its routes, its index, and what it tells other rooms.
public struct MatchingModule: Sendable {
    public let matcher: Matcher
    public let routes: [Route]
    private let house: House
    private let trail: Trail
    private let noting: NoteNewFits

    public init(house: House, trail: Trail, vocabulary: Vocabulary, reference: ReferenceNeeds, ports: MatchingPorts) {
        self.house = house
        self.trail = trail
        matcher = Matcher(vocabulary: vocabulary, reference: reference, ports: ports, database: house.database)
        let room = MatchingRoom(house: house, trail: trail, matcher: matcher, ports: ports)
        noting = NoteNewFits(matcher: matcher, ports: ports)
        routes = MatchingRoutes.all(room)
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "matching", in: resources.appendingPathComponent("migrations"))
    }

    public static func vocabulary() throws -> Vocabulary { try Vocabulary(folder: resources.appendingPathComponent("vocabulary")) }

    public static func reference() throws -> ReferenceNeeds { try ReferenceNeeds(file: resources.appendingPathComponent("reference/needs.json")) }

    public func load() async throws { try await matcher.refresh(nil) }

    /// Puts a need of a city on record and shares it with the city, in the transaction of who found it.
    public func describe(_ content: NeedContent, by person: PersonID, in writer: Writer) throws -> NeedID {
        let outcome = try SaveNeed(content: content, id: nil, basedOn: 0, person: person).run(house, trail, writer)
        guard case .saved(let id) = outcome else { throw Problem.conflict(reason: "web.error.409.message") }
        if content.city != nil { try ShareNeed(need: id, visibility: .city, people: [], person: person).run(trail, in: writer) }
        return id
    }

    /// Brings the index in step with what was committed.
    public func follow(_ news: [News]) async throws {
        if news.contains(where: { $0.record.kind == CityKind.name }) { return try await matcher.refresh(nil) }
        let ids = Set(news.filter { $0.record.kind == PracticeKind.name }.map { PracticeID($0.record.id) })
        if !ids.isEmpty { try await matcher.refresh(Array(ids)) }
    }

    /// Notes what is new for needs, and tells their owners. Done twice a minute.
    public func noteNewFits() async throws { try await noting.run(house, trail) }

    /// The concepts that a text names, by what it calls them, with their names in the language of the text and in another; only those that
    /// have a name in the other. Each concept once, in the order of the text.
    public static func glossary(
        _ vocabulary: Vocabulary, _ text: String, from source: String, to target: String
    ) -> [(places: [Range<Int>], term: String, translation: String)] {
        var order: [String] = []
        var places: [String: [Range<Int>]] = [:]
        for mention in vocabulary.recognise(text, language: source) {
            if places[mention.concept] == nil { order.append(mention.concept) }
            places[mention.concept, default: []].append(mention.range)
        }
        return order.compactMap { id in
            guard let concept = vocabulary.concept(id), let translation = concept.labels[target] else { return nil }
            return (places[id] ?? [], concept.labels[source] ?? id, translation)
        }
    }

    /// English labels of the concepts a text in another language names, so that it finds English texts.
    public static func englishTerms(_ vocabulary: Vocabulary, _ text: String, _ language: Language) -> [String] {
        var terms: [String] = []
        for code in Set([language.code, LanguageGuess.guess(text)?.language].compactMap { $0 }).sorted() where code != "en" {
            terms += vocabulary.recognise(text, language: code).compactMap { vocabulary.label(of: $0.concept, language: "en") }
        }
        var seen: Set<String> = []
        return terms.filter { seen.insert($0).inserted }.prefix(5).map { $0 }
    }
}
