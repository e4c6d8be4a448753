import Kernel
import Store

/// What Publishing keeps of people: who wrote or changed what everybody reads.
extension PublishingModule {
    public static let kept: [KeptTable] = [
        KeptTable(
            "page_version", personal: "by_id at", other: "page_id language version title teaser body restored_from", about: "publishing.privacy.kept.pages", for: .work,
            until: .withRecord, seenBy: [.administrators], whose: { "by_id = \($0)" }, becomes: .unnamed),
        KeptTable(
            "page_text", personal: "by_id at", other: "page_id language version title teaser body source_digest", about: "publishing.privacy.kept.pages", for: .work,
            until: .withRecord, seenBy: [.administrators], whose: { "by_id = \($0)" }, becomes: .unnamed),
        KeptTable(
            "site_page", personal: "changed_by changed_at", other: "id kind slug source_language state publish_at day created_at", about: "publishing.privacy.kept.pages",
            for: .work, until: .withRecord, seenBy: [.administrators], whose: { "changed_by = \($0)" }, becomes: .unnamed),
        .impersonal("site_slug", "kind slug page_id"),
        .impersonal("menu_item", "id menu position target_kind target"),
        .impersonal("menu_label", "item_id language label"),
        .impersonal("menu_hidden", "item_id role"),
    ]
}
