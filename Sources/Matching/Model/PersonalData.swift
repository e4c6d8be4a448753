import Kernel
import Store

/// What Matching keeps of people: who described, shared, answered and decided. The texts are about a city; those that only their writer
/// could see go with the writer, those that others work with stay.
extension MatchingModule {
    public static let kept: [KeptTable] = [
        KeptTable(
            "need_answer", personal: "by_id note at", other: "need_id practice_id precondition_id answer", about: "matching.privacy.kept.judgements", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "by_id = \($0)" }, becomes: .blanked,
            erasing: { person, _ in
                [
                    "DELETE FROM need_left_open WHERE need_id IN (\(own(person)))", "DELETE FROM need_answer WHERE need_id IN (\(own(person)))",
                    "UPDATE need_answer SET note = NULL WHERE by_id = \(person)",
                ]
            }),
        KeptTable(
            "need_decision", personal: "by_id reason at", other: "need_id practice_id decision", about: "matching.privacy.kept.judgements", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "by_id = \($0)" }, becomes: .blanked,
            erasing: { person, _ in
                ["DELETE FROM need_decision WHERE need_id IN (\(own(person)))", "UPDATE need_decision SET reason = NULL WHERE by_id = \(person)"]
            }),
        KeptTable(
            "need_notice", personal: "at told_at seen_at", other: "need_id practice_id", about: "matching.privacy.kept.needs", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues], whose: { "need_id IN (SELECT id FROM need WHERE owner_id = \($0))" }, becomes: .ownDeleted,
            erasing: { person, _ in ["DELETE FROM need_notice WHERE need_id IN (\(own(person)))"] }),
        KeptTable(
            "need_share", personal: "person_id by_id at", other: "need_id", about: "matching.privacy.kept.shares", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues], whose: { "(person_id = \($0) OR by_id = \($0))" }, becomes: .ownDeleted,
            erasing: { person, _ in ["DELETE FROM need_share WHERE person_id = \(person) OR need_id IN (\(own(person)))"] }),
        KeptTable(
            "need_item", personal: "text", other: "need_id version kind position", about: "matching.privacy.kept.needs", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues],
            whose: { "EXISTS (SELECT 1 FROM need_version WHERE need_version.need_id = need_item.need_id AND need_version.version = need_item.version AND need_version.by_id = \($0))" },
            becomes: .ownDeleted, erasing: { person, _ in ["DELETE FROM need_item WHERE need_id IN (\(own(person)))"] }),
        KeptTable(
            "need_version", personal: "by_id at title text language", other: "need_id version based_on city_id people budget_cents months",
            about: "matching.privacy.kept.needs", for: .work, until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "by_id = \($0)" }, becomes: .ownDeleted,
            erasing: { person, _ in ["DELETE FROM need_version WHERE need_id IN (\(own(person)))"] }),
        KeptTable(
            "need", personal: "owner_id changed_by created_at changed_at", other: "id version city_id visibility", about: "matching.privacy.kept.needs", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues], whose: { "(owner_id = \($0) OR changed_by = \($0))" }, becomes: .ownDeleted,
            erasing: { person, _ in ["DELETE FROM need WHERE id IN (\(own(person)))"] }),
        .impersonal("need_left_open", "need_id practice_id precondition_id"),
        .impersonal("sentence_vector", "digest numbers"),
    ]

    /// The needs that nobody but this person can see.
    private static func own(_ person: PersonID) -> SQL {
        """
        SELECT mine.id FROM need AS mine WHERE mine.owner_id = \(person) AND NOT (mine.visibility = 'city' AND mine.city_id IS NOT NULL)
            AND NOT (mine.visibility = 'people' AND EXISTS (SELECT 1 FROM need_share AS other WHERE other.need_id = mine.id AND other.person_id <> \(person)))
        """
    }
}
