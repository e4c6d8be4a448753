import Kernel
import Trail
import Web

enum AdministrationPage {
    static func breadcrumbs(_ words: Wording) -> [View] { [["href": MembersPaths.administration, "label": words("members.administration.title")]] }

    /// What the rooms of the administration hold.
    struct Counts {
        let letters: [Letter.State: Int]
        let people: Int
        let providers: Int
        let entries: Int
        /// Of personal data.
        let kinds: Int
        let tokens: Int
        let webhooks: Int
        let signedIn: Int
    }

    private static func room(_ href: String, _ name: String, _ text: String, _ words: Wording, count: String? = nil) -> View {
        ["roomHref": href, "roomName": words(name), "roomText": words(text), "roomCount": count]
    }

    /// By who asks: who may do what, what readers see, what keeps it running.
    private static func groups(_ counts: Counts, _ others: [AdministrationRoom], _ words: Wording) -> [View] {
        [
            [
                "groupKey": "people", "groupName": words("members.administration.groupPeople"),
                "rooms": [
                    room(MembersPaths.people, "members.people.title", "members.administration.peopleText", words, count: words.count("members.people.onPage", counts.people)),
                    room(
                        MembersPaths.sessions, "members.sessions.title", "members.administration.sessionsText", words,
                        count: words.count("members.sessions.devices", counts.signedIn)),
                    room(MembersPaths.providers, "members.providers.title", "members.providers.roomText", words, count: words.count("members.providers.amount", counts.providers)),
                    room(MembersPaths.allTokens, "members.tokens.allTitle", "members.tokens.administrationText", words, count: words.count("members.tokens.onPage", counts.tokens)),
                    room(MembersPaths.processing, "members.privacy.recordTitle", "members.privacy.recordText", words, count: words.count("members.privacy.kinds", counts.kinds)),
                ] as [View],
            ],
            [
                "groupKey": "readers", "groupName": words("members.administration.groupReaders"),
                "rooms": [room(MembersPaths.settings, "members.settings.title", "members.administration.settingsText", words)]
                    + others.map { room($0.href, $0.name, $0.text, words) },
            ],
            [
                "groupKey": "running", "groupName": words("members.administration.groupRunning"),
                "rooms": [
                    room(
                        MembersPaths.outbox, "members.outbox.title", "members.administration.outboxText", words,
                        count: words.count("members.administration.waiting", counts.letters[.waiting] ?? 0)),
                    room(MembersPaths.jobs, "members.jobs.title", "members.administration.jobsText", words),
                    room(MembersPaths.webhooks, "members.webhooks.title", "members.webhooks.administrationText", words, count: words.count("members.webhooks.count", counts.webhooks)),
                    room(MembersPaths.audit, "members.audit.title", "members.administration.auditText", words, count: words.count("members.administration.entries", counts.entries)),
                    room(MembersPaths.export, "members.export.title", "members.administration.exportText", words),
                ] as [View],
            ],
        ]
    }

    static func page(_ counts: Counts, others: [AdministrationRoom], _ health: InstallationHealth, isMailSet: Bool, stepsLeft: Int, _ words: Wording) -> Page {
        let undecided = (counts.letters[.unsure] ?? 0) + (counts.letters[.failed] ?? 0)
        let format = Format(words.language)
        let facts = [
            ("database", health.database), ("migrations", format.number(health.migrations)), ("practices", format.number(health.practices)),
            ("meaning", words(health.usesMeaning ? "members.health.meaningOn" : "members.health.meaningOff")),
            ("mail", words(isMailSet ? "members.health.mailSet" : "members.health.mailUnset")),
        ]
        return Page(
            "members/administration", title: words("members.administration.title"), section: "administration",
            view: [
                "isMailSet": isMailSet, "outboxHref": MembersPaths.outbox,
                "nextStepsHref": MembersPaths.nextSteps, "stepsText": stepsLeft == 0 ? nil : words.count("members.next.left", stepsLeft),
                "undecidedText": undecided == 0 ? nil : words.count("members.administration.undecided", undecided),
                "health": facts.map { ["healthLabel": words("members.health.\($0)"), "healthText": $1] as View },
                "groups": groups(counts, others, words),
            ])
    }
}
