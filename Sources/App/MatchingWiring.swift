import Compendium
import Foundation
import Kernel
import Matching
import Members
import Web

/// Fills the ports of Matching from the compendium and the embedding service.
extension Installation {
    static func matchingPorts(_ house: House, _ compendium: CompendiumModule, _ embeddings: EmbeddingsClient?) -> MatchingPorts {
        let practices: @Sendable ([PracticeID]?) async throws -> [PracticeFacts] = { ids in
            let (found, freshness) = try await house.database.read { reader in
                (try ids.map { try Practices.byIDs($0, reader) } ?? Practices.all(reader), try CompendiumModule.freshness(at: house.clock.now, reader))
            }
            return facts(of: found, compendium.catalogue.cities, inYear: house.clock.now.day.year, freshness)
        }
        return MatchingPorts(
            practices: practices, cities: { compendium.catalogue.cities }, frontPage: { compendium.frontPage($0) }, card: { compendium.cardView($0, $1) },
            changedAt: { compendium.catalogue.card($0)?.changedAt }, vectors: vectors(embeddings),
            policyAreas: PolicyArea.allCases.map(\.rawValue), targetGroups: TargetGroup.allCases.map(\.rawValue))
    }

    private static func facts(of practices: [Practice], _ cities: [City], inYear year: Int, _ freshness: [PracticeID: Double]) -> [PracticeFacts] {
        let byID = Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0) })
        return practices.compactMap { practice in byID[practice.city].map { PracticeFacts(practice, $0, inYear: year, freshness: freshness[practice.id] ?? 1) } }
    }

    private static func vectors(_ embeddings: EmbeddingsClient?) -> (@Sendable ([String], PassageKind, Duration) async throws -> [[Float]])? {
        guard let embeddings else { return nil }
        return { texts, kind, limit in try await embeddings.vectors(of: texts, kind: kind, within: limit) }
    }
}

extension PracticeFacts {
    init(_ practice: Practice, _ city: City, inYear year: Int, freshness: Double) {
        let assessment = Assessment(practice, inYear: year)
        self.init(
            id: practice.id, slug: practice.slug, version: practice.version, language: practice.language, title: practice.title, place: PlaceFacts(city),
            startYear: practice.startYear, endYear: practice.endYear, status: practice.status.rawValue, areas: practice.policyAreas.map(\.rawValue),
            groups: practice.targetGroups.map(\.rawValue), problem: practice.problem, solution: practice.solution, results: practice.results,
            resources: practice.resources, preconditions: practice.preconditions.map { (id: $0.id, text: $0.text) }, askedBy: practice.askedBy,
            evidenceLevel: assessment.evidence.level, freshness: freshness, standing: assessment.standing.name.rawValue, hasStudy: !practice.studies.isEmpty,
            budget: practice.budget, beneficiaries: practice.beneficiaries, funding: practice.funding,
            sources: practice.sources.map { (title: $0.title, publisher: $0.publisher, url: $0.url) }, takenUp: practice.takenUp.count)
    }
}
