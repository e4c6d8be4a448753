import Foundation
import Kernel
import Web

/// A need as a program states it: strict, so that a mistake is told and not overlooked.
struct MatchRequest {
    let content: NeedContent
    let citySlug: String?
    let limit: Int

    private static let fields: Set<String> = ["text", "lang", "policy_areas", "target_groups", "city", "limit"]
    private static let standardLimit = 10
    private static let mostMatches = 50

    /// - Throws: `Problem.invalid` with everything that is wrong with the body.
    init(_ body: Data, ports: MatchingPorts) throws {
        var reader = try JSONFields(body)
        content = NeedContent(
            text: reader.text("text", limit: NeedContent.longestText), language: reader.optionalCode("lang", among: MatchQuestion.languages),
            groups: reader.codes("target_groups", among: ports.targetGroups), areas: reader.codes("policy_areas", among: ports.policyAreas))
        citySlug = reader.optionalText("city", limit: 80)
        limit = reader.optionalInteger("limit", in: 1...Self.mostMatches) ?? Self.standardLimit
        reader.refuseOthers(than: Self.fields)
        if !reader.problems.isEmpty { throw Problem.invalid(reader.problems) }
    }
}
