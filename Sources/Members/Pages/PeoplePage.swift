import Kernel
import Web

enum PeoplePage {
    /// - Parameter people: one more than a page holds when there are more.
    static func page(_ people: [PersonRecord], _ roles: [PersonID: [GivenRole]], _ places: Places, text: String?, role: Role?, isFirst: Bool) -> Page {
        let words = places.words
        let shown = people.prefix(PeopleHandlers.pageLength)
        let filter = Fields([("q", text), ("role", role?.rawValue)].compactMap { name, value in value.map { (name, $0) } })
        let next = people.count > shown.count ? shown.last.map { filter.adding("after", $0.email).link(MembersPaths.people) } : nil
        let choices = [(value: "", label: words("members.people.anyRole"))] + Role.allCases.map { (value: $0.rawValue, label: words("members.role.\($0.rawValue)")) }
        return Page(
            "members/people", title: words("members.people.title"), section: "administration",
            view: [
                "breadcrumbs": AdministrationPage.breadcrumbs(words), "inviteHref": MembersPaths.invite, "searchAction": MembersPaths.people,
                "clearHref": filter.isEmpty ? nil : MembersPaths.people,
                "textField": FieldView("q", label: "members.people.search", problems: [], words: words).input(text, type: "search", maxLength: 100),
                "roleField": FieldView("role", label: "members.person.role", problems: [], words: words).select(choices, selected: role?.rawValue),
                "people": shown.isEmpty ? nil : [
                    "items": shown.map { person in
                        [
                            "personHref": MembersPaths.path(MembersPaths.person, person.id.rawValue), "personName": person.name, "email": person.email,
                            "states": states(person, words),
                            "roles": (roles[person.id] ?? []).map { ["text": "\(words("members.role.\($0.role)")) · \(places.name($0.scope))"] as View },
                        ] as View
                    }
                ] as View,
                "pager": next == nil && isFirst ? nil : [
                    "previousHref": isFirst ? nil : filter.link(MembersPaths.people), "nextHref": next,
                    "rangeText": words.count("members.people.onPage", shown.count),
                ] as View,
            ])
    }

    static func states(_ person: PersonRecord, _ words: Wording) -> [View] {
        var states: [String] = []
        if person.isDisabled { states.append(words("members.person.disabled")) }
        if person.isInvited { states.append(words("members.person.invited")) }
        if person.hasSecondFactor { states.append(words("members.person.withSecondFactor")) }
        return states.map { ["stateText": $0] }
    }
}
