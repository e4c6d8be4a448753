import Store

/// What Trail keeps of people. Entries of the chain name people by id alone: whom an id belonged to is told by the person's own row,
/// and no longer once that is emptied. So the chain is never rewritten and holds nevertheless.
extension Trail {
    public static let kept: [KeptTable] = [
        KeptTable(
            "letter", personal: "person_id language content link! problem written_by", other: "id kind state created_at due_at give_up_at tries leased_by leased_until ended_at",
            about: "web.privacy.kept.letters", for: .letters, until: .days(30, after: "created_at"), seenBy: [.themselves, .administrators],
            whose: { "person_id = \($0)" }, becomes: .deleted,
            erasing: { person, now in
                [
                    "DELETE FROM letter WHERE person_id = \(person)",
                    // What they had others written may name them; what has not gone out yet does not go out.
                    """
                    UPDATE letter SET content = '{}', link = NULL, written_by = NULL, ended_at = coalesce(ended_at, \(now)),
                        state = CASE WHEN state IN ('waiting', 'unsure', 'failed') THEN 'dropped' ELSE state END
                    WHERE written_by = \(person)
                    """,
                ]
            }),
        KeptTable(
            "audit", personal: "actor record_id", other: "seq at action record_kind before_value after_value previous_hash hash", about: "web.privacy.kept.audit",
            for: .accountability, until: .never, seenBy: [.administrators],
            whose: { "(actor = \("person:\($0)") OR actor LIKE \("person:\($0) token:%") OR (record_kind = 'person' AND record_id = \($0)))" }, becomes: .idOnly),
        .impersonal("webhook", "id address secret state created_at announced_seq failing_since"),
        .impersonal("webhook_kind", "webhook_id kind"),
        .impersonal("webhook_delivery", "id webhook_id kind seq body state created_at due_at give_up_at tries leased_by leased_until answer problem ended_at"),
        .impersonal("audit_head", "id seq hash"),
        .impersonal("lineage", "child_kind child_id parent_kind parent_id relation at"),
        .impersonal("setting", "name value"),
    ]
}
