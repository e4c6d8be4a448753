import Kernel
import Store

/// What Programmes keeps of people: who wrote or decided what, and whom a programme names for those who want to be partners.
extension ProgrammesModule {
    private static func plan(_ table: String, _ columns: String) -> KeptTable {
        KeptTable(
            table, personal: "changed_by changed_at", other: "id programme_id number title reason version \(columns)", about: "programmes.privacy.kept.plan", for: .work,
            until: .withRecord, seenBy: [.colleagues], whose: { "changed_by = \($0)" }, becomes: .unnamed)
    }

    public static let kept: [KeptTable] = [
        KeptTable(
            "partner_search", personal: "contact_name contact_mail contact_phone changed_by changed_at", other: "programme_id stage seeking closes_day pool is_public version",
            about: "programmes.privacy.kept.contact", for: .work, until: .withRecord, seenBy: [.everybody],
            whose: { "(changed_by = \($0) OR contact_mail = (SELECT email FROM person WHERE id = \($0)))" }, becomes: .blanked,
            erasing: { person, _ in
                [
                    """
                    UPDATE partner_search SET contact_name = NULL, contact_mail = NULL, contact_phone = NULL
                    WHERE contact_mail = (SELECT email FROM person WHERE id = \(person))
                    """
                ]
            }),
        KeptTable(
            "programme_nudge", personal: "by_id at", other: "programme_id city_id letters", about: "programmes.privacy.kept.plan", for: .work, until: .withRecord,
            seenBy: [.colleagues], whose: { "by_id = \($0)" }, becomes: .unnamed),
        KeptTable(
            "deliverable_step", personal: "by_id at", other: "deliverable_id number step from_stage to_stage reason", about: "programmes.privacy.kept.plan", for: .work,
            until: .withRecord, seenBy: [.colleagues], whose: { "by_id = \($0)" }, becomes: .unnamed),
        plan("risk", "package_id city_id likelihood effect owner answer review_day closed_day"),
        plan("budget_line", "package_id city_id planned_cents spent_cents"),
        plan("milestone", "package_id city_id proof planned_day actual_day planned_place actual_place planned_count actual_count source"),
        plan("deliverable", "package_id city_id description owner dissemination planned_day actual_day stage"),
        plan("work_package", "aim lead planned_start planned_end actual_start actual_end"),
    ]
}
