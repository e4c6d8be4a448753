import Kernel
import Store

/// What Partnerships keeps of people: the contacts of its organisations, and who changed which record.
extension PartnershipsModule {
    public static let kept: [KeptTable] = [
        record("organisation_relation", "id partnership_id version organisation_id other_id kind_id claimed note"),
        record("relation_kind", "id partnership_id version name"),
        .impersonal("stakeholder_snapshot_place", "snapshot_id organisation_id power interest attitude"),
        KeptTable(
            "stakeholder_snapshot", personal: "by_id at", other: "id partnership_id name", about: "partnerships.privacy.kept.records", for: .work, until: .withRecord,
            seenBy: [.colleagues], whose: { "by_id = \($0)" }, becomes: .unnamed),
        record("stakeholder", "id partnership_id version organisation_id power interest attitude stake resources"),
        record("partnership_decision", "id partnership_id version decision meeting_id owner_id due_day done_day outcome"),
        .impersonal("partnership_meeting_attended", "entry_id organisation_id"),
        record("partnership_meeting", "id partnership_id version name mechanism_id planned_day held_day is_cancelled reason present note"),
        .impersonal("coordination_mechanism_members", "entry_id organisation_id"),
        record("coordination_mechanism", "id partnership_id version name kind area mandate chair_id meetings_a_year maturity start_day review_day"),
        record("partnership_agreement", "id partnership_id version name kind organisation_id signed_day end_day note"),
        record("partnership_group", "id partnership_id version name task area chair_id"),
        // People without an account; whoever has one is known by their address.
        KeptTable(
            "partnership_contact", personal: "name position email phone basis basis_day changed_by changed_at", other: "id partnership_id version organisation_id",
            about: "partnerships.privacy.kept.contacts", for: .work, until: .withRecord, seenBy: [.colleagues], whose: { "email = (SELECT email FROM person WHERE id = \($0))" },
            becomes: .deleted),
        record("partnership_member", "id partnership_id version organisation_id role seats has_mandate_letter mandate_day since_day until_day"),
        record("assessed_need", "id partnership_id assessment_id version area statement affected group_name severity mandate_level evidence need_id"),
        record("assessment_finding", "id partnership_id assessment_id version side finding"),
        record("assessment_staff_need", "id partnership_id assessment_id version staff staff_count staff_need"),
        record("assessment_arrangement", "id partnership_id assessment_id version kind arrangement gap"),
        record("assessment_service", "id partnership_id assessment_id version name organisation_id area group_name gap"),
        record("assessment_point", "id partnership_id assessment_id version point status note"),
        record("assessment_figure", "id partnership_id assessment_id version name value unit year source"),
        record("assessment_instrument", "id partnership_id assessment_id version kind who held_day people women men"),
        record("needs_assessment", "id partnership_id version name start_day end_day summary stage"),
        record("partnership", "id city_id version lead_id mandate charter charter_day decision_rule decision_note"),
    ]

    /// A record of the city, of which only who changed it last is about a person.
    private static func record(_ table: String, _ columns: String) -> KeptTable {
        KeptTable(
            table, personal: "changed_by changed_at", other: columns, about: "partnerships.privacy.kept.records", for: .work, until: .withRecord, seenBy: [.colleagues],
            whose: { "changed_by = \($0)" }, becomes: .unnamed)
    }
}
