import Files
import Kernel
import Store

/// What the compendium keeps of people: who writes, reviews and looks after practices, and what they typed beside them. Published
/// practices are records of the network; they say nothing of their writers.
extension CompendiumModule {
    public static let kept: [KeptTable] = [
        KeptTable(
            "search_notice", personal: "at told_at", other: "search_id practice_id version", about: "compendium.privacy.kept.searches", for: .searches, basis: .consent,
            until: .days(365, after: "told_at"), seenBy: [.themselves], whose: { "search_id IN (SELECT id FROM saved_search WHERE person_id = \($0))" }, becomes: .deleted),
        KeptTable(
            "saved_search", personal: "person_id name language query at seen_at", other: "id", about: "compendium.privacy.kept.searches", for: .searches, basis: .consent,
            until: .withAccount, seenBy: [.themselves], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "manuscript_remark", personal: "by_id text at settled_by settled_at", other: "id manuscript_id field", about: "compendium.privacy.kept.reviews", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues, .editors], whose: { "by_id = \($0)" }, becomes: .deleted,
            erasing: { person, _ in ["DELETE FROM manuscript_remark WHERE by_id = \(person) OR manuscript_id IN (\(own(person)))"] }),
        KeptTable(
            "manuscript_step", personal: "by_id reason at", other: "manuscript_id position step from_stage to_stage", about: "compendium.privacy.kept.reviews", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues, .editors], whose: { "by_id = \($0)" }, becomes: .blanked,
            erasing: { person, _ in
                ["DELETE FROM manuscript_step WHERE manuscript_id IN (\(own(person)))", "UPDATE manuscript_step SET reason = NULL WHERE by_id = \(person)"]
            }),
        KeptTable(
            "manuscript_value", personal: "by_id value at", other: "manuscript_id field revision until_revision", about: "compendium.privacy.kept.drafts", for: .work,
            until: .withRecord, seenBy: [.themselves, .colleagues, .editors], whose: { "by_id = \($0)" }, becomes: .ownDeleted,
            erasing: { person, _ in
                // What others have replaced since is of no use to anybody without its writer.
                [
                    "DELETE FROM manuscript_value WHERE manuscript_id IN (\(own(person)))",
                    "DELETE FROM manuscript_value WHERE by_id = \(person) AND until_revision IS NOT NULL",
                ]
            }),
        KeptTable(
            "manuscript", personal: "owner_id peer_id created_at changed_at stage_at", other: "id practice_id practice_version stage city_id revision", about: "compendium.privacy.kept.drafts",
            for: .work, until: .withRecord, seenBy: [.themselves, .colleagues, .editors], whose: { "(owner_id = \($0) OR peer_id = \($0))" }, becomes: .ownDeleted,
            erasing: { person, _ in
                [
                    FilesModule.detaching(ManuscriptKind.name, own(person)), "DELETE FROM manuscript_author WHERE manuscript_id IN (\(own(person)))",
                    "DELETE FROM manuscript WHERE id IN (\(own(person)))",
                    // A draft that others write too goes on with the one who has written it longest.
                    """
                    UPDATE manuscript SET owner_id = (
                        SELECT author.person_id FROM manuscript_author AS author
                        WHERE author.manuscript_id = manuscript.id AND author.person_id <> \(person) AND author.left_at IS NULL
                        ORDER BY author.at, author.person_id LIMIT 1)
                    WHERE owner_id = \(person) AND EXISTS (
                        SELECT 1 FROM manuscript_author AS author
                        WHERE author.manuscript_id = manuscript.id AND author.person_id <> \(person) AND author.left_at IS NULL)
                    """,
                    "UPDATE manuscript SET peer_id = NULL WHERE peer_id = \(person)",
                ]
            }),
        KeptTable(
            "manuscript_author", personal: "person_id invited_by at left_at", other: "manuscript_id", about: "compendium.privacy.kept.drafts", for: .work, until: .withRecord,
            seenBy: [.themselves, .colleagues, .editors], whose: { "(person_id = \($0) OR invited_by = \($0))" }, becomes: .ownDeleted,
            erasing: { person, _ in
                [
                    "DELETE FROM manuscript_author WHERE person_id = \(person)",
                    // Who has become the owner above is no longer a guest.
                    """
                    DELETE FROM manuscript_author WHERE EXISTS (
                        SELECT 1 FROM manuscript WHERE manuscript.id = manuscript_author.manuscript_id AND manuscript.owner_id = manuscript_author.person_id)
                    """,
                ]
            }),
        KeptTable(
            "practice_life", personal: "owner_id confirmed_by confirmed_at asked_at ask_digest! reason", other: "practice_id stage published_at successor_id",
            about: "compendium.privacy.kept.care", for: .work, until: .withRecord, seenBy: [.everybody], whose: { "(owner_id = \($0) OR confirmed_by = \($0))" },
            becomes: .unnamed, erasing: { person, _ in ["UPDATE practice_life SET owner_id = NULL, ask_digest = NULL WHERE owner_id = \(person)"] }),
        KeptTable(
            "practice_life_step", personal: "by_id at reason", other: "practice_id position step", about: "compendium.privacy.kept.care", for: .work, until: .withRecord,
            seenBy: [.everybody], whose: { "by_id = \($0)" }, becomes: .unnamed),
        KeptTable(
            "practice_distinction", personal: "by_id reason at", other: "one_id other_id", about: "compendium.privacy.kept.care", for: .work, until: .withRecord,
            seenBy: [.editors], whose: { "by_id = \($0)" }, becomes: .unnamed),
        KeptTable(
            "practice_translation", personal: "by_id at", other: "practice_id language field revision text source_text source_hash how", about: "compendium.privacy.kept.translations",
            for: .work, until: .withRecord, seenBy: [.colleagues, .editors], whose: { "by_id = \($0)" }, becomes: .unnamed),
        // An ordered book is a search or a comparison, and says not whose.
        .impersonal("book", "id language query at"),
        .impersonal("book_practice", "book_id position practice_id version"),
        .impersonal(
            "practice",
            """
            id slug version kind language city_id lead_organisation organisation_type start_year end_year status problem solution migrants_involved resources
            budget_cents results what_failed beneficiaries evidence changed_at
            """),
        .impersonal("practice_title", "practice_id language title"),
        .impersonal("practice_item", "practice_id kind position item_id text"),
        .impersonal("practice_question", "practice_id language position text"),
        .impersonal("practice_source", "practice_id position title publisher url note"),
        .impersonal("building_block", "practice_id position id title description is_core"),
        .impersonal("building_block_item", "block_id kind position text"),
        .impersonal("practice_figure", "practice_id position label value unit year baseline source"),
        .impersonal("practice_study", "practice_id position title design is_independent done_by url year"),
        .impersonal("practice_version", "practice_id version at content"),
    ]

    /// Drafts that nobody but this person writes, and that are not in the hands of the network.
    private static func own(_ person: PersonID) -> SQL {
        """
        SELECT mine.id FROM manuscript AS mine WHERE mine.owner_id = \(person) AND mine.stage IN ('draft', 'changes_asked', 'withdrawn', 'refused')
            AND NOT EXISTS (
                SELECT 1 FROM manuscript_author AS other WHERE other.manuscript_id = mine.id AND other.person_id <> \(person) AND other.left_at IS NULL)
        """
    }
}
