import Kernel
import Store

/// What Transfers keeps of people: who opened, rated, decided, answers for what. The texts are about the work of two cities and stay; what
/// somebody noted of their own ratings goes with them.
extension TransfersModule {
    public static let kept: [KeptTable] = [
        KeptTable(
            "transfer_follow_up", personal: "owner owner_id answer answered_at answered_by", other: "id transfer_id months due_day state", about: "transfers.privacy.kept.work",
            for: .work, until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "(owner_id = \($0) OR answered_by = \($0))" }, becomes: .blanked,
            erasing: { person, _ in ["UPDATE transfer_follow_up SET owner = '–', owner_id = NULL WHERE owner_id = \(person)"] }),
        KeptTable(
            "transfer_improvement", personal: "content at by_id answer_note answered_at answered_by", other: "id transfer_id block_id answer", about: "transfers.privacy.kept.work",
            for: .work, until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "(by_id = \($0) OR answered_by = \($0))" }, becomes: .unnamed),
        KeptTable(
            "transfer_outcome", personal: "changed_at changed_by", other: "transfer_id kept changed failed why unfinished version", about: "transfers.privacy.kept.work",
            for: .work, until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "changed_by = \($0)" }, becomes: .unnamed),
        KeptTable(
            "transfer_log", personal: "content at by_id", other: "id transfer_id month", about: "transfers.privacy.kept.work", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues], whose: { "by_id = \($0)" }, becomes: .unnamed),
        .impersonal("transfer_milestone", "transfer_id month planned_day actual_day reason found decided version"),
        KeptTable(
            "transfer_action", personal: "owner owner_id changed_at changed_by",
            other: "id transfer_id position block_id precondition_id what due_day done_day day_reason resources budget_cents spent_cents risk indicator state version",
            about: "transfers.privacy.kept.work", for: .work, until: .withRecord, seenBy: [.themselves, .colleagues],
            whose: { "(owner_id = \($0) OR changed_by = \($0))" }, becomes: .blanked,
            erasing: { person, _ in ["UPDATE transfer_action SET owner = '–', owner_id = NULL WHERE owner_id = \(person)"] }),
        KeptTable(
            "transfer_factor", personal: "rater_id points", other: "block_id factor", about: "transfers.privacy.kept.ratings", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues], whose: { "rater_id = \($0)" }, becomes: .unnamed),
        KeptTable(
            "transfer_rating", personal: "rater_id side note at", other: "block_id", about: "transfers.privacy.kept.ratings", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues], whose: { "rater_id = \($0)" }, becomes: .blanked,
            erasing: { person, _ in ["UPDATE transfer_rating SET note = NULL WHERE rater_id = \(person)"] }),
        KeptTable(
            "transfer_block", personal: "changed_at changed_by",
            other: "id transfer_id position origin_id title description is_core decision adaptation reason version", about: "transfers.privacy.kept.work", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "changed_by = \($0)" }, becomes: .unnamed),
        KeptTable(
            "transfer_step", personal: "reason at by_id", other: "transfer_id position step", about: "transfers.privacy.kept.work", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues], whose: { "by_id = \($0)" }, becomes: .unnamed),
        KeptTable(
            "transfer", personal: "opened_at opened_by published_at published_by",
            other: "id name challenge reason need_id need_version practice_id practice_version practice_language giving_city_id receiving_city_id programme_id stage stage_at start_day",
            about: "transfers.privacy.kept.work", for: .work, until: .withRecord, seenBy: [.themselves, .colleagues],
            whose: { "(opened_by = \($0) OR published_by = \($0))" }, becomes: .unnamed),
    ]
}
