import Kernel
import Store

/// What Members keeps of people.
extension MembersModule {
    public static let kept: [KeptTable] = [
        KeptTable(
            "kept_answer", personal: "request location body at", other: "token_id name status etag", about: "members.privacy.kept.tokens", for: .account,
            until: .days(1, after: "at"), seenBy: [.themselves], whose: { "token_id IN (SELECT id FROM access_token WHERE person_id = \($0))" }, becomes: .deleted),
        KeptTable(
            "access_token_scope", personal: "scope", other: "token_id", about: "members.privacy.kept.tokens", for: .account, until: .withAccount, seenBy: [.themselves],
            whose: { "token_id IN (SELECT id FROM access_token WHERE person_id = \($0))" }, becomes: .deleted),
        KeptTable(
            "access_token", personal: "person_id name digest! created_at expires_at used_on ended_at ended_by", other: "id", about: "members.privacy.kept.tokens", for: .account,
            until: .withAccount, seenBy: [.themselves, .administrators], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "provider_errand", personal: "digest! browser! person_id next carried subject email", other: "provider_id has_factor expires_at", about: "members.privacy.kept.providers",
            for: .security, until: .runsOut(at: "expires_at", within: 1), seenBy: [], whose: { "(person_id = \($0) OR email = (SELECT email FROM person WHERE id = \($0)))" },
            becomes: .deleted),
        KeptTable(
            "provider_identity", personal: "subject person_id created_at", other: "provider_id", about: "members.privacy.kept.providers", for: .security, until: .withAccount,
            seenBy: [.themselves], whose: { "person_id = \($0)" }, becomes: .deleted),
        .impersonal("provider", "id city_id label issuer client_id secret admits is_on created_at"),
        .impersonal("provider_domain", "provider_id domain"),
        .impersonal("provider_factor", "provider_id word"),
        KeptTable(
            "person", personal: "id email name language password_hash! created_at disabled_at forgotten_at", about: "members.privacy.kept.account", for: .account,
            until: .forgets(365, after: "disabled_at"), seenBy: [.themselves, .administrators, .colleagues], whose: { "id = \($0)" }, becomes: .formerMember,
            erasing: { person, now in
                // An address must stand there once only, so the id takes its place; nobody can sign in with it.
                [
                    """
                    UPDATE person SET email = id, name = '', language = 'en', password_hash = \(InvitePerson.noPassword),
                        disabled_at = coalesce(disabled_at, \(now)), forgotten_at = \(now)
                    WHERE id = \(person)
                    """
                ]
            }),
        KeptTable(
            "role_grant", personal: "person_id role scope_kind scope_id granted_at expires_at", other: "id", about: "members.privacy.kept.roles", for: .account,
            until: .days(365, after: "expires_at"), seenBy: [.themselves, .administrators, .colleagues], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "session", personal: "digest! person_id created_at seen_at device", other: "expires_at provider_id has_provider_factor", about: "members.privacy.kept.sessions", for: .security,
            until: .runsOut(at: "expires_at", within: 14), seenBy: [.themselves, .administrators], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "pending_sign_in", personal: "digest! person_id created_at", other: "expires_at provider_id", about: "members.privacy.kept.sessions", for: .security,
            until: .runsOut(at: "expires_at", within: 1), seenBy: [], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "one_time_link", personal: "digest! person_id purpose created_at", other: "expires_at", about: "members.privacy.kept.links", for: .security,
            until: .runsOut(at: "expires_at", within: 14), seenBy: [.themselves], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "second_factor", personal: "person_id secret! created_at confirmed_at", other: "last_step", about: "members.privacy.kept.secondFactor", for: .security,
            until: .withAccount, seenBy: [.themselves], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "recovery_code", personal: "person_id digest! created_at", about: "members.privacy.kept.secondFactor", for: .security, until: .withAccount,
            seenBy: [.themselves], whose: { "person_id = \($0)" }, becomes: .deleted),
        KeptTable(
            "erasure", personal: "person_id at", other: "cleaned_at", about: "members.privacy.kept.erasures", for: .accountability, basis: .legalObligation, until: .never,
            seenBy: [.administrators], whose: { "person_id = \($0)" }, becomes: .idOnly),
        .impersonal(
            "city",
            """
            id slug name local_name names country latitude longitude population population_year foreign_share foreign_share_year foreign_share_definition source
            """),
        KeptTable(
            "organisation", personal: "changed_by changed_at", other: "id version slug name folded sector country city_id is_migrant_led is_women_led website merged_into",
            about: "members.privacy.kept.organisations", for: .work, until: .withRecord, seenBy: [.administrators], whose: { "changed_by = \($0)" }, becomes: .unnamed),
        .impersonal("organisation_slug", "slug organisation_id"),
        .impersonal("organisation_area", "organisation_id area"),
        KeptTable(
            "programme", personal: "changed_by changed_at",
            other: """
                id slug name full_title start_day end_day dates_note budget_cents funding lead_name lead_country lead_kind reference transnational_start
                transnational_end transnational_cents pilot_grant_cents cities_stated cities_note version
                """, about: "members.privacy.kept.programmes", for: .work, until: .withRecord, seenBy: [.colleagues], whose: { "changed_by = \($0)" }, becomes: .unnamed),
        .impersonal("programme_city", "programme_id position part city_id name"),
        .impersonal("programme_text", "programme_id kind position text"),
        .impersonal("programme_change", "programme_id position what planned actual reason source"),
    ]
}
