import App
import Foundation
import Matching
import Text

/// Practices that nobody runs, made from the sentences of those that somebody does. The same number always gives the same one,
/// so that every search engine can be given the same without all being kept.
struct MadePractices: Sendable {
    struct Practice: Sendable {
        let id: String
        let title, problem, solution, results, preconditions: String
        let asked: [String]
        let areas, groups: [String]
        let topic: Int
    }

    struct Question: Sendable {
        let text: String
        let vector: [Float]
    }

    static let dimension = 384
    private static let topics = 200
    private static let oddWords = 30_000

    let vectors: Int
    private let pool: StarterSentences
    private let topicVectors: [[Float]]
    /// What all sentences have in common: such models put everything into a narrow cone.
    private let common: [Float]

    init(vectors: Int) throws {
        self.vectors = vectors
        pool = try StarterSentences.read()
        var dice = Dice(1)
        common = dice.direction(Self.dimension)
        topicVectors = (0..<Self.topics).map { _ in dice.direction(Self.dimension) }
    }

    func practice(_ number: Int) -> Practice {
        var dice = Dice(number + 1_000)
        func sentences(_ source: [String], _ count: Int) -> String {
            (0..<count).map { _ in dice.one(of: source, else: "") }.joined(separator: " ") + " w\(dice.below(Self.oddWords))"
        }
        let facets = dice.one(of: pool.facets, else: (areas: [], groups: []))
        return Practice(
            id: "made-\(number)", title: dice.one(of: pool.titles, else: "") + " w\(dice.below(Self.oddWords))",
            problem: sentences(pool.problems, 2), solution: sentences(pool.solutions, 4), results: sentences(pool.results, 1 + dice.below(2)),
            preconditions: sentences(pool.preconditions, 2), asked: (0..<max(0, vectors - 3)).map { _ in dice.one(of: pool.asked, else: "") },
            areas: facets.areas, groups: facets.groups, topic: dice.below(Self.topics))
    }

    /// The practice as the ranking sees it, with a vector near its topic for each field.
    func document(_ number: Int) -> MatchDocument {
        let practice = practice(number)
        var dice = Dice(number + 50_000_000)
        let fields = [("title", practice.title), ("problem", practice.problem), ("solution", practice.solution), ("results", practice.results), ("preconditions", practice.preconditions)]
            + practice.asked.map { ("asked", $0) }
        let named = ["title", "problem", "solution"] + practice.asked.map { _ in "asked" }
        return MatchDocument(
            id: practice.id, fields: fields.map { FieldText($0.0, $0.1, language: "en") },
            vectors: named.prefix(vectors).map { FieldVector($0, near(practice.topic, &dice)) }, policyAreas: practice.areas, targetGroups: practice.groups,
            evidence: Double(dice.below(6)) / 5)
    }

    /// The practice as an import file holds it, with its title in two languages.
    /// - Parameter cities: name and country; the practice is in one of them.
    func record(_ number: Int, cities: [(name: String, country: String)]) -> [String: Any] {
        let practice = practice(number)
        var dice = Dice(number + 70_000_000)
        let city = dice.one(of: cities, else: ("Catania", "IT"))
        return [
            "id": practice.id, "title": ["en": practice.title, "it": "Pratica \(number): \(practice.title)"], "city": city.name, "country": city.country,
            "lead_organisation": "City of \(city.name)", "organisation_type": "municipality", "start_year": 2000 + dice.below(25), "end_year": NSNull(),
            "status": ["running", "ended", "unknown"][dice.below(3)], "policy_areas": practice.areas, "target_groups": practice.groups, "problem": practice.problem,
            "solution": practice.solution, "partners": ["A school", "A library"], "resources": NSNull(), "budget_eur": dice.below(500) * 1000, "funding": ["AMIF"],
            "results": practice.results, "beneficiaries": dice.below(5000), "evidence": ["none", "output_counts", "before_after"][dice.below(3)],
            "preconditions": [practice.preconditions], "transferred_to": [String](), "languages_of_service": ["en"],
            "sources": [["title": "Report \(number)", "publisher": NSNull(), "url": "https://example.org/\(number)"]],
        ]
    }

    /// Two sentences in an officer's words, with a vector near some topic.
    func question(_ number: Int) -> Question {
        var dice = Dice(number + 900_000_000)
        return Question(
            text: dice.one(of: pool.asked, else: "") + ". " + dice.one(of: pool.asked, else: ""), vector: near(dice.below(Self.topics), &dice))
    }

    /// Made-up vectors of the reference needs and of every concept.
    func calibration(_ vocabulary: Vocabulary) -> MatchCalibration {
        var dice = Dice(7)
        let needs = (0..<60).map { _ in near(dice.below(Self.topics), &dice) }
        return MatchCalibration(needs: needs, concepts: Dictionary(uniqueKeysWithValues: vocabulary.concepts.map { ($0.id, near(dice.below(Self.topics), &dice)) }))
    }

    private func near(_ topic: Int, _ dice: inout Dice) -> [Float] {
        let centre = topicVectors[topic]
        let noise = 0.3 / Float(Self.dimension).squareRoot()
        var vector = [Float](repeating: 0, count: Self.dimension)
        for at in vector.indices { vector[at] = 0.85 * common[at] + 0.4 * centre[at] + noise * dice.normal() }
        return vector
    }
}

/// The sentences of the starter practices, by field.
struct StarterSentences: Sendable {
    let titles, problems, solutions, results, preconditions, asked: [String]
    let facets: [(areas: [String], groups: [String])]

    private struct File: Decodable {
        let title: [String: String]
        let problem, solution, results: String?
        let preconditions, asked_by: [String]?
        let policy_areas, target_groups: [String]
    }

    static func read() throws -> StarterSentences {
        let files = try StarterContent.read().practices.map { try JSONDecoder().decode(File.self, from: $0.data) }
        func sentences(_ texts: [String?]) -> [String] {
            texts.compactMap { $0 }.flatMap { text in
                text.components(separatedBy: ". ").map { $0.hasSuffix(".") ? $0 : $0 + "." }.filter { $0.count > 20 }
            }
        }
        return StarterSentences(
            titles: files.compactMap { $0.title["en"] }, problems: sentences(files.map(\.problem)), solutions: sentences(files.map(\.solution)),
            results: sentences(files.map(\.results)), preconditions: files.flatMap { $0.preconditions ?? [] }, asked: files.flatMap { $0.asked_by ?? [] },
            facets: files.map { (areas: $0.policy_areas, groups: $0.target_groups) })
    }
}
