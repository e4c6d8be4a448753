import Compendium
import Foundation
import Kernel
import Matching
import Members
import Transfers
import Web

/// Fills the ports of Matching from the compendium and the embedding service.
extension Installation {
    static func matchingPorts(_ house: House, _ compendium: CompendiumModule, _ embeddings: EmbeddingsClient?) -> MatchingPorts {
        let practices: @Sendable ([PracticeID]?) async throws -> [PracticeFacts] = { ids in
            let (found, freshness) = try await house.database.read { reader in
                (try ids.map { try Practices.byIDs($0, reader) } ?? Practices.all(reader), try CompendiumModule.freshness(at: house.clock.now, reader))
            }
            // The catalogue is in step before Matching asks, and knows what people call them in other languages.
            let cities = Dictionary(uniqueKeysWithValues: compendium.catalogue.cities.map { ($0.id, $0) })
            return found.compactMap { practice in
                cities[practice.city].map { city in
                    PracticeFacts(
                        practice, compendium.catalogue.card(practice.slug)?.titles ?? practice.title, city, inYear: house.clock.now.day.year, freshness: freshness[practice.id] ?? 1)
                }
            }
        }
        var ports = MatchingPorts(
            practices: practices,
            askedElsewhere: { ids in try await house.database.read { reader in try ids.map { try PracticeQuestions.of($0, reader) } ?? PracticeQuestions.all(reader) } },
            cities: { compendium.catalogue.cities }, frontPage: { compendium.frontPage($0) }, card: { compendium.cardView($0, $1) },
            news: { slug, language in compendium.catalogue.card(slug).map { (title: $0.title.text(in: language.code).text, at: $0.changedAt) } }, vectors: vectors(embeddings),
            policyAreas: PolicyArea.allCases.map(\.rawValue), targetGroups: TargetGroup.allCases.map(\.rawValue))
        ports.takenFurther = takenFurther
        ports.takeFurther = { TransfersPaths.open(need: $0, practice: $1) }
        return ports
    }

    private static func vectors(_ embeddings: EmbeddingsClient?) -> (@Sendable ([String], PassageKind, Duration) async throws -> [[Float]])? {
        guard let embeddings else { return nil }
        return { texts, kind, limit in try await embeddings.vectors(of: texts, kind: kind, within: limit) }
    }
}

extension PracticeFacts {
    init(_ practice: Practice, _ title: Localized, _ city: City, inYear year: Int, freshness: Double) {
        let assessment = Assessment(practice, inYear: year)
        self.init(
            id: practice.id, slug: practice.slug, version: practice.version, language: practice.language, title: title, place: PlaceFacts(city),
            startYear: practice.startYear, endYear: practice.endYear, status: practice.status.rawValue, areas: practice.policyAreas.map(\.rawValue),
            groups: practice.targetGroups.map(\.rawValue), problem: practice.problem, solution: practice.solution, results: practice.results,
            resources: practice.resources, preconditions: practice.preconditions.map { (id: $0.id, text: $0.text) }, askedBy: practice.askedBy,
            evidenceLevel: assessment.evidence.level, freshness: freshness, standing: assessment.standing.name.rawValue, hasStudy: !practice.studies.isEmpty,
            budget: practice.budget, beneficiaries: practice.beneficiaries, funding: practice.funding,
            sources: practice.sources.map { (title: $0.title, publisher: $0.publisher, url: $0.url) }, takenUp: practice.takenUp.count)
    }
}
