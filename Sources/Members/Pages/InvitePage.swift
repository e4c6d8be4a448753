import HTTPTypes
import Kernel
import Web

enum InvitePage {
    static func breadcrumbs(_ words: Wording) -> [View] {
        AdministrationPage.breadcrumbs(words) + [["href": MembersPaths.people, "label": words("members.people.title")]]
    }

    static func form(_ typed: Fields, problems: [FieldProblem], _ places: Places) -> Page {
        let words = places.words
        func field(_ name: String) -> FieldView { FieldView(name, label: "members.person.\(name)", required: true, problems: problems, words: words) }
        return Page(
            "members/invite", title: words("members.invite.title"), section: "administration",
            view: ([
                "breadcrumbs": breadcrumbs(words), "inviteAction": MembersPaths.invite,
                "errors": FieldView.summary(problems, words: words) { "members.person.\($0)" },
                "emailField": field("email").input(typed["email"], type: "email", autocomplete: "off", maxLength: 200),
                "nameField": field("name").input(typed["name"], autocomplete: "off", maxLength: 120),
                "languageField": field("language").select(places.languages.map { ($0.code, $0.nativeName) }, selected: typed["language"]),
            ] as View).adding(places.fields(typed, problems: problems))).refusing(problems)
    }

    /// What the invitation opens, in plain words, before it is sent.
    static func preview(_ invitation: InvitePerson, _ typed: Fields, _ places: Places) -> Page {
        let words = places.words
        let format = Format(words.language)
        let values = ["name": invitation.name, "email": invitation.email, "role": words("members.role.\(invitation.role.rawValue)"), "scope": places.name(invitation.scope)]
        return Page(
            "members/invitePreview", title: words("members.invite.previewTitle"), section: "administration",
            view: [
                "breadcrumbs": breadcrumbs(words), "inviteAction": MembersPaths.invite, "whoText": words("members.invite.who", values),
                "whatText": words("members.invite.what", values), "opens": places.opens(invitation.role),
                "untilText": invitation.until.map { words("members.invite.until", ["day": format.day($0.day)]) } ?? words("members.invite.noEnd"),
                "letterText": words("members.invite.letter", ["language": format.languageName(invitation.language.code)]),
                "secondFactorText": invitation.role.needsSecondFactor ? words("members.invite.secondFactor") : nil,
                "typed": typed.pairs.filter { ["email", "name", "language", "role", "scope", "until"].contains($0.name) }
                    .map { ["inputName": $0.name, "inputValue": $0.value] as View },
            ])
    }
}
