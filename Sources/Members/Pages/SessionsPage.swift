import Kernel
import Web

enum SessionsPage {
    /// - Parameter people: one more than a page holds when there are more.
    static func page(_ people: [Sessions.Signed], devices: Int, isFirst: Bool, own: PersonID, _ words: Wording) -> Page {
        let format = Format(words.language)
        let shown = people.prefix(SessionsHandlers.pageLength)
        let next = people.count > shown.count ? shown.last.map { Fields([("after", $0.cursor)]).link(MembersPaths.sessions) } : nil
        return Page(
            "members/sessions", title: words("members.sessions.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "devicesText": words.count("members.sessions.devices", devices), "endAction": MembersPaths.endSessions,
                "people": shown.map { one in
                    [
                        "personName": one.name, "personHref": MembersPaths.path(MembersPaths.person, one.person.rawValue), "personId": one.person.rawValue,
                        "countText": words.count("members.sessions.devices", one.count), "seenText": format.moment(one.seenAt),
                        "endText": words(one.person == own ? "members.sessions.endOthers" : "members.sessions.end"),
                        "endLabel": words(one.person == own ? "members.sessions.endOthers" : "members.sessions.endOf", ["name": one.name]),
                        "mayEnd": one.person != own || one.count > 1,
                    ] as View
                },
                "pager": next == nil && isFirst ? nil : [
                    "previousHref": isFirst ? nil : MembersPaths.sessions, "nextHref": next, "rangeText": words.count("members.people.onPage", shown.count),
                ] as View,
            ])
    }
}
