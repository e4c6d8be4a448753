import Kernel

extension Practice {
    /// A practice as a draft states it: what stands in the database once the draft is written, without writing it. For versions
    /// that are kept as files, and for looking at what is not published yet.
    /// - Parameters:
    ///   - draft: checked.
    ///   - city: the id of the city that the draft names.
    ///   - changedAt: when this version was written.
    init(draft: PracticeDraft, id: PracticeID, version: Int, city: CityID, changedAt: Instant) {
        self.init(
            id: id, slug: draft.slug, version: version, kind: draft.kind, language: draft.language,
            title: Localized(source: draft.language, texts: draft.titles), city: city, leadOrganisation: draft.leadOrganisation,
            organisationType: draft.organisationType, startYear: draft.startYear, endYear: draft.endYear, status: draft.status,
            policyAreas: draft.policyAreas, targetGroups: draft.targetGroups, problem: draft.problem, solution: draft.solution, partners: draft.partners,
            migrantsInvolved: draft.migrantsInvolved, resources: draft.resources, budget: draft.budget, funding: draft.funding, results: draft.results,
            whatFailed: draft.whatFailed, beneficiaries: draft.beneficiaries, evidence: draft.evidence,
            preconditions: draft.preconditions.map { Precondition(id: PartID.item("precondition", $0, of: draft.slug), text: $0) },
            takenUp: draft.takenUp, languagesOfService: draft.languagesOfService.flatMap { $0.isEmpty ? nil : $0 }, sources: draft.sources,
            blocks: draft.blocks.map { BuildingBlock($0, of: draft.slug) }, figures: draft.figures, studies: draft.studies, askedBy: draft.askedBy,
            changedAt: changedAt)
    }
}

extension BuildingBlock {
    init(_ block: PracticeDraft.Block, of slug: String) {
        self.init(
            id: PartID.block(block.title, of: slug), title: block.title, description: block.description, isCore: block.isCore,
            enablingFactors: block.enablingFactors, lessons: block.lessons, preconditions: block.preconditions)
    }
}
