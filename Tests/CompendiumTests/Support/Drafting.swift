import Foundation
import Kernel
import TestKit
@testable import Compendium

/// A practice from a record of the fixture, without a database.
func practice(_ changes: Fixture.Record = [:]) throws -> Practice {
    let file = (name: "test.json", data: try Fixture.data(Fixture.practice("test", changes)))
    let draft = try ImportPractices(files: [file]).entries[0].draft
    return Practice(
        id: PracticeID("test"), slug: draft.slug, version: 1, kind: draft.kind, language: draft.language, title: Localized(source: draft.language, texts: draft.titles),
        city: CityID("catania"), leadOrganisation: draft.leadOrganisation, organisationType: draft.organisationType, startYear: draft.startYear, endYear: draft.endYear,
        status: draft.status, policyAreas: draft.policyAreas, targetGroups: draft.targetGroups, problem: draft.problem, solution: draft.solution,
        partners: draft.partners, resources: draft.resources, budget: draft.budget, funding: draft.funding, results: draft.results, beneficiaries: draft.beneficiaries,
        evidence: draft.evidence, preconditions: draft.preconditions.map { Practice.Precondition(id: $0, text: $0) }, takenUp: draft.takenUp,
        languagesOfService: draft.languagesOfService, sources: draft.sources, blocks: [], figures: draft.figures, studies: draft.studies, askedBy: draft.askedBy,
        changedAt: Instant(milliseconds: 0))
}

func study(_ design: String, independent: Bool = false) -> Fixture.Record { ["title": "A study", "design": design, "independent": independent] }
