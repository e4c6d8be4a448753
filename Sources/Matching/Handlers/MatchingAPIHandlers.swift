import Foundation
import HTTPTypes
import Kernel
import Web

/// Matching for machines: `POST /api/v1/matches`. Nothing is kept.
struct MatchingAPIHandlers: Sendable {
    let room: MatchingRoom

    func match(_ visit: Visit) async throws -> Answer {
        let request = try MatchRequest(visit.body, ports: room.ports)
        let city = room.place(request.citySlug)
        if request.citySlug != nil && city == nil { throw Problem.notFound }
        let answer = await room.matcher.answer(request.content, city: city, limit: request.limit)
        let matches = answer.matches.filter { $0.score >= 0.05 }
        let facts = try await room.matcher.practices(matches.compactMap { room.matcher.context($0.id)?.id })
        let bySlug = Dictionary(facts.map { ($0.slug, $0) }, uniquingKeysWith: { first, _ in first })
        let telling = Telling(room, language(visit, request))
        return try .json(
            MatchAnswerJSON(
                language: request.content.language ?? answer.understood.language, semantic: answer.usesMeaning,
                understood: UnderstoodJSON(answer.understood, telling),
                matches: matches.compactMap { match in
                    guard let practice = bySlug[match.id], let context = room.matcher.context(match.id) else { return nil }
                    let fit = city == nil ? nil : room.matcher.fit(request.content, city, context)
                    return MatchJSON(
                        match, practice, gaps: telling.gaps(practice, fit, city, request.content), telling, baseURL: room.house.site.baseURL)
                }))
    }

    /// The language the request asks for; when it does not say, that of the need, where the interface speaks it.
    private func language(_ visit: Visit, _ request: MatchRequest) -> Language {
        let saysSo = visit.query.has("lang") || visit.headers[.acceptLanguage] != nil
        return saysSo ? visit.language : request.content.language.flatMap(Language.init(rawValue:)) ?? visit.language
    }
}

extension Telling {
    /// What to check and what differs, in sentences.
    func gaps(_ practice: PracticeFacts, _ fit: ContextFit?, _ city: PlaceFacts?, _ need: NeedContent) -> [String] {
        practice.preconditions.map { words("matching.api.precondition", ["text": $0.text]) } + differences(fit, practice, city, need) + limits(practice)
    }
}

struct MatchAnswerJSON: Encodable {
    let language: String?
    let semantic: Bool
    let understood: UnderstoodJSON
    let matches: [MatchJSON]

    enum CodingKeys: String, CodingKey { case language, semantic, understood, matches }

    /// Written by hand so that a language nobody could tell is `null`, not missing.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(language, forKey: .language)
        try container.encode(semantic, forKey: .semantic)
        try container.encode(understood, forKey: .understood)
        try container.encode(matches, forKey: .matches)
    }
}

struct UnderstoodJSON: Encodable {
    struct ConceptRow: Encodable { let id, label, source: String, words: [String], confidence: Double }
    struct FacetRow: Encodable { let code: String, stated: Bool, confidence: Double }

    let concepts: [ConceptRow]
    let policyAreas, targetGroups: [FacetRow]

    init(_ understood: Understood, _ telling: Telling) {
        concepts = understood.concepts.map { concept in
            var seen: Set<String> = []
            return ConceptRow(
                id: concept.id, label: telling.concept(concept.id), source: concept.source.rawValue,
                words: concept.mentions.map(\.surface).filter { seen.insert($0.lowercased()).inserted }, confidence: rounded(concept.confidence, 3))
        }
        func rows(_ facets: [UnderstoodFacet]) -> [FacetRow] {
            facets.filter { $0.isStated || $0.confidence >= UnderstoodView.worthSaying }
                .map { FacetRow(code: $0.slug, stated: $0.isStated, confidence: rounded($0.confidence, 3)) }
        }
        policyAreas = rows(understood.areas)
        targetGroups = rows(understood.groups)
    }

    enum CodingKeys: String, CodingKey { case concepts, policyAreas = "policy_areas", targetGroups = "target_groups" }
}

struct MatchJSON: Encodable {
    struct PartRow: Encodable { let part: String, points: Double }

    let slug, title, url: String
    let score: Double
    let band: String
    let parts: [PartRow]
    let reasons, gaps: [String]

    init(_ match: Match, _ practice: PracticeFacts, gaps: [String], _ telling: Telling, baseURL: String) {
        slug = practice.slug
        title = practice.title.text(in: telling.language.code).text
        url = baseURL + MatchingPaths.practice(practice.slug)
        score = rounded(match.score, 4)
        band = match.band.rawValue
        parts = telling.parts(match).filter { $0.points != 0 }.map { PartRow(part: $0.key, points: rounded($0.points, 2)) }
        reasons = telling.reasons(match, practice, nil).map(telling.line)
        self.gaps = gaps
    }
}

struct ConceptListJSON: Encodable {
    static let longestQuery = 500

    struct ConceptRow: Encodable {
        let id, url, label, area: String
        let broader: String?
        let policyAreas, targetGroups: [String]
        let note: String
        let labels: [String: String]
        let synonyms: [String]

        enum CodingKeys: String, CodingKey {
            case id, url, label, area, broader, policyAreas = "policy_areas", targetGroups = "target_groups", note, labels, synonyms
        }
    }

    let total: Int
    let concepts: [ConceptRow]

    init(_ concepts: [Concept], language: String, baseURL: String) {
        total = concepts.count
        self.concepts = concepts.map { concept in
            ConceptRow(
                id: concept.id, url: baseURL + MatchingPaths.concept(concept.id), label: concept.labels[language] ?? concept.labels["en"] ?? concept.id,
                area: concept.area, broader: concept.broader, policyAreas: concept.policyAreas, targetGroups: concept.targetGroups, note: concept.note,
                labels: concept.labels, synonyms: concept.synonyms[language] ?? [])
        }
    }
}

private func rounded(_ value: Double, _ digits: Int) -> Double {
    let factor = pow(10, Double(digits))
    return (value * factor).rounded() / factor
}
