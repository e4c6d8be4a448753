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

    public init(house: House, trail: Trail, vocabulary: Vocabulary, reference: ReferenceNeeds, ports: MatchingPorts) {
        self.house = house
        matcher = Matcher(vocabulary: vocabulary, reference: reference, ports: ports, database: house.database)
        let room = MatchingRoom(house: house, trail: trail, matcher: matcher, ports: ports)
        routes = MatchingRoutes.all(room)
    }

    public static let resources = resourceFolder(Bundle.module)

    public static func migrations() throws -> [Migration] {
        try Migration.all(ofRoom: "matching", in: resources.appendingPathComponent("migrations"))
    }

    public static func vocabulary() throws -> Vocabulary { try Vocabulary(folder: resources.appendingPathComponent("vocabulary")) }

    public static func reference() throws -> ReferenceNeeds { try ReferenceNeeds(file: resources.appendingPathComponent("reference/needs.json")) }

    public func load() async throws { try await matcher.refresh(nil) }

    /// Brings the index in step with what was committed.
    public func follow(_ news: [News]) async throws {
        if news.contains(where: { $0.record.kind == CityKind.name }) { return try await matcher.refresh(nil) }
        let ids = Set(news.filter { $0.record.kind == PracticeKind.name }.map { PracticeID($0.record.id) })
        if !ids.isEmpty { try await matcher.refresh(Array(ids)) }
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
