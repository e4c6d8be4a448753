import Foundation
import Testing
import Text
#if canImport(MatchingEngine)
@testable import MatchingEngine
#else
@testable import Matching
#endif

/// A small world with vectors of four numbers: housing, school, health, work.
enum Small {
    static let vocabulary = Vocabulary([
        Concept(
            id: "social-housing", area: "place", policyAreas: ["housing"], note: "Homes",
            labels: ["en": "social housing", "it": "alloggi popolari", "pl": "mieszkania komunalne"],
            synonyms: ["en": ["affordable homes", "council flat*"], "it": ["case popolari"], "pl": ["mieszkan* komunaln*"], "de": ["*wohnungen"]]),
        Concept(
            id: "kindergarten", area: "learning", policyAreas: ["schooling"], targetGroups: ["families"], note: "Small children",
            labels: ["en": "kindergarten", "it": "asilo nido"]),
        Concept(id: "mental-health", area: "people", policyAreas: ["health"], targetGroups: ["refugees"], note: "Trauma", labels: ["en": "mental health"]),
    ])

    static func practice(_ id: String, _ title: String, _ solution: String, _ vector: [Float], areas: [String], groups: [String] = [], evidence: Double = 0) -> MatchDocument {
        MatchDocument(
            id: id,
            fields: [FieldText("title", title, language: "en"), FieldText("solution", solution, language: "en")],
            vectors: [FieldVector("title", vector), FieldVector("solution", vector.map { $0 + 0.01 }), FieldVector("asked", vector)],
            policyAreas: areas, targetGroups: groups, evidence: evidence)
    }

    static let practices = [
        practice("flats", "Affordable homes for newcomers", "The city rents council flats and lets them to families.", [3, 1, 1, 1], areas: ["housing"], groups: ["families"]),
        practice("nursery", "Kindergarten beside the course", "Parents learn while children play.", [1, 3, 1, 1], areas: ["schooling", "language-learning"], groups: ["families"]),
        practice("clinic", "Mental health for survivors", "Psychologists and interpreters help refugees.", [1, 1, 3, 1], areas: ["health"], groups: ["refugees"], evidence: 1),
        practice("jobs", "Work for newcomers", "Employers train people in small firms.", [1, 1, 1, 3], areas: ["employment"], groups: ["refugees"]),
    ]

    static let calibration = MatchCalibration(
        needs: [[2, 1, 1, 1], [1, 2, 1, 1], [1, 1, 2, 1], [1, 1, 1, 2], [1, 1, 1, 1]],
        concepts: ["social-housing": [3, 1, 1, 1], "kindergarten": [1, 3, 1, 1], "mental-health": [1, 1, 3, 1]])

    static func index(calibrated: Bool = true) -> MatchIndex {
        let index = MatchIndex(vocabulary: vocabulary)
        if calibrated { index.calibrate(calibration) }
        index.upsert(practices)
        return index
    }
}

@Suite struct VocabularyTests {
    @Test func findsNamesFormsAndEndings() {
        let found = { (text: String, language: String) in Small.vocabulary.recognise(text, language: language).map(\.concept) }
        #expect(found("We need more affordable new homes", "en") == ["social-housing"])
        #expect(found("Brakuje mieszkań komunalnych", "pl") == ["social-housing"])
        #expect(found("Mancano case popolari e un asilo nido", "it") == ["social-housing", "kindergarten"])
        #expect(found("Sozialwohnungen fehlen", "de") == ["social-housing"])
        #expect(found("homes are affordable", "en").isEmpty)
    }

    @Test func saysWhere() {
        let text = "Già pieno l'asilo nido"
        let mention = Small.vocabulary.recognise(text, language: "it").first
        #expect(mention?.surface == "asilo nido")
        #expect(mention.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) } == "asilo nido")
    }

    @Test func refusesBrokenFiles() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vocabulary-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let one = #"[{"id":"a","area":"x","broader":null,"policy_areas":[],"target_groups":[],"note":"","labels":{"en":"a"},"synonyms":{}}]"#
        try Data(one.utf8).write(to: folder.appendingPathComponent("1.json"))
        #expect(try Vocabulary(folder: folder).concepts.count == 1)
        try Data(one.utf8).write(to: folder.appendingPathComponent("2.json"))
        #expect(throws: VocabularyProblem.self) { try Vocabulary(folder: folder) }
        try Data("[{".utf8).write(to: folder.appendingPathComponent("2.json"))
        #expect(throws: VocabularyProblem.self) { try Vocabulary(folder: folder) }
    }
}

@Suite struct MatchTests {
    @Test func findsByMeaningAlone() {
        let answer = Small.index().match(MatchNeed(text: "xyzzy", language: "en", vector: [1, 1, 3, 1]))
        #expect(answer.usesMeaning)
        #expect(answer.matches.first?.id == "clinic")
        #expect(answer.understood.areas.first?.slug == "health")
        #expect(answer.matches.first?.reasons.closest != nil)
    }

    @Test func findsAcrossLanguagesByConceptWithoutVectors() throws {
        let answer = Small.index(calibrated: false).match(MatchNeed(text: "Brakuje mieszkań komunalnych", language: "pl"))
        #expect(!answer.usesMeaning)
        let best = try #require(answer.matches.first)
        #expect(best.id == "flats")
        #expect(best.reasons.concepts.map(\.id) == ["social-housing"])
        #expect(answer.understood.concepts.map(\.id) == ["social-housing"])
        #expect(answer.understood.concepts.first?.mentions.first?.surface == "mieszkań komunalnych")
        #expect(best.part(.meaning) == nil)
    }

    @Test func partsStayWithinBoundsAndMakeTheScore() {
        for vector in [[1, 1, 3, 1], [3, 1, 1, 1], nil] as [[Float]?] {
            for match in Small.index().match(MatchNeed(text: "mental health of families", language: "en", vector: vector)).matches {
                #expect(match.parts.allSatisfy { (0...1).contains($0.value) })
                #expect(abs(match.parts.reduce(0) { $0 + $1.weight } - 1) < 1e-5)
                #expect(abs(match.score - MatchFormula.shown(MatchFormula.calibrate(match.parts.reduce(0) { $0 + $1.contribution }))) < 1e-5)
                #expect(match.band == MatchFormula.band(match.score))
            }
        }
    }

    @Test func statedFacetsAndAdjustmentsChangeTheOrder() {
        let index = Small.index()
        let plain = index.match(MatchNeed(text: "newcomers", language: "en"))
        #expect(plain.matches.first?.id == "flats" || plain.matches.first?.id == "jobs")
        let stated = index.match(MatchNeed(text: "newcomers", language: "en", policyAreas: ["health"], targetGroups: ["refugees"]))
        #expect(stated.understood.areas.contains { $0.slug == "health" && $0.isStated })
        #expect((stated.matches.first { $0.id == "clinic" }?.score ?? 0) > (plain.matches.first { $0.id == "clinic" }?.score ?? 1))
        let adjusted = index.match(MatchNeed(text: "newcomers", language: "en", adjustments: ["nursery": 0.9], excluded: ["jobs"]))
        #expect(adjusted.matches.first?.id == "nursery")
        #expect(adjusted.matches.first?.part(.adjustment)?.value == 0.9)
        #expect(!adjusted.matches.contains { $0.id == "jobs" })
    }

    @Test func ranksAllAndExplainsWhatIsAskedFor() {
        let need = MatchNeed(text: "mental health of families", language: "en", vector: [1, 1, 3, 1])
        let whole = Small.index().match(need)
        let second = Small.index().match(need) { [$0[1]] }
        #expect(second.ranked == whole.ranked && whole.ranked.map(\.id) == whole.matches.map(\.id))
        #expect(second.matches.map(\.id) == [whole.matches[1].id])
        #expect(second.matches[0].reasons.terms == whole.matches[1].reasons.terms && second.matches[0].score == whole.matches[1].score)
    }

    @Test func evidenceOnlyTipsTheBalance() {
        let index = MatchIndex(vocabulary: Small.vocabulary)
        index.upsert([
            Small.practice("weak", "Same title", "Same text.", [1, 1, 1, 1], areas: []),
            Small.practice("proved", "Same title", "Same text.", [1, 1, 1, 1], areas: [], evidence: 1),
            Small.practice("named", "Title with kindergarten", "Same text.", [1, 1, 1, 1], areas: []),
        ])
        #expect(index.match(MatchNeed(text: "same kindergarten", language: "en")).matches.map(\.id) == ["named", "proved", "weak"])
    }

    @Test func followsChanges() {
        let index = Small.index()
        index.remove(id: "clinic")
        #expect(!index.match(MatchNeed(text: "mental health", language: "en", vector: [1, 1, 3, 1])).matches.contains { $0.id == "clinic" })
        index.upsert(Small.practices[2])
        #expect(index.match(MatchNeed(text: "mental health", language: "en", vector: [1, 1, 3, 1])).matches.first?.id == "clinic")
        #expect(index.count == 4)
    }

    @Test func isTheSameWhateverTheOrderPracticesCameIn() {
        let one = Small.index(), other = MatchIndex(vocabulary: Small.vocabulary)
        for practice in Small.practices.reversed() { other.upsert(practice) }
        other.calibrate(Small.calibration)
        let need = MatchNeed(text: "homes for families", vector: [2, 1, 1.5, 1])
        let (left, right) = (one.match(need), other.match(need))
        #expect(left.matches.map(\.id) == right.matches.map(\.id))
        for (a, b) in zip(left.matches, right.matches) { #expect(abs(a.score - b.score) < 1e-5) }
    }

    @Test func answersOddNeeds() {
        let index = Small.index()
        #expect(index.match(MatchNeed(text: "")).matches.isEmpty)
        #expect(index.match(MatchNeed(text: "", policyAreas: ["housing"])).matches.first?.id == "flats")
        #expect(index.match(MatchNeed(text: "kindergarten")).matches.first?.id == "nursery")
        #expect(index.match(MatchNeed(text: "ቤት", vector: [1, 1])).usesMeaning == false)
        #expect(index.match(MatchNeed(text: "homes", vector: [.nan, 1, 1, 1])).usesMeaning == false)
        #expect(index.match(MatchNeed(text: String(repeating: "homes and more ", count: 8000), language: "en")).matches.first?.id == "flats")
        #expect(MatchIndex(vocabulary: Small.vocabulary).match(MatchNeed(text: "homes", vector: [1, 1, 1, 1])).matches.isEmpty)
        #expect(index.match(MatchNeed(text: "homes", adjustments: ["flats": .nan], limit: 0)).matches.isEmpty)
    }

    @Test func aLargeIndexAgreesWithASmallOne() {
        var random = SystemRandomNumberGenerator()
        let practices = (0..<(MatchIndex.exactLimit + 500)).map { number in
            Small.practice("p\(number)", "Practice \(number % 50)", "Text about \(number % 13).", (0..<4).map { _ in Float.random(in: 0...3, using: &random) }, areas: ["housing"])
        }
        let index = MatchIndex(vocabulary: Small.vocabulary)
        index.calibrate(Small.calibration)
        index.upsert(practices)
        let answer = index.match(MatchNeed(text: "practice", language: "en", vector: [3, 1, 1, 1], limit: 5))
        #expect(answer.matches.count == 5)
        #expect(answer.matches.allSatisfy { $0.part(.meaning)?.value ?? 0 > 0.9 })
        index.upsert(Small.practice("best", "Affordable homes", "Homes.", [9, 1, 1, 1], areas: ["housing"]))
        #expect(index.match(MatchNeed(text: "affordable homes", language: "en", vector: [3, 1, 1, 1])).matches.first?.id == "best")
        index.remove(id: "best")
        #expect(index.count == MatchIndex.exactLimit + 500)
    }
}

@Suite struct FormulaTests {
    @Test func scoresRiseWithTheSum() {
        let scores = stride(from: 0.0, through: 1.0, by: 0.01).map(MatchFormula.calibrate)
        #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(scores.first == 0 && scores.last == 1)
    }

    @Test func packedVectorsStayClose() {
        let vector = (0..<384).map { sinf(Float($0) * 1.7) }
        let unit = Vectors.unit(vector)
        let exact = Vectors.dot(unit, unit)
        #expect(abs(StoredVector.exact(unit).packed.dot(unit) - exact) < 0.005)
        var matrix = ByteMatrix(columns: 384)
        matrix.set(0, to: unit)
        matrix.set(1, to: unit.map { -$0 })
        let dots = matrix.dots(with: unit)
        #expect(abs(dots[0] - 1) < 0.02 && abs(dots[1] + 1) < 0.02)
    }
}
