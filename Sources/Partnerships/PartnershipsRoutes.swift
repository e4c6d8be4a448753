import Members
import Web

/// Every address of partnerships: who may open it, and what answers.
enum PartnershipsRoutes {
    static func all(_ room: PartnershipsRoom) -> [Route] {
        let partnerships = PartnershipHandlers(room: room)
        let entries = EntryHandlers(room: room)
        let stakeholders = StakeholderHandlers(room: room)
        let networks = NetworkHandlers(room: room)
        let assessments = AssessmentHandlers(room: room)
        let api = PartnershipAPIHandlers(room: room)
        return [
            .page(PartnershipsPaths.list, .holding(.readNetwork), partnerships.list),
            .form(PartnershipsPaths.list, .holding(.keepPartnerships), partnerships.begin),
            .page(PartnershipsPaths.overviewPattern, .holding(.readNetwork), partnerships.overview),
            .page(PartnershipsPaths.mechanismsPattern, .holding(.readNetwork), partnerships.mechanisms),
            .page(PartnershipsPaths.stakeholdersPattern, .holding(.keepPartnerships), stakeholders.map),
            .form(PartnershipsPaths.snapshotsPattern, .holding(.keepPartnerships), stakeholders.freeze),
            .page(PartnershipsPaths.networkPattern, .holding(.keepPartnerships), networks.show),
            .page(PartnershipsPaths.assessmentsPattern, .holding(.readNetwork), assessments.list),
            .page(PartnershipsPaths.assessmentPattern, .holding(.readNetwork), assessments.show),
            .form(PartnershipsPaths.assessmentStepPattern, .holding(.keepPartnerships), assessments.takeStep),
            .form(PartnershipsPaths.takeFurtherPattern, .holding(.keepPartnerships), assessments.takeFurther),
            .page(PartnershipsPaths.newEntryPattern, .holding(.keepPartnerships), entries.newForm),
            .form(PartnershipsPaths.newEntryPattern, .holding(.keepPartnerships), entries.create),
            .page(PartnershipsPaths.entryPattern, .holding(.keepPartnerships), entries.editForm),
            .form(PartnershipsPaths.entryPattern, .holding(.keepPartnerships), entries.save),
            .form(PartnershipsPaths.removalPattern, .holding(.keepPartnerships), entries.remove),
            .program(.get, PartnershipsPaths.apiList, .readPartnerships, .holding(.readNetwork), api.list),
            .program(.get, PartnershipsPaths.apiPattern, .readPartnerships, .holding(.readNetwork), api.partnership),
        ]
    }
}
