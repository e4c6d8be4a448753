import Kernel
import Trail
import Web

enum AdministrationPage {
    static func breadcrumbs(_ words: Wording) -> [View] { [["href": MembersPaths.administration, "label": words("members.administration.title")]] }

    static func page(_ letters: [Letter.State: Int], people: Int, entries: Int, _ health: InstallationHealth, isMailSet: Bool, _ words: Wording) -> Page {
        let undecided = (letters[.unsure] ?? 0) + (letters[.failed] ?? 0)
        let waiting = letters[.waiting] ?? 0
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
                "undecidedText": undecided == 0 ? nil : words.count("members.administration.undecided", undecided),
                "health": facts.map { ["healthLabel": words("members.health.\($0)"), "healthText": $1] as View },
                "rooms": [
                    [
                        "roomHref": MembersPaths.people, "roomName": words("members.people.title"), "roomText": words("members.administration.peopleText"),
                        "roomCount": words.count("members.people.onPage", people),
                    ],
                    [
                        "roomHref": MembersPaths.outbox, "roomName": words("members.outbox.title"), "roomText": words("members.administration.outboxText"),
                        "roomCount": words.count("members.administration.waiting", waiting),
                    ],
                    [
                        "roomHref": MembersPaths.audit, "roomName": words("members.audit.title"), "roomText": words("members.administration.auditText"),
                        "roomCount": words.count("members.administration.entries", entries),
                    ],
                ] as [View],
            ])
    }
}
